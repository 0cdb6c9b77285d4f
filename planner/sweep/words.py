"""What a sweep says, in words for the terminal and the workbook alike."""

from __future__ import annotations

from typing import Any

from models.tables import Round
from planner.messages import has, say
from planner.sweep.document import STATUSES
from planner.workbook.sheets import SHARES
from planner.workbook.view import View

Row = dict[str, Any]


class Words:
    """The words of one group of runs."""

    def __init__(self, paper: Row, group: Row, round_: Round, lang: str) -> None:
        self.paper, self.group, self.lang = paper, group, lang
        self.view = View.of_round(round_, lang)

    def say(self, key: str, **fields: object) -> str:
        return say(f"sweep.{key}", self.lang, **fields)

    def title(self) -> str:
        """The round, and the scenario where the group is of one."""
        at, scenario = self.paper["rounds"][self.group["round"]], self.group["scenario"]
        round_ = at["title"] or at["id"]
        if len(self.paper["rounds"]) > 1:
            round_ += f" ({at['file']})"
        if scenario is None:
            return self.say("headed", round=round_)
        return self.say("headed_both", round=round_, scenario=self.paper["scenarios"][scenario]["name"])

    def how(self) -> str:
        """What was run, and how the runs ended."""
        paper, statuses = self.paper, self.group["statuses"]
        runs = sum(statuses.values())
        if paper["draws"]:
            lots = {key: paper[key] for key in ("draws", "declines", "retirements", "seed")}
            text = self.say("drawn", runs=runs, **lots)
        else:
            text = self.say("scenarios", runs=runs)
        ended = [self.say(f"status.{name}", count=statuses[name]) for name in STATUSES if statuses[name]]
        return f"{text} {self.say('ended', statuses='; '.join(ended))}"

    def target(self, row: Row) -> str:
        """A rule to strive for, or a share with its province."""
        name = say(f"slate.share.{row['id']}", self.lang) if row["id"] in SHARES else self.view.rule(row["id"])
        return f"{name} – {row['where']}" if row["where"] else name

    def tier(self, tier: str) -> str:
        """A tier in few words."""
        key = f"slate.tier_short.{tier}"
        return say(key if has(key, self.lang) else f"slate.tier.{tier}", self.lang)

    def coded(self, cadre: str) -> str:
        """A cadre by name and code."""
        return say("conflict.coded", self.lang, name=self.view.person(cadre), code=cadre)

    def instead(self, row: Row, most: int = 3) -> str:
        """Who is proposed in the runs without a nominee, the most frequent first."""
        others = [f"{self.coded(one['cadre'])} {one['runs']}" for one in row["others"][:most]]
        more = len(row["others"]) - most
        others += [self.say("more", count=more)] if more > 0 else []
        others += [self.say("empty", count=row["empty"])] if row["empty"] else []
        return "; ".join(others)

    def drawn(self, row: Row) -> str:
        """What sets a run apart: its scenario, or who was drawn."""
        if self.group["scenario"] is None:
            return str(self.paper["scenarios"][row["scenario"]]["name"])
        if not row["draw"]:
            return self.say("undisturbed")
        parts = {"declined": [f"{self.coded(one['cadre'])}: {self.view.post(one['post'])}" for one in row["declined"]]}
        parts |= {"retired": [self.coded(cadre) for cadre in row["retired"]]}
        return "\n".join(self.say(f"lot.{name}", people="; ".join(people)) for name, people in parts.items() if people)


def percent(part: int, whole: int) -> str:
    """Rounded down, so that only all is a hundred; nothing of nothing."""
    return f"{100 * part // whole}%" if whole else "–"


def shakiest(group: Row) -> list[Row]:
    """The nominees, those who stand least often first."""
    return sorted(group["nominees"], key=lambda row: (row["stands"] / row["of"] if row["of"] else 1, row["post"]))
