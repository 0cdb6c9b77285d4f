"""Every word people read, in Vietnamese (default) and English, apart from the logic that needs it.

The words stand in ``planner/words/<lang>/<catalogue>.toml``; a message is named ``catalogue.key``
(``catalogue.table.key`` for nested tables) and filled with ``str.format`` fields.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"


@cache
def _catalogue(lang: str, name: str) -> dict[str, Any]:
    return tomllib.loads((files("planner") / "words" / lang / f"{name}.toml").read_text("utf-8"))


def say(key: str, lang: str = DEFAULT_LANGUAGE, /, **fields: object) -> str:
    """The message ``key`` in ``lang``, its ``{fields}`` filled in.

    Raises ``KeyError`` for an unknown key: a missing word is a bug, never shown as a blank.
    """
    catalogue, *path = key.split(".")
    node: Any = _catalogue(lang, catalogue)
    for part in path:
        node = node[part]
    if not isinstance(node, str):
        raise KeyError(key)
    return node.format(**fields) if fields else node


def table_of(key: str, lang: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """The messages under ``key``, as they stand in the words.

    Raises ``KeyError`` for an unknown key.
    """
    catalogue, *path = key.split(".")
    node: Any = _catalogue(lang, catalogue)
    for part in path:
        node = node[part]
    if not isinstance(node, dict):
        raise KeyError(key)
    return node


def has(key: str, lang: str = DEFAULT_LANGUAGE) -> bool:
    """Whether there is a message ``key`` in ``lang``."""
    try:
        say(key, lang)
    except (KeyError, FileNotFoundError):
        return False
    return True
