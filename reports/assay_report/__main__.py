"""Command line: `python3 -m assay_report results DIR` and `python3 -m assay_report proforma ICS.xml OUT.html`."""

import argparse
import sys
from pathlib import Path

from assay_report import html, junit, load, output, proforma
from assay_report.error import ReportError

USAGE = 4


class Parser(argparse.ArgumentParser):
    """An argument parser that leaves with the suite's own exit code for wrong usage."""

    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def arguments() -> Parser:
    """The parser of both commands."""
    parser = Parser(prog="assay_report", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    results = commands.add_parser("results", help="write report.html and junit.xml beside DIR/results.json")
    results.add_argument("directory", type=Path, metavar="DIR")
    form = commands.add_parser("proforma", help="write the printable ICS proforma")
    form.add_argument("ics", type=Path, metavar="ICS.xml")
    form.add_argument("out", type=Path, metavar="OUT.html")
    form.add_argument("--profile", type=Path, metavar="PROFILE.xml", help="fill in what this IUT profile claims")
    return parser


def run(options: argparse.Namespace) -> None:
    """Performs one command; raises ReportError, with nothing written, when the input is unfit."""
    if options.command == "results":
        results = load.results(options.directory / "results.json")
        output.write({
            options.directory / "report.html": html.report(results),
            options.directory / "junit.xml": junit.document(results),
        })
    else:
        output.write({options.out: proforma.document(options.ics, options.profile)})


def main() -> int:
    """Exit code: 0 written, 4 the input or the usage is wrong."""
    try:
        run(arguments().parse_args())
    except ReportError as error:
        print(error, file=sys.stderr)
        return USAGE
    return 0


if __name__ == "__main__":
    sys.exit(main())
