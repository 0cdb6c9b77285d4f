"""The order of names in Vietnamese lists: by given name, then by the words before it from right to left.

Letters come in the order of the Vietnamese alphabet (đ after d, ă and â after a), tones only where the letters are
the same, as CLDR has them: without, huyền, hỏi, ngã, sắc, nặng. Brackets and apostrophes count for nothing, so of a
name with another in brackets the last word of all decides.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
Word = tuple[tuple[int, ...], tuple[int, ...]]  # the places of its letters in the alphabet, then their tones


def by_given_name(name: str) -> tuple[Word, ...]:
    """What to sort a full name by."""
    return tuple(_word(word) for word in reversed(name.split()) if any(letter.isalnum() for letter in word))


def _word(word: str) -> Word:
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in TONES:
            if tones:
                tones[-1] = TONES[sign]
        elif unicodedata.combining(sign):
            if letters:
                letters[-1] = _hooked(letters[-1], sign)
        elif sign.isalnum():
            letters.append(ALPHABET.find(sign) if sign in ALPHABET else len(ALPHABET) + ord(sign))
            tones.append(0)
    return tuple(letters), tuple(tones)


def _hooked(letter: int, mark: str) -> int:
    """The letter with a breve, a circumflex or a horn; itself where the alphabet has none such."""
    plain = ALPHABET[letter] if letter < len(ALPHABET) else ""
    whole = unicodedata.normalize("NFC", plain + mark)
    return ALPHABET.index(whole) if whole in ALPHABET else letter
