"""Makes any text safe to show: what a reader could not see, or XML could not hold, becomes an escape."""

import unicodedata

# Control, format (bidirectional overrides, zero width), surrogate, line and paragraph separator.
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
KEPT = {"\n", "\t"}


def visible(text: str) -> str:
    """`text` with every hidden character as `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH`; newline and tab stay.

    The result holds only characters that XML 1.0 allows and that UTF-8 can encode."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escape(c) if _is_hidden(c) else c for c in text)


def one_line(text: str) -> str:
    """`visible(text)` with every run of white space as one space."""
    return " ".join(visible(text).split())


def _is_hidden(character: str) -> bool:
    if character in KEPT:
        return False
    return unicodedata.category(character) in HIDDEN or ord(character) & 0xFFFE == 0xFFFE


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
