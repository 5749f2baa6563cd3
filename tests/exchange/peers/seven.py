"""Seven verdicts of two checkers on one article, with all that makes files of them go wrong."""

from annotator.claims.verdicts import Verdict
from annotator.exchange.model import ImportedFile
from annotator.kernel.positions import Span
from annotator.reports.choices import ReportChoices
from annotator.reports.entries.report import Report
from tests.exchange.formats.entries import entry_of, report_with, tagged
from tests.exchange.formats.test_round_trip import Told, told, truth

TEXT = (
    "Jobs report 📈\n\nThe minister said that unemployment rose to 11 % in the first quarter. "
    "👩🏽‍⚕️ Nurses disagree.\n\nوقالت الوزيرة إن الأجور ارتفعت 4٪.\n\n"
    "The mill closed in 1994, and 212 people lost their work.\n"
    "No trout was caught for 31 years.\nThe otter came back in 2019.\n"
)
_JUDGED = (
    ("anna", "unemployment rose to 11 %", Verdict.DISPUTED, "It is 7 %.\nSee “table 3” & <4>."),
    ("anna", "Nurses disagree.", Verdict.UNSUPPORTED, "No source given."),
    ("basim", "الأجور ارتفعت 4٪", Verdict.VERIFIED, "نعم"),
    ("basim", "The mill closed in 1994, and 212 people lost their work", Verdict.DISPUTED, ""),
    ("anna", "212 people lost their work.\nNo trout was caught", Verdict.VERIFIED, "Register."),
    ("anna", "No trout was caught for 31 years", Verdict.DISPUTED, "It was 30."),
    ("basim", "The otter came back in 2019.", Verdict.VERIFIED, ""),
)


def report(choices: ReportChoices | None = None) -> Report:
    """Return the report; two of the highlights overlap others, and one goes over a line end."""
    entries = []
    for number, (who, quote, verdict, conclusion) in enumerate(_JUDGED):
        start = TEXT.index(quote)
        span = Span(start, start + len(quote))
        entries.append(entry_of(TEXT, number, span, tagged(str(number), verdict, who, conclusion)))
    return report_with(TEXT, *entries, choices=choices)


def truths() -> list[Told]:
    """Return the places, verdicts, reasons, conclusions and checkers of the report."""
    return truth(report())


def told_by(file: ImportedFile) -> list[Told]:
    """Return the places, verdicts, reasons, conclusions and checkers in a file."""
    return told(file, TEXT)
