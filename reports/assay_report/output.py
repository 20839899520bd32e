"""Writes finished files: all of them or none, each by a rename over the old one."""

import os
import tempfile
from pathlib import Path

from assay_report.error import ReportError

SHAREABLE = 0o644  # reports are redacted before they get here


def write(files: dict[Path, bytes]) -> None:
    """Writes every file beside its place first and renames only when all are complete."""
    written: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            written.append((_write_beside(path, content), path))
        for temporary, path in written:
            os.replace(temporary, path)
    except OSError as error:
        raise ReportError(path, f"cannot be written: {error.strerror}") from error
    finally:
        for temporary, _ in written:
            Path(temporary).unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> str:
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            os.fchmod(stream.fileno(), SHAREABLE)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary
