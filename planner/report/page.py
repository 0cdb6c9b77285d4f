"""The page as one file: templates, style and script put together so that nothing in it can reach a network.

The style and the script are files of this package, put in as they are; its policy lets these two through by their
hashes and nothing else, so no name in a round can ever become part of either. What is read is escaped by the templates.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from planner.compare.marks import COLOURS
from planner.messages import say

if TYPE_CHECKING:
    from planner.report.document import Page

FOLDER = "layout"


def html(page: Page, lang: str) -> bytes:
    """The whole file; the same page gives the same bytes."""
    style, script = _style(), _text("page.js")
    environment = Environment(
        loader=PackageLoader("planner.report", FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"word": lambda key, **fields: say(key, lang, **fields), "lang": lang}
    text = environment.get_template("page.html").render(
        page=page,
        style=Markup(style),  # our own files, no data in them
        script=Markup(script),
        policy=_policy(style, script),
    )
    return text.encode("utf-8")


def _style() -> str:
    """The style, with the colours people are told apart by."""
    return _text("page.css") + "".join(f".k{at}{{background:{colour}}}\n" for at, colour in enumerate(COLOURS))


def _text(name: str) -> str:
    return (files("planner.report") / FOLDER / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing is let through but these two: no address, no other script, no form, no base."""
    own = {"style-src": style, "script-src": script}
    hashed = [
        f"{kind} 'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode()}'" for kind, text in own.items()
    ]
    return "; ".join(["default-src 'none'", *hashed, "base-uri 'none'", "form-action 'none'"])
