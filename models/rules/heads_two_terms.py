"""heads_two_terms – at least 65 % of first-time heads have two terms left."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share
from models.tables import HEADS

SHARE = Share(
    "heads_two_terms",
    ytd=("first_heads", "first_heads_two_terms"),
    got=lambda pairs, ask: pairs["left"] >= ask["months"],
    among="first_head",
    roles=HEADS,
)

RULE = Rule(
    "heads_two_terms",
    "II.8",
    vi="Phấn đấu ít nhất 65% cấp trưởng bổ nhiệm lần đầu còn từ 2 nhiệm kỳ (120 tháng) trở lên",
    en="At least 65 % of first-time heads have two terms (120 months) or more left",
    pose=SHARE.pose,
    check=SHARE.check,
)
