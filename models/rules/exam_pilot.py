"""exam_pilot – a post filled by examination or by action programme is not assigned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    from models.build import Draft
    from models.slate import Slate


def pose(draft: Draft, _: Ask) -> None:
    """Such seats take nobody from the pool; their admitted pairs are the qualified field."""
    draft.close(RULE, (draft.case.groups["mode"] != "process").to_numpy())


def check(slate: Slate, _: Ask) -> Iterable[Finding]:
    """Each such seat with a new holder; one line for all that keep to it."""
    broken = slate.appointments[slate.appointments["mode"] != "process"]
    seats = int((slate.case.posts["mode"] != "process").sum())
    found = [Finding(post, need=0, got=1, shortfall=1) for post in broken["post_id"]]
    return found or [Finding("", need=0, got=0, of=seats)]


RULE = Rule(
    "exam_pilot",
    "II.9",
    vi="Chức danh thí điểm thi tuyển, báo cáo chương trình hành động thì không chỉ định trong phương án",
    en="Posts filled by examination or by action programme are not assigned",
    pose=pose,
    check=check,
)
