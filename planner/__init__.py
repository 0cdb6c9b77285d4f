"""planner: the clerk. Reads rounds, tells the story of a run, writes slates; knows no constraint."""

__version__ = "0.1.0"
