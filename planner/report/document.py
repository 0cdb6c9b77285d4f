"""All that stands on the page, in the order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.tables import Round
from planner import __version__
from planner.compare.table import letter, status
from planner.report import figures, matrix, teams
from planner.report.front import Front, front
from planner.report.people import People, Who
from planner.report.story import Story
from planner.workbook.view import View

Row = dict[str, Any]
SIGNS = {"optimal": "✓", "feasible": "◐", "infeasible": "✗", "unknown": "…"}


@dataclass(frozen=True)
class Scenario:
    """A column. ``ended``: the status of its slate, in words ``status``; ``lost``: what stands in place of a slate, ""
    where there is one; ``differing``: posts not held as in the first, None where that cannot be told."""

    letter: str
    name: str
    reason: str
    settings: list[str]
    ended: str
    status: str
    lost: str
    conflict: list[str]
    repairs: list[str]
    differing: int | None

    @property
    def headed(self) -> str:
        """Letter and name."""
        return f"{self.letter}. {self.name}"

    @property
    def sign(self) -> str:
        """How it ended, at a glance; no result is not the same as no slate."""
        return SIGNS[self.ended]


@dataclass(frozen=True)
class Page:
    """What the templates lay out; ``halted``: a sentence where the work was stopped before its end, else ""."""

    title: str
    round: str
    scheme: str
    halted: str
    summary: list[str]
    scenarios: list[Scenario]
    tables: list[tuple[str, list[figures.Line]]]
    targets: list[tuple[str, list[figures.Target | None]]]
    charts: list[list[figures.Chart]]
    front: Front | None
    front_said: str
    causes: list[tuple[int, list[matrix.Cause]]]
    stable: list[tuple[str, list[tuple[matrix.Place, Who]]]]
    stays: int
    alone: list[tuple[int, list[tuple[Who, list[matrix.Place]]]]]
    units: list[matrix.Unit]
    teams: list[teams.Team]
    origin: list[tuple[str, str]]

    @property
    def differs(self) -> bool:
        """Whether any post is not held alike everywhere."""
        return any(unit.differs for unit in self.units)

    @property
    def slates(self) -> int:
        """Scenarios that have one."""
        return sum(not row.lost for row in self.scenarios)


def page(story: Story, round_: Round, lang: str) -> Page:
    """The page of a story."""
    paper, view = story.paper, View.of_round(round_, lang)
    people, scenarios = People(paper, view), [_scenario(at, row, view) for at, row in enumerate(paper["scenarios"])]
    day = view.day(round_.settings.date)
    return Page(
        title=view.round_title,
        round=view.word("report.head.round", id=paper["round"]["id"], date=day),
        scheme=paper["scheme_name"],
        halted=view.word(f"report.halted.{'front' if paper['complete'] else story.halted}") if story.halted else "",
        summary=_summary(paper, scenarios, view),
        scenarios=scenarios,
        tables=figures.tables(paper, story.slates, view),
        targets=figures.targets(paper, view),
        charts=[] if all(row.lost for row in scenarios) else figures.charts(paper, view),
        front=front(story.front, view, people) if story.front else None,
        front_said=story.said,
        causes=matrix.causes(paper, view, people),
        stable=matrix.stable(paper, view, people),
        stays=sum(not row["appointed"] for row in paper["stable"]),
        alone=matrix.alone(paper, view, people),
        units=matrix.units(paper, view, people),
        teams=teams.of_units(story.slates, view, people),
        origin=_origin(paper, scenarios, view),
    )


def _scenario(at: int, row: Row, view: View) -> Scenario:
    told = status(row, view.lang)
    return Scenario(
        letter(at),
        row["name"],
        row["reason"],
        [setting["text"] for setting in row["settings"]],
        row["status"],
        told[:1].upper() + told[1:],
        "" if row["tiers"] else view.word(f"report.lost.{row['status']}"),
        [clash["text"] for clash in row["conflict"]],
        [repair["text"] for repair in row["repairs"]],
        row["differing"],
    )


def _summary(paper: Row, scenarios: list[Scenario], view: View) -> list[str]:
    """What there is to know first, a sentence each."""
    word, slates = view.word, [row for row in scenarios if not row.lost]
    ended = {how: [row.letter for row in scenarios if row.ended == how] for how in SIGNS}
    said = [word("report.summary.slates", count=len(scenarios), slates=len(slates), proven=len(ended["optimal"]))]
    for how in ("infeasible", "unknown", "feasible"):
        if ended[how]:
            said.append(word(f"report.summary.{how}", letters=", ".join(ended[how])))
    if not slates:
        return said
    first, *others = scenarios
    alike = [row.letter for row in others if row.differing == 0]
    if alike:
        said.append(word("report.summary.alike", letters=", ".join(alike), first=first.letter))
    unlike = [word("report.summary.unlike", name=row.headed, count=row.differing) for row in others if row.differing]
    if unlike:
        said.append(word("report.summary.differ", scenarios="; ".join(unlike), first=first.letter))
    if len(slates) > 1:
        appointed = sum(row["appointed"] for row in paper["stable"])
        known = "found" if ended["unknown"] or ended["feasible"] else "stable"  # better slates may have other names
        said.append(word(f"report.summary.{known}", appointed=appointed, stays=len(paper["stable"]) - appointed))
    for row, column in zip(scenarios, paper["scenarios"], strict=True):
        lacking = [
            f"{view.share(share['id'], share['where'])} ({word('slate.sum.short', count=missing)})"
            for share in column["shares"]
            if (missing := share["shortfall"])
        ]
        said += [word("report.summary.short", letter=row.letter, shares="; ".join(lacking))] if lacking else []
    met = not any(share["shortfall"] for column in paper["scenarios"] for share in column["shares"])
    return [*said, *([word("report.summary.met")] if met else [])]


def _origin(paper: Row, scenarios: list[Scenario], view: View) -> list[tuple[str, str]]:
    word = view.word
    return [
        (word("slate.src.round"), paper["round"]["id"]),
        (word("slate.src.date"), view.day(view.round.settings.date)),
        (word("slate.src.sha256"), paper["round"]["sha256"]),
        (word("slate.src.scheme"), f"{paper['scheme_name']} ({paper['scheme']})"),
        *((word("compare.origin.file", letter=row.letter), column["file"] or word("compare.origin.none"))
          for row, column in zip(scenarios, paper["scenarios"], strict=True)),
        (word("slate.src.version"), f"planner {__version__}"),
    ]  # fmt: skip
