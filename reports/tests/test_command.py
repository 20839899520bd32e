"""The command: exit codes, messages, files and their modes."""

import json
import stat
import tempfile
import unittest
from pathlib import Path

import example


class ResultsCommand(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.directory = Path(scratch.name)

    def given(self, content: str | bytes | dict):
        if isinstance(content, dict):
            content = json.dumps(content)
        data = content.encode("utf-8") if isinstance(content, str) else content
        (self.directory / "results.json").write_bytes(data)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.directory.iterdir())

    def refused(self, *parts: str):
        run = example.command("results", self.directory)
        self.assertEqual(run.returncode, 4, run.stderr)
        self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
        for part in (str(self.directory / "results.json"), *parts):
            self.assertIn(part, run.stderr)
        self.assertEqual(self.names(), ["results.json"])

    def test_writes_both_files_readable_by_all(self):
        self.given(example.results())
        run = example.command("results", self.directory)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        self.assertEqual(self.names(), ["junit.xml", "report.html", "results.json"])
        for name in ("junit.xml", "report.html"):
            self.assertEqual(stat.S_IMODE((self.directory / name).stat().st_mode), 0o644)

    def test_same_results_give_the_same_octets(self):
        self.given(example.results())
        written = []
        for _ in range(2):
            example.command("results", self.directory)
            written.append([(self.directory / name).read_bytes() for name in ("report.html", "junit.xml")])
        self.assertEqual(written[0], written[1])

    def test_missing_field_is_named_by_its_path(self):
        broken = example.results()
        del broken["cases"][1]["verdict"]
        self.given(broken)
        self.refused("$.cases[1]", "required field missing: verdict")

    def test_wrong_type_and_unknown_verdict_are_named_by_their_path(self):
        broken = example.results()
        broken["cases"][0]["executions"][0]["exchange"][2]["t_ms"] = "soon"
        self.given(broken)
        self.refused("$.cases[0].executions[0].exchange[2].t_ms", "string where number is required")
        broken = example.results()
        broken["cases"][0]["verdict"] = "passed"
        self.given(broken)
        self.refused("$.cases[0].verdict", "'passed' is not one of")

    def test_malformed_input_is_named_by_line(self):
        self.given('{\n "schema": 1,\n oops\n}')
        self.refused("results.json:3:2: is not JSON")

    def test_other_unfit_input_is_refused(self):
        for content in ("[]", '{"schema": NaN}', b"\xff\xfe", "[" * 200000, ""):
            with self.subTest(content[:20]):
                self.given(content)
                self.refused()

    def test_old_reports_survive_bad_input(self):
        self.given(example.results())
        example.command("results", self.directory)
        before = (self.directory / "report.html").read_bytes()
        self.given("{")
        self.assertEqual(example.command("results", self.directory).returncode, 4)
        self.assertEqual((self.directory / "report.html").read_bytes(), before)
        self.assertEqual(self.names(), ["junit.xml", "report.html", "results.json"])

    def test_missing_file_and_wrong_usage_leave_with_4(self):
        self.assertEqual(example.command("results", self.directory).returncode, 4)
        self.assertEqual(example.command("results").returncode, 4)
        self.assertEqual(example.command("nonsense").returncode, 4)

    def test_message_shows_no_control_characters_of_the_input(self):
        broken = example.results()
        broken["cases"][0]["verdict"] = "\x1b[2J\u202e"
        self.given(broken)
        self.refused("$.cases[0].verdict")
        self.assertNotIn("\x1b", example.command("results", self.directory).stderr)


if __name__ == "__main__":
    unittest.main()
