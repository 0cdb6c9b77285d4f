"""LibreOffice, where it is installed: turns a workbook into PDF, with a profile of its own and within a time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from planner.errors import PlannerError

SECONDS = 300
PROGRAMS = ("soffice", "libreoffice", "soffice.com")
PLACES = (  # where installers put it without putting it on the PATH
    *(f"%{root}%/LibreOffice/program/soffice.com" for root in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")),
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    *("/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice", "/snap/bin/libreoffice"),
)
TIMES = re.compile(rb"/(?:CreationDate|ModDate)\(([^)]*)\)|/ID \[([^\]]*)\]|/DocChecksum /([0-9A-F]+)")


def office() -> str:
    """The program. Raises ``PlannerError`` where there is none."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    for place in PLACES:
        if Path(os.path.expandvars(place)).is_file():
            return os.path.expandvars(place)
    raise PlannerError("export.no_office")


def pdf(content: bytes, seconds: float = SECONDS) -> bytes:
    """The visible sheets of a workbook as PDF. Raises ``PlannerError`` where LibreOffice is missing, fails or takes
    longer than ``seconds``."""
    program = office()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder) / "slate.xlsx", (Path(folder) / "profile").as_uri()
        source.write_bytes(content)
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
        try:
            done = subprocess.run(
                [*command, "--outdir", folder, str(source)], check=False, capture_output=True, timeout=seconds
            )
        except subprocess.TimeoutExpired:
            raise PlannerError("export.office_slow", seconds=round(seconds)) from None
        except OSError as error:
            raise PlannerError("export.office_fails", why=error.strerror or "") from None
        made = source.with_suffix(".pdf")
        if not made.is_file():
            why = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise PlannerError("export.office_fails", why=why[-1] if why else done.returncode)
        return TIMES.sub(_timeless, made.read_bytes())


def _timeless(found: re.Match[bytes]) -> bytes:
    """What tells when a file was made, blanked in place: the same workbook gives the same bytes."""
    said = next(part for part in found.groups() if part is not None)
    blank = re.sub(rb"[0-9A-F]", b"0", said) if said else said
    return found[0].replace(said, blank)
