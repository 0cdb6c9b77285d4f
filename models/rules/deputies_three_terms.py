"""deputies_three_terms – at least 65 % of first-time deputies have three terms left."""

from __future__ import annotations

from models.rule import Rule
from models.share import Share
from models.tables import DEPUTIES

SHARE = Share(
    "deputies_three_terms",
    ytd=("first_deputies", "first_deputies_three_terms"),
    got=lambda pairs, ask: pairs["left"] >= ask["months"],
    among="first_deputy",
    roles=DEPUTIES,
)

RULE = Rule(
    "deputies_three_terms",
    "II.8",
    vi="Phấn đấu bảo đảm tỷ lệ cấp phó bổ nhiệm lần đầu còn đủ tuổi công tác từ ba nhiệm kỳ trở lên",
    en="First-time deputies with three terms or more left reach their share",
    pose=SHARE.pose,
    check=SHARE.check,
)
