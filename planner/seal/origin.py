"""What a slate was made from, as hashes: on its sheet *Nguồn gốc* and in the ledger."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from models.scheme import load


def hashes(paper: dict[str, Any]) -> dict[str, str]:
    """Of a slate document: the hashes of its ``round``, its ``scheme`` (the law of the round's date) and its
    ``scenario`` (the settings, resolved; empty where there are none)."""
    law = load(paper["scheme"]).law(int(paper["round"]["date"].replace("-", "")))
    settings = paper["scenario_settings"]
    text = json.dumps(settings, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    scenario = hashlib.sha256(text.encode("utf-8")).hexdigest() if settings else ""
    return {"round": paper["round"]["sha256"], "scheme": law.digest, "scenario": scenario}
