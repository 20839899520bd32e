"""The one error that a user sees: a message that already names the file and the place in it."""

from assay_report.text import visible


class ReportError(Exception):
    """Input that no report can be made of. `place` is `FILE`, `FILE:LINE` or `FILE: JSON-PATH`."""

    def __init__(self, place: object, message: str):
        # The message may quote the input, and ends on a terminal.
        super().__init__(visible(f"{place}: {message}").replace("\n", "\\n"))
