"""Answers the questions that the templates ask of a results.json: no formatting, no judging."""


from assay_report.excerpt import located
from assay_report.ladder import Ladder
from assay_report.tables import filled
from assay_report.text import visible
from assay_report.verdicts import OPEN, VERDICTS

MET = {"pass": "met", "fail": "not met"}


class View:
    """One results.json with what is needed to walk from any id to what it names."""

    def __init__(self, results: dict):
        self.results = results
        self.cases = {case["id"]: case for case in results["cases"]}
        self.requirements = {row["id"]: row for row in results["requirements"]}
        self.interpretations = {row["id"]: row for row in results.get("interpretations", [])}
        self.tables = filled(results)

    def verdict_counts(self) -> list[tuple[str, int]]:
        """(verdict, number of cases) of the summary, worst first, verdicts that are always shown even when 0."""
        summary = self.results["summary"]
        always = {"pass", "fail", "inconclusive", "error"}
        return [(name, summary.get(name, 0)) for name in VERDICTS if name in always or summary.get(name, 0)]

    def open_cases(self) -> list[dict]:
        """Cases that a reader must look at, worst verdict first."""
        chosen = [case for case in self.results["cases"] if case["verdict"] in OPEN]
        return sorted(chosen, key=lambda case: OPEN.index(case["verdict"]))

    def clauses(self) -> list[dict]:
        """Requirements in document order, by clause: {document, clause, rows, tally}."""
        groups: dict[tuple[str, str], list[dict]] = {}
        for row in self.results["requirements"]:
            groups.setdefault(_clause_of(row), []).append(row)
        return [{"document": document, "clause": clause, "rows": rows, "tally": _tally(rows)}
                for (document, clause), rows in groups.items()]

    def topics(self) -> list[tuple[str, list[dict]]]:
        """Cases by topic (the id without its last part), in the order of the run."""
        groups: dict[str, list[dict]] = {}
        for case in self.results["cases"]:
            groups.setdefault(topic(case["id"]), []).append(case)
        return list(groups.items())

    def deciding(self, case: dict) -> dict:
        """What decided a verdict: {sent, allowed, came, parts, assertion, execution}; any may be None or empty.

        `parts` is what came with the deciding octets set apart."""
        assertion = _deciding_assertion(case)
        step = _deciding_step(case)
        steps = case["steps"]
        sent = next((s["sent"] for s in reversed(steps[:steps.index(step) + 1]) if s.get("sent")), "") if step else ""
        name = assertion.get("execution") if assertion else None
        execution = next((e for e in case["executions"] if e["id"] == name), None)
        octets = visible((assertion or {}).get("octets") or "")
        came = visible((step or {}).get("came") or "") or octets
        return {"sent": sent, "allowed": step["allowed"] if step else [], "came": came,
                "parts": located(came, octets), "assertion": assertion, "execution": execution}

    def ladder(self, case: dict, execution: dict) -> Ladder:
        """The ladder of one execution as it stands under a case."""
        return Ladder(case["id"], execution)

    def tests(self, case: dict) -> list[Ladder]:
        """The executions of the case itself."""
        return [self.ladder(case, e) for e in case["executions"] if e["role"] == "test"]

    def controls(self, case: dict) -> list[Ladder]:
        """The executions of its controls."""
        return [self.ladder(case, e) for e in case["executions"] if e["role"] != "test"]

    @staticmethod
    def stands_elsewhere(case: dict, control: dict) -> bool:
        """Whether a control is shown under its own case alone: many negatives that passed share one."""
        return case["verdict"] == "pass" and control["case"] != case["id"]

    def expired(self, finding: dict) -> bool:
        """Whether the entry of a known finding ended before the run did."""
        return finding["expiry"][:10] < self.results["report"]["ended"][:10]


def topic(case_id: str) -> str:
    """The path of a case without its last part."""
    return case_id.rpartition("/")[0] or case_id


def _clause_of(row: dict) -> tuple[str, str]:
    return row["document"], row["clause"]


def _tally(rows: list[dict]) -> dict[str, int]:
    tally = {"met": 0, "not met": 0, "undecided": 0, "not applicable": 0, "no case": 0, "planned": 0, "removed": 0}
    for row in rows:
        tally[_standing(row) if row["status"] == "in-scope" else row["status"]] += 1
    return tally


def _standing(row: dict) -> str:
    if row["verdict"] == "not-applicable":
        return "not applicable"
    if not row["cases"]:
        return "no case"
    return MET.get(row["verdict"], "undecided")


def _deciding_assertion(case: dict) -> dict | None:
    wanted = "conform" if case["verdict"] == "pass" else case["verdict"]
    chosen = [a for a in case["assertions"] if a["outcome"] == wanted]
    return (chosen[-1] if case["verdict"] == "pass" else chosen[0]) if chosen else None


def _deciding_step(case: dict) -> dict | None:
    same = [s for s in case["steps"] if s["outcome"] == case["verdict"]]
    judged = [s for s in case["steps"] if s["outcome"]]
    return (same or judged[-1:] or case["steps"][-1:] or [None])[0]
