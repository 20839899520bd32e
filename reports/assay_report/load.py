"""Reads results.json and refuses, with the place in it, whatever does not fit results.schema.json."""

import json
from pathlib import Path

from assay_report import schema
from assay_report.error import ReportError

SCHEMA_FILE = Path(__file__).parent.parent / "results.schema.json"


def results(path: Path) -> dict:
    """The checked content of a results.json; raises ReportError with line or JSON path."""
    value = _parse(path)
    for place, message in schema.violations(value, json.loads(SCHEMA_FILE.read_text("utf-8"))):
        raise ReportError(f"{path}: {place}", message)
    return value


def _parse(path: Path) -> object:
    try:
        return json.loads(path.read_bytes().decode("utf-8"), parse_constant=_no_constant)
    except OSError as error:
        raise ReportError(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(path, f"is not UTF-8 at octet {error.start}") from error
    except json.JSONDecodeError as error:
        raise ReportError(f"{path}:{error.lineno}:{error.colno}", f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise ReportError(path, "is nested too deeply") from error
    except ValueError as error:
        raise ReportError(path, str(error)) from error


def _no_constant(name: str):
    raise ValueError(f"is not JSON: {name} is no number")
