"""LibreOffice as the tests use it: a file saved in another format, as a person would."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def office() -> str:
    """The program; empty where it is not."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def converted(path: Path, kind: str, folder: Path) -> Path:
    """The file saved as ``kind`` in ``folder``."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office(), profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{kind}"
