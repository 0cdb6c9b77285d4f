"""planner: the clerk. Reads rounds, tells the story of a run, writes slates; knows no constraint."""
