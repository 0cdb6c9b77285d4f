"""The pages that are generated are current, and the rule book knows every rule."""

from __future__ import annotations

import re
from pathlib import Path

import doc_examples

from models.rules import RULES
from planner.messages import LANGUAGES, has, table_of
from planner.rulebook_page import page

DOCS = Path(__file__).parent.parent / "docs"
SCHEME_PAGE = """
one_seat no_one_dropped planned retirement appointment_age discipline_wait evaluation steady_work political_standard
open_question theory specialist_field field_fit formal_training in_place_first source_position time_in_post women_share
young_share committee_2025 women_led_unit reserved_seat deputy_count deputy_total non_local exchange rotation_plan
rotation_age rotation_length after_rotation two_terms kin secondment secondment_per_district age_levels heads_two_terms
deputies_three_terms exam_pilot unit_drain pool_caps
"""  # the table of the scheme as rules, row by row
OWN = {"intervention", "decision", "max_moves"}  # what the Board, the Committee and a scenario lay down


def test_the_rule_book_is_current() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == page(), "make docs"


def test_every_row_of_the_table_is_a_rule_in_the_book_in_the_schemes_order() -> None:
    assert [rule.id for rule in RULES if rule.id not in OWN] == SCHEME_PAGE.split()
    assert re.findall(r"^## .*`(\w+)`", page(), re.M) == [rule.id for rule in RULES]


def test_what_is_left_out_is_said_of_rules_there_are() -> None:
    for lang in LANGUAGES:
        assert set(table_of("rules.left_out", lang)) <= {rule.id for rule in RULES}
    assert has("rules.left_out.kin")


def test_the_examples_of_the_docs_are_what_is_printed() -> None:
    page = doc_examples.PAGE.read_text("utf-8")
    assert len(doc_examples.BLOCK.findall(page)) >= 6
    assert page == doc_examples.current(page), "make docs"
