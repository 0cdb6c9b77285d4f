"""young_share – at least 15 % of the year's counted appointments are under 40; held seats count."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share

SHARE = Share("young_share", ytd=("appointments", "young"), got=lambda pairs, _: pairs["young"], holds="young")

RULE = Rule(
    "young_share",
    "II.4",
    vi="Phấn đấu ít nhất 15% số lượt bổ nhiệm, giới thiệu ứng cử trong năm là cán bộ trẻ (dưới 40 tuổi)",
    en="At least 15 % of the year's counted appointments are under 40",
    pose=SHARE.pose,
    check=SHARE.check,
)
