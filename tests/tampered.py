"""Ways to tamper with a finished slate: each changes it in place and returns words, one of which `check` must say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from oracle_data import World
from oracle_pairs import Pair, pair_of, pairs

Slate = dict[str, Any]
Tampering = Callable[[Slate, World], list[str]]


def _open_pairs(slate: Slate, world: World, want: Callable[[Pair], bool]) -> Iterator[tuple[dict[str, Any], Pair]]:
    """Appointments whose seat somebody else, of the wanted kind and placed nowhere in the slate, is planned for."""
    seated = {row["cadre"] for part in ("appointments", "stays") for row in slate[part]}
    for row in slate["appointments"]:
        for pair in pairs(world).values():
            if pair.title == world.title[row["post"]] and pair.cadre not in seated and want(pair):
                yield row, pair


def _replace(slate: Slate, world: World, want: Callable[[Pair], bool]) -> list[str]:
    row, pair = next(_open_pairs(slate, world, want))
    row["cadre"] = pair.cadre
    return [row["post"], pair.cadre]


def _first(slate: Slate, **changes: Any) -> list[str]:
    row = slate["appointments"][0]
    row.update(changes)
    return [row["post"], row["cadre"], "appointments[0]"]


def swap_two_names(slate: Slate, world: World) -> list[str]:
    one, other = slate["appointments"][:2]
    one["cadre"], other["cadre"] = other["cadre"], one["cadre"]
    return [one["post"], other["post"]]


def drop_a_stay(slate: Slate, world: World) -> list[str]:
    row = slate["stays"].pop()
    return [row["post"], row["cadre"]]


def put_a_stranger_on_a_kept_seat(slate: Slate, world: World) -> list[str]:
    free = next(c for c in world.cadres if c not in {r["cadre"] for r in slate["stays"] + slate["appointments"]})
    slate["stays"][0]["cadre"] = free
    return [slate["stays"][0]["post"], free]


def double_a_cadre(slate: Slate, world: World) -> list[str]:
    one, other = slate["appointments"][:2]
    one["cadre"] = other["cadre"]
    return [one["post"], other["cadre"]]


def two_on_a_seat(slate: Slate, world: World) -> list[str]:
    row = dict(slate["appointments"][0])
    free = next(p.cadre for r, p in _open_pairs(slate, world, lambda p: True) if r["post"] == row["post"])
    slate["appointments"].insert(1, row | {"cadre": free})
    return [row["post"], free]


def appoint_onto_a_kept_seat(slate: Slate, world: World) -> list[str]:
    kept = next(r for r in slate["stays"] if world.posts[r["post"]]["listed"])
    slate["appointments"][0]["post"] = kept["post"]
    return [kept["post"], kept["cadre"]]


def unknown_cadre(slate: Slate, world: World) -> list[str]:
    return _first(slate, cadre="NOBODY")


def unknown_post(slate: Slate, world: World) -> list[str]:
    return _first(slate, post="NOWHERE")


def drop_an_appointment(slate: Slate, world: World) -> list[str]:
    row = slate["appointments"].pop(3)
    return [row["post"], row["cadre"]]


def change_kind(slate: Slate, world: World) -> list[str]:
    return _first(slate, kind="lateral" if slate["appointments"][0]["kind"] != "lateral" else "enter")


def change_counted(slate: Slate, world: World) -> list[str]:
    return _first(slate, counted=not slate["appointments"][0]["counted"])


def change_fit(slate: Slate, world: World) -> list[str]:
    return _first(slate, fit=slate["appointments"][0]["fit"] + 1)


def change_fit_parts(slate: Slate, world: World) -> list[str]:
    slate["appointments"][0]["fit_parts"]["support"] += 1
    return _first(slate)


def change_rotation(slate: Slate, world: World) -> list[str]:
    return _first(slate, rotation=not slate["appointments"][0]["rotation"])


def change_from_post(slate: Slate, world: World) -> list[str]:
    return _first(slate, from_post=next(p for p in world.posts if p != slate["appointments"][0]["from_post"]))


def flatter_a_tier(slate: Slate, world: World) -> list[str]:
    tier = next(t for t in slate["tiers"] if t["id"] == "fit")
    tier["value"] -= 1
    return ["fit", "tiers[4]"]


def flatter_vacancies(slate: Slate, world: World) -> list[str]:
    tier = next(t for t in slate["tiers"] if t["id"] == "vacancies")
    tier.update(value=0, bound=0)
    return ["vacancies", "tiers[2]"]


def drop_a_tier(slate: Slate, world: World) -> list[str]:
    slate["tiers"].pop()
    return ["order", "tiers"]


def claim_infeasible(slate: Slate, world: World) -> list[str]:
    slate["status"] = "infeasible"
    return ["status", "infeasible"]


def change_why_vacant(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["vacant"] if r["why"] in ("exam", "no_candidate", "reserved", "left_empty"))
    row["why"] = "frozen"
    return [row["post"], "vacant"]


def claim_a_held_seat(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["vacant"] if r["why"] in ("exam", "frozen", "no_candidate"))
    row["held_for"] = "women"
    return [row["post"], "held_for"]


def forget_a_vacant_seat(slate: Slate, world: World) -> list[str]:
    row = slate["vacant"].pop()
    return [row["post"], "vacant"]


def forget_a_leaver(slate: Slate, world: World) -> list[str]:
    row = slate["leaves"].pop()
    return [row["post"], row["cadre"], "leaves"]


def change_why_leaving(slate: Slate, world: World) -> list[str]:
    row = slate["leaves"][0]
    row["why"] = "vacates_on" if row["why"] == "retirement" else "retirement"
    return [row["post"], row["cadre"], "leaves[0]"]


def keep_a_leaver(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["leaves"] if r["post"] in {a["post"] for a in slate["appointments"]})
    slate["appointments"] = [a for a in slate["appointments"] if a["post"] != row["post"]]
    slate["stays"].append({"post": row["post"], "cadre": row["cadre"]})
    return [row["post"], row["cadre"]]


def appoint_the_refused(slate: Slate, world: World) -> list[str]:
    return _replace(slate, world, lambda p: p.state == "refused")


def appoint_the_unplanned(slate: Slate, world: World) -> list[str]:
    row = slate["appointments"][0]
    seated = {r["cadre"] for part in ("appointments", "stays") for r in slate[part]}
    row["cadre"] = next(c for c in world.cadres if c not in seated and pair_of(world, c, row["post"]) is None)
    return [row["post"], row["cadre"], "planned"]


def _onto(which: Callable[[World, str], bool]) -> Tampering:
    def tamper(slate: Slate, world: World) -> list[str]:
        row = next(r for r in slate["vacant"] if which(world, r["post"]))
        slate["vacant"].remove(row)
        slate["appointments"][0]["post"] = row["post"]
        return [row["post"]]

    return tamper


def change_a_rule_row(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["rules"] if r["id"] == "women_share")
    row["got"] += 1
    return ["women_share", f"rules[{slate['rules'].index(row)}]"]


def hide_a_shortfall(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["rules"] if r["id"] == "heads_two_terms")
    row["shortfall"] += 1
    return ["heads_two_terms", f"rules[{slate['rules'].index(row)}]"]


def drop_a_rule_row(slate: Slate, world: World) -> list[str]:
    row = slate["rules"].pop()
    return [row["id"], "rules"]


def admit_the_refused(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["candidates"] if r["state"] == "refused")
    row.update(state="admitted", refused_by=[])
    return [row["post"], row["cadre"], f"candidates[{slate['candidates'].index(row)}]"]


def change_why_refused(slate: Slate, world: World) -> list[str]:
    row = next(r for r in slate["candidates"] if r["state"] == "refused")
    row["refused_by"] = ["open_question"]
    return [row["post"], row["cadre"], f"candidates[{slate['candidates'].index(row)}]"]


def drop_a_candidate(slate: Slate, world: World) -> list[str]:
    row = slate["candidates"].pop()
    return [row["post"], row["cadre"], "candidates"]


def other_hash(slate: Slate, world: World) -> list[str]:
    slate["round"]["sha256"] = "0" * 64
    return ["sha256", "hash"]


def other_date(slate: Slate, world: World) -> list[str]:
    slate["round"]["date"] = "2021-06-02"
    return ["date", "2021-06-02"]


def other_round(slate: Slate, world: World) -> list[str]:
    slate["round"]["id"] = "2030-9"
    return ["2030-9", "round"]


def other_scheme(slate: Slate, world: World) -> list[str]:
    slate["scheme"] = "another"
    return ["scheme"]


KINDS: dict[str, Tampering] = {
    **{
        name: tamper
        for name, tamper in list(globals().items())
        if callable(tamper) and not name.startswith("_") and getattr(tamper, "__module__", "") == __name__
    },
    "onto_a_frozen_seat": _onto(lambda world, post: bool(world.posts[post]["frozen"])),
    "onto_an_exam_seat": _onto(lambda world, post: world.posts[post]["mode"] != "process"),
    "onto_a_reserved_seat": _onto(lambda world, post: bool(world.posts[post]["reserved_for"])),
}
