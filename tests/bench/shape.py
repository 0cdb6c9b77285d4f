"""A round of the shape of the instance `speed` figures were first taken on: 978 cadres, 1,362 pool rows, 56 open seats.

Drawn from the tight sample: four empty seats are filled, and the pool is widened by people like those in it.
"""

from __future__ import annotations

from random import Random

from planner.sample.draw import Tables, draw
from planner.sample.structure import Row

CADRES, PLANNED, FILLED = 978, 1362, 4


def shaped(seed: int = 2021) -> Tables:
    """The tables of the round, the same for the same seed."""
    rng, tables = Random(f"{seed}/shape"), draw(seed=seed, tight=True)
    people, pool, posts = tables["cadres"], tables["pool"], tables["posts"]
    planned = sorted({str(row["cadre_id"]) for row in pool})
    sitting = {str(post["incumbent"]) for post in posts if post.get("incumbent")}
    likeness = [row for row in people if row["cadre_id"] in planned and row["cadre_id"] not in sitting]

    def another() -> Row:
        """Somebody like one of the pool who sits nowhere, planned for the same posts."""
        like, name = rng.choice(likeness), f"SH{len(people):04}"
        people.append(like | {"cadre_id": name})
        pool.extend(row | {"cadre_id": name} for row in pool[:] if row["cadre_id"] == like["cadre_id"])
        return people[-1]

    named = {str(row["post_id"]) for row in tables["interventions"]}
    empty = [
        post for post in posts if post["role"] == "deputy" and _plainly_empty(post) and post["post_id"] not in named
    ]
    for post in rng.sample(empty, FILLED):
        seated = another()
        seated |= {"unit_id": post["unit_id"], "tier": post["tier"], "position": "managed"}
        post["incumbent"] = seated["cadre_id"]
        pool[:] = [row for row in pool if row["cadre_id"] != seated["cadre_id"]]
    while len(people) < CADRES:
        another()
    known, tier = {(row["cadre_id"], row["post_id"]) for row in pool}, {post["post_id"]: post["tier"] for post in posts}
    while len(pool) < PLANNED:
        row, post = rng.choice(pool), rng.choice(pool)["post_id"]
        if tier[post] == tier[row["post_id"]] and (row["cadre_id"], post) not in known:
            known.add((row["cadre_id"], post))
            pool.append(row | {"post_id": post, "source": "elsewhere"})
    del pool[PLANNED:]
    return tables


def _plainly_empty(post: Row) -> bool:
    return (
        not post.get("incumbent") and not post.get("mode") and not post.get("reserved_for") and not post.get("frozen")
    )
