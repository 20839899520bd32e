"""Text with its deciding part set apart, and bounded: a hostile IUT sends without end, the trace holds the whole."""

from dataclasses import dataclass

LIMIT = 2400
CONTEXT = 600


@dataclass(frozen=True)
class Part:
    """A stretch of text and whether it decided the verdict."""
    text: str
    decides: bool = False


def marked(text: str, mark: list[int] | None) -> list[Part]:
    """`text` in parts; `mark` is offset and length in octets of its UTF-8 form. Long text loses its far ends."""
    if not mark or not mark[1]:
        return bounded([Part(text)])
    octets = text.encode("utf-8", "surrogatepass")
    start, end = mark[0], mark[0] + mark[1]
    pieces = (octets[:start], False), (octets[start:end], True), (octets[end:], False)
    return bounded([Part(piece.decode("utf-8", "replace"), decides) for piece, decides in pieces if piece])


def located(text: str, octets: str) -> list[Part]:
    """`text` in parts, `octets` set apart where they stand in it, else before it."""
    if not octets:
        return bounded([Part(text)])
    before, found, after = text.partition(octets)
    parts = [Part(before), Part(octets, True), Part(after)] if found else [Part(octets, True), Part("\n" + text)]
    return bounded([part for part in parts if part.text])


def bounded(parts: list[Part]) -> list[Part]:
    """The parts as they are or, when too long, each cut to what stands nearest to the deciding part."""
    if sum(len(part.text) for part in parts) <= LIMIT:
        return parts
    first_mark = next((i for i, part in enumerate(parts) if part.decides), -1)
    return [Part(_shorten(part.text, i < first_mark), part.decides) for i, part in enumerate(parts)]


def _shorten(text: str, keep_end: bool) -> str:
    if len(text) <= CONTEXT:
        return text
    left_out = f"… {len(text) - CONTEXT} characters left out: see the trace …"
    return left_out + text[-CONTEXT:] if keep_end else text[:CONTEXT] + left_out
