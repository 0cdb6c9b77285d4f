"""One cell at a time: what people type → the types of ``models.tables``. Ambiguity is an error, never a guess."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from models.calendar import day_number
from planner.workbook.columns import Col

FORMULA_ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|GETTING_DATA)")
YES, NO = frozenset(("yes", "co", "x", "1", "true", "y")), frozenset(("no", "khong", "k", "0", "false", "n"))
DAY_ZERO = dt.date(1899, 12, 30)  # Excel's serial dates count from here
SERIALS = range(10_000, 60_000)  # 1927 to 2064: what a birth or a decision may be
YEARS = range(1900, 2100)
GRAINS = {"day": 3, "month": 2, "year": 1}


class Bad(Exception):
    """A cell that cannot be read: the fault's code and the fields of its sentence."""

    def __init__(self, code: str, /, **fields: Any) -> None:
        super().__init__(code)
        self.code, self.fields = code, fields


class Note(Bad):
    """A cell that was read, with something to say of it."""

    def __init__(self, code: str, read: Any, /, **fields: Any) -> None:
        super().__init__(code, **fields)
        self.read = read


def clean(raw: Any) -> str:
    """Text in NFC, blanks collapsed; a blank typed before a combining mark goes behind it."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    text = str(raw)
    if text.isascii() and "  " not in text and text.isprintable():
        return text.strip()
    text = re.sub(r"(\s+)([\u0300-\u036f]+)", r"\2\1", text)
    text = re.sub(r"[\u200b-\u200d\ufeff]", "", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip()


def fold(raw: Any) -> str:
    """For comparing words: without case, marks and signs. ``Nữ``, ``nu`` and ``NỮ `` are one."""
    text = unicodedata.normalize("NFD", clean(raw).casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9%]+", " ", "".join(c for c in text if not unicodedata.combining(c))).strip()


def parser(col: Col) -> Callable[[Any], Any]:
    """The reader of one column's cells. It raises ``Bad`` or ``Note``; empty cells are not its business."""
    if col.kind == "code":
        known = {fold(word): code for code, words in col.codes.items() for word in (code, *words)}
        return lambda raw: _code(raw, known, col)
    if col.kind == "date":
        return lambda raw: date(raw, col.grain)
    return {
        "int": lambda raw: _int(raw, col),
        "bool": lambda raw: _bool(raw) == "yes",
        "yesno": _bool,
        "list": lambda raw: ";".join(part.strip() for part in clean(raw).split(";") if part.strip()),
    }.get(col.kind, _text)


def _text(raw: Any) -> str:
    if isinstance(raw, (dt.date, dt.datetime)):
        raise Bad("date_in_text", value=raw.isoformat()[:10])
    text = clean(raw)
    if FORMULA_ERROR.match(text):
        raise Bad("formula_error", value=text)
    better = unscramble(text)
    if better != text:
        raise Bad("legacy_text", value=text, better=better)
    return text


def _code(raw: Any, known: dict[str, str], col: Col) -> str:
    text = _text(raw)
    code = known.get(fold(text))
    if code is None and col.codes.get("studying_advanced"):  # "Đang học Cao cấp lý luận chính trị khóa 2020"
        code = next((found for word, found in known.items() if len(word) > 9 and fold(text).startswith(word)), None)
    if code is None:
        allowed = ", ".join(words[0] for words in col.codes.values())
        raise Bad("unknown_code", value=text, allowed=allowed)
    return code


def _bool(raw: Any) -> str:
    word = fold(_text(raw))
    if word in YES:
        return "yes"
    if word in NO:
        return "no"
    raise Bad("not_yes_no", value=clean(raw))


def _int(raw: Any, col: Col) -> int:
    if isinstance(raw, (dt.date, dt.datetime, bool)):
        raise Bad("not_a_number", value=clean(raw))
    if isinstance(raw, str):
        text = _text(raw).replace("%", "").strip()
        if not re.fullmatch(r"-?\d{1,12}(\.0+)?", text):
            raise Bad("not_a_number", value=clean(raw))
        raw = float(text)
    if not math.isfinite(raw) or raw != int(raw):
        raise Bad("not_a_number", value=raw)
    if not col.low <= raw <= col.high:
        raise Bad("out_of_range", value=int(raw), low=col.low, high=col.high)
    return int(raw)


def date(raw: Any, grain: str) -> int:
    """A date as YYYYMMDD; a month is its first day. Raises ``Bad`` for the impossible and the ambiguous."""
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, dt.date):
        return _day(raw.day, raw.month, raw.year, raw.isoformat())
    text = _text(raw)
    if re.fullmatch(r"\d{5}", text) and int(text) in SERIALS:
        counted = DAY_ZERO + dt.timedelta(int(text))
        raise Note("serial_date", day_number(counted), value=text, day=f"{counted:%d/%m/%Y}")
    parts = [part for part in re.split(r"[/.\-\s]+", text) if part]
    if not parts or not all(part.isdigit() for part in parts) or len(parts) > 3:
        raise Bad("bad_date", value=text)
    if len(parts[0]) == 4 and len(parts) > 1:
        parts.reverse()
    if len(parts[-1]) == 2:
        raise Bad("ambiguous_date", value=text)
    if len(parts) < GRAINS[grain]:
        raise Bad("coarse_date", value=text)
    numbers = [int(part) for part in parts]
    if len(numbers) == 3 and numbers[0] <= 12 < numbers[1] <= 31:
        raise Bad("ambiguous_date", value=text)
    day, month, year = [1] * (3 - len(numbers)) + numbers
    return _day(day, month, year, text)


def precision(raw: Any) -> str:
    """How much of a birth date is known: ``day``, ``month`` or ``year``."""
    if isinstance(raw, (dt.date, dt.datetime)):
        return "day"
    text = clean(raw)
    if re.fullmatch(r"\d{5}", text):
        return "day"
    return {1: "year", 2: "month"}.get(len([part for part in re.split(r"[/.\-\s]+", text) if part]), "day")


def _day(day: int, month: int, year: int, text: str) -> int:
    if year not in YEARS:
        raise Bad("bad_date", value=text)
    try:
        return day_number(dt.date(year, month, day))
    except ValueError:
        raise Bad("bad_date", value=text) from None


# --- Vietnamese of before Unicode: shown repaired, never repaired in silence ------------------------------------
TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
TCVN3_ONLY = re.compile("[¡¤¥¦§¨©ª«¬­®µ¶¸¹¼½¾ÆÇÐÑÖ×Þßåæçëîïñö÷øûüþ]")  # never in Vietnamese Unicode text
VNI_MARK = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "ê": "\u0306",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
VNI_ONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "Ñ": "Đ", "æ": "ỉ", "ò": "ị", "î": "ỵ"}
# Two letters no Vietnamese word has together; ``oà`` and ``oá`` (hoà, toán) are not among them.
VNI_ONLY = re.compile("[aeoôöuy][øûïåäë]|[ae][âêáàãúüéè]|[oôöu]ï|ñ(?=[aeiouy])")


def unscramble(text: str) -> str:
    """The text in Unicode if it is surely TCVN3 or VNI, else as it is."""
    if text.isascii():
        return text
    if VNI_ONLY.search(text):
        out = re.sub(
            "([AEOUYaeouyôöÔÖ])([" + "".join(VNI_MARK) + "])",
            lambda found: VNI_ONE.get(found[1], found[1]) + VNI_MARK[found[2]],
            text,
        )
        return unicodedata.normalize("NFC", "".join(VNI_ONE.get(letter, letter) for letter in out))
    if TCVN3_ONLY.search(text) and not any("\u1e00" <= letter <= "\u1eff" for letter in text):
        return "".join(TCVN3.get(letter, letter) for letter in text)
    return text
