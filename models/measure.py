"""How the tables of a case are linked and measured at the round's date (the columns: see ``case``)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from models.calendar import Ints, month_number, retirement_age
from models.scheme import Law
from models.tables import DEPUTIES, HEADS, Round

# What makes seats of a unit one title (a pool row for one holds for all) …
TITLE = ["unit", "title_name", "role", "tier", "side", "managed", "mode", "reserved_for", "min_theory"]
TITLE += ["studying_ok", "formal_required"]
# … and what makes them alike in everything, so that the model needs only their number.
GROUP = ["title", "priority", "listed", "committee_seat", "frozen", "decided"]


def codes(frame: pd.DataFrame, columns: list[str]) -> Ints:
    """The number of each row's combination, in order of first appearance."""
    return np.asarray(frame.groupby(columns, sort=False, dropna=False).ngroup(), dtype=np.int64)


def titles(posts: pd.DataFrame) -> Ints:
    """The title number of each row of the round's own ``posts``: seats of one title are sisters."""
    return codes(posts.rename(columns={"title": "title_name", "unit_id": "unit"}), TITLE)


def rows(ids: pd.Series, wanted: pd.Series) -> Ints:
    """The row of each wanted id; -1 where it is empty or unknown."""
    return np.asarray(pd.Index(ids).get_indexer(pd.Index(wanted)), dtype=np.int64)


def link_posts(posts: pd.DataFrame, units: pd.DataFrame, cadres: pd.DataFrame) -> None:
    posts["unit"] = rows(units["unit_id"], posts["unit_id"])
    for column in ("place", "bloc", "sector", "locality"):
        posts[column] = units[column].to_numpy()[posts["unit"]]
    posts["title"] = codes(posts, TITLE)
    posts["group"] = codes(posts, GROUP)
    posts["holder"] = rows(cadres["cadre_id"], posts["incumbent"])


def measure(cadres: pd.DataFrame, posts: pd.DataFrame, round_: Round, law: Law) -> None:
    """Ages, months left, present seats and tiers of the cadres, at the round's date."""
    now, horizon = month_number(round_.settings.date), round_.settings.horizon_months
    woman = (cadres["gender"] == "female").to_numpy()
    born = month_number(cadres["birth_date"].to_numpy(np.int64))
    cadres["woman"], cadres["age"] = woman, now - born
    cadres["young"] = cadres["age"] < law.scheme.limits["young_months"].value
    lasts = retirement_age(born, woman, round_.settings.retirement_basis)
    cadres["left"], cadres["retires"], cadres["born"] = lasts - cadres["age"], born + lasts, born

    held = posts[(posts["holder"] >= 0) & posts["managed"]]
    seat = np.full(len(cadres), -1, dtype=np.int64)
    seat[held["holder"]] = held.index
    cadres["seat"] = seat
    vacates = np.append(posts["vacates_on"].to_numpy(np.int64), 0)[seat]
    going = (vacates > 0) & (month_number(vacates) <= now + horizon)
    retiring = cadres["left"].to_numpy() <= horizon
    cadres["leaving"] = np.select([(seat >= 0) & retiring, (seat >= 0) & going], ["retirement", "vacates_on"], "")

    tier = np.append(posts["tier"].to_numpy(np.int64), -1)[seat]
    unseated = (cadres["position"] == "managed").to_numpy() & (seat < 0)
    cadres["tier_now"] = np.where(seat >= 0, tier, np.where(unseated, cadres["tier"], -1))
    role = np.append(posts["role"].to_numpy(dtype=object), "")[seat]
    as_head = np.where(np.isin(role, HEADS), tier, -1)
    as_deputy = np.where(np.isin(role, DEPUTIES), tier, -1)
    cadres["head_top"] = np.maximum(cadres["held_head"], as_head)
    cadres["lead_top"] = np.maximum(np.maximum(cadres["held_deputy"], as_deputy), cadres["head_top"])


def place(cadres: pd.DataFrame, posts: pd.DataFrame, units: pd.DataFrame, round_: Round) -> None:
    """Where people sit now, and which incumbents stay if nobody appoints them elsewhere."""
    seat, blank = cadres["seat"].to_numpy(), np.array("", dtype=object)
    for name, column in (("role_now", "role"), ("bloc_now", "bloc"), ("side_now", "side")):
        cadres[name] = np.append(posts[column].to_numpy(dtype=object), blank)[seat]
    cadres["side_now"] = cadres["side_now"].where(seat >= 0, cadres["side"])
    cadres["unit_now"] = np.append(posts["unit"].to_numpy(), -1)[seat]
    work = rows(units["unit_id"], cadres["unit_id"])
    cadres["work_bloc"] = np.append(units["bloc"].to_numpy(dtype=object), blank)[work]

    settings, holder = round_.settings, posts["holder"].to_numpy()
    last = month_number(settings.date) + settings.horizon_months
    vacates = posts["vacates_on"].to_numpy(np.int64)
    going = (vacates > 0) & (month_number(vacates) <= last)
    going |= np.append(cadres["left"].to_numpy(), 0)[holder] <= settings.horizon_months
    posts["stayer"] = np.where(going, -1, holder)
    desks = posts[(posts["stayer"] >= 0) & ~posts["managed"]]
    cadres["desk"] = -1
    cadres.loc[desks["stayer"], "desk"] = desks.index


def groups_of(posts: pd.DataFrame) -> pd.DataFrame:
    groups = posts.drop_duplicates("group").reset_index(names="first")
    groups["seats"] = posts.groupby("group").size().to_numpy()
    groups["settled"] = posts.groupby("group")["stayer"].agg(lambda column: int((column >= 0).sum())).to_numpy()
    groups["takes"] = (groups["mode"] == "process") & ~groups["frozen"]
    return groups.drop(columns=["post_id", "incumbent", "vacates_on", "holder", "stayer"])
