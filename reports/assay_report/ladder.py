"""Prepares the exchange of one execution for drawing: bounded in size, with the deciding octets set apart."""

from dataclasses import dataclass

from assay_report.excerpt import Part, marked

EVENT_LIMIT = 300


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
        self.anchor = f"{case_id}~{execution['id']}"
        self.execution = execution
        self.actors = list(dict.fromkeys(e["channel"] for e in execution["exchange"] if e.get("channel")))
        self.rungs = list(_rungs(self.anchor, execution["exchange"]))

    def anchor_of(self, record: int | None) -> str:
        """The anchor of the rung that shows a record, or "" when none does."""
        return next((r.anchor for r in self.rungs if r.event["n"] == record), "")


def _rungs(prefix: str, events: list[dict]):
    skipped = 0
    for index, event in enumerate(events):
        parts = marked(event["text"], event.get("mark"))
        near_an_end = index < EVENT_LIMIT // 2 or index >= len(events) - EVENT_LIMIT // 2
        if near_an_end or any(part.decides for part in parts):
            yield Rung(f"{prefix}~{event['n']}", event, parts, skipped)
            skipped = 0
        else:
            skipped += 1
