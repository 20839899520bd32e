"""The ICS proforma: every item asked, the profile's claims ticked, bad input refused by file and line."""

import tempfile
import unittest
from pathlib import Path

import example
from lxml import html as parser

ICS = """<?xml version="1.0"?>
<ics xmlns="urn:assay:specs" edition="1">
  <title>Statement &lt;b&gt;</title>
  <instructions>Answer each item.</instructions>
  <identification><field label="Name of the implementation"/></identification>
  <table title="Roles">
    <item id="mss" label="I1" reference="5.1.3.4" status="o" option-group="o.1"><question>Server?</question></item>
    <item id="mss.imaps" label="C7" reference="5.1.3.4" status="c" condition="not mss.starttls" prerequisite="mss">
      <question>Port of its own?</question><note>One way is needed.</note></item>
    <item id="mss.acl" label="C5" reference="5.1.3.4" status="m"><question>List?</question></item>
  </table>
  <declaration><statement>True and complete.</statement><field label="Signature"/></declaration>
</ics>
"""
PROFILE = """<profile xmlns="urn:assay:profile" name="example">
  <ics>
    <item id="mss" support="yes"/>
    <item id="mss.acl" support="no"/>
  </ics>
</profile>
"""


class Proforma(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.directory = Path(scratch.name)
        self.out = self.directory / "form.html"

    def file(self, name: str, content: str) -> Path:
        (self.directory / name).write_text(content, "utf-8")
        return self.directory / name

    def rows(self) -> dict[str, list[str]]:
        page = parser.fromstring(self.out.read_bytes())
        rows = ([" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in page.findall(".//tbody/tr"))
        return {row[0].split()[1]: row for row in rows}

    def refused(self, message: str, *arguments: object):
        run = example.command("proforma", *arguments, self.out)
        self.assertEqual(run.returncode, 4, run.stderr)
        self.assertIn(message, run.stderr)
        self.assertFalse(self.out.exists())

    def test_blank_form_asks_every_item_and_is_fit_to_sign(self):
        self.assertEqual(example.command("proforma", self.file("ics.xml", ICS), self.out).returncode, 0)
        self.assertEqual(self.rows()["mss.imaps"], ["C7 mss.imaps", "Port of its own? One way is needed.", "5.1.3.4",
                                                    "c if not mss.starttls", "mss", "☐ yes ☐ no"])
        self.assertEqual([row[3] for row in self.rows().values()], ["o.1", "c if not mss.starttls", "m"])
        text = self.out.read_text("utf-8")
        for wanted in ("Name of the implementation", "True and complete.", "Signature", "Statement &lt;b&gt;"):
            self.assertIn(wanted, text)

    def test_profile_ticks_what_it_claims_and_nothing_else(self):
        ics, profile = self.file("ics.xml", ICS), self.file("profile.xml", PROFILE)
        self.assertEqual(example.command("proforma", ics, "--profile", profile, self.out).returncode, 0)
        support = {name: row[5] for name, row in self.rows().items()}
        self.assertEqual(support, {"mss": "☒ yes ☐ no", "mss.acl": "☐ yes ☒ no",
                                   "mss.imaps": "☐ yes ☐ no left open"})

    def test_bad_input_is_named_by_file_and_line(self):
        good = self.file("ics.xml", ICS)
        self.refused("bad.xml:8: status 'x' is not m, o or c",
                     self.file("bad.xml", ICS.replace('status="c"', 'status="x"')))
        self.refused("cut.xml:", self.file("cut.xml", ICS[:300]))
        self.refused("none.xml: cannot be read", self.directory / "none.xml")
        self.refused("root element", self.file("other.xml", "<ics/>"))
        self.refused("dtd.xml:1: a document type declaration is not allowed",
                     self.file("dtd.xml", ICS.replace('<ics ', '<!DOCTYPE ics><ics ', 1)))
        unknown = self.file("profile.xml", PROFILE.replace("mss.acl", "mss.nonsense"))
        self.refused("profile.xml:4: the proforma has no item 'mss.nonsense'", good, "--profile", unknown)
        unclear = self.file("unclear.xml", PROFILE.replace('"no"', '"perhaps"'))
        self.refused("unclear.xml:4: support 'perhaps' is not yes or no", good, "--profile", unclear)

    def test_own_proforma_of_the_suite_is_printable(self):
        run = example.command("proforma", example.REPORTS.parent / "specs" / "ics.xml", self.out)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertGreater(len(self.rows()), 10)


if __name__ == "__main__":
    unittest.main()
