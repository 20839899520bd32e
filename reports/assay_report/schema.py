"""Checks a JSON value against the part of JSON Schema that results.schema.json uses.

Understood: $ref to #/$defs, type, const, enum, required, properties, additionalProperties (a schema), items,
minItems, maxItems, minimum, pattern. Any other keyword that would constrain is refused, so that the schema
file cannot promise more than is checked."""

import re
import sys
from collections.abc import Iterator

Violation = tuple[str, str]
ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "examples", "format"}
STRUCTURE = {"type", "properties", "additionalProperties", "items"}
NUMBER = (int, float)
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def violations(value: object, schema: dict, path: str = "$", root: dict | None = None) -> Iterator[Violation]:
    """Every violation as (JSON path, message), outermost and first in the document first."""
    root = root or schema
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    wrong_type = _type(value, schema)
    if wrong_type:
        yield path, wrong_type
        return
    for keyword in (name for name in schema if name not in ANNOTATIONS | STRUCTURE):
        message = SIMPLE[keyword](value, schema[keyword])
        if message:
            yield path, message
    for name, child, child_schema in _children(value, schema):
        yield from violations(child, child_schema, path + name, root)


def _children(value: object, schema: dict) -> Iterator[tuple[str, object, dict]]:
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield f"[{index}]", item, schema["items"]
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for name, item in value.items():
            child = properties.get(name, schema.get("additionalProperties"))
            if child is not None:
                yield _step(name), item, child


def _step(name: str) -> str:
    return f".{name}" if re.fullmatch(r"\w+", name) else f"[{name!r}]"


def _type(value: object, schema: dict) -> str:
    wanted = schema.get("type", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if not wanted or any(_is(value, name) for name in wanted):
        return ""
    return f"{_name(value)} where {' or '.join(wanted)} is required"


def _is(value: object, name: str) -> bool:
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else NUMBER) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def _name(value: object) -> str:
    return next(name for name in (*TYPES, "integer", "number") if _is(value, name))


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _required(value: object, names: list[str]) -> str:
    missing = [name for name in names if isinstance(value, dict) and name not in value]
    return f"required field missing: {', '.join(missing)}" if missing else ""


def _enum(value: object, allowed: list) -> str:
    return "" if value in allowed else f"{_show(value)} is not one of {', '.join(map(repr, allowed))}"


def _pattern(value: object, pattern: str) -> str:
    matches = not isinstance(value, str) or re.search(pattern, value)
    return "" if matches else f"{_show(value)} does not match {pattern}"


def _length(value: object, wrong: range, wanted: str) -> str:
    return f"{len(value)} items where {wanted}" if isinstance(value, list) and len(value) in wrong else ""


SIMPLE = {
    "required": _required,
    "enum": _enum,
    "pattern": _pattern,
    "const": lambda value, wanted: "" if value == wanted else f"{_show(value)} where {wanted!r} is required",
    "minimum": lambda value, least: f"{value} is below {least}" if isinstance(value, NUMBER) and value < least else "",
    "minItems": lambda value, least: _length(value, range(least), f"at least {least} are required"),
    "maxItems": lambda value, most: _length(value, range(most + 1, sys.maxsize), f"at most {most} are allowed"),
}
