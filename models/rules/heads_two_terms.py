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
    vi="Phấn đấu bảo đảm tỷ lệ cấp trưởng bổ nhiệm lần đầu còn đủ tuổi công tác từ hai nhiệm kỳ trở lên",
    en="First-time heads with two terms or more left reach their share",
    pose=SHARE.pose,
    check=SHARE.check,
)
