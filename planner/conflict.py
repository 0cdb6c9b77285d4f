"""The words for why no slate meets every must and what would repair it, in the planner's own rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Set
from textwrap import fill
from typing import Any

from models.case import Case
from models.conflict import Conflict, conflict, conflicts, members
from models.judge import verdicts
from models.menu import menu
from models.question import PIN, Demand, Question, demand, pinned_to
from models.repair import (
    CAPS,
    COUNT,
    LATERAL,
    MOVES,
    Step,
    alike,
    base_law,
    changed,
    granted_by,
    most,
    softer,
    steps_for,
    withdrawal,
)
from models.replan import DECISION
from models.rules import BY_ID
from planner.messages import say
from planner.rulebook import citation, sentence

Told = Set[tuple[str, str]]  # (cadre, rule)

WIDTH = 80
MENU = 3  # repairs offered
FEW = 5  # places of one demand that are named one by one
SECONDS = 30  # at most for the conflicts, and again for the repairs


def explain(case: Case, lang: str, seconds: float = 0) -> dict[str, Any]:
    """``conflict``: demands that cannot all be met; ``more_conflicts``: others, each for itself, that are left once
    those are given up; ``minimal``: shown to need each of them; ``repairs``: the smallest; ``repairs_complete``: there
    are none but these, or as many as are ever offered. ``seconds``: for all of it, 0 = no limit but ``SECONDS``."""
    began = time.monotonic()
    question, words = Question(case).posed(), Words(case, lang)
    found = _conflicts(question, min(SECONDS, seconds or SECONDS))
    left = max(0.1, min(SECONDS, seconds - (time.monotonic() - began))) if seconds else SECONDS
    choices = menu(question, MENU, left)
    first, *others = [words.rows(question, one) for one in found]
    return {
        "conflict": first,
        "more_conflicts": others,
        "minimal": all(one.minimal for one in found),
        "repairs": [words.repair(steps) for steps in choices.repairs],
        "repairs_complete": choices.complete,
    }


def clash(case: Case, lang: str, *, private: bool = False) -> list[dict[str, Any]]:
    """The conflict alone; ``private``: cadres by their codes, without names, and no documents."""
    question = Question(case).posed()
    words = Words(case, lang, str if private else None, veiled=private)
    return words.rows(question, conflict(question.program, question.hangs, _waivable(question), SECONDS))


def _waivable(question: Question) -> set[Demand]:
    """What keeps a pinned pair out and somebody may waive: the rule told is rather one nobody may."""
    named = {name for row in question.program.rows if (name := demand(row))}
    return {name for name in named if name.part == "pair" and steps_for(question.case, name)}


def _conflicts(question: Question, seconds: float) -> list[Conflict]:

    def gives(of: Demand) -> bool:
        return bool(steps_for(question.case, of))

    return conflicts(question.program, question.hangs, _waivable(question), gives, seconds)


def sentences(paper: dict[str, Any], lang: str) -> str:
    """All of it as text for a terminal of 80 columns."""

    def tell(key: str) -> str:
        return say(f"conflict.{key}", lang)

    lines, rows, repairs = [tell("head")], paper["conflict"], paper["repairs"]
    if rows:
        lines.append(tell("alone" if len(rows) == 1 else "together"))
        lines += [_item("- ", row["text"]) for row in rows]
        for others in paper.get("more_conflicts", []):
            lines.append(tell("apart"))
            lines += [_item("- ", row["text"]) for row in others]
        minimal = "each_minimal" if paper.get("more_conflicts") else "minimal"
        lines += [tell(minimal)] if paper["minimal"] and len(rows) > 1 else []
        lines += [] if paper["minimal"] else [tell("not_minimal")]
    else:
        lines.append(tell("unknown"))
    if repairs:
        lines += ["", tell("menu"), *(_item(f"{at}. ", row["text"]) for at, row in enumerate(repairs, 1))]
    if not paper["repairs_complete"]:
        lines.append(tell("not_all"))
    elif len(repairs) < MENU:
        lines.append(say("conflict.scope", lang, what=tell("no_more" if repairs else "none")))
    return "\n".join(line if line.startswith(" ") or not line else _wrapped(line) for line in lines)


def _item(mark: str, text: str) -> str:
    return _wrapped(text, "  " + mark, " " * (2 + len(mark)))


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


class Words:
    """Rows and repairs of one case, in one language. ``tell``: how a cadre (code) is named, else by name and code;
    ``veiled``: no document is named."""

    def __init__(
        self, case: Case, lang: str, tell: Callable[[str], str] | None = None, *, veiled: bool = False
    ) -> None:
        self.case, self.lang, self.tell, self.veiled = case, lang, tell, veiled
        self.people = dict(zip(case.cadres["cadre_id"], case.cadres["name"], strict=True))
        self.units = dict(zip(case.units["unit_id"], case.units["name"], strict=True))
        self.posts = {row["post_id"]: row for row in case.posts.to_dict("records")}

    def say(self, key: str, **fields: object) -> str:
        return say(f"conflict.{key}", self.lang, **fields)

    # --- places, told by name and code -----------------------------------------------------------
    def cadre(self, code: str) -> str:
        return self.tell(code) if self.tell else self.say("coded", name=self.people[code], code=code)

    def unit(self, code: str) -> str:
        return self.say("coded", name=self.units[code], code=code)

    def post(self, code: str) -> str:
        row = self.posts[code]
        return self.say("post", title=row["title_name"], unit=self.units[row["unit_id"]], code=code)

    def place(self, code: str) -> str:
        """A unit, post or cadre; else a province, or the deputies that one limit is set for."""
        for table, tell in ((self.units, self.unit), (self.posts, self.post), (self.people, self.cadre)):
            if code in table:
                return tell(code)
        kind, _, province = code.rpartition("@") if "@" in code else (code, "", "")
        if kind in ("party_advisory", "front", "departments"):
            name = self.say(f"kinds.{kind}")
            return f"{name}, {self.say('province', code=province)}" if province else name
        return self.say("province", code=code)

    # --- the conflict ----------------------------------------------------------------------------
    def rows(self, question: Question, found: Conflict) -> list[dict[str, Any]]:
        """The conflict, as the document tells it."""
        told = {(name.who, name.rule) for name in found.demands if name.part == "pair"}
        return [self.row(name, members(question.program, name), told) for name in found.demands]

    def row(self, of: Demand, places: list[Demand], told: Told = frozenset()) -> dict[str, Any]:
        """One demand of the conflict, as the document tells it; ``places``: what it stands for; ``told``: whom which
        rule keeps out in rows of their own."""
        of = places[0] if len(places) == 1 else of
        law, step = self.case.law, withdrawal(self.case, of)
        text = self._decided(step) if step else self._text(of, told)
        text = self._together(of, text, [place.where for place in places]) if len(places) > 1 else text
        touched = of.rule in law.rules and of.rule not in (PIN, MOVES, DECISION) and changed(self.case, of.rule)
        if touched and of.part != "lesser":
            text = self.say("row.asked", text=text, numbers=self._numbers(of.rule))
        fixed = not touched and not any(steps_for(self.case, place) for place in places)
        if fixed:
            waiver = law.rules[of.rule].waiver
            key = "unchangeable" if waiver.by == "nobody" else "at_ceiling"
            text = self.say(f"row.{key}", text=text, cite=citation(waiver.cite, self.lang))
        return {"id": of.rule, "where": of.where, "cadre": of.who, "unchangeable": fixed, "text": text}

    def _together(self, of: Demand, text: str, places: list[str]) -> str:
        """A demand needed at several places at once: the places where they are few, else what it comes to."""
        named, limits = [self.place(place) for place in places[:FEW]], []
        if of.rule == COUNT and not of.part:
            limits = [most(self.case, place) for place in places]
            named = [self.say("row.most", text=name, most=limit) for name, limit in zip(named, limits, strict=False)]
        if len(places) <= FEW:
            return self.say("placed", text=text, place="; ".join(named))
        if limits:
            return self.say("row.bodies", text=text, count=len(places), low=min(limits), high=max(limits))
        return self.say("row.too_few" if of.rule == "one_seat" else "row.everywhere", text=text)

    def _text(self, of: Demand, told: Told) -> str:
        if of.rule == PIN:
            banned = of.part == "pair"
            return self.say("row.ban", **self._acts("ban", of.who, of.where)) if banned else self._pin(of.where, told)
        if of.part == "pair":
            rule, cadre, post = self._rule(of.rule), self.cadre(of.who), self.post(of.where)
            return self.say("row.pair", rule=rule, cadre=cadre, post=post)
        if of.part == "closed":
            key = "exam" if of.rule == "exam_pilot" else "frozen" if steps_for(self.case, of) else "outside"
            return self.say(f"row.{key}", post=self.post(of.where))
        if of.rule in CAPS:
            return self.say(f"row.{of.rule}", most=getattr(self.case.law.holding, of.rule))
        if of.rule == "one_seat" and of.where in self.posts:
            return self._seat(of.where)
        text = self._rule(of.rule)
        text = self.say("placed", text=text, place=self.place(of.where)) if of.where else text
        if of.rule == MOVES or (of.rule == COUNT and of.where):
            limit = self.case.law.number(MOVES, "most") if of.rule == MOVES else most(self.case, of.where)
            text = self.say("row.most", text=text, most=limit)
        return text

    def _numbers(self, rule: str) -> str:
        """The numbers a scenario has changed, in words."""
        law, base = self.case.law, base_law(self.case)
        now, before = law.rules[rule].params, base.rules[rule].params
        told = [
            sentence(law.scheme, BY_ID[rule], name, now[name], self.lang)
            for name in now
            if now[name].value != before[name].value
        ]
        return "".join(f"; {text[:1].lower()}{text[1:]}" for text in told)

    def _seat(self, post: str) -> str:
        seats = alike(self.case, post)
        ids = self.case.cadres["cadre_id"].tolist()
        holders = [self.cadre(ids[at]) for seat in seats if (at := self.posts[seat]["stayer"]) >= 0]
        key = "full" if holders else "seat"
        return self.say(f"row.{key}", post=self.post(post), seats=len(seats), holders="; ".join(holders))

    def _pin(self, cadre: str, told: Told) -> str:
        """A cadre's pin with its documents, the standards that stand against it but for those ``told`` in rows of their
        own, and whether the cadre leaves."""
        case, text = self.case, self.say("row.pin", **self._acts("pin", cadre))
        pairs = case.pairs[case.pinned(case.pairs) & (case.pairs["cadre_id"] == cadre)].reset_index(drop=True)
        _, refused, pending = verdicts(case, pairs)
        stand = [rule for rule in refused if refused[rule].any() or pending[rule].any()]
        against = [self._rule(rule) for rule in stand if (cadre, rule) not in told]
        if against:
            text = self.say("row.against", text=text, rules="; ".join(against))
        why = str(case.cadres["leaving"][case.cadres["cadre_id"] == cadre].iat[0])
        holds = self.posts[pinned_to(case, cadre)]["incumbent"] == cadre
        return self.say(f"row.{why}", text=text) if why and holds else text

    def _decided(self, step: Step, *, against: bool = True) -> str:
        """The decision that a step would withdraw; ``against``: with the standards an own choice does not meet."""
        decided, fields = self.case.decided, {"post": self.post(step.where)}
        mine = [one for one in decided.decisions if one.post == step.where and one.refuses == bool(step.who)]
        one = next(one for one in mine if not step.who or one.cadre == step.who)
        if not one.cadre or one.decision == "postpone":
            return say(f"decisions.told.{one.decision}_empty", self.lang, **fields)
        told = say(f"decisions.told.{one.decision}", self.lang, cadre=self.cadre(one.cadre), **fields)
        rules = "; ".join(self._rule(rule) for rule in decided.waived.get(one.post, ()))
        return say("decisions.told.waived", self.lang, text=told, rules=rules) if rules and against else told

    def _acts(self, action: str, cadre: str, post: str = "") -> dict[str, str]:
        """Who, what and by which documents, of a cadre's pins or of the bans of one pinned or chosen."""
        acts = self.case.round_.interventions
        acts = acts[(acts["action"] == action) & (acts["cadre_id"] == cadre)]
        documents = "***" if self.veiled else ", ".join(dict.fromkeys(acts["document"].tolist()))
        post = self.post(post or pinned_to(self.case, cadre))
        return {"cadre": self.cadre(cadre), "post": post, "document": documents}

    def _rule(self, rule: str) -> str:
        return getattr(BY_ID[rule], self.lang)  # type: ignore[no-any-return]

    # --- the repairs -----------------------------------------------------------------------------
    def repair(self, steps: tuple[Step, ...]) -> dict[str, Any]:
        """One repair, as the document tells it."""
        told = [self._step(step) for step in steps]
        by = granted_by(self.case, steps)
        joined = "; ".join(step["text"] for step in told)
        text = self.say("choice", steps=joined[:1].upper() + joined[1:], by=self.say(f"by.{by}"))
        return {"steps": told, "granted_by": by, "text": text}

    def _step(self, step: Step) -> dict[str, Any]:
        where = step.where or step.who
        row = {"id": step.rule, "where": where, "cadre": step.who, "action": step.action}
        return row | ({"value": step.value} if step.action == "raise" else {}) | {"text": self._doing(step)}

    def _doing(self, step: Step) -> str:
        key, fields = str(step.action), {"code": step.rule}
        if step.action in ("pin", "ban"):
            fields = self._acts(step.action, step.who, step.where)
        elif step.action == "withdraw":
            return say("decisions.withdraw", self.lang, text=self._decided(step, against=False))
        elif step.action == "except":
            fields |= {"cadre": self.cadre(step.who), "post": self.post(step.where), "rule": self._rule(step.rule)}
        elif step.action in ("unfreeze", "process"):
            fields = {"posts": "; ".join(self.post(post) for post in alike(self.case, step.where))}
        elif step.action == "raise":
            now = str(most(self.case, step.where))
            fields = {"unit": self.unit(step.where), "now": now, "value": str(step.value)}
        elif step.action == "leave":
            fields = {"cadre": self.cadre(step.who), "post": self.post(step.where)}
        elif step.rule in (MOVES, LATERAL, *CAPS):
            return self.say(f"step.{step.rule}")
        else:
            fields |= {"rule": self._rule(step.rule)}
            key = f"soften_{softer(self.case.law, step.rule)}" if step.action == "soften" else key
        return self.say(f"step.{key}", **fields)
