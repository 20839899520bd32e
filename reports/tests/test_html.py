"""report.html: says what a reader asks first, in one offline file, with nothing of the IUT unescaped."""

import re
import unittest

import example
from lxml import html as parser

from assay_report import html

FAILED = "message-store/client-authentication/rejects-expired-certificate"


def page_of(results: dict):
    """The report as (source text, parsed tree)."""
    source = html.report(results).decode("utf-8")
    return source, parser.fromstring(source.encode("utf-8"), parser=parser.HTMLParser(encoding="utf-8"))


def text_of(element) -> str:
    return " ".join(element.text_content().split())


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.source, cls.page = page_of(example.results())

    def by_id(self, name: str):
        found = [element for element in self.page.iter() if element.get("id") == name]
        self.assertEqual(len(found), 1, name)
        return found[0]

    def test_header_names_what_was_tested_and_how(self):
        header = text_of(self.page.find(".//header"))
        results = example.results()
        for wanted in (results["report"]["id"], "2026-11-22 05:30:10 UTC", "2.4.1", "a1b2c3d", "command: example-store",
                       results["suite"]["hash"], results["ics"]["hash"], results["ixit"]["hash"], "bench-2",
                       "R. Example", results["report"]["decision_rule"], "Exclusion: cases of group E",
                       "relate only to the item tested", "not a published OMA TS",
                       "not to be reproduced except in full", "Signature"):
            self.assertIn(wanted, header)

    def test_ends_with_the_end_mark(self):
        body = text_of(self.page.find(".//main/..")).split("// Folds")[0].rstrip()
        self.assertTrue(body.endswith("— End of report assay-example-20261122T053000Z-1a2b3c —"), body[-200:])

    def test_summary_gives_counts_and_the_meaning_of_the_exit_code(self):
        summary = text_of(self.by_id("summary"))
        self.assertIn("Exit code 1: nonconformity.", summary)
        self.assertIn("1 case failed", summary)
        self.assertRegex(summary, r"✗ FAIL ?2 ?octets of the IUT show")

    def test_a_failure_is_answered_at_once(self):
        card = self.by_id("attention").findall(".//article")[0]
        rows = {text_of(dt): text_of(dt.getnext()) for dt in card.findall(".//dt")}
        self.assertEqual(rows["Sent"], "a001 AUTHENTICATE EXTERNAL [redacted]")
        self.assertIn("imap:tagged status=NO", rows["Allowed"])
        self.assertEqual(rows["Came"], r"a001 OK [CAPABILITY IMAP4rev1] \x1b[2J<script>alert(1)</script>")
        self.assertIn("SD-5.1.3.4/client-certificate", rows["Why"])
        self.assertIn("traces/x-002.jsonl, record 9, 60 octets at offset 0", rows["Where"])
        self.assertIn("wireshark", rows["Look next"])
        self.assertEqual(text_of(card.find(".//mark")), rows["Came"])

    def test_every_requirement_has_cases_or_a_reason(self):
        for row in example.results()["requirements"]:
            shown = text_of(self.by_id(row["id"]))
            for case in row["cases"]:
                self.assertIn(case, shown)
            self.assertIn(row["reason"], shown)
            self.assertIn({"in-scope": "", "removed": "Removed from scope", "planned": "Planned"}[row["status"]], shown)

    def test_case_shows_grounds_control_and_reading(self):
        shown = text_of(self.by_id(FAILED))
        for wanted in ("CPM-1.0-con-104", "SHALL (implied, D4), basis seed", "RFC 5280 6.1.3", "No keyword of RFC 2119",
                       "One named difference: certificate: alice → alice-expired", "client-authentication.xml:40"):
            self.assertIn(wanted, shown)

    def test_exchange_marks_the_deciding_octets_of_test_and_control(self):
        marks = [text_of(mark) for mark in self.by_id(FAILED).findall(".//div[@class='ladder']//mark")]
        self.assertEqual(marks, [r"a001 OK [CAPABILITY IMAP4rev1] \x1b[2J<script>alert(1)</script>",
                                 "a001 OK [CAPABILITY IMAP4rev1 IDLE]"])

    def test_direction_and_protection_are_told_by_more_than_colour(self):
        rung = text_of(self.by_id("message-store/clear-text/refuses-login~x-005~6"))
        self.assertIn("alice clear", rung)
        protected = self.by_id(f"{FAILED}~x-002~8")
        self.assertIn("TLS", text_of(protected))
        self.assertIsNotNone(protected.find(".//*[@aria-label='protected']"))

    def test_controls_are_folded_but_open_without_script(self):
        folds = self.by_id(FAILED).findall(".//details")
        self.assertEqual(len(folds), 2)
        self.assertTrue(all("open" in fold.attrib for fold in folds))

    def test_a_negative_that_passed_leads_to_its_controls_under_their_own_case(self):
        results = example.results()
        negative = example.case(results, FAILED)
        negative["verdict"] = "pass"
        _, page = page_of(results)
        shown = next(element for element in page.iter() if element.get("id") == FAILED)
        controls = [e for e in negative["executions"] if e["role"] != "test"]
        links = [a.get("href") for a in shown.findall(".//a")]
        for control in controls:
            self.assertIn(f"#{control['case']}~{control['id']}", links)
        self.assertEqual(len(shown.findall(".//div[@class='ladder']")), len(negative["executions"]) - len(controls))

    def test_known_finding_shows_reason_owner_and_expiry(self):
        shown = text_of(self.by_id("message-store/client-authentication/rejects-unknown-authority"))
        self.assertIn("Known finding. accepted until release 2.5 Owner store team, expires 2027-01-31.", shown)

    def test_nothing_of_the_iut_is_markup_or_a_control_character(self):
        self.assertEqual(len(self.page.findall(".//script")), 1)
        self.assertNotIn("<script>alert", self.source)
        self.assertFalse([c for c in self.source if (ord(c) < 32 and c not in "\n\t") or c in "\x7f\u202e"])
        self.assertIn(r"\x1b[2J", self.source)
        self.assertIn(r"\u202e", self.source)

    def test_needs_no_network(self):
        for name, value in ((name, value) for element in self.page.iter() for name, value in element.attrib.items()):
            if name in ("src", "href"):
                self.assertRegex(value, r"^(#|traces/)")
        self.assertNotRegex(self.source, r"url\(|@import|https?://")
        self.assertIn("default-src 'none'", self.source)

    def test_every_internal_link_has_its_target(self):
        ids = {element.get("id") for element in self.page.iter() if element.get("id")}
        links = {a.get("href")[1:] for a in self.page.iter("a", "use") if a.get("href").startswith("#")}
        self.assertEqual(links - ids, set())

    def test_anchors_are_unique(self):
        ids = [element.get("id") for element in self.page.iter() if element.get("id")]
        self.assertEqual(len(ids), len(set(ids)))


class HostileNames(unittest.TestCase):
    def test_report_id_cannot_leave_the_style_element_or_its_string(self):
        results = example.results()
        results["report"]["id"] = 'x"; } </style><script>alert(2)</script>\n'
        source, page = page_of(results)
        self.assertEqual(len(page.findall(".//script")), 1)
        self.assertEqual(len(page.findall(".//style")), 1)
        self.assertIn(r'"Report x\22 \3b', source)

    def test_only_plain_relative_files_are_linked(self):
        results = example.results()
        execution = example.case(results, "rejects-expired-certificate")["executions"][1]
        for path in ("javascript:alert(1)", "/etc/passwd", "../x", "//host/x", "traces/../../x"):
            execution["trace"] = path
            _, page = page_of(results)
            self.assertNotIn(path, [a.get("href") for a in page.iter("a")])

    def test_attribute_values_stay_inside_their_quotes(self):
        results = example.results()
        results["cases"][0]["id"] = 'a/b" onmouseover="alert(1)'
        _, page = page_of(results)
        self.assertFalse([e for e in page.iter() if "onmouseover" in e.attrib])

    def test_lone_surrogates_and_endless_text_are_shown_shortened(self):
        results = example.results()
        event = example.case(results, "rejects-expired-certificate")["executions"][1]["exchange"][4]
        event["text"] = "\ud800" + "A" * 500000 + "a001 OK" + "B" * 500000
        event["mark"] = [500003, 7]
        source, page = page_of(results)
        self.assertLess(len(source), 200000)
        self.assertIn("a001 OK", [text_of(mark) for mark in page.iter("mark")])
        self.assertRegex(source, r"\d+ characters left out")

    def test_endless_exchange_keeps_its_deciding_event(self):
        results = example.results()
        execution = example.case(results, "rejects-expired-certificate")["executions"][1]
        noise = dict(execution["exchange"][0], direction="in", text="* noise", mark=None)
        many = [dict(noise, n=n) for n in range(100, 5100)]
        execution["exchange"] = many[:2500] + [execution["exchange"][4]] + many[2500:]
        source, _ = page_of(results)
        self.assertLess(source.count("* noise"), 400)
        self.assertIn(f'id="{FAILED}~x-002~9"', source)
        self.assertRegex(source, r"\d+ events left out")


class SideBySide(unittest.TestCase):
    def test_the_header_says_how_many_ran_at_once(self):
        for workers, said in ((None, "one case after the other"), (1, "one case after the other"), (4, "up to 4 units side by side")):
            results = example.results()
            if workers:
                results["workers"] = workers
            _, page = page_of(results)
            self.assertIn(said, text_of(page.find(".//header")))

    def test_a_first_attempt_beside_others_is_shown_with_its_trace(self):
        results = example.results()
        case = example.case(results, FAILED)
        alone = case["executions"][0]
        case["executions"].append(dict(alone, id="parallel/" + alone["id"], trace="traces/parallel/" + alone["id"] + ".jsonl"))
        source, _ = page_of(results)
        self.assertIn("traces/parallel/" + alone["id"] + ".jsonl", source)


class EmptyRun(unittest.TestCase):
    def test_run_without_a_case_still_gives_a_report(self):
        results = example.results()
        results.update(cases=[], summary=dict.fromkeys(("pass", "fail", "inconclusive", "error"), 0),
                       exit={"code": 3, "reason": "the IUT is not there"})
        for name in ("interpretations", "references", "planned", "selection", "seed"):
            del results[name]
        source, page = page_of(results)
        self.assertIn("No case was selected", source)
        self.assertIn("harness or environment error", text_of(page))
        self.assertIsNone(re.search(r"\bUndefined\b|\bNone\b(?!\.)", text_of(page)))


if __name__ == "__main__":
    unittest.main()
