"""The sample province: invented people in the numbers of the scheme. ``draw`` gives the sheets as rows."""

from planner.sample.draw import draw

__all__ = ["draw"]
