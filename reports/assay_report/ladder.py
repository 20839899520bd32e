"""Prepares the exchange of one execution for drawing: bounded in size, with the deciding octets set apart."""

from dataclasses import dataclass

# A hostile IUT may send without end; the whole is in the trace.
TEXT_LIMIT = 2400
EVENT_LIMIT = 300
CONTEXT = 600


@dataclass(frozen=True)
class Part:
    """A stretch of text and whether it decided the verdict."""
    text: str
    decides: bool = False


@dataclass(frozen=True)
class Rung:
    """One event of the ladder; `skipped` counts events left out before it."""
    anchor: str
    event: dict
    parts: list[Part]
    skipped: int = 0

    @property
    def decides(self) -> bool:
        return any(part.decides for part in self.parts)


class Ladder:
    """One execution as rungs between the harness on the left and the IUT on the right."""

    def __init__(self, case_id: str, execution: dict):
        self.execution = execution
        self.actors = list(dict.fromkeys(e["channel"] for e in execution["exchange"] if e.get("channel")))
        self.rungs = list(_rungs(f"{case_id}~{execution['id']}", execution["exchange"]))

    def anchor_of(self, record: int | None) -> str:
        """The anchor of the rung that shows a record, or "" when none does."""
        return next((r.anchor for r in self.rungs if r.event["n"] == record), "")


def split(text: str, mark: list[int] | None) -> list[Part]:
    """`text` in parts; `mark` is offset and length in octets of its UTF-8 form. Long text loses its far ends."""
    if not mark or not mark[1]:
        return _cut([Part(text)])
    octets = text.encode("utf-8", "surrogatepass")
    start, end = mark[0], mark[0] + mark[1]
    pieces = (octets[:start], False), (octets[start:end], True), (octets[end:], False)
    return _cut([Part(piece.decode("utf-8", "replace"), decides) for piece, decides in pieces if piece])


def _cut(parts: list[Part]) -> list[Part]:
    if sum(len(part.text) for part in parts) <= TEXT_LIMIT:
        return parts
    first_mark = next((i for i, part in enumerate(parts) if part.decides), -1)
    return [Part(_shorten(part.text, i < first_mark), part.decides) for i, part in enumerate(parts)]


def _shorten(text: str, keep_end: bool) -> str:
    if len(text) <= CONTEXT:
        return text
    left_out = f"… {len(text) - CONTEXT} characters left out: see the trace …"
    return left_out + text[-CONTEXT:] if keep_end else text[:CONTEXT] + left_out


def _rungs(prefix: str, events: list[dict]):
    skipped = 0
    for index, event in enumerate(events):
        parts = split(event["text"], event.get("mark"))
        near_an_end = index < EVENT_LIMIT // 2 or index >= len(events) - EVENT_LIMIT // 2
        if near_an_end or any(part.decides for part in parts):
            yield Rung(f"{prefix}~{event['n']}", event, parts, skipped)
            skipped = 0
        else:
            skipped += 1
