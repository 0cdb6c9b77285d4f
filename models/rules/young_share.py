"""young_share – at least 15 % of the year's counted appointments are under 40; held seats count."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share

SHARE = Share("young_share", ytd=("appointments", "young"), got=lambda pairs, _: pairs["young"], holds="young")

RULE = Rule(
    "young_share",
    "II.4",
    vi="Phấn đấu bảo đảm tỷ lệ cán bộ trẻ (dưới 40 tuổi) trong số bổ nhiệm, giới thiệu ứng cử của năm",
    en="Those under 40 among the year's counted appointments reach their share",
    pose=SHARE.pose,
    check=SHARE.check,
)
