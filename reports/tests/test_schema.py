"""The checker: each keyword can refuse, and the schema file uses no keyword that is not checked."""

import json
import unittest

import example

from assay_report import schema


def found(value: object, rules: dict) -> list[tuple[str, str]]:
    return list(schema.violations(value, rules))


class Keywords(unittest.TestCase):
    def test_each_keyword_accepts_and_refuses(self):
        table = [
            ({"type": "integer"}, 3, True), ({"type": "number"}, 2.5, "3"), ({"type": ["string", "null"]}, None, 1),
            ({"type": "object"}, {}, []), ({"type": "array"}, [], {}), ({"type": "boolean"}, False, 0),
            ({"const": 1}, 1, 2), ({"enum": ["a"]}, "a", "b"), ({"required": ["a"]}, {"a": 1}, {}),
            ({"minimum": 0}, 0, -1), ({"minItems": 1}, [1], []), ({"maxItems": 1}, [1], [1, 2]),
            ({"pattern": "^a"}, "ab", "b"), ({"items": {"type": "string"}}, ["a"], [1]),
            ({"properties": {"a": {"type": "string"}}}, {"a": "b"}, {"a": 1}),
            ({"additionalProperties": {"type": "integer"}}, {"x": 1}, {"x": "1"}),
        ]
        for rules, good, bad in table:
            with self.subTest(rules):
                self.assertEqual(found(good, rules), [])
                self.assertEqual(len(found(bad, rules)), 1)

    def test_path_leads_to_the_value(self):
        rules = {"properties": {"a": {"items": {"$ref": "#/$defs/x"}}}, "$defs": {"x": {"required": ["b"]}}}
        self.assertEqual(found({"a": [{"b": 1}, {}]}, rules), [("$.a[1]", "required field missing: b")])


class SchemaFile(unittest.TestCase):
    def setUp(self):
        self.rules = json.loads((example.REPORTS / "results.schema.json").read_text("utf-8"))

    def test_example_fits(self):
        self.assertEqual(found(example.results(), self.rules), [])

    def test_uses_only_what_is_checked_and_describes_every_definition(self):
        known = schema.ANNOTATIONS | schema.STRUCTURE | schema.SIMPLE.keys() | {"$ref"}
        for name, rules in self._schemas(self.rules, "$"):
            self.assertLessEqual(rules.keys(), known, name)
        for name, rules in self.rules["$defs"].items():
            self.assertTrue(rules.get("description"), name)

    def test_every_required_field_is_described(self):
        for name, rules in self._schemas(self.rules, "$"):
            self.assertLessEqual(set(rules.get("required", [])),
                                 rules.get("properties", {}).keys() | self._free(rules), name)

    def _free(self, rules: dict) -> set[str]:
        return set(rules["required"]) if "additionalProperties" in rules else set()

    def _schemas(self, rules: dict, name: str):
        yield name, rules
        for group in ("properties", "$defs"):
            for child, value in rules.get(group, {}).items():
                yield from self._schemas(value, f"{name}.{child}")
        for single in ("items", "additionalProperties"):
            if single in rules:
                yield from self._schemas(rules[single], f"{name}.{single}")


if __name__ == "__main__":
    unittest.main()
