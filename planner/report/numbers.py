"""Numbers as people of a language write them."""

from __future__ import annotations

MINUS = "−"
_SIGNS = {"vi": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}


def whole(value: int, lang: str) -> str:
    """A whole number, thousands apart."""
    return f"{value:,}".replace("-", MINUS).translate(_SIGNS[lang])


def difference(value: int, lang: str) -> str:
    """A difference with its sign."""
    return ("+" if value > 0 else "") + whole(value, lang)


def percent(part: int, of: int, lang: str) -> str:
    """A share in percent, to a tenth."""
    return f"{100 * part / of:.1f}".translate(_SIGNS[lang]) + "\u00a0%"
