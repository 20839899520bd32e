"""junit.xml: nothing that did not pass looks passed."""

import unittest

import example
from lxml import etree

from assay_report import junit

TOPIC = "message-store/client-authentication"


def tree_of(results: dict) -> etree._Element:
    return etree.fromstring(junit.document(results))


def child_of(root: etree._Element, name: str) -> etree._Element | None:
    """The failure, error or skipped element of the testcase whose name ends with `name`."""
    case = next(c for c in root.iter("testcase") if c.get("name").endswith(name))
    return next((child for child in case if child.tag != "properties"), None)


class Document(unittest.TestCase):
    def setUp(self):
        self.root = tree_of(example.results())

    def test_counts_are_those_of_the_elements(self):
        counts = {name: self.root.get(name) for name in ("tests", "failures", "errors", "skipped")}
        self.assertEqual(counts, {"tests": "6", "failures": "1", "errors": "2", "skipped": "2"})
        suite = self.root.find(f"testsuite[@name='{TOPIC}']")
        self.assertEqual((suite.get("tests"), suite.get("failures"), suite.get("skipped")), ("3", "1", "1"))

    def test_testcase_names_its_topic_time_and_requirements(self):
        case = self.root.find(f".//testcase[@name='{TOPIC}/accepts-valid-certificate']")
        self.assertEqual((case.get("classname"), case.get("time")), (TOPIC, "0.003"))
        properties = {(p.get("name"), p.get("value")) for p in case.iter("property")}
        self.assertLessEqual({("verdict", "pass"), ("requirement", "SD-5.1.3.4/client-certificate")}, properties)
        self.assertEqual([child.tag for child in case], ["properties"])

    def test_failure_carries_the_octets_and_where_to_look(self):
        failure = child_of(self.root, "rejects-expired-certificate")
        self.assertEqual(failure.tag, "failure")
        self.assertIn("answered OK", failure.get("message"))
        self.assertIn(r"octets: a001 OK [CAPABILITY IMAP4rev1] \x1b[2J<script>", failure.text)
        self.assertIn("traces/x-002.jsonl record 9", failure.text)

    def test_inconclusive_and_error_are_errors(self):
        inconclusive, error = child_of(self.root, "refuses-login"), child_of(self.root, "advertises-login-disabled")
        self.assertEqual((inconclusive.tag, inconclusive.get("type")), ("error", "inconclusive"))
        self.assertEqual((error.tag, error.get("type")), ("error", "error"))

    def test_not_applicable_is_skipped_with_its_reason(self):
        skipped = child_of(self.root, "psk/accepts-right-key")
        self.assertEqual((skipped.tag, skipped.get("message")), ("skipped", "The ICS does not claim mss.psk-tls."))

    def test_known_finding_is_skipped_with_owner_and_expiry(self):
        skipped = child_of(self.root, "rejects-unknown-authority")
        self.assertEqual(skipped.tag, "skipped")
        self.assertTrue(skipped.get("message").startswith("known finding (store team, until 2027-01-31)"))


class NeverPassed(unittest.TestCase):
    def setUp(self):
        self.results = example.results()

    def test_each_verdict_but_pass_and_not_applicable_breaks_the_build(self):
        for verdict in ("fail", "inconclusive", "error", "none", "not-run"):
            self.results["cases"][0]["verdict"] = verdict
            with self.subTest(verdict):
                self.assertIn(child_of(tree_of(self.results), "accepts-valid-certificate").tag, ("failure", "error"))

    def test_expired_known_finding_fails(self):
        example.case(self.results, "rejects-unknown-authority")["known_finding"]["expiry"] = "2026-11-21"
        self.assertEqual(child_of(tree_of(self.results), "rejects-unknown-authority").tag, "failure")

    def test_known_finding_covers_no_error_of_the_harness(self):
        example.case(self.results, "rejects-unknown-authority")["verdict"] = "error"
        self.assertEqual(child_of(tree_of(self.results), "rejects-unknown-authority").tag, "error")

    def test_known_finding_that_no_longer_occurs_fails(self):
        example.case(self.results, "rejects-unknown-authority")["verdict"] = "pass"
        self.assertEqual(child_of(tree_of(self.results), "rejects-unknown-authority").tag, "failure")
        gone = {"case": "a/b", "reason": "r", "owner": "o", "expiry": "2027-01-01", "occurred": False}
        self.results["findings"] = [gone]
        self.assertEqual(child_of(tree_of(self.results), "known-findings/a/b").tag, "failure")

    def test_failed_review_of_the_ics_fails(self):
        self.results["ics"]["review"] = {"passed": False, "findings": ["mss.psk-tls: o.2 wants one"]}
        failure = child_of(tree_of(self.results), "ics/static-review")
        self.assertEqual((failure.tag, failure.get("message")), ("failure", "mss.psk-tls: o.2 wants one"))

    def test_nonzero_exit_without_any_bad_case_is_an_error(self):
        self.results.update(cases=[], exit={"code": 3, "reason": "the IUT is not there"})
        self.assertEqual(child_of(tree_of(self.results), "exit").get("message"),
                         "harness or environment error: the IUT is not there")

    def test_text_that_xml_cannot_hold_is_escaped(self):
        case = example.case(self.results, "rejects-expired-certificate")
        case["reason"] = "nul \x00 esc \x1b surrogate \ud800 nonchar \uffff ]]> <&\" end"
        message = child_of(tree_of(self.results), "rejects-expired-certificate").get("message")
        self.assertEqual(message, r"nul \x00 esc \x1b surrogate \ud800 nonchar \uffff" + " ]]> <&\" end")


if __name__ == "__main__":
    unittest.main()
