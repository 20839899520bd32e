"""Writes junit.xml so that continuous integration never takes for passed what was not."""

from lxml import etree

from assay_report.text import one_line, visible
from assay_report.verdicts import EXIT
from assay_report.view import View, topic

# What an entry of the list of known findings can speak of; an error of the harness is never one.
COVERED = ("pass", "fail", "inconclusive")


def document(results: dict) -> bytes:
    """JUnit XML of checked results: one testsuite for each topic, one testcase for each case."""
    view = View(results)
    root = etree.Element("testsuites", name=_plain(results["report"]["id"]))
    for name, cases in view.topics():
        suite = etree.SubElement(root, "testsuite", name=_plain(name), timestamp=_timestamp(results))
        for case in cases:
            _testcase(suite, view, case)
    _run_itself(root, results)
    for element in (*root, root):
        _count(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _testcase(suite: etree._Element, view: View, case: dict) -> None:
    element = etree.SubElement(suite, "testcase", name=_plain(case["id"]), classname=_plain(topic(case["id"])),
                               time=f"{_milliseconds(case) / 1000:.3f}")
    properties = etree.SubElement(element, "properties")
    _property(properties, "verdict", case["verdict"])
    for row in case["verifies"]:
        _property(properties, "requirement", row["requirement"])
    _property(properties, "test-purpose", case.get("test_id", ""))
    known = case.get("known_finding")
    if known and not view.expired(known) and case["verdict"] in COVERED:
        _known(element, case, known)
    else:
        _outcome(element, view, case)


def _outcome(element: etree._Element, view: View, case: dict) -> None:
    verdict = case["verdict"]
    if verdict == "fail":
        _child(element, "failure", "fail", case["reason"], _evidence(view, case))
    elif verdict == "not-applicable":
        _child(element, "skipped", "", case.get("not_applicable_reason") or case["reason"])
    elif verdict != "pass":
        kind = "error" if verdict == "error" else "inconclusive"
        _child(element, "error", kind, f"{verdict}: {case['reason']}", _evidence(view, case))


def _known(element: etree._Element, case: dict, known: dict) -> None:
    entry = f"known finding ({known['owner']}, until {known['expiry']}): {known['reason']}"
    if case["verdict"] == "pass":
        _child(element, "failure", "known-finding-absent", f"listed as a {entry}, but it passes")
    else:
        _child(element, "skipped", "", f"{entry}; verdict {case['verdict']}: {case['reason']}")


def _evidence(view: View, case: dict) -> str:
    """What a reader of a CI page needs: the octets, where they are, what to look at next."""
    found = view.deciding(case)
    assertion, execution = found["assertion"] or {}, found["execution"] or {}
    where = f"{execution.get('trace', '')} record {assertion.get('record')}" if execution else ""
    lines = [("requirement", assertion.get("requirement")), ("judged", assertion.get("text")), ("sent", found["sent"]),
             ("allowed", " | ".join(found["allowed"])), ("came", found["came"]), ("octets", assertion.get("octets")),
             ("where", where), *(("look further", command) for command in case.get("look_further", []))]
    return "\n".join(f"{name}: {one_line(text)}" for name, text in lines if text)


def _run_itself(root: etree._Element, results: dict) -> None:
    """What no case stands for: the ICS review, listed findings that are gone, an exit code without a case."""
    suite = etree.Element("testsuite", name="run", timestamp=_timestamp(results))
    review = results["ics"]["review"]
    if not review["passed"]:
        _extra(suite, "ics/static-review", "failure", "static-review", "; ".join(review["findings"]))
    for row in results.get("findings", []):
        if not row["occurred"]:
            reason = f"listed finding no longer occurs: {row['reason']} ({row['owner']}, until {row['expiry']})"
            _extra(suite, f"known-findings/{row['case']}", "failure", "known-finding-absent", reason)
    code = results["exit"]["code"]
    if code and not len(suite) and root.find(".//failure") is None and root.find(".//error") is None:
        _extra(suite, "exit", "error", f"exit-{code}", f"{EXIT[code]}: {results['exit']['reason']}")
    if len(suite):
        root.append(suite)


def _extra(suite: etree._Element, name: str, tag: str, kind: str, message: str) -> None:
    element = etree.SubElement(suite, "testcase", name=_plain(name), classname="run", time="0.000")
    _child(element, tag, kind, message)


def _child(element: etree._Element, tag: str, kind: str, message: str, text: str = "") -> None:
    child = etree.SubElement(element, tag, message=_plain(message))
    if kind:
        child.set("type", kind)
    child.text = visible(text) or None


def _property(parent: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(parent, "property", name=name, value=_plain(value))


def _count(element: etree._Element) -> None:
    cases = element.findall(".//testcase")
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(len(element.findall(f".//testcase/{tag}"))))
    element.set("time", f"{sum(float(case.get('time')) for case in cases):.3f}")


def _milliseconds(case: dict) -> float:
    if "duration_ms" in case:
        return case["duration_ms"]
    tests = [execution["exchange"] for execution in case["executions"] if execution["role"] == "test"]
    return sum(exchange[-1]["t_ms"] for exchange in tests if exchange)


def _timestamp(results: dict) -> str:
    return _plain(results["report"]["started"]).removesuffix("Z")


def _plain(text: str) -> str:
    return one_line(text)
