"""Patterns that see words of strangers, on the words that make a pattern try everything twice."""

import subprocess
import sys

import pytest

CASES: dict[str, tuple[str, ...]] = {
    "clauses": ("annotator.kernel.sentences", "_BETWEEN_CLAUSES", "'x' + ' ' * n + 'x'"),
    "slash": ("annotator.exchange.verdict_labels", "_SLASH", "'x' + ' ' * n + 'x'"),
    "people": (
        "annotator.disclosure.service.secret_names",
        "_BETWEEN_PEOPLE",
        "'x' + ' ' * n + 'x'",
    ),
    "mail": ("annotator.disclosure.service.secret_names", "_MAIL", "'x' * n"),
    "mails": ("annotator.disclosure.service.secret_names", "_MAIL", "'x@' * n"),
    "aside": ("annotator.disclosure.service.secret_names", "_ASIDE", "'(' * n"),
    "starts": ("annotator.reports.formats.markdown", "_AT_THE_START", "'\\n' * n"),
    "digits": ("annotator.reports.formats.markdown", "_AT_THE_START", "'1' * n"),
    "links": ("annotator.evidence.service.kept_files", "_RELATION", "b'<Relationship ' * n"),
    "tags": ("annotator.exchange.formats.quote_table", "_TAG", "': a (' * n", "match"),
    "numbers": ("annotator.disclosure.confidential_names", "_NUMBER", "'1(' * n"),
    "seen": ("annotator.kernel.sentences", "_UNITS_SEEN", "'x' + ' ' * n"),
    "page": ("annotator.articles.intake.html", "_PAGE", "b'<!-- -->' * n", "match"),
    "charset": ("annotator.articles.intake.html", "_CHARSET", "b'<meta ' * 700"),
    "fences": ("annotator.articles.intake.reader", "_FENCED", "'```\\n' * n"),
    "headings": ("annotator.articles.intake.reader", "_HEADING", "'# x' + ' #' * n + 'y'"),
    "blank": ("annotator.reports.entries.annotated_text", "_BLANK_LINES", "'\\n' + ' ' * n"),
}
RUN = """
import importlib, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (15, 20))
module, name, words, how = sys.argv[1:]
n = 300_000
found = getattr(importlib.import_module(module), name)
hay = eval(words)
if how == "search":
    sum(1 for _ in found.finditer(hay))
found.match(hay)
found.fullmatch(hay)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
@pytest.mark.parametrize("name", CASES)
def test_no_pattern_takes_the_square_of_the_length(name: str) -> None:
    # a square of 300,000 takes minutes, and the length itself less than a second
    case = (*CASES[name], "search")[:4]
    done = subprocess.run([sys.executable, "-c", RUN, *case], check=False)
    assert done.returncode == 0
