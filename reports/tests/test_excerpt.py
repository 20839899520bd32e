"""Excerpts: marks fall on the octets they name, and long text keeps what lies near the mark."""

import unittest

import example  # noqa: F401  (finds the package)

from assay_report.excerpt import LIMIT, Part, located, marked
from assay_report.text import visible


class Marked(unittest.TestCase):
    def test_mark_counts_octets_of_utf8(self):
        self.assertEqual(marked("é→ NO x", [6, 2]), [Part("é→ "), Part("NO", True), Part(" x")])

    def test_mark_at_the_ends_and_none(self):
        self.assertEqual(marked("NO", [0, 2]), [Part("NO", True)])
        self.assertEqual(marked("NO", None), [Part("NO")])
        self.assertEqual(marked("NO", [0, 0]), [Part("NO")])

    def test_mark_beyond_the_text_marks_what_is_there(self):
        self.assertEqual(marked("ab", [1, 99]), [Part("a"), Part("b", True)])
        self.assertEqual(marked("ab", [50, 2]), [Part("ab")])

    def test_long_text_keeps_what_stands_next_to_the_mark(self):
        parts = marked("a" * 9000 + "near NO near" + "b" * 9000, [9005, 2])
        self.assertEqual(parts[1], Part("NO", True))
        self.assertTrue(parts[0].text.endswith("near ") and parts[2].text.startswith(" near"))
        self.assertLess(sum(len(part.text) for part in parts), LIMIT)


class Located(unittest.TestCase):
    def test_octets_are_set_apart_where_they_stand_else_before(self):
        self.assertEqual(located("x NO y", "NO"), [Part("x "), Part("NO", True), Part(" y")])
        self.assertEqual(located("refused", "NO"), [Part("NO", True), Part("\nrefused")])
        self.assertEqual(located("refused", ""), [Part("refused")])


class Visible(unittest.TestCase):
    def test_hidden_characters_become_escapes_and_others_stay(self):
        self.assertEqual(visible("a\x00\x7f\x9b\u200b\u2028\ud800\ufffe\U000e0001é→\n"),
                         r"a\x00\x7f\x9b\u200b\u2028\ud800\ufffe\U000e0001" + "é→\n")


if __name__ == "__main__":
    unittest.main()
