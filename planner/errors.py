"""The ways a command can end without its answer, each with its exit code."""

from __future__ import annotations


class PlannerError(Exception):
    """Something the user can mend. ``key`` names the message, ``fields`` fill it in."""

    exit_code = 2

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


class NoSlate(PlannerError):
    """No slate meets every must, or a check failed."""

    exit_code = 1


class NotFound(PlannerError):
    """Time ran out before there was a slate."""

    exit_code = 3
