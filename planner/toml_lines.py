"""On which line each key of a TOML file stands: ``tomllib`` does not say.

Only for text that ``tomllib`` has read: what is valid is taken for granted here.
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
TOKEN = re.compile(
    r'''
      """(?:\\.|[^\\])*?"{3,5} | \'{3}.*?\'{3,5} | "(?:\\.|[^"\\])*" | '[^']*'  # texts, the long ones first
    | \#[^\n]* | [\[\]{}=,.\n] | [^\s\[\]{}=,."'\#]+  # remarks, signs, and the rest: bare keys, numbers, dates
    ''',
    re.DOTALL | re.VERBOSE,
)


def lines_of(text: str) -> dict[Path, int]:
    """Path (keys, and positions in arrays) → line, counted from 1, where it first stands."""
    return _Scan(text).found


class _Scan:
    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {}
        self.tokens = [
            (match.group(), text.count("\n", 0, match.start()) + 1)
            for match in TOKEN.finditer(text)
            if not match.group().startswith("#")
        ]
        self.at = 0
        counts: dict[Path, int] = {}
        table: Path = ()
        while self.at < len(self.tokens):
            token, line = self.tokens[self.at]
            if token == "\n":
                self.at += 1
            elif token == "[":
                several = self.tokens[self.at + 1][0] == "["
                self.at += 1 + several
                table = self._key(())
                if several:
                    self.found.setdefault(table, line)
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                self.found.setdefault(table, line)
                self.at += 1 + several
            else:
                self._pair(table)

    def _key(self, table: Path) -> Path:
        """A dotted key below ``table``; each part of it stands on this line."""
        while True:
            token, line = self.tokens[self.at]
            name = next(iter(tomllib.loads(f"{token} = 0")))
            table = (*table, name)
            self.found.setdefault(table, line)
            self.at += 1
            if self.at >= len(self.tokens) or self.tokens[self.at][0] != ".":
                return table
            self.at += 1

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self.at += 1  # the sign =
        self._value(path)

    def _value(self, path: Path) -> None:
        token = self.tokens[self.at][0]
        if token == "[":
            self._inside("]", path)
        elif token == "{":
            self._inside("}", path)
        else:
            while self.at < len(self.tokens) and self.tokens[self.at][0] not in ("\n", ",", "]", "}"):
                self.at += 1

    def _inside(self, end: str, path: Path) -> None:
        """The items of an array, or the pairs of an inline table."""
        self.at += 1
        number = 0
        while (token := self.tokens[self.at])[0] != end:
            if token[0] in ("\n", ","):
                self.at += 1
            elif end == "}":
                self._pair(path)
            else:
                self.found[*path, number] = token[1]
                self._value((*path, number))
                number += 1
        self.at += 1
