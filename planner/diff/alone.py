"""One changed record laid on the first round alone, with no more of the other changes than it cannot stand without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from models.case import Case
from models.scheme import Law
from models.tables import YTD_KEYS, Round
from planner.diff.records import KEYS, Key, Record, Rows, Sheets, ytd_key
from planner.workbook.checks import links
from planner.workbook.columns import SHEETS

Name = tuple[str, Key]
Bound = tuple[Record, ...]


class Workshop:
    """The first round, to which chosen changes of the second are applied."""

    def __init__(self, before: Case, after: Case, records: Iterable[Record]) -> None:
        self.before, self.after = before, after
        self.old, self.new = Sheets.of(before), Sheets.of(after)
        self.records = {record.name: record for record in records}

    def case(self, chosen: Iterable[Record], column: str = "") -> Case:
        """The first round with the ``chosen`` changes; of changed rows only ``column`` where one is named."""
        chosen = list(chosen)
        law = self._law({record.key for record in chosen if record.table == "law"}, chosen)
        return Case.of(self._round(chosen, column), law)

    def bound(self, record: Record) -> Bound | None:
        """The record and the other changes without which it would refer to nothing, or seat somebody twice; None
        where it cannot be told apart even so."""
        named = any(cell.column == "unit_id" for cell in record.cells)
        if record.change == "changed" and record.table != "posts" and not named:
            return (record,)  # nothing refers to its other cells
        return self.closed((record,))

    def closed(self, records: Iterable[Record]) -> Bound | None:
        """The same of several records together."""
        chosen = {record.name: record for record in records}
        while True:
            more = {name for name in self._missing(list(chosen.values())) if name in self.records} - chosen.keys()
            if not more:
                break
            chosen |= {name: self.records[name] for name in sorted(more)}
        return tuple(chosen.values()) if not any(self._missing(list(chosen.values()))) else None

    # --- what one change needs of others ---------------------------------------------------------
    def _missing(self, chosen: list[Record]) -> Iterator[Name]:
        """The records whose change would mend each fault the ``chosen`` ones alone would make."""
        tables = {table: self.old.rows[table] for table in KEYS}
        for table in {record.table for record in chosen} & tables.keys():
            tables[table] = self._rows(table, chosen, "")
        keys = {table: list(rows) for table, rows in tables.items()}
        found: list[Name] = []

        def fault(code: str, table: str, row: int, _column: str, /, **fields: Any) -> None:
            mine = (table, keys[table][row])
            if code == "no_such_id":
                wanted = (fields["sheet"], (fields["value"],))
                found.append(wanted if wanted[1] not in self.old.rows[wanted[0]] else mine)
            elif code == "two_posts":
                found.extend([mine, ("posts", (fields["other"],))])
            elif code == "pin_no_pool":
                pair = (fields["cadre"], fields["post"])
                found.append(
                    ("pool", pair) if pair in self.new.rows["pool"].keys() - self.old.rows["pool"].keys() else mine
                )
            elif code == "two_pins":
                pins = [key for key in keys[table] if key[:2] == ("pin", fields["value"])]
                found.extend([mine, *((table, key) for key in pins)])

        links({table: self._frame(table, rows) for table, rows in tables.items()}, fault)
        yield from found

    # --- applying ---------------------------------------------------------------------------------
    def _round(self, chosen: list[Record], column: str) -> Round:
        round_ = self.before.round_
        for table in {record.table for record in chosen} & KEYS.keys():
            laid: Any = {table: self._frame(table, self._rows(table, chosen, column))}
            round_ = replace(round_, **laid)
        keys = {record.key for record in chosen if record.table == "round"}
        return replace(round_, settings=self._settings(keys)) if keys else round_

    def _rows(self, table: str, chosen: list[Record], column: str) -> Rows:
        rows = dict(self.old.rows[table])
        for record in chosen:
            if record.table != table:
                continue
            if record.change == "removed":
                del rows[record.key]
                continue
            new = self.new.rows[table][record.key]
            columns = [cell.column for cell in record.cells if column in ("", cell.column)]
            columns += ["birth_known"] if "birth_date" in columns else []
            old = rows.get(record.key)
            rows[record.key] = new if old is None else old | {name: new[name] for name in columns}
        return rows

    def _frame(self, table: str, rows: Rows) -> pd.DataFrame:
        return self._frames[table] if rows is self.old.rows[table] else _table(table, rows)

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        """The first round's tables with their rows in the order of ``old``."""
        return {table: _table(table, self.old.rows[table]) for table in KEYS}

    def _settings(self, keys: set[Key]) -> Any:
        old, new = self.before.round_.settings, self.after.round_.settings
        said = {name: getattr(new, name) for (name,) in keys if hasattr(new, name)}
        ytd = {province: dict(counts) for province, counts in old.ytd.items()}
        for province in old.ytd.keys() | new.ytd.keys():
            for name in YTD_KEYS:
                if ytd_key(name, province) in keys:
                    ytd.setdefault(province, {})[name] = new.ytd.get(province, {}).get(name, 0)
        return replace(old, **said, ytd=ytd)

    def _law(self, keys: set[Key], chosen: list[Record]) -> Law:
        """The first law with the chosen rules as they stand in the second. The day and the scheme's own tables go
        with the round's settings; the rules they bring into force are records of their own."""
        old, new = self.before.law, self.after.law
        names = {name for (name,) in keys}
        rules = {rule: version for rule, version in old.rules.items() if rule not in names}
        rules |= {rule: version for rule, version in new.rules.items() if rule in names}
        settings = {record.key for record in chosen if record.table == "round"}
        return replace(
            old,
            rules=rules,
            date=new.date if ("date",) in settings else old.date,
            scheme=new.scheme if ("scheme",) in settings else old.scheme,
            tiers=new.tiers if "(tiers)" in names else old.tiers,
            fit=new.fit if "(fit)" in names else old.fit,
            holding=new.holding if "(holding)" in names else old.holding,
            counts_lateral=new.counts_lateral if "(counts_lateral)" in names else old.counts_lateral,
        )


def _table(table: str, rows: Rows) -> pd.DataFrame:
    """Rows as the reader makes a table of them; an empty one knows its types too."""
    types = {col.name: col.dtype for col in SHEETS[table].columns}
    types |= {"birth_known": "object"} if table == "cadres" else {}
    return pd.DataFrame(list(rows.values()), columns=list(types)).astype(types)
