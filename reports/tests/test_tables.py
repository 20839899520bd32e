"""The tables of the report: what a cell says, which rows stand aside, and that nothing is lost on the way."""

import copy
import unittest

import example
from lxml import html as parser

from assay_report import html, tables

ID = "table-access"


def table_of(results: dict):
    """The element of the example's table, or None."""
    page = parser.fromstring(html.report(results), parser=parser.HTMLParser(encoding="utf-8"))
    return next((element for element in page.iter() if element.get("id") == ID), None)


def text_of(element) -> str:
    return " ".join(element.text_content().split())


def row_of(results: dict, title: str) -> list:
    """The cells of a row, without its head and its key."""
    for row in table_of(results).findall(".//tbody/tr"):
        if row.find("th[@scope='row']") is not None and text_of(row.find("th")) == title:
            return row.findall("td")[1:]
    raise AssertionError(title)


class Cells(unittest.TestCase):
    def setUp(self):
        self.results = example.results()

    def test_the_worst_verdict_stands_first_and_every_case_is_reached(self):
        right, wrong, _ = row_of(self.results, "Store <b>")
        self.assertEqual((text_of(right), right.get("class")), ("✓", "v-pass"))
        self.assertEqual((text_of(wrong), wrong.get("class")), ("✗✗✓○", "v-fail"))
        self.assertEqual([a.get("href").rpartition("/")[2] for a in wrong.findall("a")],
                         ["rejects-expired-certificate", "rejects-unknown-authority", "accepts-valid-certificate"])

    def test_a_sign_names_verdict_and_case(self):
        link = row_of(self.results, "Store <b>")[0].find("a")
        self.assertEqual(link.get("title"), "PASS message-store/client-authentication/accepts-valid-certificate")

    def test_cases_of_the_cell_that_did_not_run_are_counted(self):
        self.assertEqual(row_of(self.results, "Store <b>")[1].find("i").get("title"), "1 more not in this run")

    def test_not_tested_is_told_from_nothing_to_test(self):
        right, wrong, entry = row_of(self.results, "Clear text")
        self.assertEqual((text_of(right), right.get("class")), ("", "v-left-out"))
        self.assertEqual((text_of(wrong), wrong.get("class")), ("·", "v-no-case"))
        self.assertEqual(len(entry.findall("a")), 1)

    def test_a_cell_without_a_case_of_the_run_says_so(self):
        self.results["tables"][0]["places"].append({"row": "clear", "column": "certificate", "side": "wrong", "cases": 1})
        wrong = row_of(self.results, "Clear text")[1]
        self.assertEqual((text_of(wrong), wrong.get("class")), ("○", "v-unselected"))

    def test_no_verdict_is_told_by_colour_alone(self):
        for cell in table_of(self.results).findall(".//td"):
            if (cell.get("class") or "").startswith("v-") and cell.get("class") != "v-left-out":
                self.assertTrue(text_of(cell), cell.get("class"))

    def test_each_row_is_as_wide_as_the_head(self):
        widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table_of(self.results).findall(".//tbody/tr")}
        self.assertEqual(widths, {5})
        top = table_of(self.results).find(".//thead/tr")
        self.assertEqual(sum(int(cell.get("colspan", 1)) for cell in top), 5)


class Rows(unittest.TestCase):
    def test_rows_that_say_nothing_on_the_run_are_named_together(self):
        asides = [text_of(row) for row in table_of(example.results()).findall(".//tr[@class='aside']")]
        self.assertEqual(asides, ["Not applicable, because the ICS does not claim it: PSK.", "Not in this run: SIM."])

    def test_a_row_of_which_the_suite_has_no_case_stays_as_a_hole(self):
        results = example.results()
        results["tables"][0]["places"].pop()
        self.assertEqual([text_of(cell) for cell in row_of(results, "SIM")], ["·", "·", "·"])

    def test_headings_are_those_of_the_declaration_and_empty_ones_vanish(self):
        shown = text_of(table_of(example.results()))
        for wanted in ("Access by credential", "Right: it is let in.", "Problem", "Way", "Known"):
            self.assertIn(wanted, shown)
        self.assertNotIn("Other", shown)


class Whole(unittest.TestCase):
    def test_a_run_that_the_table_does_not_concern_does_not_show_it(self):
        for change in (lambda case: case.update(cells=[]), lambda case: case.update(verdict="not-applicable")):
            results = example.results()
            for case in results["cases"]:
                change(case)
            self.assertIsNone(table_of(results))

    def test_results_without_tables_are_reported(self):
        results = example.results()
        del results["tables"]
        self.assertIsNone(table_of(results))

    def test_cells_that_the_declaration_lacks_do_no_harm(self):
        results = example.results()
        lost = {"of": "access", "row": "gone", "column": "gone", "side": "gone"}
        results["cases"][0]["cells"] += [lost, dict(lost, of="nowhere")]
        results["tables"][0]["places"].append({"row": "gone", "column": "gone", "cases": 3})
        self.assertIsNotNone(table_of(results))

    def test_it_is_in_the_contents(self):
        source = html.report(example.results()).decode("utf-8")
        self.assertIn(f'<a href="#{ID}">Access by credential</a>', source)

    def test_a_big_table_stays_small(self):
        results = example.results()
        bare = len(html.report(results))
        table = results["tables"][0]
        table["rows"] = [dict(table["rows"][0], id=f"r{n}", without=[]) for n in range(40)]
        table["columns"] = [{"id": f"c{n}", "title": "c", "sides": ["granted", "withheld"]} for n in range(10)]
        results["cases"][0]["cells"] = [{"of": "access", "row": f"r{r}", "column": f"c{c}", "side": side}
                                        for r in range(40) for c in range(10) for side in ("granted", "withheld")]
        self.assertLess(len(html.report(results)) - bare, 800 * 250)

    def test_the_input_is_left_as_it_was(self):
        results = example.results()
        before = copy.deepcopy(results)
        tables.filled(results)
        self.assertEqual(results, before)


if __name__ == "__main__":
    unittest.main()
