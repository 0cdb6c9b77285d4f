"""pool_caps – how many are planned for a seat, and for how many posts of one level a person is planned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.rule import Ask, Finding, Rule

if TYPE_CHECKING:
    import pandas as pd

    from models.case import Case
    from models.slate import Slate


def planned(case: Case) -> pd.DataFrame:
    """The pool, once a cadre and managed title: ``cadre_id``, ``post_id`` (the title's first seat), ``title``,
    ``tier``, ``seats`` (of the title)."""
    posts = case.posts[case.posts["managed"]]
    titles = posts.groupby("title").agg(first=("post_id", "first"), tier=("tier", "first"), seats=("post_id", "size"))
    rows = case.pool.assign(title=case.posts["title"].to_numpy()[case.pool["post"]])
    return rows.drop_duplicates(["cadre", "title"]).join(titles, on="title", how="inner")


def check(slate: Slate, ask: Ask) -> Iterable[Finding]:
    """Each title and each person beyond the cap, as a warning on the input; one line when there is none."""
    pool = planned(slate.case)
    persons = pool.groupby(["first", "seats"]).size().reset_index(name="got")
    posts = pool.groupby(["cadre_id", "tier"]).size().reset_index(name="got")
    caps = [(persons["first"], persons["got"], persons["seats"] * ask["persons"])]
    caps += [(posts["cadre_id"], posts["got"], posts["got"] * 0 + ask["posts"])]
    found = [
        Finding(str(where), need=int(most), got=int(got), shortfall=int(got - most))
        for rows in caps
        for where, got, most in zip(*rows, strict=True)
        if got > most
    ]
    return found or [Finding("", need=0, got=0, of=len(pool))]


RULE = Rule(
    "pool_caps",
    "–",
    vi="Số người quy hoạch một chức danh và số chức danh quy hoạch của một người trong giới hạn",
    en="Not too many persons planned for a seat, nor posts of one level for a person",
    check=check,
)
