"""women_share – at least 15 % of the year's counted appointments are women; held seats count."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share

SHARE = Share("women_share", ytd=("appointments", "women"), got=lambda pairs, _: pairs["woman"], holds="women")

RULE = Rule(
    "women_share",
    "II.4",
    vi="Phấn đấu bảo đảm tỷ lệ nữ trong số bổ nhiệm, giới thiệu ứng cử của năm",
    en="Women among the year's counted appointments reach their share",
    pose=SHARE.pose,
    check=SHARE.check,
)
