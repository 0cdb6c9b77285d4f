"""What may be given up where no slate meets every must: the steps of a repair, who grants each, and the round after.

Nothing is given up that the law leaves to nobody (``waiver`` in the scheme file): of such a must there is no step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from models.case import Case
from models.question import PIN, Demand
from models.replan import DECISION, exception, lay
from models.rules import BY_ID
from models.scheme import GRANTORS, Grantor, Law, Strength, load
from models.tables import Round, with_rows

Action = Literal["pin", "ban", "except", "unfreeze", "process", "raise", "soften", "turn_back", "leave", "withdraw"]
FREEZES: Grantor = "standing_committee"  # who set a post aside may open it again
COUNT, MOVES = "deputy_count", "max_moves"
LATERAL, LEAVE = "counts_lateral", "leave"  # what a scenario asks that is no rule
CAPS = {"women_max": "women", "young_max": "young"}  # rows of a scenario's cap on held seats


@dataclass(frozen=True, order=True)
class Step:
    """One demand given up or relaxed.

    ``pin``: the pin of ``who`` dropped; ``ban``: the bans of ``who`` lifted; ``except``: ``who`` excepted from ``rule``
    for ``where``; ``unfreeze``, ``process``: the seats alike ``where`` opened, filled without an examination;
    ``raise``: the greatest number of deputies of the unit ``where`` raised to ``value``; ``soften``: the rule no must
    in this round; ``turn_back``: what the scenario asks of the rule turned back; ``leave``: the scenario's request that
    ``who`` leave the post ``where`` dropped; ``withdraw``: the decision on the post ``where`` withdrawn, or with
    ``who`` that cadre's refusal for it.
    """

    action: Action
    rule: str
    where: str = ""
    who: str = ""
    value: int = 0


def base_law(case: Case) -> Law:
    """The law of the day without a scenario."""
    return _law(case.law.scheme.id, case.law.date)


@lru_cache(maxsize=4)
def _law(scheme: str, day: int) -> Law:
    return load(scheme).law(day)


def steps_for(case: Case, of: Demand) -> list[Step]:
    """Each single step that gives this demand up; none where nobody may."""
    if step := withdrawal(case, of):
        return [step]
    if of.part == "pair":
        return _admissions(case, of)
    if of.part == "closed":
        return _openings(case, of)
    if of.rule == PIN:
        return [Step("pin", PIN, who=of.where)]
    if of.rule == COUNT:
        return [Step("raise", COUNT, of.where)] if most(case, of.where) < ceiling(case) else []
    return [Step("turn_back", of.rule)] if of.rule == MOVES or of.rule in CAPS else _of_rule(case, of)


def withdrawal(case: Case, of: Demand) -> Step | None:
    """The decision that asks this, withdrawn: the demand's own, that which postponed the post, or that which refused
    the cadre; None where no decision asks it."""
    if of.rule != DECISION:
        postponed = of.part == "closed" and of.where in case.decided.postponed
        return Step("withdraw", DECISION, of.where) if postponed else None
    if of.part != "pair":
        return Step("withdraw", DECISION, of.where)
    return Step("withdraw", DECISION, min(refusals(case, of.who, of.where)), of.who)


def refusals(case: Case, cadre: str, post: str) -> list[str]:
    """The posts of the title of ``post`` for which the cadre was refused."""
    title = case.title_of
    return [other for who, other in case.decided.refused if who == cadre and title[other] == title[post]]


def _admissions(case: Case, of: Demand) -> list[Step]:
    if of.rule == PIN:
        return [Step("ban", PIN, of.where, of.who)]
    may = _waivable(case, of.rule, BY_ID[of.rule].excusable)
    return [Step("except", of.rule, of.where, of.who)] if may else []


def _waivable(case: Case, rule: str, possible: bool) -> bool:
    return possible and case.law.rules[rule].waiver.by != "nobody"


def _openings(case: Case, of: Demand) -> list[Step]:
    if of.rule == "exam_pilot":
        return [Step("process", of.rule, of.where)]
    posts = case.posts[case.posts["post_id"] == of.where]
    outside = (posts["managed"] & ~posts["listed"]).any()  # a title outside the list is never a target
    return [] if outside else [Step("unfreeze", of.rule, of.where)]


def _of_rule(case: Case, of: Demand) -> list[Step]:
    """The rule itself set aside for the round: turned back where a scenario made it a must, else softened."""
    rule, base = BY_ID[of.rule], base_law(case).rules.get(of.rule)
    if base is None or rule.fixed:
        return []
    steps = []
    if changed(case, of.rule) and base.strength != "must" and of.part != "lesser" and not _whole(case, of.rule):
        steps.append(Step("turn_back", of.rule))
    own = base.other if of.part == "lesser" else base.strength
    if _waivable(case, of.rule, not rule.protected) and (own == "must" or base.other == "must"):
        steps.append(Step("soften", of.rule))
    return steps


def changed(case: Case, rule: str) -> bool:
    """Whether a scenario has changed the rule."""
    return case.law.rules.get(rule) != base_law(case).rules.get(rule)


def overrides(case: Case) -> list[Step]:
    """What a scenario asks that cannot be given up row by row: tightened standards, numbers of musts, what counts as
    an appointment, requests to leave."""
    found = [Step("turn_back", rule) for rule in base_law(case).rules if changed(case, rule) and _whole(case, rule)]
    if case.law.counts_lateral != base_law(case).counts_lateral:
        found.append(Step("turn_back", LATERAL))
    holders = dict(zip(case.posts["post_id"], case.posts["incumbent"], strict=True))
    return found + [Step("leave", LEAVE, post, holders[post]) for post in sorted(case.round_.brought_forward)]


def _whole(case: Case, rule: str) -> bool:
    """Whether what a scenario changed in a rule is turned back as a whole: it decides who may be proposed, or changes
    the numbers of a must or of a lesser half that is one."""
    now, base = case.law.rules[rule], base_law(case).rules[rule]
    if now.strength == "must" and (BY_ID[rule].admits is not None or base.strength == "must"):
        return True
    return base.other == "must" and now.params != base.params


def ceiling(case: Case) -> int:
    """How many deputies a body's own limit may be raised to."""
    return case.law.number(COUNT, "ceiling")


def most(case: Case, unit: str) -> int:
    """The greatest number of deputies of a unit now."""
    units = case.units
    return int(units["deputies_max"].to_numpy()[units["unit_id"] == unit][0])


def granted_by(case: Case, steps: Iterable[Step]) -> Grantor:
    """Who may grant all of the steps: the highest that any one needs."""
    return max((_grants(case, step) for step in steps), key=GRANTORS.index)


def _grants(case: Case, step: Step) -> Grantor:
    if step.action in ("turn_back", "leave") or (step.action in ("pin", "ban") and _asked(case, step)):
        return "planner"
    return FREEZES if step.action == "unfreeze" else case.law.rules[step.rule].waiver.by


def _asked(case: Case, step: Step) -> bool:
    """Whether all pins, or all bans, of a cadre come from the scenario."""
    acts = case.round_.interventions
    given = ((acts["action"] == step.action) & (acts["cadre_id"] == step.who)).sum()
    return bool(given == sum(act["cadre"] == step.who for act in case.law.settings.get(step.action, [])))


# --- the round after --------------------------------------------------------------------------------
def applied(case: Case, steps: Iterable[Step]) -> Case:
    """The case with the steps taken: the same as if the round, the scenario and the decisions had been written so."""
    asked, decided = sorted(steps), case.decided
    if decided.before is not None:
        gone = [step for step in asked if step.action == "withdraw"]
        refused = {(step.who, post) for step in gone if step.who for post in refusals(case, step.who, step.where)}
        posts = {step.where for step in gone if not step.who}
        rest = [
            one
            for one in decided.decisions
            if ((one.cadre, one.post) not in refused if one.refuses else one.post not in posts)
        ]
        return lay(_taken(decided.before, case, asked), rest, decided.last)
    return _taken(case, case, asked)


def _taken(case: Case, told: Case, asked: list[Step]) -> Case:
    """``case`` with the steps taken, whose places are those of the case ``told``."""
    round_, law = case.round_, case.law
    for step in asked:
        if step.action == "turn_back":
            law = _turned_back(law, base_law(case), step.rule)
    for step in asked:
        if step.action == "soften":
            law = law.with_rule(step.rule, softer(law, step.rule), {})
        round_ = _written(round_, told, step)
    return Case.of(round_, law)


def softer(law: Law, rule: str) -> Strength:
    """What a scenario softens the rule to: a lesser half that is a must goes only with the whole rule."""
    return "off" if law.rules[rule].other == "must" else "strive"


def _turned_back(law: Law, base: Law, rule: str) -> Law:
    if rule == LATERAL:
        return replace(law, counts_lateral=base.counts_lateral)
    if rule in CAPS:
        return replace(law, holding=law.holding.model_copy(update={rule: getattr(base.holding, rule)}))
    others = {name: version for name, version in law.rules.items() if name != rule}
    kept = {rule: base.rules[rule]} if rule in base.rules else {}
    order = [*base.rules, *others]
    together = others | kept
    return replace(law, rules={name: together[name] for name in dict.fromkeys(order) if name in together})


def _written(round_: Round, case: Case, step: Step) -> Round:
    """The tables with one step written into them."""
    acts, posts, units = round_.interventions, round_.posts, round_.units
    if step.action in ("pin", "ban"):
        acts = acts[~((acts["action"] == step.action) & (acts["cadre_id"] == step.who))]
    elif step.action == "except":
        acts = with_rows(acts, [exception(step.who, step.where, step.rule)])
    elif step.action in ("unfreeze", "process"):
        column, value = ("frozen", False) if step.action == "unfreeze" else ("mode", "process")
        posts = posts.copy()
        posts.loc[posts["post_id"].isin(alike(case, step.where)), column] = value
    elif step.action == "leave":
        posts = posts.copy()
        posts.loc[posts["post_id"] == step.where, "vacates_on"] = case.round_.brought_forward[step.where]
    elif step.action == "raise":
        units = units.copy()
        units.loc[units["unit_id"] == step.where, "deputies_max"] = step.value
    return replace(round_, interventions=acts, posts=posts, units=units)


def alike(case: Case, post: str) -> list[str]:
    """The seats alike in everything to this one, itself among them."""
    posts = case.posts
    group = posts["group"].to_numpy()[posts["post_id"] == post][0]
    return [str(name) for name in posts["post_id"][posts["group"] == group]]
