"""What the sheets say of one person, a cell each."""

from __future__ import annotations

from planner.workbook.view import View

YEARS = (3, 2, 1)  # the evaluations a round has, as years back: the oldest first


def home(view: View, cadre: str) -> str:
    """Where the family comes from."""
    code = view.cadres[cadre]["native_locality"]
    return view.place(code) if code else ""


def training(view: View, cadre: str) -> str:
    """Field of study and mode of training."""
    row = view.cadres[cadre]
    return ", ".join(filter(None, (view.field(row["degree_field"]), view.code("mode", row["degree_mode"]))))


def theory(view: View, cadre: str) -> str:
    """Political theory, in short."""
    return view.word(f"nominees.theory.{view.cadres[cadre]['theory'] or 'none'}")


def planned(view: View, cadre: str, post: str) -> str:
    """When somebody was planned for a post, and from where; or that it is theirs now."""
    row = view.planned(cadre, post)
    if not row and view.seat_of.get(cadre) in view.sisters(post):
        return view.word("profiles.holds")
    return "\n".join(filter(None, (view.day(row.get("planned_on", 0)), view.code("source", row.get("source", "")))))


def record(view: View, cadre: str) -> str:
    """The evaluations in short, the oldest first, and the discipline if there was any."""
    row = view.cadres[cadre]
    codes = [row[f"eval_{back}"] for back in YEARS]
    grades = ", ".join(view.word(f"nominees.grade.{code}") if code else "–" for code in codes)
    return f"{grades}\n{discipline(view, cadre)}" if row["discipline"] else grades


def evaluations(view: View, cadre: str) -> str:
    """The evaluations in words, a year a line."""
    year, row = view.round.settings.date // 10000, view.cadres[cadre]
    known = [(year - back, row[f"eval_{back}"]) for back in YEARS if row[f"eval_{back}"]]
    return "\n".join(f"{of}: {view.code('eval', code)}" for of, code in known)


def discipline(view: View, cadre: str) -> str:
    """The discipline and its date, or that there is none."""
    row = view.cadres[cadre]
    kind = view.word(f"nominees.discipline.{row['discipline'] or 'none'}")
    return f"{kind} ({view.day(row['discipline_date'])})" if row["discipline_date"] else kind


def political(view: View, cadre: str) -> str:
    """The conclusion on the political standard: whether, by whom, when; never what it says."""
    row = view.cadres[cadre]
    answer = view.word(f"profiles.political.{row['political_standard'] or 'open'}")
    day = view.day(row["political_standard_date"])
    return ", ".join(filter(None, (answer, row["political_standard_body"], day)))


def marks(view: View, cadre: str, post: str) -> list[str]:
    """What sets somebody apart: an in-place source, a woman, young."""
    source = view.planned(cadre, post).get("source", "")
    return [
        *([view.code("source", source)] if source == "in_place" else []),
        *([view.say("mark.woman")] if view.woman(cadre) else []),
        *([view.say("mark.young")] if view.young(cadre) else []),
    ]


def strengths(view: View, cadre: str, post: str) -> str:
    """What speaks for somebody, as the round tells it: planning, sex, age, training, service left, ratings."""
    row, source = view.cadres[cadre], view.planned(cadre, post).get("source")
    years = [row[f"eval_{year}"] for year in (1, 2, 3) if row[f"eval_{year}"]]
    marks = [
        *([view.code("source", source)] if source else []),
        *([view.say("mark.woman")] if view.woman(cadre) else []),
        *([view.say("mark.young")] if view.young(cadre) else []),
        *([view.code("mode", row["degree_mode"])] if row["degree_mode"] else []),
        *([view.say("rated", years=", ".join(view.code("eval", year) for year in years))] if years else []),
        view.say("remains", left=view.months_left(cadre).replace("\n", " ")),
    ]
    text = "; ".join(marks)
    return text[:1].upper() + text[1:] + "."
