"""The handwritten example results, and the command run as its users run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPORTS = Path(__file__).parents[1]
EXAMPLE = Path(__file__).parent / "data" / "results.json"
sys.path.insert(0, str(REPORTS))


def results() -> dict:
    """A fresh copy of the example results."""
    return json.loads(EXAMPLE.read_text("utf-8"))


def case(of: dict, name: str) -> dict:
    """The case of `of` whose id ends with `name`."""
    return next(one for one in of["cases"] if one["id"].endswith(name))


def command(*arguments: object) -> subprocess.CompletedProcess:
    """Runs `python3 -m assay_report ARGUMENTS` with its output captured as text."""
    environment = dict(os.environ, PYTHONPATH=str(REPORTS), PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run([sys.executable, "-m", "assay_report", *map(str, arguments)], env=environment,
                          capture_output=True, text=True, check=False)
