"""Writes report.html: one file, no network, everything from outside escaped."""

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from assay_report import verdicts
from assay_report.excerpt import Part, bounded
from assay_report.text import visible
from assay_report.view import View

TEMPLATES = Path(__file__).parent / "templates"


def report(results: dict) -> bytes:
    """The report of checked results, as UTF-8."""
    script = (TEMPLATES / "report.js").read_text("utf-8")
    page = environment().get_template("report.html").render(
        view=View(results), r=results, words=verdicts, script=Markup(script), script_hash=_source_hash(script))
    return page.encode("utf-8")


def environment() -> Environment:
    """Jinja2 with autoescape on, and with every hidden character made visible before it is escaped."""
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, finalize=_shown,
                       trim_blocks=True, lstrip_blocks=True)
    made.filters.update(css_string=css_string, parts=parts, local=local_link, spaced=spaced)
    made.globals["style"] = Markup((TEMPLATES / "report.css").read_text("utf-8"))
    return made


def css_string(text: str) -> Markup:
    """`text` as a quoted CSS string that can end neither the string nor the style element."""
    escaped = re.sub(r"[^A-Za-z0-9 ._:-]", lambda match: f"\\{ord(match[0]):x} ", visible(text))
    return Markup(f'"{escaped}"')


def parts(text: str | None) -> list[Part]:
    """`text`, bounded, in the form that the templates draw."""
    return bounded([Part(text or "")])


def local_link(path: str) -> str:
    """`path` when it is a plain relative file name that may be linked, else ""."""
    plain = re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*", path or "")
    return path if plain else ""


def spaced(time: str) -> str:
    """An RFC 3339 time in UTC the way people read it."""
    return re.sub(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$", r"\1 \2 UTC", time)


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source_hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
