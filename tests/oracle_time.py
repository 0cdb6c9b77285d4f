"""What the oracle says of time: ages, months left, waits, and who leaves whatever the slate does."""

from __future__ import annotations

from oracle_data import World


def retirement_age(female: bool, birth: int, basis: str) -> int:
    """Retirement age in months for a birth date YYYYMMDD (Decree 135/2020, by birth month)."""
    floor = 660 if female else 720
    if basis == "60_55":
        return floor
    month = month_of(birth)
    if female:
        late = month - 1966 * 12
        return floor if late < 0 else min(720, floor + 4 * (late // 8 + 1))
    late = month - 1961 * 12
    return floor if late < 0 else min(744, floor + 3 * (late // 9 + 1))


def month_of(date: int) -> int:
    """The month of a date YYYYMMDD, counted from year 0."""
    return date // 10000 * 12 + date // 100 % 100 - 1


def months_over(world: World, since: int) -> int:
    """Whole months from a date to the round's date: one is over on the same day of the next month."""
    return month_of(world.day) - month_of(since) - (world.day % 100 < since % 100)


def age_months(world: World, cadre: str, on: int = 0) -> int:
    """Age in whole months at a date (default: the round's), the day ignored."""
    return month_of(on or world.day) - month_of(world.cadres[cadre]["birth_date"])


def months_left(world: World, cadre: str, on: int = 0) -> int:
    """Months from a date (default: the round's) to the retirement month."""
    row = world.cadres[cadre]
    return retirement_age(row["female"], row["birth_date"], world.basis) - age_months(world, cadre, on)


def young(world: World, cadre: str, on: int = 0) -> bool:
    """Under 40."""
    return age_months(world, cadre, on) < 480


def vacating(world: World) -> dict[str, str]:
    """Post, managed or not → why its incumbent leaves whatever the slate does; retirement outranks vacates_on."""
    if "vacating" not in world.memo:
        last = month_of(world.day) + world.horizon
        gone: dict[str, str] = {}
        for cadre, post in world.desk_of.items():
            vacates = world.posts[post]["vacates_on"]
            if months_left(world, cadre) <= world.horizon:
                gone[post] = "retirement"
            elif vacates and month_of(vacates) <= last:
                gone[post] = "vacates_on"
        world.memo["vacating"] = gone
    found: dict[str, str] = world.memo["vacating"]
    return found


def leaving(world: World) -> dict[str, str]:
    """The same of managed posts alone: these are told as leaving."""
    return {post: why for post, why in vacating(world).items() if world.posts[post]["managed"]}


def finished_rotation(world: World, cadre: str) -> bool:
    """Whether a rotation has ended, or 36 months of it are over."""
    row = world.cadres[cadre]
    if 0 < row["rotation_ends"] <= world.day:
        return True
    return row["rotated_since"] > 0 and months_over(world, row["rotated_since"]) >= 36
