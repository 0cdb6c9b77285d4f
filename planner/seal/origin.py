"""What a slate was made from, as hashes: on its sheet *Nguồn gốc* and in the ledger."""

from __future__ import annotations

import json
from typing import Any

from models.scheme import load
from planner.seal.copy import hash_of


def hashes(paper: dict[str, Any]) -> dict[str, str]:
    """Of a slate document: the hashes of its ``round``, its ``scheme`` (the law of the round's date) and its
    ``scenario`` (the settings, resolved; empty where there are none)."""
    law = load(paper["scheme"]).law(int(paper["round"]["date"].replace("-", "")))
    settings = paper["scenario_settings"]
    scenario = digest(settings) if settings else ""
    return {"round": paper["round"]["sha256"], "scheme": law.digest, "scenario": scenario}


def digest(value: Any) -> str:
    """The hash of a value as JSON, its keys in order."""
    return hash_of(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
