"""All scenarios solved side by side, then what their names owe to which setting; no slate is solved twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from models.scenario import Raw
from models.scheme import Law
from planner.compare.causes import Search, Told
from planner.messages import say
from planner.settings import Setting, effective, together

if TYPE_CHECKING:
    from planner.scenario import Scenario

Paper = dict[str, Any]


class Solvers(Protocol):
    """Who solves: see ``crew.Crew``."""

    def slate(self, scenario: Scenario | None, number: int) -> Future[Paper]: ...
    def names(self, settings: Raw) -> Future[Told]: ...


@dataclass(eq=False)
class Column:
    """One scenario, or the plain scheme (None), from its file to its causes.

    ``parts``: the settings that differ from the scheme; ``paper``: the slate document, None where it was not reached;
    ``search``: None where nothing can be explained; ``explained``: all is known of it that the budget allows.
    """

    scenario: Scenario | None
    file: str
    parts: list[Setting]
    paper: Paper | None = None
    search: Search | None = None
    explained: bool = False

    @property
    def key(self) -> str:
        """The same for scenarios that ask for the same."""
        return _key(self.parts)

    def name(self, lang: str) -> str:
        """What it is called."""
        return self.scenario.name if self.scenario else say("compare.plain", lang)


def columns(asked: list[tuple[Scenario, str]], law: Law) -> list[Column]:
    """The plain scheme first: the first scenario that changes nothing in it, else one without a scenario."""
    found = [Column(scenario, file, effective(scenario.settings, law)) for scenario, file in asked]
    plain = next((column for column in found if not column.parts), None)
    return [plain or Column(None, "", []), *(column for column in found if column is not plain)]


def told(paper: Paper) -> Told:
    """A slate document as an answer to a search."""
    rows = [row for part in ("stays", "appointments") for row in paper[part]]
    held = {row["post"]: row["cadre"] for row in rows} | {row["post"]: "" for row in paper["vacant"]}
    return Told(held if paper["tiers"] else None, paper["canonical"] or paper["status"] == "infeasible")


def _key(parts: list[Setting]) -> str:
    return json.dumps(together(parts), sort_keys=True)


class Lab:
    """``most``: how many more slates may be solved for the causes of one scenario. ``watch`` is called meanwhile."""

    def __init__(
        self, found: list[Column], solvers: Solvers, most: int, watch: Callable[[], object] = lambda: None
    ) -> None:
        self.columns, self.solvers, self.most, self.watch = found, solvers, most, watch
        self._slates: dict[str, Future[Paper]] = {}
        self._names: dict[str, Future[Told]] = {}

    def run(self) -> None:
        """Fills the columns in; where Ctrl-C or an error ends it, what there is stays in them."""
        for number, column in enumerate(self.columns):
            if column.key not in self._slates:
                self._slates[column.key] = self.solvers.slate(column.scenario, number)
        stories = {column: self._story(column) for column in self.columns}
        waited: dict[Column, list[Future[Any]]] = {column: [] for column in self.columns}
        while waited:
            for column in [one for one, futures in waited.items() if all(future.done() for future in futures)]:
                more = next(stories[column], None)
                if more is None:
                    del waited[column]
                else:
                    waited[column] = more
            self.watch()
            wait([future for futures in waited.values() for future in futures if not future.done()],
                 timeout=0.2, return_when=FIRST_COMPLETED)  # fmt: skip

    def _story(self, column: Column) -> Iterator[list[Future[Any]]]:
        """A column from its slate to its causes; yields what it waits for."""
        base = self.columns[0]
        slate = self._slates[column.key]
        yield [slate]
        column.paper = slate.result()
        first = self._slates[base.key]
        yield [first]
        ours, theirs = told(slate.result()), told(first.result())
        if ours.sure and theirs.sure and ours.holders is not None and theirs.holders is not None:
            search = Search(len(column.parts), theirs.holders, ours.holders, self.most)
            column.search = search
            for subsets in search.wanted():
                asked = {subset: [column.parts[at] for at in sorted(subset)] for subset in subsets}
                yield [self._ask(parts) for parts in asked.values()]
                for subset, parts in asked.items():
                    answer = self._ask(parts).result()
                    search.tell(subset, answer if isinstance(answer, Told) else told(answer))
        column.explained = True

    def _ask(self, parts: list[Setting]) -> Future[Any]:
        """The slate under some settings, where a scenario asks for just these its document."""
        key = _key(parts)
        if key in self._slates:
            return self._slates[key]
        if key not in self._names:
            self._names[key] = self.solvers.names(together(parts))
        return self._names[key]
