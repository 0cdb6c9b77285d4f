"""women_share – at least 15 % of the year's counted appointments are women; held seats count."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share

SHARE = Share("women_share", ytd=("appointments", "women"), got=lambda pairs, _: pairs["woman"], holds="women")

RULE = Rule(
    "women_share",
    "II.4",
    vi="Phấn đấu ít nhất 15% số lượt bổ nhiệm, giới thiệu ứng cử trong năm là nữ",
    en="At least 15 % of the year's counted appointments are women",
    pose=SHARE.pose,
    check=SHARE.check,
)
