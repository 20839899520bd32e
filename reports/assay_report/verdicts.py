"""The verdicts and exit codes in words and signs: never by colour alone."""

# verdict -> (sign, word); the order is that of the summary, worst first.
VERDICTS = {
    "fail": ("✗", "FAIL"),
    "error": ("!", "ERROR"),
    "inconclusive": ("?", "INCONC"),
    "none": ("○", "NONE"),
    "not-run": ("○", "NOT RUN"),
    "pass": ("✓", "PASS"),
    "not-applicable": ("–", "N/A"),
}

# What a cell of a table shows where no case of the run stands in it.
CELLS = {
    "unselected": ("○", "not in this run"),
    "no-case": ("·", "the suite has no case"),
    "left-out": ("", "nothing to test"),
}

# Rows of a table that say nothing on the run are named together.
ASIDES = {
    "unselected": "Not in this run",
    "not-applicable": "Not applicable, because the ICS does not claim it",
}

MEANING = {
    "pass": "the stimulus left, the required observation was made, and the control passed",
    "fail": "octets of the IUT show that a requirement is not met",
    "inconclusive": "neither conformance nor nonconformance was shown",
    "error": "the harness or its environment failed; says nothing about the IUT",
    "none": "nothing was judged",
    "not-run": "selected, but not executed",
    "not-applicable": "the ICS does not claim what the case needs; decided before the run",
}

OUTCOMES = {
    "conform": ("✓", "conform"),
    "remark": ("•", "remark"),
    "inconclusive": ("?", "inconclusive"),
    "fail": ("✗", "FAIL"),
    "error": ("!", "error"),
    "none": ("○", "none"),
}

EXIT = {
    0: "conformant: at least one case was executed, the static review of the ICS passed, and every applicable "
       "selected SHALL passed",
    1: "nonconformity",
    2: "inconclusive only: no nonconformity was shown, but not every selected SHALL was shown to be met",
    3: "harness or environment error",
    4: "wrong usage or input",
}

# A reader must act on these; the rest went as it should.
OPEN = ("fail", "error", "inconclusive", "none", "not-run")
