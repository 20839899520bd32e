"""Exit code 0 with known findings must not read as conformance."""

import unittest

import example
from assay_report import html


class KnownExit(unittest.TestCase):
    def test_known_findings_are_not_called_conformant(self):
        results = example.results()
        results["exit"] = {"code": 0, "reason": "not conformant: 1 known finding(s), and nothing else"}
        page = html.report(results).decode()
        self.assertIn("no findings but those that are listed as known", page)
        self.assertNotIn("Exit code 0: conformant", page)


if __name__ == "__main__":
    unittest.main()
