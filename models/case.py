"""The case: a round's tables sorted, linked and measured at the round's date, ready for the rules.

Rows are numbered in the order of their ids, so nothing downstream can depend on the order of the input.
``-1`` stands for "none" in every link and tier, 0 for a missing date (YYYYMMDD).

``cadres`` (one row a person): the input columns, and ``woman``, ``age`` (months), ``young``, ``left``
    (months to retirement), ``seat`` (the managed post held, as a row of ``posts``), ``leaving`` (``""``,
    ``retirement``, ``vacates_on``), ``tier_now`` (of the managed post held), ``head_top`` and ``lead_top``
    (highest tier ever held as head; as head or deputy), ``retires`` (month number of the last month), ``born``
    (month number), ``desk`` (the unmanaged post held and kept, as a row of ``posts``), ``role_now``,
    ``bloc_now``, ``unit_now`` (of ``seat``), ``work_bloc`` (of ``unit_id``), ``side_now`` (of the seat, else the own).
``posts`` (one row a seat): the input columns, and ``unit`` (row of ``units``), ``place`` (row of
    ``provinces``), ``bloc``, ``sector``, ``locality``, ``title`` (sister seats), ``group`` (row of
    ``groups``), ``decided`` (its own id where the Committee decided on it), ``holder`` (the incumbent as a row of
    ``cadres``), ``stayer`` (the same where he is not leaving).
``groups`` (one row for seats alike in everything): the posts' columns, and ``seats``, ``settled`` (how
    many are held by people who are not leaving), ``takes`` (whether anybody may be appointed: not
    frozen, by process), ``first`` (the first seat, a row of ``posts``).
``pairs``: see ``describe``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.calendar import Bools, Ints
from models.decided import NOTHING, Decided
from models.measure import groups_of, link_posts, measure, place, rows
from models.scheme import Law
from models.tables import DEPUTIES, HEADS, Round

LEVEL = {
    "none": 0,
    "": 0,
    "studying_intermediate": 0,
    "intermediate": 1,
    "studying_advanced": 1,
    "advanced": 2,
}
STUDYING = {"studying_intermediate": 1, "studying_advanced": 2}
MARKS = {"excellent": 10, "good": 8, "done": 4}  # of 10 a year: the planner's scale (scheme.md, Fit)

FROM_CADRE = [
    *("cadre_id", "woman", "age", "young", "left", "leaving", "seat", "tier_now", "head_top", "lead_top"),
    *("native_locality", "birth_locality", "long_localities", "degree_field", "degree_mode", "theory"),
    *("eval_1", "eval_2", "eval_3", "discipline", "discipline_date", "political_standard", "open_question"),
    *("experience_months", "in_post_since", "position", "work_bloc", "role_now", "bloc_now", "unit_now"),
    *("side_now", "rotated_since", "rotation_ends"),
]
FROM_GROUP = [
    *("title", "unit", "place", "bloc", "sector", "locality", "role", "tier", "managed", "mode", "frozen"),
    *("listed", "priority", "reserved_for", "min_theory", "studying_ok", "formal_required", "takes"),
    *("side", "committee_seat"),
]

# With what stands for "none".
FROM_POOL: dict[str, Any] = {"planned_on": 0, "support": -1, "reason": "", "source": "", "return_plan": ""}


@dataclass(frozen=True, eq=False)
class Case:
    """A round under a law. Build it with ``Case.of``."""

    round_: Round
    law: Law
    provinces: list[str]
    units: pd.DataFrame
    posts: pd.DataFrame
    groups: pd.DataFrame
    cadres: pd.DataFrame
    pool: pd.DataFrame
    cleared: frozenset[int] = frozenset()  # cadres whose pending points are taken as concluded: to ask "what if?"
    imagined: frozenset[int] = frozenset()  # cadres only supposed: with them no seat is fillable, nobody compared
    decided: Decided = NOTHING

    @classmethod
    def of(cls, round_: Round, law: Law, decided: Decided = NOTHING) -> Case:
        """Sort, link and measure the tables of ``round_``. The tables must be free of input errors."""
        units = round_.units.sort_values("unit_id", ignore_index=True)
        provinces = sorted(set(units["province"]))
        units["place"] = rows(pd.Series(provinces), units["province"])
        posts = round_.posts.rename(columns={"title": "title_name"}).sort_values("post_id", ignore_index=True)
        cadres = round_.cadres.sort_values("cadre_id", ignore_index=True)
        on = [decision.post for decision in decided.decisions]
        posts["decided"] = posts["post_id"].where(posts["post_id"].isin(on), "")
        link_posts(posts, units, cadres)
        measure(cadres, posts, round_, law)
        place(cadres, posts, units, round_)
        pool = round_.pool.sort_values(["post_id", "cadre_id"], ignore_index=True)
        pool["cadre"] = rows(cadres["cadre_id"], pool["cadre_id"])
        pool["post"] = rows(posts["post_id"], pool["post_id"])
        return cls(round_, law, provinces, units, posts, groups_of(posts), cadres, pool, decided=decided)

    @cached_property
    def seats_of_group(self) -> list[list[int]]:
        """The seats (rows of ``posts``) of each group, in the order of their ids."""
        seats: list[list[int]] = [[] for _ in range(len(self.groups))]
        for post, group in enumerate(self.posts["group"]):
            seats[group].append(post)
        return seats

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Every pool row with every group of its title, described; once a cadre and group.

        Where one cadre has rows for two sister seats, the row with the lowest post id speaks for the title.
        """
        rows = pd.DataFrame({"row": np.arange(len(self.pool)), "cadre": self.pool["cadre"]})
        rows["title"] = self.posts["title"].to_numpy()[self.pool["post"]]
        rows = rows.drop_duplicates(["cadre", "title"], keep="first")
        groups = pd.DataFrame({"title": self.groups["title"], "group": np.arange(len(self.groups))})
        wide = rows.merge(groups, on="title").sort_values(["group", "cadre"], ignore_index=True)
        return self.describe(
            wide["cadre"].to_numpy(np.int64), wide["group"].to_numpy(np.int64), wide["row"].to_numpy(np.int64)
        )

    def describe(self, cadre: Ints, group: Ints, row: Ints) -> pd.DataFrame:
        """A table of (cadre, group) pairs with all a rule may ask of them, one row a pair.

        ``row`` is the pool row of each pair or -1. Columns: ``cadre``, ``group``, ``row``, the cadre's and
        the group's own (``FROM_CADRE``, ``FROM_GROUP``), the pool row's ``planned_on``, ``source``,
        ``support``, ``reason``, ``return_plan``; ``kind`` (enter, promote, lateral, lower, second), ``higher``,
        ``same_title`` (the cadre sits in that title now), ``counted``, ``rotation``, ``first_head``, ``first_deputy``,
        ``mover`` (sits in a managed post and is not leaving) and ``place_in_order`` (1 = first, II below).
        """
        pairs = pd.DataFrame({"cadre": cadre, "group": group, "row": row})
        for source, columns, link in ((self.cadres, FROM_CADRE, cadre), (self.groups, FROM_GROUP, group)):
            for column in columns:
                pairs[column] = source[column].to_numpy()[link]
        for column, missing in FROM_POOL.items():
            known = np.append(self.pool[column].to_numpy(dtype=object), missing)
            pairs[column] = known[row] if isinstance(missing, str) else known[row].astype(np.int64)
        tier, now = pairs["tier"].to_numpy(), pairs["tier_now"].to_numpy()
        managed = pairs["managed"].to_numpy(dtype=bool)
        pairs["kind"] = np.select(
            [~managed, now < 0, tier > now, tier == now], ["second", "enter", "promote", "lateral"], "lower"
        )
        kind = pairs["kind"]
        pairs["higher"] = kind.isin(["enter", "promote"])
        pairs["counted"] = kind.isin(["enter", "promote", "lower"]) | ((kind == "lateral") & self.law.counts_lateral)
        seat_title = np.append(self.posts["title"].to_numpy(), -1)
        pairs["same_title"] = seat_title[pairs["seat"]] == pairs["title"]
        pairs["rotation"] = (pairs["reason"] != "") & managed
        pairs["first_head"] = pairs["role"].isin(HEADS) & (tier > pairs["head_top"]) & managed
        pairs["first_deputy"] = pairs["role"].isin(DEPUTIES) & (tier > pairs["lead_top"]) & managed
        pairs["mover"] = (pairs["seat"] >= 0) & (pairs["leaving"] == "")
        pairs["place_in_order"] = np.append(self._places, 0)[row]
        return pairs

    @cached_property
    def _places(self) -> Ints:
        """The place of each pool row in the published order: earlier planned, longer in post, code."""
        pool = self.pool
        far = np.int64(99999999)
        since = self.cadres["in_post_since"].to_numpy()[pool["cadre"]]
        keys = pd.DataFrame(
            {
                "planned": pool["planned_on"].where(pool["planned_on"] > 0, far),
                "since": np.where(since > 0, since, far),
                "cadre": pool["cadre"],
                "post": pool["post"],
            }
        )
        title = self.posts["title"].to_numpy()[pool["post"]]
        speaks = ~pd.DataFrame({"cadre": pool["cadre"], "title": title}).duplicated(keep="first")
        places = np.zeros(len(pool), dtype=np.int64)
        order = keys[speaks.to_numpy()].sort_values(["planned", "since", "cadre", "post"]).index
        places[order] = np.arange(1, len(order) + 1)
        return places

    def field_match(self, pairs: pd.DataFrame) -> Ints:
        """2 where the degree's field is exact for the unit's sector, 1 where near, else 0 (shape: pairs)."""
        table = {
            (name, field): grade
            for name, sector in self.law.scheme.sectors.items()
            for grade, fields in ((1, sector.near), (2, sector.exact))
            for field in fields
        }
        both = zip(pairs["sector"], pairs["degree_field"], strict=True)
        return np.array([table.get(key, 0) for key in both], dtype=np.int64)

    # --- interventions --------------------------------------------------------------------------
    @cached_property
    def _acts(self) -> dict[tuple[str, str], list[tuple[int, int]]]:
        """(cadre, title) of what each action does, and to which rule, in the order of the ids of cadres and posts; a
        title of -1 is every post of the cadre."""
        acts = self.round_.interventions.sort_values(["cadre_id", "post_id"])
        cadre = rows(self.cadres["cadre_id"], acts["cadre_id"]).tolist()
        title = np.append(self.posts["title"].to_numpy(), -1)[rows(self.posts["post_id"], acts["post_id"])].tolist()
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for action, rule, who, where in zip(acts["action"], acts["rule"], cadre, title, strict=True):
            found.setdefault((action, rule if action == "except" else ""), []).append((who, where))
        return found

    def _named(self, pairs: pd.DataFrame, action: str, rule: str = "") -> Bools:
        """Pairs an intervention names."""
        named = set(self._acts.get((action, rule), ()))
        if not named:
            return np.zeros(len(pairs), dtype=bool)
        both = zip(pairs["cadre"], pairs["title"], strict=True)
        return np.array([(c, t) in named or (c, -1) in named for c, t in both], dtype=bool)

    def pinned(self, pairs: pd.DataFrame) -> Bools:
        """Pairs the Board has pinned (shape: pairs)."""
        return self._named(pairs, "pin")

    def banned(self, pairs: pd.DataFrame) -> Bools:
        """Pairs the Board has banned (shape: pairs)."""
        return self._named(pairs, "ban")

    def excepted(self, pairs: pd.DataFrame, rule: str) -> Bools:
        """Pairs excepted from ``rule`` by a document (shape: pairs)."""
        return self._named(pairs, "except", rule)

    @cached_property
    def pins(self) -> list[tuple[int, int]]:
        """The pins, (cadre, title), in the order of their ids: who is pinned holds such a seat after the round."""
        return list(dict.fromkeys(self._acts.get(("pin", ""), [])))

    @cached_property
    def title_of(self) -> dict[str, int]:
        """post id → its title's number."""
        return dict(zip(self.posts["post_id"], self.posts["title"].tolist(), strict=True))

    # --- the last slate -------------------------------------------------------------------------
    def turned_down(self, pairs: pd.DataFrame) -> Bools:
        """Pairs the Standing Committee has refused (shape: pairs)."""
        out = {(cadre, self.title_of[post]) for cadre, post in self.decided.refused}
        both = zip(pairs["cadre_id"], pairs["title"], strict=True)
        return np.array([key in out for key in both], dtype=bool)

    @cached_property
    def last(self) -> Ints:
        """Of each post its holder in the last slate, a row of ``cadres``; -1: nobody, or no slate (shape: posts)."""
        last = self.decided.last or {}
        return rows(self.cadres["cadre_id"], pd.Series([last.get(post, "") for post in self.posts["post_id"]]))

    # --- who comes and goes -----------------------------------------------------------------------
    def joins(self, place: Any, pairs: pd.DataFrame) -> Ints:
        """The place, by ``place`` of groups (-1: none), each pair is to and its cadre does not sit in now."""
        to, now = self._to_and_from(place, pairs)
        return np.where(to == now, -1, to)

    def quits(self, place: Any, pairs: pd.DataFrame) -> Ints:
        """The place each pair takes its cadre from, who was not leaving it and goes elsewhere."""
        to, now = self._to_and_from(place, pairs)
        return np.where(pairs["mover"] & (to != now), now, -1)

    def _to_and_from(self, place: Any, pairs: pd.DataFrame) -> tuple[Ints, Ints]:
        place = np.append(np.asarray(place, dtype=np.int64), -1)
        group = np.append(self.posts["group"].to_numpy(), -1)
        return place[pairs["group"]], place[group[pairs["seat"]]]

    @cached_property
    def counted_groups(self) -> Bools:
        """Groups whose empty seats may count in the tiers ``urgent`` and ``vacancies``, but for reserved
        ones without an admitted candidate (shape: groups)."""
        groups = self.groups
        return np.asarray(groups["managed"] & groups["listed"] & groups["takes"], dtype=bool)
