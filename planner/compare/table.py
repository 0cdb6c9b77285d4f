"""The comparison on a terminal of 80 columns: figures, the posts that differ, and why; names are in the files."""

from __future__ import annotations

from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from planner.compare.document import FIGURES
from planner.compare.marks import Mark, marks
from planner.messages import has, say

Row = dict[str, Any]
ABREAST = 5  # scenarios beside the first in one table


def render(paper: Row, lang: str) -> Group:
    """All of it."""
    tell, scenarios = _Tell(lang), paper["scenarios"]
    parts: list[RenderableType] = [Text(tell("title"), style="bold"), Text("")]
    for at, row in enumerate(scenarios):
        parts.append(Text.assemble((f"{letter(at)}  {row['name']}", "bold"), f" – {status(row, lang)}"))
        parts += [Padding(Text(f"– {setting['text']}"), (0, 0, 0, 4)) for setting in row["settings"]]
        parts += [Padding(Text(f"✗ {clash['text']}"), (0, 0, 0, 4)) for clash in row["conflict"]]
    for start in range(1, max(2, len(scenarios)), ABREAST):
        block = [0, *range(start, min(start + ABREAST, len(scenarios)))]
        parts += [Text(""), _figures(paper, block, tell)]
        parts += [Text(""), _matrix(paper, block, tell)] if any(not row["same"] for row in paper["matrix"]) else []
    parts += [Text(""), *_rest(paper, tell)]
    return Group(*parts)


def letter(at: int) -> str:
    """What a scenario is called in narrow columns: A, B, … Z, AA."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


Line = tuple[tuple[str, str], list[Any]]  # of what and where (a province, or empty), and what each scenario has there


def lines(scenarios: list[Row]) -> dict[str, list[Line]]:
    """Tiers and figures with the number of each scenario, shares with the row of each; None where it has no slate."""
    order: list[Row] = next((one["tiers"] for one in scenarios if one["tiers"]), [])
    values = [{row["id"]: row["value"] for row in one["tiers"]} for one in scenarios]
    shares = [{(row["id"], row["where"]): row for row in one["shares"]} for one in scenarios]
    return {
        "tiers": [((row["id"], ""), [one.get(row["id"]) for one in values]) for row in order if row["id"] != "order"],
        "figures": [((name, ""), [one["figures"] and one["figures"][name] for one in scenarios]) for name in FIGURES],
        "shares": [
            (key, [one.get(key) for one in shares]) for key in dict.fromkeys(key for one in shares for key in one)
        ],
    }


def status(row: Row, lang: str) -> str:
    """How a scenario ended, in a few words."""
    return say(f"compare.status.{row['status']}", lang)


class _Tell:
    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **fields: object) -> str:
        return say(f"compare.{key}", self.lang, **fields)

    def line(self, part: str, name: str, where: str) -> str:
        """What a line of ``lines`` is of."""
        if part != "tiers":
            return self(f"short.{name}") + (f" {where}" if where else "")
        key = f"slate.tier_short.{name}"
        return say(key if has(key, self.lang) else f"slate.tier.{name}", self.lang)


def _figures(paper: Row, block: list[int], tell: _Tell) -> Table:
    """Tiers, figures and shares; beside each number what it differs by from the first column."""
    scenarios, table = [paper["scenarios"][at] for at in block], Table(box=None, padding=(0, 1, 0, 0))
    table.add_column(tell("figure"), no_wrap=True, max_width=31)
    for at in block:
        table.add_column(letter(at), justify="right", no_wrap=True)
    for part, found in lines(scenarios).items():
        table.add_row(Text(tell(f"part.{part}"), style="italic"))
        for (name, where), values in found:
            table.add_row(tell.line(part, name, where), *(_met(values) if part == "shares" else _beside(values)))
    return table


def _met(shares: list[Row | None]) -> list[str]:
    return [f"{row['got']}/{row['of']}" if row else "–" for row in shares]


def _beside(values: list[int | None]) -> list[str]:
    first = values[0]
    told = ["–" if value is None else f"{value:,}" for value in values]
    for at, value in enumerate(values[1:], 1):
        if value is not None and first is not None and value != first:
            told[at] += f" {value - first:+,}"
    return [text.replace(",", ".") for text in told]


def _matrix(paper: Row, block: list[int], tell: _Tell) -> Table:
    """The posts whose holder differs, by codes."""
    known = marks(paper)
    table = Table(box=None, padding=(0, 1, 0, 0), title=tell("differ"), title_justify="left", title_style="bold")
    table.add_column(tell("post"), no_wrap=True, overflow="ellipsis", max_width=14)
    for at in block:
        table.add_column(letter(at), no_wrap=True, overflow="ellipsis", min_width=9)
    for row in paper["matrix"]:
        if not row["same"]:
            first, *others = (row["holders"][at] for at in block)
            cells = (Text("=", style="dim") if one == first else _cell(one, known, tell) for one in others)
            table.add_row(row["post"], _cell(first, known, tell), *cells)
    return table


def _cell(cadre: str | None, known: dict[str, Mark], tell: _Tell) -> Text:
    if not cadre:
        return Text("" if cadre is None else tell("empty_short"), style="dim")
    mark = known[cadre]
    return Text(f"{mark.sign} {cadre}", style=f"black on {mark.colour}")


def _rest(paper: Row, tell: _Tell) -> list[RenderableType]:
    appointed = sum(row["appointed"] for row in paper["stable"])
    parts: list[RenderableType] = []
    if any(row["figures"] for row in paper["scenarios"]):
        parts.append(Text(tell("core", appointed=appointed, stays=len(paper["stable"]) - appointed)))
    for at, row in enumerate(paper["scenarios"]):
        alone = [one["cadre"] for one in paper["only"] if one["scenario"] == at]
        if alone:
            parts.append(Text(tell("alone", letter=letter(at), people=", ".join(alone))))
        texts = {setting["key"]: setting["text"] for setting in row["settings"]}
        for (keys, smallest, minimal), posts in grouped(paper, at).items():
            what = "; ".join(texts[key] for key in keys) if keys else tell("not_sought")
            parts += [Text(""), Text(tell("cause", letter=letter(at), posts=", ".join(posts)))]
            parts.append(Padding(Text(f"{what} ({tell(kind(smallest, minimal))})" if keys else what), (0, 0, 0, 4)))
    return parts


def grouped(paper: Row, at: int) -> dict[tuple[tuple[str, ...], bool, bool], list[str]]:
    """The posts that differ in a scenario, by their cause."""
    found: dict[tuple[tuple[str, ...], bool, bool], list[str]] = {}
    for row in paper["causes"]:
        if row["scenario"] == at:
            found.setdefault((tuple(row["settings"]), row["smallest"], row["minimal"]), []).append(row["post"])
    return found


def kind(smallest: bool, minimal: bool) -> str:
    """How small a cause is known to be."""
    return "smallest" if smallest else "minimal" if minimal else "enough"
