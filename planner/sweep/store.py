"""The runs already made, each in a file of its own, written whole: an interrupted sweep goes on from there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from pydantic import ValidationError

from planner.errors import PlannerError
from planner.files import ready_for, write_whole
from planner.output import is_stdout
from planner.sweep.work import Result


class Store:
    """``folder`` holds the runs by their keys; None: they are kept nowhere. It is made when the first is kept."""

    def __init__(self, folder: Path | None) -> None:
        """Raises ``PlannerError`` where nothing could be kept there."""
        self.folder = folder
        if folder is None:
            return
        if is_stdout(folder) or (folder.exists() and not folder.is_dir()):
            raise PlannerError("sweep.no_folder", path=folder)
        ready_for(folder / "run" if folder.is_dir() else folder)

    def get(self, key: str) -> Result | None:
        """The run of that key; None where it was not made, or what stands there is damaged or another's."""
        if self.folder is None:
            return None
        try:
            kept = json.loads(self._at(key).read_bytes())
            return Result.model_validate_json(kept["run"]) if kept["seal"] == _seal(key, kept["run"]) else None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ValidationError):
            return None

    def put(self, key: str, result: Result) -> None:
        """Keeps what more time would not change. Raises ``PlannerError`` where it cannot be written."""
        if self.folder is None or not result.settled:
            return
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise PlannerError("cli.cannot_write", path=self.folder, reason=error.strerror) from None
        run = result.model_dump_json()
        write_whole(self._at(key), json.dumps({"seal": _seal(key, run), "run": run}).encode())

    def _at(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / f"{key[:40]}.json"


def _seal(key: str, run: str) -> str:
    return hashlib.sha256(f"{key}\n{run}".encode()).hexdigest()


def beside(*files: Path | None) -> Path | None:
    """The folder for the runs beside the first file that is written: ``sweep.xlsx`` → ``sweep.runs``."""
    file = next((file for file in files if file and not is_stdout(file)), None)
    if file is None:
        return None
    folder = file.with_suffix(".runs")
    return folder if folder not in files else file.with_name(f"{file.name}.runs")
