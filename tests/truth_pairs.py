"""Truth tables of the rules that judge a pair: below, at and above each limit. On 1-6-2021 exactly 60 months are
left to a man born 12/1964, 120 to one born 06/1969."""

from __future__ import annotations

import datetime as dt
from typing import Any

from truth import Bench, Change, Truth

D = dt.date


def _a(**cells: Any) -> Change:
    """Cadre A has these cells."""
    return lambda b: b.of("cadres", "A").update(cells)


def _row(**cells: Any) -> Change:
    """A's pool row has these cells."""
    return lambda b: b.of("pool", "A").update(cells)


def _post(**cells: Any) -> Change:
    """Post P has these cells."""
    return lambda b: b.of("posts", "P").update(cells)


def _both(*changes: Change) -> Change:
    def change(b: Bench) -> None:
        for one in changes:
            one(b)

    return change


def _now(tier: int, **cells: Any) -> Change:
    """A sits in a managed seat of that tier."""
    return lambda b: (b.sits("A", tier=tier), b.of("cadres", "A").update(cells))


def _slate(**slate: str) -> Change:
    return lambda b: (b.slate.clear(), b.slate.update(slate))


def _second(**cells: Any) -> Change:
    """A is sent to a division of district H instead."""

    def change(b: Bench) -> None:
        b.unit("H", bloc="district", locality="LH")
        b.unit("HD", bloc="district_division", locality="LH")
        more = {"managed": "no", "listed": "no"}
        b.post("N", "HD", cells.pop("role", "division_deputy"), 1, **more)
        b.plan("A", "N")
        b.slate.clear()
        b.slate["N"] = "A"
        b.of("cadres", "A").update({"birth_date": D(1990, 1, 5)} | cells)

    return change


def _two_seats(b: Bench) -> None:
    b.post("Q", "V")
    b.plan("A", "Q")
    b.slate["Q"] = "A"


def _own_title(b: Bench) -> None:
    """A sits in one of two seats alike and is appointed to the other."""
    b.of("posts", "P")["title"] = "Phó"
    b.post("P2", "U", by="A", title="Phó")


def _dropped(b: Bench) -> None:
    b.sits("B")
    b.slate["S-B"] = ""


def _rival(source: str, mine: str, **cells: Any) -> Change:
    """B is planned for P too; A, the one appointed, comes from ``mine``."""

    def change(b: Bench) -> None:
        b.cadre("B", **cells)
        b.plan("B", "P", source=source)
        b.of("pool", "A")["source"] = mine

    return change


def _stays_pinned(move: bool) -> Change:
    def change(b: Bench) -> None:
        b.sits("A", tier=4)
        b.intervene("pin", "A", "S-A")
        if not move:
            b.slate.clear()

    return change


def _sent_from_a_seat(action: str, rule: str | None = None) -> Change:
    """A, who sits in a managed seat, is sent to a division, as a document allows."""

    def change(b: Bench) -> None:
        b.sits("A", tier=4)
        _second()(b)
        b.intervene("except", "A", "N", "secondment")
        if action:
            b.intervene(action, "A", "N", rule)

    return change


def _pinned_to_a_desk(b: Bench) -> None:
    """A holds the division post already, and is to stay there."""
    _second()(b)
    b.of("posts", "N")["incumbent"] = "A"
    b.intervene("pin", "A", "N")
    b.slate.clear()


def _rivals_transfer(b: Bench) -> None:
    """The woman of II.3's group is planned too; to her it would be no higher post."""
    _rival("in_place", "in_place", **HEAD_OF_DIVISION)(b)
    b.sits("B", tier=4)
    b.of("cadres", "B").update(HEAD_OF_DIVISION, unit_id="PD")


HEAD_OF_DIVISION = {"position": "division_head", "gender": "Nữ"}

PAIRS = [
    Truth("one_seat", "one seat each", lambda b: None),
    Truth("one_seat", "two seats for one cadre", _two_seats, must=1),
    Truth("one_seat", "the title held already", _own_title, must=1),
    Truth("one_seat", "a frozen seat", _post(frozen="yes"), must=1),
    Truth("no_one_dropped", "a lower tier", _now(5), must=1),
    Truth("no_one_dropped", "the same tier", _now(4)),
    Truth("no_one_dropped", "a higher tier", _now(3)),
    Truth("no_one_dropped", "lower by a pin", _both(_now(5), lambda b: b.intervene("pin", "A", "P"))),
    Truth("no_one_dropped", "sent to a division", _sent_from_a_seat(""), must=2),
    Truth("no_one_dropped", "sent by a pin", _sent_from_a_seat("pin")),
    Truth("no_one_dropped", "sent by an exception", _sent_from_a_seat("except", "no_one_dropped")),
    Truth("no_one_dropped", "left with nothing", _dropped, must=1),
    Truth("intervention", "banned", lambda b: b.intervene("ban", "A", "P"), must=1),
    Truth("intervention", "banned from all", lambda b: b.intervene("ban", "A", None), must=1),
    Truth("intervention", "pinned and made", lambda b: b.intervene("pin", "A", "P")),
    Truth("intervention", "pinned, not made", _both(lambda b: b.intervene("pin", "A", "P"), _slate()), must=1),
    Truth("intervention", "pinned to stay, moved", _stays_pinned(move=True), must=1),
    Truth("intervention", "pinned to stay, stays", _stays_pinned(move=False)),
    Truth("intervention", "pinned to stay, and leaves", _both(_stays_pinned(move=False), lambda b: b.of("posts", "S-A").update(vacates_on=D(2021, 6, 1))), must=1),
    Truth("intervention", "pinned to a division", _both(_second(), lambda b: b.intervene("pin", "A", "N"))),
    Truth("intervention", "pinned to stay in a division", _pinned_to_a_desk),
    Truth("planned", "on the day", _row(planned_on=D(2021, 6, 1))),
    Truth("planned", "a day late", _row(planned_on=D(2021, 6, 2)), must=1),
    Truth("planned", "in no pool row", _both(lambda b: b.cadre("B"), _slate(P="B")), must=1),
    Truth("retirement", "a month beyond the horizon", _both(_a(birth_date=D(1960, 8, 1)), lambda b: b.keys.update(horizon_months=1)), must=1),
    Truth("retirement", "stays with a month left", _both(lambda b: b.sits("B"), lambda b: b.of("cadres", "B").update(birth_date=D(1961, 4, 1)))),
    Truth("appointment_age", "59 months left", _a(birth_date=D(1964, 11, 30)), must=1),
    Truth("appointment_age", "60", _a(birth_date=D(1964, 12, 1))),
    Truth("appointment_age", "61", _a(birth_date=D(1965, 1, 1))),
    Truth("appointment_age", "59, a woman", _a(gender="Nữ", birth_date=D(1969, 5, 1)), must=1),
    Truth("appointment_age", "60, a woman", _a(gender="Nữ", birth_date=D(1969, 6, 1))),
    Truth("appointment_age", "59 to the same tier", _now(4, birth_date=D(1964, 11, 30))),
    Truth("appointment_age", "59, excepted", _both(_a(birth_date=D(1964, 11, 30)), lambda b: b.intervene("except", "A", "P", "appointment_age"))),
    *(
        Truth("discipline_wait", f"{kind} on {day:%d-%m-%Y}, {back} {off:+}", _a(discipline=kind, discipline_date=_back + dt.timedelta(off)), must=int(off > 0), day=day)
        for day, waits in {D(2021, 6, 1): (12, 12, 24), D(2022, 8, 17): (12, 12, 24), D(2022, 8, 18): (12, 30, 60), D(2025, 10, 7): (12, 30, 60), D(2025, 10, 8): (24, 36, 60)}.items()
        for kind, back in zip(("reprimand", "warning", "dismissal"), waits, strict=True)
        for _back in [D((day.year * 12 + day.month - 1 - back) // 12, (day.month - 1 - back) % 12 + 1, day.day)]
        for off in (-1, 0, 1)
    ),
    Truth("discipline_wait", "to the same tier", _now(4, discipline="warning", discipline_date=D(2021, 5, 1))),
    Truth("evaluation", "done", _a(eval_1="done")),
    Truth("evaluation", "not done", _a(eval_1="not_done"), must=1),
    Truth("evaluation", "missing", _a(eval_1=None), must=1, pending=True),
    Truth("steady_work", "three good years", _a()),
    Truth("steady_work", "an excellent one", _a(eval_2="excellent")),
    Truth("steady_work", "one merely done", _a(eval_3="done"), prefer=1),
    Truth("steady_work", "one missing", _a(eval_3=None), prefer=1),
    Truth("political_standard", "concluded", _a()),
    Truth("political_standard", "no", _a(political_standard="no"), must=1),
    Truth("political_standard", "empty", _a(political_standard=None), must=1, pending=True),
    Truth("open_question", "none", _a()),
    Truth("open_question", "one", _a(open_question="yes"), must=1, pending=True),
    *(
        Truth("theory", f"{held} for {need}, studying {ok}", _both(_post(min_theory=need, studying_ok=ok), _a(theory=held)), must=broken)
        for need, held, ok, broken in (
            ("intermediate", "none", "no", 1), ("intermediate", "intermediate", "no", 0), ("intermediate", "advanced", "no", 0),
            ("intermediate", "studying_intermediate", "no", 1), ("intermediate", "studying_intermediate", "yes", 0),
            ("advanced", "intermediate", "yes", 1), ("advanced", "studying_advanced", "yes", 0), ("advanced", "studying_advanced", "no", 1),
            ("intermediate", "studying_advanced", "no", 0), ("none", "none", "no", 0),
        )
    ),
    *(
        Truth(rule, f"{field} in {sector}", _both(lambda b, s=sector: b.of("units", "U").update(sector=s), _a(degree_field=field)), must=must, prefer=prefer)
        for rule, sector, field, must, prefer in (
            ("specialist_field", "health", "medicine", 0, 0), ("specialist_field", "health", "economics", 1, 0),
            ("specialist_field", "education", "natural_science", 0, 0), ("specialist_field", "education", "economics", 1, 0),
            ("specialist_field", "finance", "medicine", 0, 0), ("specialist_field", None, "medicine", 0, 0),
            ("field_fit", "finance", "economics", 0, 0), ("field_fit", "finance", "law", 0, 0), ("field_fit", "finance", "medicine", 0, 1),
            ("field_fit", "health", "economics", 0, 0), ("field_fit", None, "medicine", 0, 0),
        )
    ),
    Truth("formal_training", "full-time", _a()),
    Truth("formal_training", "in service", _a(degree_mode="in_service"), prefer=1),
    Truth("formal_training", "in service at 39 y 11 m", _a(degree_mode="in_service", birth_date=D(1981, 7, 1)), prefer=2),
    Truth("formal_training", "in service at 40", _a(degree_mode="in_service", birth_date=D(1981, 6, 1)), prefer=1),
    Truth("formal_training", "in service where required", _both(_a(degree_mode="in_service"), _post(formal_required="yes")), must=1, prefer=1),
    Truth("formal_training", "full-time where required", _post(formal_required="yes")),
    Truth("formal_training", "in service, seconded", _second(degree_mode="in_service"), must=1),
    Truth("formal_training", "excepted", _both(_a(degree_mode="in_service"), lambda b: b.intervene("except", "A", "P", "formal_training"))),
    Truth("in_place_first", "from elsewhere, somebody in place", _rival("in_place", "elsewhere"), prefer=1),
    Truth("in_place_first", "from elsewhere, all are", _rival("elsewhere", "elsewhere")),
    Truth("in_place_first", "from elsewhere, who is in place is refused", _rival("in_place", "elsewhere", eval_1="not_done")),
    Truth("in_place_first", "from elsewhere, who is in place is pending", _rival("in_place", "elsewhere", open_question="yes")),
    Truth("in_place_first", "in place", _rival("in_place", "in_place")),
    Truth("source_position", "a woman heading a division waits", _rival("in_place", "in_place", **HEAD_OF_DIVISION), prefer=1),
    Truth("source_position", "she is appointed", _both(_rival("in_place", "in_place", **HEAD_OF_DIVISION), _slate(P="B"))),
    Truth("source_position", "without a full-time degree", _rival("in_place", "in_place", degree_mode="in_service", **HEAD_OF_DIVISION)),
    Truth("source_position", "a man of 40", _rival("in_place", "in_place", position="division_head", birth_date=D(1981, 6, 1))),
    Truth("source_position", "a man of 39", _rival("in_place", "in_place", position="division_head", birth_date=D(1981, 7, 1)), prefer=1),
    Truth("source_position", "a deputy of a division", _rival("in_place", "in_place", position="division_deputy", gender="Nữ")),
    Truth("source_position", "of no known unit", _rival("in_place", "in_place", unit_id=None, **HEAD_OF_DIVISION)),
    Truth("source_position", "hers would be a transfer", _rivals_transfer, prefer=1),
    Truth("source_position", "A's is a transfer", _both(_rival("in_place", "in_place", **HEAD_OF_DIVISION), _now(4))),
    Truth("time_in_post", "24 months", _now(3, in_post_since=D(2019, 6, 1))),
    Truth("time_in_post", "a day less", _now(3, in_post_since=D(2019, 6, 2)), prefer=1),
    Truth("time_in_post", "unknown", _now(3, in_post_since=None), prefer=1),
    Truth("time_in_post", "to the same tier", _now(4, in_post_since=None)),
    Truth("time_in_post", "first managed post", _a(in_post_since=None)),
    Truth("time_in_post", "the last day it is preferred", _now(3, in_post_since=None), prefer=1, day=D(2022, 8, 17)),
    Truth("time_in_post", "the first day it is a must", _now(3, in_post_since=None), must=1, day=D(2022, 8, 18)),
    *(
        Truth("reserved_seat", f"{kind}: {who}", _both(_post(reserved_for=kind), _a(**cells)), must=broken)
        for kind, who, cells, broken in (
            ("women", "a man", {}, 1), ("women", "a woman", {"gender": "Nữ"}, 0), ("young", "40", {"birth_date": D(1981, 6, 1)}, 1),
            ("young", "39", {"birth_date": D(1981, 7, 1)}, 0), ("women_or_young", "a man of 45", {}, 1), ("women_or_young", "a woman", {"gender": "Nữ"}, 0),
            ("women_or_young", "a man of 39", {"birth_date": D(1981, 7, 1)}, 0),
        )
    ),
    *(
        Truth("non_local", what, _both(lambda b, o=bloc: b.of("units", "U").update(bloc=o, locality="LU"), _post(role="secretary", tier=5), _a(**cells)), must=broken, pending=waits)
        for what, bloc, cells, broken, waits in (
            ("from elsewhere", "district", {}, 0, False), ("native", "district", {"native_locality": "LU"}, 1, False),
            ("born there", "district", {"birth_locality": "LU"}, 1, False), ("lived there", "district", {"long_localities": "X; LU"}, 1, False),
            ("unknown", "district", {"birth_locality": None}, 1, True), ("a Party bloc", "party_bloc", {"native_locality": "LU"}, 0, False),
        )
    ),
    Truth("rotation_plan", "with a plan", _row(reason="need", return_plan="Về cơ quan cũ")),
    Truth("rotation_plan", "without", _row(reason="need"), must=1, pending=True),
    Truth("rotation_plan", "without, where only striven for", _both(_row(reason="need"), lambda b: b.scenario.update(rules={"rotation_plan": {"strength": "strive"}})), strive=1),
    Truth("rotation_plan", "no rotation", _row()),
    *(
        Truth("rotation_age", f"{reason}, {left} left", _both(_a(birth_date=born), _row(reason=reason, return_plan="Về")), must=broken)
        for reason, left, born, broken in (
            ("need", 119, D(1969, 5, 1), 1), ("need", 120, D(1969, 6, 1), 0), ("need", 121, D(1969, 7, 1), 0),
            ("non_local", 59, D(1964, 11, 1), 1), ("non_local", 60, D(1964, 12, 1), 0), ("two_terms", 60, D(1964, 12, 1), 0), (None, 119, D(1969, 5, 1), 0),
        )
    ),
    Truth("rotation_length", "36 months over", _now(4, rotated_since=D(2018, 6, 1))),
    Truth("rotation_length", "a day short", _now(4, rotated_since=D(2018, 6, 2)), must=1),
    Truth("rotation_length", "ended today", _now(4, rotated_since=D(2020, 6, 1), rotation_ends=D(2021, 6, 1))),
    Truth("rotation_length", "ends tomorrow", _now(4, rotated_since=D(2020, 6, 1), rotation_ends=D(2021, 6, 2)), must=1),
    Truth("rotation_length", "of unknown beginning, ends tomorrow", _now(4, rotation_ends=D(2021, 6, 2)), must=1),
    Truth("rotation_length", "of unknown beginning, ended today", _now(4, rotation_ends=D(2021, 6, 1))),
    Truth("rotation_length", "under the later regulation", _now(4, rotated_since=D(2019, 6, 2)), must=1, day=D(2022, 6, 1)),
    Truth("secondment", "35 y 11 m", _second(birth_date=D(1985, 7, 1))),
    Truth("secondment", "36", _second(birth_date=D(1985, 6, 1)), must=1),
    Truth("secondment", "a deputy division head", _second(position="division_deputy")),
    Truth("secondment", "a division head", _second(position="division_head"), must=1),
    Truth("secondment", "of a district", _second(unit_id="H"), must=1),
    Truth("secondment", "of no known unit", _second(unit_id=None), must=1),
    Truth("secondment", "to a specialist's desk", _second(role="other"), must=1),
    Truth("exam_pilot", "by process", _a()),
    Truth("exam_pilot", "by examination", _post(mode="exam"), must=1),
    Truth("exam_pilot", "by programme", _post(mode="programme"), must=1),
]  # fmt: skip
