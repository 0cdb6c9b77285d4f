"""Other forms of a finished slate: PDF, the text of the submission, the redacted twin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.tables import Round
from planner.errors import NoSlate, PlannerError
from planner.messages import DEFAULT_LANGUAGE
from planner.output import json_bytes
from planner.redact import redacted
from planner.run import read_slate
from planner.seal.verify import verify
from planner.workbook.read import read_round
from planner.workbook.slate import slate_bytes
from planner.workbook.view import View


@dataclass(frozen=True)
class Source:
    """A slate workbook as it was sealed: its bytes, document and hash, and the round it is of where that is known."""

    content: bytes
    paper: dict[str, Any]
    seal: str
    round_: Round | None
    path: Path

    @classmethod
    def of(cls, path: Path, round_: Round | None) -> Source:
        """Raises ``NoSlate`` for a slate that does not stand before ``verify``: no other form is made of it."""
        verdict = verify(path, None, "", DEFAULT_LANGUAGE)
        if not verdict.ok:
            raise NoSlate("export.altered", path=path)
        paper, _ = read_slate(path)
        if round_ is not None and round_.sha256 != paper["round"]["sha256"]:
            raise NoSlate("export.other_round", path=path)
        if round_ is None and not paper.get("redacted"):
            round_, _ = read_round(path)
        return cls(path.read_bytes(), paper, verdict.seal, round_, path)

    @property
    def lang(self) -> str:
        """The language the slate was written in."""
        return str(self.paper["lang"])

    def known_round(self) -> Round:
        """The round. Raises ``PlannerError`` for a twin without one."""
        if self.round_ is None:
            raise PlannerError("cli.needs_round", path=self.path)
        return self.round_

    def twin(self) -> Source:
        """The redacted twin, its hash being that of the slate it is the twin of."""
        if self.paper.get("redacted"):
            return self
        paper = redacted(self.paper, self.known_round())
        content = slate_bytes(paper, self.known_round(), self.lang)
        return Source(content, paper, self.seal, self.round_, self.path)

    def docx(self) -> bytes:
        """The text of the submission."""
        from planner.submission_docx import submission_docx

        return submission_docx(View(self.paper, self.known_round(), self.lang), self.seal)

    def pdf(self) -> bytes:
        """The visible sheets."""
        from planner.office import pdf

        return pdf(self.content)

    def workbook(self) -> bytes:
        """The workbook itself."""
        return self.content

    def json(self) -> bytes:
        """The document."""
        return json_bytes(self.paper)
