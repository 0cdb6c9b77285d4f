"""All that stands on the page, in the order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.tables import Round
from planner import __version__
from planner.compare.table import letter, status
from planner.report import figures, matrix, teams
from planner.report.front import Front, front
from planner.report.people import People
from planner.report.story import Story
from planner.workbook.view import View

Row = dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """A column: ``status`` in words, ``sound``: proven best; ``differing``: posts not held as in the first, None where
    that cannot be told."""

    letter: str
    name: str
    reason: str
    settings: list[str]
    status: str
    sound: bool
    slate: bool
    conflict: list[str]
    repairs: list[str]
    differing: int | None

    @property
    def headed(self) -> str:
        """Letter and name."""
        return f"{self.letter}. {self.name}"


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
    stable: list[tuple[str, list[tuple[matrix.Place, Any]]]]
    stays: int
    alone: list[tuple[int, list[Any]]]
    units: list[matrix.Unit]
    teams: list[teams.Team]
    origin: list[tuple[str, str]]

    @property
    def differing(self) -> int:
        """Posts whose holder is not the same everywhere."""
        return sum(line.differs for unit in self.units for line in unit.lines)


def page(story: Story, round_: Round, lang: str) -> Page:
    """The page of a story."""
    paper, view = story.paper, View.of_round(round_, lang)
    people, scenarios = People(paper, view), [_scenario(at, row, lang) for at, row in enumerate(paper["scenarios"])]
    shown = matrix.units(paper, view, people)
    settings = paper["round"]
    day = view.day(round_.settings.date)
    return Page(
        title=view.round_title,
        round=view.word("report.head.round", id=settings["id"], date=day),
        scheme=paper["scheme_name"],
        halted=view.word(f"report.halted.{'front' if paper['complete'] else story.halted}") if story.halted else "",
        summary=_summary(paper, scenarios, view),
        scenarios=scenarios,
        tables=figures.tables(paper, story.slates, view),
        targets=figures.targets(paper, view),
        charts=figures.charts(paper, view) if any(row.slate for row in scenarios) else [],
        front=front(story.front, view, people) if story.front else None,
        front_said=story.said,
        causes=matrix.causes(paper, view, people),
        stable=matrix.stable(paper, view, people),
        stays=sum(not row["appointed"] for row in paper["stable"]),
        alone=matrix.alone(paper, view, people),
        units=shown,
        teams=teams.of_units(story.slates, view, people),
        origin=_origin(paper, scenarios, view),
    )


def _scenario(at: int, row: Row, lang: str) -> Scenario:
    ended = status(row, lang)
    return Scenario(
        letter(at),
        row["name"],
        row["reason"],
        [setting["text"] for setting in row["settings"]],
        ended[:1].upper() + ended[1:],
        row["status"] == "optimal",
        bool(row["tiers"]),
        [clash["text"] for clash in row["conflict"]],
        [repair["text"] for repair in row["repairs"]],
        row["differing"],
    )


def _summary(paper: Row, scenarios: list[Scenario], view: View) -> list[str]:
    """What there is to know first, a sentence each."""
    word, slates = view.word, [row for row in scenarios if row.slate]
    said = [word("report.summary.slates", count=len(scenarios), slates=len(slates),
                 proven=sum(row.sound for row in slates))]  # fmt: skip
    if not slates:
        return said
    alike = [row.letter for row in scenarios[1:] if row.slate and row.differing == 0]
    if alike:
        said.append(word("report.summary.alike", letters=", ".join(alike), first=scenarios[0].letter))
    others = [word("report.summary.unlike", name=row.headed, count=row.differing) for row in scenarios if row.differing]
    if others:
        said.append(word("report.summary.differ", scenarios="; ".join(others)))
    appointed = sum(row["appointed"] for row in paper["stable"])
    said.append(word("report.summary.stable", appointed=appointed, stays=len(paper["stable"]) - appointed))
    for row, column in zip(scenarios, paper["scenarios"], strict=True):
        lacking = [
            f"{figures.share_of((share['id'], share['where']), view)} ({word('slate.sum.short', count=missing)})"
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
