"""What a sweep says, in words for the terminal and the workbook alike."""

from __future__ import annotations

from typing import Any, Self

from models.tables import Round
from planner.messages import say
from planner.sweep.document import STATUSES
from planner.workbook.sheets import SHARES
from planner.workbook.view import View

Row = dict[str, Any]


class Words:
    """The words of one group of runs."""

    def __init__(self, paper: Row, group: Row, view: View) -> None:
        self.paper, self.group, self.view, self.lang = paper, group, view, view.lang

    @classmethod
    def of_groups(cls, paper: Row, rounds: list[Round], lang: str) -> list[Self]:
        """Those of each group, in order."""
        views = [View.of_round(round_, lang) for round_ in rounds]
        return [cls(paper, group, views[group["round"]]) for group in paper["groups"]]

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
        statuses = self.group["statuses"]
        ended = [self.say(f"status.{name}", count=statuses[name]) for name in STATUSES if statuses[name]]
        parts = [self._asked(), self.say("ended", statuses="; ".join(ended))]
        parts += [] if self.paper["complete"] else [self.say("incomplete")]
        return " ".join(parts)

    def _asked(self) -> str:
        paper, runs = self.paper, sum(self.group["statuses"].values())
        if self.group["scenario"] is None:
            return self.say("scenarios", runs=runs)
        mine = self.runs()[1:]
        if not mine:
            return self.say("undrawn")
        lots = {"declines": "declined", "retirements": "retired"}
        most = {key: max(len(row[name]) for row in mine) for key, name in lots.items()}
        text = self.say("drawn", runs=runs, draws=len(mine), seed=paper["seed"], **most)
        distinct = self.group["distinct"]
        return text if distinct == len(mine) else f"{text} {self.say('distinct', distinct=distinct)}"

    def runs(self) -> list[Row]:
        """The runs of the group, the undisturbed one first."""
        number, scenario = self.group["round"], self.group["scenario"]
        mine = [row for row in self.paper["runs"] if row["round"] == number]
        return [row for row in mine if scenario in (None, row["scenario"])]

    def target(self, row: Row) -> str:
        """A rule to strive for, or a share with its province."""
        return self.view.share(row["id"], row["where"]) if row["id"] in SHARES else self.view.rule(row["id"])

    def tier(self, tier: str) -> str:
        """A tier in few words."""
        return self.view.code("tier_short", tier)

    def coded(self, cadre: str) -> str:
        """A cadre by name and code."""
        return say("conflict.coded", self.lang, name=self.view.person(cadre), code=cadre)

    def instead(self, row: Row, most: int = 3) -> str:
        """Who is proposed in the runs without a nominee, the most frequent first."""
        others = [f"{self.coded(one['cadre'])} {one['runs']}" for one in row["others"][:most]]
        more = len(row["others"]) - most
        others += [self.say("more", count=more)] if more > 0 else []
        others += [self.say(name, count=row[name]) for name in ("stays", "empty") if row[name]]
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


def percent(part: int, whole: int) -> int | None:
    """Rounded down, so that only all is a hundred; None of nothing."""
    return 100 * part // whole if whole else None


def shakiest(group: Row) -> list[Row]:
    """The nominees, those who stand least often first, those never put to the test last."""
    return sorted(group["nominees"], key=lambda row: (row["stands"] / row["of"] if row["of"] else 2, row["post"]))
