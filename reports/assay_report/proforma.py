"""Writes the printable ICS proforma, blank or filled in with what an IUT profile claims."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from assay_report.error import ReportError
from assay_report.html import environment
from assay_report.text import one_line

SPECS = "{urn:assay:specs}"
PROFILE = "{urn:assay:profile}"


@dataclass(frozen=True)
class Answers:
    """What a profile claims: item id -> yes or no, and the name that the form is filled in for."""
    name: str
    support: dict[str, str]


def document(ics: Path, profile: Path | None) -> bytes:
    """The form as one HTML file; raises ReportError with file and line when the input is unfit."""
    root = _parse(ics, f"{SPECS}ics")
    tables = [(_attribute(ics, table, "title"), [_item(ics, item) for item in table.iter(f"{SPECS}item")])
              for table in root.iter(f"{SPECS}table")]
    if not any(items for _, items in tables):
        raise ReportError(f"{ics}:{root.sourceline}", "no table with an item")
    answers = _answers(profile, {item["id"] for _, items in tables for item in items}) if profile else None
    page = environment().get_template("proforma.html").render(
        title=_text(root, "title"), instructions=_text(root, "instructions"), edition=root.get("edition", ""),
        identification=_fields(root, "identification"), statement=_text(root, "declaration/" + SPECS + "statement"),
        declaration=_fields(root, "declaration"), tables=tables, answers=answers)
    return page.encode("utf-8")


def _item(ics: Path, element: etree._Element) -> dict[str, str]:
    item = {name: _attribute(ics, element, name) for name in ("id", "status")}
    if item["status"] not in ("m", "o", "c"):
        raise ReportError(f"{ics}:{element.sourceline}", f"status {item['status']!r} is not m, o or c")
    item |= {name: element.get(name, "") for name in ("label", "reference", "condition", "prerequisite")}
    item["group"] = element.get("option-group", "")
    return item | {"question": _text(element, "question"), "note": _text(element, "note")}


def _answers(profile: Path, known: set[str]) -> Answers:
    root = _parse(profile, f"{PROFILE}profile")
    support = {}
    for element in root.iterfind(f"{PROFILE}ics/{PROFILE}item"):
        name, claim = _attribute(profile, element, "id"), _attribute(profile, element, "support")
        if claim not in ("yes", "no"):
            raise ReportError(f"{profile}:{element.sourceline}", f"support {claim!r} is not yes or no")
        if name not in known:
            raise ReportError(f"{profile}:{element.sourceline}", f"the proforma has no item {name!r}")
        support[name] = claim
    return Answers(root.get("name") or profile.resolve().parent.name, support)


def _parse(path: Path, root_name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise ReportError(path, f"cannot be read: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        raise ReportError(f"{path}:{error.lineno or 1}", f"is not well-formed: {error.msg}") from error
    if tree.getroottree().docinfo.doctype:
        raise ReportError(f"{path}:1", "a document type declaration is not allowed")
    if tree.tag != root_name:
        raise ReportError(f"{path}:{tree.sourceline}", f"root element {tree.tag} where {root_name} is required")
    return tree


def _attribute(path: Path, element: etree._Element, name: str) -> str:
    value = element.get(name)
    if not value:
        tag = etree.QName(element).localname
        raise ReportError(f"{path}:{element.sourceline}", f"<{tag}> has no attribute {name!r}")
    return value


def _text(parent: etree._Element, name: str) -> str:
    element = parent.find(SPECS + name)
    return one_line("".join(element.itertext())) if element is not None else ""


def _fields(root: etree._Element, name: str) -> list[str]:
    return [field.get("label", "") for field in root.iterfind(f"{SPECS}{name}/{SPECS}field")]
