"""The runs already made, each in a file of its own, written whole: an interrupted sweep goes on from there."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from planner.errors import PlannerError
from planner.files import write_whole
from planner.messages import say
from planner.output import is_stdout
from planner.sweep.work import Result


class Store:
    """``folder`` holds the runs by their keys; None: they are kept nowhere. It is made when the first is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder and folder.exists() and not folder.is_dir():
            raise PlannerError("sweep.no_folder", path=folder)

    def get(self, key: str) -> Result | None:
        """The run of that key; None where it was not made, or what stands there is none."""
        if self._folder is None:
            return None
        try:
            return Result.model_validate_json(self._at(key).read_bytes())
        except (OSError, ValidationError):
            return None

    def put(self, key: str, result: Result) -> None:
        """Raises ``PlannerError`` where it cannot be written."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise PlannerError("cli.cannot_write", path=self._folder, reason=error.strerror) from None
        write_whole(self._at(key), result.model_dump_json().encode())

    def told(self, lang: str) -> str:
        """Whether, and where, the runs that ended are kept."""
        return say("sweep.kept" if self._folder else "sweep.not_kept", lang, folder=self._folder)

    def _at(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{key[:40]}.json"


def beside(*files: Path | None) -> Path | None:
    """The folder for the runs beside the first file that is written: ``sweep.xlsx`` → ``sweep.runs``."""
    return next((file.with_suffix(".runs") for file in files if file and not is_stdout(file)), None)
