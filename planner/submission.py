"""The submission (*Tờ trình*) to the Standing Committee as paragraphs in order, every number from the document.

The cover sheet of the slate workbook and the text document (``planner export --docx``) both set these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.messages import say
from planner.workbook.sheets import SHARES
from planner.workbook.view import BLOCS, View

HELD = ("held_women", "held_young")
NAMED = 12  # the most posts named in one sentence; of more the annex tells


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. ``role``, in the order of the form:

    ``office``, ``board`` (left head), ``party`` (right head), ``number``, ``date``, ``draft``, ``kind``, ``about``,
    ``addressee``, ``basis``, ``lead``, ``part`` (I, II, …), ``heading`` (1, 2, …), ``text``, ``item`` (a dash),
    ``closing``, ``seal``, ``signer``, ``recipients``, ``recipient``, ``annex``, ``annex_note``.
    """

    role: str
    text: str


def submission(view: View, seal: str) -> list[Paragraph]:
    """The whole submission; ``seal``: the slate's hash in full (``view.seal`` inside a workbook)."""
    parts = (_head, _basis, _situation, _principles, _content, _asked)
    return [paragraph for part in parts for paragraph in part(view)] + list(_foot(view, seal))


def _word(view: View, key: str, /, **fields: object) -> str:
    return say(f"submission.{key}", view.lang, **fields)


def _head(view: View) -> Iterator[Paragraph]:
    settings = view.round.settings
    yield Paragraph("office", view.say("office_1"))
    yield Paragraph("board", view.say("office_2"))
    for role in ("party", "number"):
        yield Paragraph(role, _word(view, role))
    yield Paragraph("date", _word(view, "date", year=settings.date // 10000))
    yield Paragraph("draft", view.say("draft"))
    yield Paragraph("kind", _word(view, "kind"))
    yield Paragraph("about", _word(view, "about", title=view.round_title))
    yield Paragraph("addressee", _word(view, "addressee"))


def _basis(view: View) -> Iterator[Paragraph]:
    yield Paragraph("basis", _word(view, "basis.scheme", scheme=view.scheme.name[view.lang]))
    about = {"title": view.round_title, "id": view.round.settings.round_id, "date": _today(view)}
    yield Paragraph("basis", _word(view, "basis.round", **about))
    if view.paper["scenario"]:
        yield Paragraph("basis", _word(view, "basis.scenario", name=view.paper["scenario"]))
    yield Paragraph("lead", _word(view, "lead"))


def _situation(view: View) -> Iterator[Paragraph]:
    """The seats and the people before the round."""
    listed, holders = view.listed, view.holders("before")
    leaves = Counter(row["why"] for row in view.paper["leaves"] if row["post"] in listed)
    states = Counter(row["state"] for row in view.paper["candidates"])
    yield Paragraph("part", _word(view, "part.situation"))
    yield Paragraph(
        "text",
        _word(
            view, "seats", listed=len(listed), date=_today(view), filled=len(holders), empty=len(listed) - len(holders),
            women=sum(map(view.woman, holders)), young=sum(map(view.young, holders)),
        ),
    )  # fmt: skip
    yield Paragraph(
        "text",
        _word(
            view, "leaving", horizon=view.round.settings.horizon_months, count=leaves.total(),
            retirement=leaves["retirement"], vacates=leaves["vacates_on"],
        ),
    )  # fmt: skip
    people = len({row["cadre"] for row in view.paper["candidates"]})
    counts = {state: states[state] for state in ("admitted", "pending", "refused")}
    yield Paragraph("text", _word(view, "pool", people=people, rows=states.total(), **counts))


def _principles(view: View) -> Iterator[Paragraph]:
    """Standards first, then the tiers in their order, with what the slate attains in each."""
    yield Paragraph("part", _word(view, "part.principles"))
    yield Paragraph("text", _word(view, "standards"))
    yield Paragraph("text", _word(view, "tiers"))
    for number, tier in enumerate((tier for tier in view.paper["tiers"] if tier["id"] != "order"), 1):
        name, counts = view.code("tier", tier["id"]), view.code("tier_unit", tier["id"])
        yield Paragraph("item", _word(view, "tier", number=number, name=name, value=tier["value"], counts=counts))
    yield Paragraph("text", view.status())


def _content(view: View) -> Iterator[Paragraph]:
    yield Paragraph("part", _word(view, "part.content"))
    for part in (_appointments, _shares, _vacant, _short, _exceptions, _pending):
        yield from part(view)


def _appointments(view: View) -> Iterator[Paragraph]:
    """The slate in figures, by bloc."""
    made = view.paper["appointments"]
    kinds = Counter(row["kind"] for row in made)
    told = ", ".join(f"{view.code('kind', kind)} {count}" for kind, count in sorted(kinds.items()))
    yield Paragraph("heading", _word(view, "heading.appointments"))
    yield Paragraph(
        "text",
        _word(
            view, "appointed", count=len(made), kinds=told or "0",
            women=sum(view.woman(row["cadre"]) for row in made), young=sum(view.young(row["cadre"]) for row in made),
            rotations=sum(row["rotation"] for row in made), crossed=len(view.paper["exchanges"]),
        ),
    )  # fmt: skip
    taken, empty = (_by_bloc(view, part) for part in ("appointments", "vacant"))
    for bloc in BLOCS:
        if taken[bloc] or empty[bloc]:
            name = view.code("bloc", bloc)
            yield Paragraph("item", _word(view, "bloc", name=name, count=taken[bloc], empty=empty[bloc]))


def _by_bloc(view: View, part: str) -> Counter[str]:
    return Counter(view.bloc(row["post"]) for row in view.paper[part])


def _shares(view: View) -> Iterator[Paragraph]:
    """Each share before the round, after it and as asked for; and the seats filled."""
    yield Paragraph("heading", _word(view, "heading.shares"))
    for row in view.paper["rules"]:
        if row["id"] not in SHARES:
            continue
        got, of = (view.round.settings.ytd.get(row["where"], {}).get(key, 0) for key in SHARES[row["id"]])
        place = f" ({view.where(row['where'])})" if row["where"] else ""
        held = _word(view, "share.held", count=row["held"]) if row["held"] else ""
        yield Paragraph(
            "item",
            _word(
                view, "share.line", name=view.code("share", row["id"]) + place, before=_part(view, got, of),
                after=_part(view, row["got"] + row["held"], row["of"]), held=held,
                target=percent(view.number(row["id"], "percent"), 100, view.lang),
                verdict=_word(view, "share.short", count=row["shortfall"]) if row["shortfall"] else
                _word(view, "share.met"),
            ),
        )  # fmt: skip
    holders = view.holders("after")
    yield Paragraph(
        "item",
        _word(
            view, "filled", after=len(holders), listed=len(view.listed), young=sum(map(view.young, holders)),
            women=sum(map(view.woman, holders)),
        ),
    )  # fmt: skip


def _vacant(view: View) -> Iterator[Paragraph]:
    """The seats left empty, by reason."""
    yield Paragraph("heading", _word(view, "heading.vacant"))
    by_why: dict[str, list[str]] = {}
    for row in view.paper["vacant"]:
        by_why.setdefault(row["why"], []).append(view.post(row["post"]))
    yield Paragraph("text", _word(view, "vacant", count=len(view.paper["vacant"])))
    for why, posts in by_why.items():
        names = "; ".join(posts[:NAMED])
        more = _word(view, "more", count=len(posts) - NAMED) if len(posts) > NAMED else ""
        yield Paragraph("item", _word(view, "empty", why=view.code("why", why), count=len(posts), posts=names + more))


def _short(view: View) -> Iterator[Paragraph]:
    """What the slate strives for and does not reach."""
    short: Counter[str] = Counter()
    for row in view.paper["rules"]:
        if row["strength"] == "strive":
            short[row["id"]] += row["shortfall"]
    rows = [(rule, count) for rule, count in short.items() if count]
    yield Paragraph("heading", _word(view, "heading.short"))
    for rule, count in rows:
        yield Paragraph("item", _word(view, "short", rule=view.rule(rule), count=count))
    if not rows:
        yield Paragraph("text", _word(view, "none_short"))


def _exceptions(view: View) -> Iterator[Paragraph]:
    """Single cases settled by a document: those of the round, then those of the scenario."""
    yield Paragraph("heading", _word(view, "heading.exceptions"))
    rows = _single_cases(view)
    for row in rows:
        post = f" – {view.post(row['post'])}" if row.get("post") else ""
        rule = f" ({view.rule(row['rule'])})" if row["rule"] else ""
        why = ", ".join(filter(None, (row.get("reason"), row.get("document"))))
        case = {"who": view.person(row["cadre"]), "post": post, "rule": rule, "why": why or "–"}
        yield Paragraph("item", _word(view, f"exception.{row['action']}", **case))
    if not rows:
        yield Paragraph("text", _word(view, "no_exception"))


def _single_cases(view: View) -> list[dict[str, Any]]:
    told = view.round.interventions.rename(columns={"cadre_id": "cadre", "post_id": "post"}).to_dict("records")
    settings = view.paper["scenario_settings"]
    asked = [{"action": action, "rule": "", **row} for action in ("pin", "ban") for row in settings.get(action, ())]
    return [*({str(key): value for key, value in row.items()} for row in told), *asked]


def _pending(view: View) -> Iterator[Paragraph]:
    yield Paragraph("heading", _word(view, "heading.pending"))
    waiting = view.paper["pending"]
    awaited = Counter(rule for row in waiting for rule in row["rules"])
    yield Paragraph("text", _word(view, "pending", count=len(waiting)) if waiting else _word(view, "no_exception"))
    for rule, count in awaited.items():
        yield Paragraph("item", _word(view, "awaited", what=view.awaits(rule), count=count))


def _asked(view: View) -> Iterator[Paragraph]:
    """What the Committee is asked to decide."""
    vacant = view.paper["vacant"]
    yield Paragraph("part", _word(view, "part.asked"))
    yield Paragraph("text", _word(view, "asks"))
    kept = sum(row["why"] in HELD for row in vacant)
    held = _word(view, "ask.held", count=kept) if kept else ""
    figures: dict[str, dict[str, object]] = {
        "slate": {"count": len(view.paper["appointments"])},
        "empty": {"count": len(vacant), "held": held},
    }
    if cases := _single_cases(view):
        figures["exceptions"] = {"count": len(cases)}
    if view.paper["pending"]:
        figures["conclude"] = {"count": len(view.paper["pending"])}
    for number, (key, fields) in enumerate(figures.items(), 1):
        yield Paragraph("item", _word(view, f"ask.{key}", number=number, **fields))
    yield Paragraph("closing", _word(view, "closing"))


def _foot(view: View, seal: str) -> Iterator[Paragraph]:
    yield Paragraph("seal", _word(view, "seal", seal=seal))
    yield Paragraph("recipients", _word(view, "recipients"))
    for key in ("same", "file"):
        yield Paragraph("recipient", _word(view, f"recipient.{key}"))
    yield Paragraph("signer", _word(view, "signer"))
    yield Paragraph("annex", _word(view, "annex"))
    yield Paragraph("annex_note", _word(view, "annex_note"))


def percent(part: int, whole: int, lang: str) -> str:
    """A share to one decimal, written as the language writes it: ``13,3%``; a whole one without."""
    tenths = (2000 * part + whole) // (2 * whole)
    text = f"{tenths // 10}" + (f".{tenths % 10}" if tenths % 10 else "")
    return text.replace(".", "," if lang == "vi" else ".") + "%"


def _part(view: View, part: int, whole: int) -> str:
    return f"{percent(part, whole, view.lang)} ({part}/{whole})" if whole else _word(view, "share.none")


def _today(view: View) -> str:
    return view.day(view.round.settings.date)
