"""brat, its server of October 2021: how it parts the lines of its files, and what it asks of them.

Its own code took in all highlights of our files, those over a form feed or U+0085 among them.
"""

import pytest

from annotator.claims.verdicts import Verdict
from annotator.exchange.formats.brat import render
from annotator.exchange.formats.reader import read_bytes
from annotator.kernel.positions import Span
from annotator.reports.entries.report import Report
from annotator.reports.formats.deterministic_zip import parts
from tests.exchange.formats.entries import entry_of, report_with, tagged
from tests.exchange.formats.test_round_trip import told, truth
from tests.exchange.peers import seven

VERDICTS = ((0, Verdict.VERIFIED), (1, Verdict.UNSUPPORTED))
LINE_ENDS = "\n\x0b\x0c\x1c\x1d\x1e\x85"
"""The signs at which it parts lines, as far as the text of an article keeps them."""


def imported(report: Report) -> list[tuple[str, str]]:
    """Return the highlights that it takes in; a line that it cannot read fails here.

    It reads lines by ``codecs``, which parts them as ``str.splitlines`` does.
    """
    files = {name: data.decode() for name, data in parts(render(report)).items()}
    text = next(words for name, words in files.items() if name.endswith(".txt"))
    found = []
    for name in (name for name in files if name.endswith(".ann")):
        for line in files[name].splitlines():
            key, about, *tail = line.split("\t", 2)
            assert key[0] in "TA#"
            assert key[1:].isdecimal()
            if key[0] == "T":
                label, offsets = about.split(" ", 1)
                spans = [pair.split(" ") for pair in offsets.split(";")]
                assert tail[0] == " ".join(text[int(start) : int(end)] for start, end in spans)
                found.append((label, tail[0]))
    return found


@pytest.mark.parametrize("sign", LINE_ENDS)
def test_highlights_over_line_ends_of_all_kinds_are_taken_in(sign: str) -> None:
    text = f"The river{sign}rose by 4 m.{sign}{sign}It fell."
    spans = [Span(4, 14), Span(10, len(text))]
    judged = [tagged(str(n), verdict, conclusion=f"So{sign}it is.") for n, verdict in VERDICTS]
    report = report_with(
        text, *(entry_of(text, n, *pair) for n, pair in enumerate(zip(spans, judged, strict=True)))
    )
    assert len(imported(report)) == len(spans)
    file = read_bytes(render(report), "brat.zip")
    assert [one[0] for one in told(file, text)] == [one[0] for one in truth(report)]


def test_all_comes_back_but_line_ends_in_conclusions() -> None:
    assert len(imported(seven.report())) == 7
    file = read_bytes(render(seven.report()), "brat.zip")
    assert seven.told_by(file) == sorted(
        (*one[:3], " ".join(one[3].split()), one[4]) for one in seven.truths()
    )
