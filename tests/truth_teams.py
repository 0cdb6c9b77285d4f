"""Truth tables of the rules that judge a slate: shares, teams, districts, kin; below, at and above each limit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from truth import Bench, Change, Truth

from models.decided import Decision

D = dt.date
UNDER_114 = D(2023, 7, 11)
HOLDS: dict[str, Any] = {"role": "other", "listed": "no"}


def _share(rule: str, key: str, all_: int, got: int, **cells: Any) -> Change:
    """``all_`` counted and ``got`` of the kind before this round; A's appointment is one more."""

    def change(b: Bench) -> None:
        b.keys |= {f"{rule}_ytd": all_, f"{key}_ytd": got}
        b.of("cadres", "A").update(cells)

    return change


def _head(**cells: Any) -> Change:
    return lambda b: (b.of("posts", "P").update(role="head", tier=5), b.of("cadres", "A").update(cells))


def _empty(b: Bench) -> None:
    """P could be filled and stays empty."""
    b.slate.clear()


def _committee(women: int, men: int, **cells: Any) -> Change:
    """So many hold committee posts; A among the men where ``cells`` speaks of A, in P."""

    def change(b: Bench) -> None:
        b.of("posts", "P")["committee_seat"] = "yes"
        b.of("cadres", "A").update(cells)
        for at in range(women + men):
            b.post(f"K{at}", "V", tier=3, by=f"K{at}", committee_seat="yes", **HOLDS)
            young = D(1986, 1, 5) if at == women + men - 1 else D(1976, 1, 5)
            b.of("cadres", f"K{at}").update(gender="Nữ" if at < women else "Nam", birth_date=young)

    return change


def _staff(women: int, total: int, seats: int = 1, **cells: Any) -> Change:
    """Unit U has such a staff, and ``seats`` more of its team are held by men."""

    def change(b: Bench) -> None:
        b.of("units", "U").update(staff_women=women, staff_total=total)
        b.of("cadres", "A").update(cells)
        for at in range(seats):
            b.post(f"T{at}", "U", tier=3, by=f"T{at}")

    return change


def _deputies(most: int, least: int, now: int, seats: int = 1, bloc: str = "gov_economic") -> Change:
    """A body of P's unit with ``now`` sitting deputies and ``seats`` open deputy seats, P one of them."""

    def change(b: Bench) -> None:
        b.of("units", "U").update(bloc=bloc, deputies_max=most, deputies_min=least)
        for at in range(now):
            b.post(f"T{at}", "U", by=f"T{at}")
        for at in range(seats - 1):
            b.post(f"E{at}", "U")

    return change


def _bodies(bloc: str, first: int, second: int) -> Change:
    """Two bodies with so many sitting deputies; P is one more seat of the first."""

    def change(b: Bench) -> None:
        for unit, number in (("U", first), ("V", second)):
            b.of("units", unit).update(bloc=bloc, deputies_max=20)
            for at in range(number):
                b.post(f"{unit}{at}", unit, by=f"{unit}{at}")

    return change


def _sides(*sides: tuple[str, str]) -> Change:
    """Each a further appointment from a side to a side; A's own changes none."""

    def change(b: Bench) -> None:
        for at, (old, new) in enumerate(sides):
            b.post(f"Q{at}", "V", side=new)
            b.cadre(f"Q{at}", side=old)
            b.plan(f"Q{at}", f"Q{at}")
            b.slate[f"Q{at}"] = f"Q{at}"

    return change


def _rotated(stays: bool, row: bool = False, tier: int = 4, **cells: Any) -> Change:
    """A sits in a rotation seat with these dates."""

    def change(b: Bench) -> None:
        b.sits("A", tier=tier)
        b.of("cadres", "A").update(cells)
        if row:
            b.plan("A", "S-A")
        if stays:
            b.slate.clear()

    return change


def _chief(moves: bool, **cells: Any) -> Change:
    """A sits as head of V."""

    def change(b: Bench) -> None:
        b.sits("A", role="head", tier=4)
        b.of("cadres", "A").update(cells)
        if not moves:
            b.slate.clear()

    return change


def _kin(relation: str, one: str, other: str, *, new: bool = True, bloc: str = "gov_service", **post: Any) -> Change:
    """B sits as ``one``, A comes as ``other`` (or sits there too); they are kin."""

    def change(b: Bench) -> None:
        b.of("units", "U").update(bloc=bloc, locality="LU" if bloc == "district" else None)
        b.post("T", "U", one, 5 if one in ("head", "secretary") else 4, by="B")
        b.of("posts", "P").update(role=other, **post)
        b.tables["kin"].append({"cadre_a": "B", "cadre_b": "A", "relation": relation})
        if not new:
            b.of("posts", "P").update(incumbent="A")
            b.of("cadres", "A").update(position="managed", tier=4, unit_id="U")
            b.slate.clear()

    return change


def _sector(sector: str, side: str | None, role: str = "deputy_secretary") -> Change:
    """B is a division head of that sector in district U; A becomes one of its leaders."""

    def change(b: Bench) -> None:
        b.of("units", "U").update(bloc="district", locality="LU")
        b.unit("UD", bloc="district_division", locality="LU", sector=sector)
        b.cadre("B", unit_id="UD", position="division_head")
        b.post("N", "UD", "division_head", 1, by="B", managed="no", listed="no")
        b.of("posts", "P").update(role=role, side=side, tier=5)
        b.tables["kin"].append({"cadre_a": "A", "cadre_b": "B", "relation": "spouse"})

    return change


def _sisters(b: Bench) -> None:
    """A and B, kin, both come new into seats of one title."""
    b.of("posts", "P")["title"] = "Phó"
    b.post("P2", "U", title="Phó")
    b.cadre("B")
    b.plan("B", "P")
    b.slate["P2"] = "B"
    b.tables["kin"].append({"cadre_a": "A", "cadre_b": "B", "relation": "spouse"})


def _undeclared(b: Bench) -> None:
    b.of("cadres", "A")["kin_declared"] = None


def _district(there: int, sent: int) -> Change:
    """District H with so many seconded cadres there now, and so many sent by the slate."""

    def change(b: Bench) -> None:
        b.unit("H", bloc="district", locality="LH")
        b.unit("HD", bloc="district_division", locality="LH")
        for at in range(there + sent):
            more: dict[str, Any] = {"managed": "no", "listed": "no"}
            b.cadre(f"N{at}", birth_date=D(1990, 1, 5), unit_id="PD")
            b.post(f"N{at}", "HD", "division_deputy", 1, by=f"N{at}" if at < there else "", **more)
            if at >= there:
                b.plan(f"N{at}", f"N{at}")
                b.slate[f"N{at}"] = f"N{at}"

    return change


def _ages(*born: str, mine: str = "", reading: str = "", leaves: str = "", seats: int = 0) -> Change:
    """The team of U: sitting members born then (yyyy-mm), A born ``mine`` in P; ``leaves``: T0 goes to V."""

    def change(b: Bench) -> None:
        for at, month in enumerate(born):
            b.post(f"T{at}", "U", by=f"T{at}")
            b.of("cadres", f"T{at}")["birth_date"] = D.fromisoformat(f"{month}-05")
        for at in range(seats):
            b.post(f"E{at}", "U")
        if mine:
            b.of("cadres", "A")["birth_date"] = D.fromisoformat(f"{mine}-05")
        else:
            b.slate.clear()
            b.tables["pool"].clear()
        if leaves:
            b.post("Q", "V")
            b.plan(leaves, "Q")
            b.slate["Q"] = leaves
        if reading:
            b.overrides["age_levels"] = {"reading": reading}

    return change


def _drain(count: int, leaving: int = 0, unit: str = "W") -> Change:
    """So many members of V go to another unit; of them some were leaving."""

    def change(b: Bench) -> None:
        b.unit("W")
        b.post("T9", "V", by="T9")  # somebody stays: no age level is lost
        for at in range(count):
            b.post(f"T{at}", "V", by=f"T{at}", vacates_on=D(2021, 6, 1) if at < leaving else None)
            b.post(f"Q{at}", unit)
            b.plan(f"T{at}", f"Q{at}")
            b.slate[f"Q{at}"] = f"T{at}"

    return change


def _moves(count: int, most: int, leaving: int = 0) -> Change:
    """So many take a seat beside their own, where the scenario allows ``most``; ``leaving`` of them were leaving."""

    def change(b: Bench) -> None:
        b.scenario = {"max_moves": most}
        for at in range(count):
            b.sits(f"M{at}", **({"vacates_on": b.day} if at < leaving else {}))
            b.post(f"N{at}", "V")
            b.plan(f"M{at}", f"N{at}")
            b.slate[f"N{at}"] = f"M{at}"

    return change


def _decided(decision: str, cadre: str, made: str | bool = True) -> Change:
    """P was decided on; ``made``: who is appointed to it, by default whom the decision names, or A."""

    def change(b: Bench) -> None:
        b.cadre("B")
        b.decisions.append(Decision("P", decision, cadre))
        b.slate.clear()
        if made:
            b.slate["P"] = made if isinstance(made, str) else cadre or "A"

    return change


def _planned(persons: int, posts: int = 1) -> Change:
    """So many are planned for P; A for so many posts of its tier."""

    def change(b: Bench) -> None:
        for at in range(persons - 1):
            b.cadre(f"B{at}")
            b.plan(f"B{at}", "P")
        for at in range(posts - 1):
            b.post(f"Q{at}", "V")
            b.plan("A", f"Q{at}")

    return change


def _only_woman_leaves(frozen: str | None) -> Change:
    """The one woman in the team of V takes P in U; her seat is not filled again."""

    def change(b: Bench) -> None:
        b.of("units", "V").update(staff_women=31, staff_total=100)
        b.post("T0", "V", by="T0")
        b.sits("W", frozen=frozen)
        b.of("cadres", "W")["gender"] = "Nữ"
        b.plan("W", "P")
        b.slate["P"] = "W"

    return change


def _within_the_excess(unit: str) -> Change:
    """One deputy too many sits there already; one of them takes another deputy seat in ``unit``."""

    def change(b: Bench) -> None:
        _deputies(1, 0, 2)(b)
        b.of("units", "V").update(bloc="gov_economic", deputies_max=9)
        for at in range(5):
            b.post(f"V{at}", "V", by=f"V{at}")
        b.post("Q", unit, tier=5)
        b.plan("T0", "Q")
        b.slate.clear()
        b.slate["Q"] = "T0"

    return change


def _division_kin(b: Bench) -> None:
    """B heads a division of district H; A, kin, is sent there as deputy head."""
    b.unit("H", bloc="district", locality="LH")
    b.unit("HD", bloc="district_division", locality="LH")
    more: dict[str, Any] = {"managed": "no", "listed": "no"}
    b.cadre("B", unit_id="HD", position="division_head")
    b.post("NH", "HD", "division_head", 2, by="B", **more)
    b.post("N", "HD", "division_deputy", 1, **more)
    b.of("cadres", "A")["birth_date"] = D(1990, 1, 5)
    b.plan("A", "N")
    b.slate.clear()
    b.slate["N"] = "A"
    b.tables["kin"].append({"cadre_a": "A", "cadre_b": "B", "relation": "spouse"})


def _and(*changes: Change) -> Change:
    def change(b: Bench) -> None:
        for one in changes:
            one(b)

    return change


# In most lines other strive rules are short too: only the row's own rule is counted.
TEAMS = [
    Truth("women_share", "3 of 20", _share("appointments", "women", 19, 3)),
    Truth("women_share", "2 of 20", _share("appointments", "women", 19, 2), strive=1),
    Truth("women_share", "3 of 21", _share("appointments", "women", 20, 3), strive=1),
    Truth("women_share", "A is the third of 20", _share("appointments", "women", 19, 2, gender="Nữ")),
    Truth("women_share", "2 of 20 and a seat held", lambda b: (_share("appointments", "women", 19, 2)(b), _empty(b))),
    Truth("women_share", "1 of 20 and a seat held", lambda b: (_share("appointments", "women", 19, 1)(b), _empty(b)), strive=1),
    Truth("young_share", "3 of 20", _share("appointments", "young", 19, 3)),
    Truth("young_share", "2 of 20", _share("appointments", "young", 19, 2), strive=1),
    Truth("young_share", "the third is 39", _share("appointments", "young", 19, 2, birth_date=D(1981, 7, 1))),
    Truth("young_share", "the third is 40", _share("appointments", "young", 19, 2, birth_date=D(1981, 6, 1)), strive=1),
    Truth("committee_2025", "1 woman of 6, 1 young", _committee(1, 4)),
    Truth("committee_2025", "1 woman of 7, 1 young", _committee(1, 5), strive=1),
    Truth("committee_2025", "2 women of 10, 1 young", _committee(2, 7)),
    Truth("committee_2025", "2 women of 11, 1 young", _committee(2, 8), strive=1),
    Truth("committee_2025", "2 women of 11, 2 young", _committee(2, 8, birth_date=D(1985, 10, 1))),
    Truth("committee_2025", "a second man of 40 by then", _committee(2, 8, birth_date=D(1985, 9, 1)), strive=1),
    Truth("committee_2025", "1 of 7, A retired by then", _committee(1, 5, birth_date=D(1964, 5, 1))),
    Truth("committee_2025", "one retires in that month", lambda b: (_committee(1, 5)(b), b.of("cadres", "K2").update(birth_date=D(1964, 6, 1))), strive=1),
    Truth("committee_2025", "one retires the month before", lambda b: (_committee(1, 5)(b), b.of("cadres", "K2").update(birth_date=D(1964, 5, 1)))),
    Truth("committee_2025", "no longer in force", _committee(0, 9), day=D(2026, 1, 1)),
    Truth("women_led_unit", "30 % women", _staff(3, 10)),
    Truth("women_led_unit", "more, and no woman", _staff(31, 100), must=1),
    Truth("women_led_unit", "more, and A is one", _staff(31, 100, gender="Nữ")),
    Truth("women_led_unit", "more, and a seat stays empty", lambda b: (_staff(31, 100)(b), b.post("E", "U"))),
    Truth("women_led_unit", "more, and only a frozen seat does", lambda b: (_staff(31, 100)(b), b.post("E", "U", frozen="yes")), must=1),
    Truth("women_led_unit", "more, nobody is added", lambda b: (_staff(31, 100)(b), b.slate.clear(), b.of("posts", "P").update(unit_id="V")), must=1, standing=1),
    Truth("women_led_unit", "30 % where that is enough", lambda b: (_staff(3, 10)(b), b.overrides.update(women_led_unit={"at_least": 1})), must=1),
    Truth("women_led_unit", "the only woman leaves an open seat", _only_woman_leaves(None)),
    Truth("women_led_unit", "the only woman leaves a frozen seat", _only_woman_leaves("yes"), must=1),
    Truth("deputy_count", "as many as may be", _deputies(2, 0, 1)),
    Truth("deputy_count", "one more", _deputies(2, 0, 2), must=1),
    Truth("deputy_count", "one more, nobody is added", lambda b: (_deputies(1, 0, 2)(b), b.slate.clear()), must=1, standing=1),
    Truth("deputy_count", "one more, and one of them changes seats", _within_the_excess("U"), must=1, standing=1),
    Truth("deputy_count", "as many as there should be", _deputies(4, 2, 1, seats=2)),
    Truth("deputy_count", "one less", _deputies(4, 3, 1, seats=2), strive=1),
    Truth("deputy_count", "no more than its seats", _deputies(4, 3, 1)),
    Truth("deputy_count", "of no body that counts", _deputies(1, 0, 2, bloc="gov_service")),
    Truth("deputy_total", "15 of the Front", _bodies("front", 7, 7)),
    Truth("deputy_total", "16 of the Front", _bodies("front", 8, 7), must=1),
    Truth("deputy_total", "15 of the Party", _bodies("party_advisory", 7, 7)),
    Truth("deputy_total", "16 of the Party", _bodies("party_advisory", 8, 7), must=1),
    Truth("deputy_total", "6 of two departments", _bodies("gov_economic", 3, 2)),
    Truth("deputy_total", "7 of two departments", _bodies("gov_economic", 3, 3), must=1),
    Truth("deputy_total", "7, nobody is added", lambda b: (_bodies("gov_economic", 3, 4)(b), b.slate.clear()), must=1, standing=1),
    Truth("deputy_total", "7, one goes from one department to the other", _within_the_excess("V"), must=1, standing=1),
    Truth("deputy_total", "7, A excepted", _and(_bodies("gov_economic", 3, 3), lambda b: b.intervene("except", "A", "P", "deputy_total"))),
    Truth("exchange", "none", _sides(), strive=2),
    Truth("exchange", "one", _sides(("party", "government")), strive=1),
    Truth("exchange", "one each way", _sides(("party", "government"), ("government", "front"))),
    Truth("exchange", "within the Party, and the council", _sides(("party", "front"), ("council", "government"), ("government", "council")), strive=2),
    Truth("after_rotation", "ended today, stays", _rotated(True, rotation_ends=D(2021, 6, 1)), strive=1),
    Truth("after_rotation", "ends tomorrow, stays", _rotated(True, rotation_ends=D(2021, 6, 2))),
    Truth("after_rotation", "36 months over, stays", _rotated(True, rotated_since=D(2018, 6, 1)), strive=1),
    Truth("after_rotation", "a day short, stays", _rotated(True, rotated_since=D(2018, 6, 2))),
    Truth("after_rotation", "stays as planned", _rotated(True, row=True, rotation_ends=D(2021, 6, 1))),
    Truth("after_rotation", "stays, planned from tomorrow", _and(_rotated(True, row=True, rotation_ends=D(2021, 6, 1)), lambda b: b.tables["pool"][-1].update(planned_on=D(2021, 6, 2))), strive=1),
    Truth("after_rotation", "stays, banned from it", _and(_rotated(True, row=True, rotation_ends=D(2021, 6, 1)), lambda b: b.intervene("ban", "A", "S-A")), strive=1),
    Truth("after_rotation", "another post of the tier", _rotated(False, rotation_ends=D(2021, 6, 1))),
    Truth("after_rotation", "a lower one by a pin", lambda b: (_rotated(False, tier=5, rotation_ends=D(2021, 6, 1))(b), b.intervene("pin", "A", "P")), strive=1),
    Truth("two_terms", "96 months, stays", _chief(False, head_since=D(2013, 6, 1)), strive=1),
    Truth("two_terms", "a day less", _chief(False, head_since=D(2013, 6, 2))),
    Truth("two_terms", "96 months, moves", _chief(True, head_since=D(2013, 6, 1))),
    Truth("kin", "head and deputy, excepted", _and(_kin("spouse", "head", "deputy"), lambda b: b.intervene("except", "A", "P", "kin"))),
    Truth("kin", "of a relation nobody knows", _kin("friend", "head", "deputy"), must=1),
    Truth("kin", "head and deputy of a division", _division_kin, must=1),
    Truth("kin", "head and deputy", _kin("spouse", "head", "deputy"), must=1),
    Truth("kin", "head and deputy who sit there", _kin("spouse", "head", "deputy", new=False), must=1, standing=1),
    Truth("kin", "deputy and deputy", _kin("spouse", "deputy", "deputy")),
    Truth("kin", "deputy and deputy under 114", _kin("spouse", "deputy", "deputy"), must=1, day=UNDER_114),
    Truth("kin", "the day before 114", _kin("spouse", "deputy", "deputy"), day=D(2023, 7, 10)),
    Truth("kin", "a title outside the team", _kin("spouse", "other", "head", tier=5), day=UNDER_114),
    Truth("kin", "brother-in-law", _kin("sibling_in_law", "head", "deputy")),
    Truth("kin", "brother-in-law under 114", _kin("sibling_in_law", "head", "deputy"), must=1, day=UNDER_114),
    Truth("kin", "of no named relation", _kin("", "head", "deputy"), must=1),
    Truth("kin", "secretary and deputy secretary", _kin("child", "secretary", "deputy_secretary", bloc="district"), must=1),
    Truth("kin", "two deputy secretaries", _kin("child", "deputy_secretary", "deputy_secretary", bloc="district"), must=1),
    Truth("kin", "deputy secretary and vice chair", _kin("child", "deputy_secretary", "committee_vice_chair", bloc="district")),
    Truth("kin", "chairman and inspection", _sector("inspection", "government"), must=1),
    Truth("kin", "chairman and finance", _sector("finance", "government")),
    Truth("kin", "chairman and finance under 114", _sector("finance", "government"), must=1, day=UNDER_114),
    Truth("kin", "deputy secretary and inspection", _sector("inspection", None)),
    Truth("kin", "secretary and inspection", _sector("inspection", None, "secretary")),
    Truth("kin", "secretary and inspection under 114", _sector("inspection", None, "secretary"), must=1, day=UNDER_114),
    Truth("kin", "two seats alike, under 114", _sisters, must=1, day=UNDER_114),
    Truth("kin", "nothing declared", _undeclared, warning=1),
    Truth("secondment_per_district", "nobody", _district(0, 0), strive=1),
    Truth("secondment_per_district", "one there", _district(1, 0)),
    Truth("secondment_per_district", "one sent", _district(0, 1)),
    Truth("secondment_per_district", "two", _district(1, 1)),
    Truth("secondment_per_district", "three", _district(2, 1), must=1),
    Truth("secondment_per_district", "three there, nobody sent", _district(3, 0), must=1, standing=1),
    Truth("age_levels", "60 months apart", _ages("1970-01", "1975-01", mine="1980-01")),
    Truth("age_levels", "59 months", _ages("1970-01", "1975-01", mine="1979-12"), strive=1),
    Truth("age_levels", "the chain is the longest one", _ages("1970-01", "1972-01", "1975-01", mine="1980-01")),
    Truth("age_levels", "all of one age", _ages("1975-01", "1975-01", mine="1975-01"), strive=2),
    Truth("age_levels", "two seats need two", _ages("1970-01", mine="1975-01")),
    Truth("age_levels", "nobody leaves, nothing lost", _ages("1970-01", "1975-01", seats=1), strive=1),
    Truth("age_levels", "the oldest goes, one level is lost", _ages("1970-01", "1975-01", "1980-01", mine="1977-01", leaves="T0"), strive=1, must=1),
    Truth("age_levels", "the oldest goes, another comes", _ages("1970-01", "1975-01", "1980-01", mine="1969-01", leaves="T0")),
    Truth("age_levels", "bands: 39, 44, 45", _ages("1981-07", "1976-07", mine="1976-06", reading="bands")),
    Truth("age_levels", "bands: 39, 40, 44", _ages("1981-07", "1981-06", mine="1976-07", reading="bands"), strive=1),
    Truth("age_levels", "congress: 39, 49, 50", _ages("1981-07", "1971-07", mine="1971-06", reading="congress")),
    Truth("age_levels", "congress: 40, 49, 50", _ages("1981-06", "1971-07", mine="1971-06", reading="congress"), strive=1),
    Truth("age_levels", "terms: 119, 120, 180 left", _ages("1969-05", "1969-06", mine="1974-06", reading="terms")),
    Truth("age_levels", "terms: 120, 179, 180 left", _ages("1969-06", "1974-05", mine="1974-06", reading="terms"), strive=1),
    Truth("age_levels", "as a must, nobody comes or goes", _and(_ages("1975-01", "1975-01", seats=1), lambda b: b.scenario.update(rules={"age_levels": {"strength": "must"}})), must=2, standing=2),
    Truth("age_levels", "as a must, A comes", _and(_ages("1975-01", "1975-01", mine="1975-01"), lambda b: b.scenario.update(rules={"age_levels": {"strength": "must"}})), must=2),
    Truth("heads_two_terms", "the only one, 120 left", _head(birth_date=D(1969, 6, 1))),
    Truth("heads_two_terms", "the only one, 119 left", _head(birth_date=D(1969, 5, 1)), strive=1),
    Truth("heads_two_terms", "13 of 20", lambda b: (_head(birth_date=D(1969, 5, 1))(b), _share("first_heads", "first_heads_two_terms", 19, 13)(b), b.keys.update(appointments_ytd=19))),
    Truth("heads_two_terms", "12 of 20", lambda b: (_head(birth_date=D(1969, 5, 1))(b), _share("first_heads", "first_heads_two_terms", 19, 12)(b), b.keys.update(appointments_ytd=19)), strive=1),
    Truth("heads_two_terms", "not a first head", _head(birth_date=D(1969, 5, 1), held_head=5)),
    Truth("deputies_three_terms", "the only one, 180 left", lambda b: b.of("cadres", "A").update(birth_date=D(1974, 6, 1))),
    Truth("deputies_three_terms", "the only one, 179 left", lambda b: b.of("cadres", "A").update(birth_date=D(1974, 5, 1)), strive=1),
    Truth("deputies_three_terms", "not a first deputy", lambda b: b.of("cadres", "A").update(birth_date=D(1974, 5, 1), held_deputy=4)),
    Truth("unit_drain", "two members", _drain(2)),
    Truth("unit_drain", "three", _drain(3), must=1),
    Truth("unit_drain", "three, one was leaving", _drain(3, leaving=1)),
    Truth("unit_drain", "three within the unit", _drain(3, unit="V")),
    Truth("decision", "agreed and made", _decided("agree", "A")),
    Truth("decision", "agreed and not made", _decided("agree", "A", made=False), must=1),
    Truth("decision", "agreed to stay empty", _decided("agree", "", made=False)),
    Truth("decision", "agreed to stay empty and filled", _decided("agree", ""), must=1),
    Truth("decision", "refused and made", _decided("refuse", "A"), must=1),
    Truth("decision", "refused and not made", _decided("refuse", "A", made=False)),
    Truth("decision", "refused to stay empty", _decided("refuse", "")),
    Truth("decision", "refused to stay empty and empty", _decided("refuse", "", made=False), must=1),
    Truth("decision", "postponed", _decided("postpone", "A", made=False)),
    Truth("decision", "postponed and filled", _decided("postpone", "A"), must=1),
    Truth("decision", "chosen though nobody planned it", _decided("other", "B")),
    Truth("decision", "chosen, another made", _decided("other", "B", made="A"), must=1),
    Truth("max_moves", "two of two", _moves(2, most=2)),
    Truth("max_moves", "three of two", _moves(3, most=2), must=1),
    Truth("max_moves", "one of none", _moves(1, most=0), must=1),
    Truth("max_moves", "one of none, who was leaving", _moves(1, most=0, leaving=1)),
    Truth("max_moves", "none asked for", _moves(0, most=0)),
    Truth("pool_caps", "four for a seat", _planned(4)),
    Truth("pool_caps", "five for a seat", _planned(5), warning=1),
    Truth("pool_caps", "four for a seat in 2022", _planned(4), warning=1, day=D(2022, 1, 1)),
    Truth("pool_caps", "three for a seat in 2022", _planned(3), day=D(2022, 1, 1)),
    Truth("pool_caps", "three posts of a tier", _planned(1, 3)),
    Truth("pool_caps", "four posts of a tier", _planned(1, 4), warning=1),
]  # fmt: skip
