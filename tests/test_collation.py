"""Vietnamese name order: letters, tones, given names first, words from right to left."""

from __future__ import annotations

import random
import unicodedata

import pytest

from planner.collation import by_given_name


def in_order(*names: str) -> None:
    mixed = [unicodedata.normalize(random.Random(7).choice(("NFC", "NFD")), name) for name in names]
    random.Random(1).shuffle(mixed)
    assert [unicodedata.normalize("NFC", name) for name in sorted(mixed, key=by_given_name)] == list(names)


def test_tones_come_in_the_order_of_the_dictionary() -> None:
    in_order("Ma", "Mà", "Mả", "Mã", "Má", "Mạ")


def test_letters_of_the_alphabet_are_letters_and_not_tones() -> None:
    in_order("Dung", "Dũng", "Duy", "Dương", "Đa", "Đức", "Em")  # đ after every d, whatever follows
    in_order("An", "Ánh", "Ăng", "Ân", "Ba")
    in_order("To", "Tọa", "Tô", "Tộc", "Tơ", "Tu", "Tư")


def test_a_tone_counts_only_where_the_letters_are_the_same() -> None:
    in_order("Hà", "Hạ", "Hai", "Hải", "Hanh", "Hạnh")


def test_the_given_name_decides_then_the_words_before_it_from_right_to_left() -> None:
    # two of the lists this order was taken from
    in_order("Nguyễn Đức Hải", "Lê Ngọc Hải")
    in_order("Trần Quang Phước", "Đào Văn Phước")
    in_order("Lê Văn An", "Trần Văn An", "Hoàng Thị Bình")


@pytest.mark.parametrize("name", ["THƯỢNG TỌA A (Nguyễn Văn Bình)", "Nguyễn Văn Bình"])
def test_behind_a_name_in_brackets_the_last_word_decides(name: str) -> None:
    in_order("Lê Thị An", name, "Trần Văn Cường")


def test_capitals_apostrophes_and_blanks_count_for_nothing() -> None:
    assert by_given_name("LÊ  VĂN ĐỨC") == by_given_name("Lê Văn Đức")
    assert by_given_name("H'Hoa") == by_given_name("H’Hoa") == by_given_name("HHoa")
    assert by_given_name("") == ()
    assert by_given_name("A Lễ") < by_given_name("Y Khút Niê")
