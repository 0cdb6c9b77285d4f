"""How a post is filled, in the words of the forms: by appointment or nomination for election, by move or rotation."""

from __future__ import annotations

from typing import Any

from planner.workbook.view import View

ELECTED_ROLES = (
    *("secretary", "deputy_secretary", "standing_member", "council_vice_chair", "committee_vice_chair"),
    "full_time_member",
)
COUNCIL_BOARD = ("trưởng ban", "ủy viên")  # of a council's boards; its office is appointed


def elected(view: View, post: str) -> bool:
    """Whether the holder is elected, so that the Committee nominates.

    Party committees, councils' boards and people's committees elect; so do the Front and its members, and an
    Inspection Commission (a unit with full-time members) its leaders.
    """
    row = view.posts[post]
    if row["role"] in ELECTED_ROLES or view.bloc(post) == "front":
        return True
    if view.bloc(post) == "council":
        return any(word in str(row["title"]).lower() for word in COUNCIL_BOARD)
    return row["unit_id"] in _commissions(view)


def _commissions(view: View) -> set[str]:
    return {row["unit_id"] for row in view.posts.values() if row["role"] == "full_time_member"}


def form(view: View, row: dict[str, Any]) -> str:
    """The form of an appointment (a row of the document): a code of ``nominees.form``."""
    if row["rotation"]:
        return "rotation"
    if row["kind"] == "second":
        return "second"
    moved = view.planned(row["cadre"], row["post"]).get("source") == "elsewhere"
    if elected(view, row["post"]):
        return "moved_nomination" if moved else "nomination"
    return "moved_appointment" if moved else "appointment"
