"""The rules, in the scheme's order. One clause, one file, named after its id."""

from __future__ import annotations

from models.rule import Rule
from models.rules import (
    appointment_age,
    deputies_three_terms,
    deputy_count,
    deputy_total,
    discipline_wait,
    evaluation,
    exam_pilot,
    heads_two_terms,
    intervention,
    no_one_dropped,
    non_local,
    one_seat,
    open_question,
    planned,
    political_standard,
    reserved_seat,
    retirement,
    specialist_field,
    theory,
    women_led_unit,
    women_share,
    young_share,
)

RULES: tuple[Rule, ...] = (
    one_seat.RULE,
    no_one_dropped.RULE,
    intervention.RULE,
    planned.RULE,
    retirement.RULE,
    appointment_age.RULE,
    discipline_wait.RULE,
    evaluation.RULE,
    political_standard.RULE,
    open_question.RULE,
    theory.RULE,
    specialist_field.RULE,
    women_share.RULE,
    young_share.RULE,
    women_led_unit.RULE,
    reserved_seat.RULE,
    deputy_count.RULE,
    deputy_total.RULE,
    non_local.RULE,
    heads_two_terms.RULE,
    deputies_three_terms.RULE,
    exam_pilot.RULE,
)
BY_ID = {rule.id: rule for rule in RULES}
