"""Fills the tables that results.json declares with the verdicts of the cases that stand in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from assay_report.verdicts import VERDICTS

WORST_FIRST = list(VERDICTS)
Place = tuple[str, str, str]  # row, column, side; a column without sides has the side ""


@dataclass(frozen=True)
class Cell:
    """One cell: the cases of the run, worst first, and how many of the suite's were not in the run."""
    cases: list[dict]
    unselected: int
    left_out: bool

    @property
    def state(self) -> str:
        """The worst verdict; without a case of the run: unselected, left-out or no-case."""
        if self.cases:
            return self.cases[0]["verdict"]
        if self.unselected:
            return "unselected"
        return "left-out" if self.left_out else "no-case"


@dataclass(frozen=True)
class Row:
    """One row with its cells from left to right."""
    declared: dict
    cells: list[Cell]

    @property
    def aside(self) -> str:
        """Why the row says nothing on this run and is only named: "unselected", "not-applicable", or ""."""
        states = {cell.state for cell in self.cells} - {"left-out", "no-case"}
        if not states or states - {"unselected", "not-applicable"}:
            return ""
        return "not-applicable" if "not-applicable" in states else "unselected"


@dataclass(frozen=True)
class Table:
    """One table, filled: `heads` are (title, columns, width), `sections` (title, rows), `asides` state to rows."""
    declared: dict
    heads: list[tuple[str, list[dict], int]]
    sections: list[tuple[str, list[Row]]]
    asides: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        return f"table-{self.declared['id']}"

    @property
    def has_keys(self) -> bool:
        return any(row.get("key") for row in self.declared["rows"])

    @property
    def width(self) -> int:
        """The number of cells beside the head of a row."""
        return sum(width for _, _, width in self.heads)

    @property
    def two_sided(self) -> bool:
        return any(column.get("sides") for column in self.declared["columns"])


def filled(results: dict) -> list[Table]:
    """The tables of which a case applied to what was tested, in the order of their declaration."""
    found = []
    for declared in results.get("tables", []):
        standing = _standing(declared["id"], results["cases"])
        if any(case["verdict"] != "not-applicable" for cases in standing.values() for case in cases):
            found.append(_table(declared, standing))
    return found


def _standing(table: str, cases: list[dict]) -> dict[Place, list[dict]]:
    """The cases of a table by their place, worst first."""
    places: dict[Place, list[dict]] = {}
    for case in sorted(cases, key=lambda case: WORST_FIRST.index(case["verdict"])):
        for cell in case.get("cells", []):
            if cell["of"] == table:
                places.setdefault(_place(cell), []).append(case)
    return places


def _place(cell: dict) -> Place:
    return cell["row"], cell["column"], cell.get("side", "")


def _table(declared: dict, standing: dict[Place, list[dict]]) -> Table:
    counts = {_place(place): place["cases"] for place in declared.get("places", [])}
    rows = [_row(row, declared["columns"], standing, counts) for row in declared["rows"]]
    asides: dict[str, list[Row]] = {}
    for row in rows:
        if row.aside:
            asides.setdefault(row.aside, []).append(row)
    heads = [(title, columns, sum(len(_sides(column)) for column in columns))
             for title, columns in _groups(declared["columns"], lambda column: column)]
    return Table(declared, heads, _groups([row for row in rows if not row.aside], lambda row: row.declared), asides)


def _row(row: dict, columns: list[dict], standing: dict[Place, list[dict]], counts: dict[Place, int]) -> Row:
    return Row(row, [_cell(row, column["id"], side, standing, counts) for column in columns for side in _sides(column)])


def _cell(row: dict, column: str, side: str, standing: dict[Place, list[dict]], counts: dict[Place, int]) -> Cell:
    place = row["id"], column, side
    cases = standing.get(place, [])
    left_out = bool({column, f"{column}/{side}"} & set(row.get("without", [])))
    return Cell(cases, max(0, counts.get(place, 0) - len(cases)), left_out)


def _sides(column: dict) -> list[str]:
    return column.get("sides") or [""]


def _groups(items: Iterable, declared) -> list[tuple[str, list]]:
    """Neighbours with the same heading, together."""
    return [(title, list(group)) for title, group in groupby(items, lambda item: declared(item).get("group", ""))]
