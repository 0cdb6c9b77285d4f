"""What the ledger tells: each slate that was made, and how many of its proposals the Committee changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import PlannerError
from planner.ledger import ENDING, Entry, Line, changed, ledger_of, read
from planner.messages import say
from planner.seal.copy import SHORT


@dataclass(frozen=True)
class History:
    """The lines of a ledger; ``seal``: the hash of the slate asked about, empty where the ledger itself was."""

    path: Path
    lines: list[Line]
    seal: str = ""

    @classmethod
    def of(cls, path: Path) -> History:
        """Of a ledger, or of the slate it lies beside. Raises ``PlannerError`` where there is none."""
        seal = ""
        if not path.name.endswith(ENDING):
            from planner.seal.read import found

            seal = found(path).seal
            path = ledger_of(path, seal)
        if not path.exists():
            raise PlannerError("ledger.none", path=path)
        return cls(path, read(path), seal)

    @property
    def entries(self) -> list[Entry]:
        """What its whole lines say."""
        return [line.entry for line in self.lines if line.entry is not None]

    @property
    def lost(self) -> bool:
        """Whether the slate asked about is in no line: lines were cut off, or the slate was sealed again."""
        return bool(self.seal) and all(entry.get("seal") != self.seal for entry in self.entries)

    @property
    def ok(self) -> bool:
        """Whether the chain holds from the first line to the last."""
        return not self.lost and not any(line.broken for line in self.lines)

    def sentences(self, lang: str) -> list[str]:
        """Line by line, then the verdict."""
        told = []
        for line in self.lines:
            told += [_told(line, lang)] if line.entry else []
            told += [say(f"ledger.fault.{line.fault}", lang, number=line.number)] if line.fault else []
        told += [say("ledger.lost", lang, short=self.seal[:SHORT])] if self.lost else []
        total = sum(map(changed, self.entries))
        told.append(say("ledger.total", lang, rounds=len(self.entries), changed=total))
        return [*told, say("ledger.whole" if self.ok else "ledger.broken", lang, path=self.path)]

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "ok": self.ok,
            "lost": self.lost,
            "lines": [
                {"line": line.number, "fault": line.fault, "entry": line.entry}
                | ({"changed": changed(line.entry)} if line.entry else {})
                for line in self.lines
            ],
        }


def _told(line: Line, lang: str) -> str:
    """One slate in a few lines."""
    entry: Entry = line.entry or {}
    said = {key: str(entry.get(key, "–")) for key in ("time", "command", "slate", "status", "appointments")}
    tiers, decisions = entry.get("tiers"), entry.get("decisions")
    counts = decisions if isinstance(decisions, dict) else {}
    return say(
        "ledger.line", lang, number=line.number, **said, short=str(entry.get("seal", ""))[:SHORT],
        round=str(entry.get("round", ""))[:SHORT], tiers=", ".join(map(str, (tiers or {}).values())) or "–",
        decided=", ".join(f"{say(f'slate.decision.{code}', lang)} {count}" for code, count in counts.items() if count)
        or say("ledger.undecided", lang), changed=changed(entry),
    )  # fmt: skip
