"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from planner.errors import PlannerError


def ready_for(*paths: Path | None) -> None:
    """Raises ``PlannerError`` where one of the files asked for could not be written: said before the work, not after
    it."""
    for path in filter(None, paths):
        folder = path.parent
        if str(path) != "-" and not (folder.is_dir() and os.access(folder, os.W_OK) and not path.is_dir()):
            lacking = errno.ENOENT if not folder.exists() else errno.EACCES if folder.is_dir() else errno.ENOTDIR
            raise PlannerError("cli.cannot_write", path=path, reason=os.strerror(lacking))


def write_whole(path: Path, content: bytes) -> None:
    """Write to a neighbour first, then move it into place: what stood there is kept until then."""
    name = ""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)  # a device or a pipe cannot be replaced
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o666 & ~_umask())  # mkstemp's own mode would hide the file from colleagues
        os.replace(name, path)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise PlannerError("cli.cannot_write", path=path, reason=error.strerror) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
