"""Hypothesis’ client of July 2026: annotations on a page without white space between its blocks.

Its own anchoring code described eleven selections in this page, of which all come in at their
words, and found all eleven of our export there. The two rules below are its own: how it quotes a
selection (``TextQuoteAnchor.fromRange``), and how it finds a quote (``matchQuote``).
"""

import json
from typing import Any

import pytest
from lxml import html

from annotator.articles.intake import reader
from annotator.exchange.anchoring.anchorer import Anchored, Anchorer
from annotator.exchange.formats import hypothesis
from annotator.exchange.formats.reader import read_bytes
from annotator.kernel.positions import Span
from tests.exchange.formats.entries import report_on_spans

BLOCKS = (
    "<h1>Jobs report 📈</h1>",
    '<p class="lead">The minister said that unemployment rose to 11 % in the first quarter.</p>',
    "<p>Nurses disagree.</p>",
    "<p>Prices fell by 3 %<br>in the north and by 4 % in the south. <b>Rents</b> rose.</p>",
    "<h2>The mill</h2>",
    "<div><p>The mill closed in 1994, and 212 people lost their work.</p>",
    "<p>No trout was caught for 31 years.</p></div>",
    "<ul><li>Wages rose by 2 %.</li><li>Rents rose by 9 %.</li><li>The union said so.</li></ul>",
    "<blockquote><p>We were not asked.</p></blockquote>",
    "<ol><li>First came the mill.</li><li>Then came the flood.</li></ol>",
    "<table><tr><th>Year</th><th>Jobs</th></tr><tr><td>2024</td><td>1200</td></tr>",
    "<tr><td>2025</td><td>1450</td></tr></table>",
    "<p>The union said so.</p>",
    "<p>The otter came back in 2019. Nurses disagree.</p>",
)
PLACES = (
    ("unemployment rose to 11 % in the first quarter.\n\nNurses disagree.", 1),
    ("Nurses disagree.", 1),
    ("Nurses disagree.", 2),
    ("3 %\nin the north", 1),
    ("rose.\n\nThe mill\n\nThe mill closed in 1994", 1),
    ("lost their work.\n\nNo trout was caught", 1),
    ("Wages rose by 2 %.\n• Rents rose by 9 %.", 1),
    ("The union said so.", 1),
    ("The union said so.", 2),
    ("First came the mill.\n2. Then came the flood.", 1),
    ("2024 | 1200\n2025", 1),
)
"""Words in the text of the article, and which of their places is meant."""
_AROUND = 32


def page(between: str) -> str:
    head = "<!doctype html><html lang=en><head><title>Jobs report</title></head><body>"
    nav = '<nav><a href="/">Home</a><a href="/p">Politics</a></nav>'
    return f"{head}{nav}<article>{between.join(BLOCKS)}</article><footer>All rights.</footer>"


def dom_text(source: str) -> str:
    """Return the ``textContent`` of the body, with a space for each ``br``."""
    body = html.fromstring(source.encode()).find("body")
    for line_end in body.iter("br"):
        line_end.text = " "
    return "".join(body.itertext())


def in_dom(words: str, text: str, nth: int) -> Span:
    """Return where words of the article stand in the page, whose blocks have no marks."""
    pieces = [piece.strip(" •\n") for line in words.split("\n") for piece in line.split(" | ")]
    pieces = [piece.removeprefix("2. ") for piece in pieces if piece]
    start = -1
    for _ in range(nth):
        start = _next(text, pieces, start + 1)
    end = start
    for piece in pieces:
        end = text.index(piece, end) + len(piece)
    return Span(start, end)


def _next(text: str, pieces: list[str], start: int) -> int:
    while True:
        start = text.index(pieces[0], start)
        after = start + len(pieces[0])
        if len(pieces) == 1 or text[after:].lstrip().startswith(pieces[1]):
            return start
        start += 1


def described(text: str, span: Span) -> dict[str, Any]:
    """Return its selectors of a selection, in UTF-16 units where they are positions."""
    units = [len(text[:end].encode("utf-16-le")) // 2 for end in (span.start, span.end)]
    return {
        "source": "https://example.org/river",
        "selector": [
            {"type": "TextPositionSelector", "start": units[0], "end": units[1]},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
        ],
    }


def places(text: str) -> list[Span]:
    found = []
    for words, nth in PLACES:
        start = -1
        for _ in range(nth):
            start = text.index(words, start + 1)
        found.append(Span(start, start + len(words)))
    return found


@pytest.mark.parametrize("between", ["", "\n", "\n\n    "])
def test_what_was_marked_in_the_page_comes_in_at_its_words(between: str) -> None:
    source = page(between)
    dom, text = dom_text(source), reader.read_bytes(source.encode(), "page.html").text
    rows = [
        {
            "id": f"id{number}",
            "created": "2026-11-20T09:00:00.000000+00:00",
            "user": "acct:anna@hypothes.is",
            "uri": "https://example.org/river",
            "text": "",
            "tags": ["verified"],
            "target": [described(dom, in_dom(words, dom, nth))],
        }
        for number, (words, nth) in enumerate(PLACES)
    ]
    file = read_bytes(json.dumps({"export_userid": "a", "annotations": rows}).encode(), "h.json")
    placer = Anchorer(text)
    found = [placer.place(one) for one in file.annotations]
    assert [one.spans if isinstance(one, Anchored) else one.why for one in found] == [
        (span,) for span in places(text)
    ]


@pytest.mark.parametrize("between", ["", "\n"])
def test_what_we_export_is_found_in_the_page(between: str) -> None:
    source = page(between)
    dom, text = dom_text(source), reader.read_bytes(source.encode(), "page.html").text
    made = json.loads(hypothesis.render(report_on_spans(text, places(text))))
    meant = [in_dom(words, dom, nth) for words, nth in PLACES]
    found = [matched(dom, one["target"][0]["selector"]) for one in made["annotations"]]
    assert [one.of(dom) for one in found] == [one.of(dom) for one in meant]
    assert found == meant


def matched(text: str, selectors: list[Any]) -> Span:
    """Return the best match of a quote: the likeliest words, then context, then position."""
    position, quote = selectors
    likely = nearly(text, quote["exact"])

    def score(match: tuple[int, int, int]) -> float:
        start, end, errors = match
        prefix, suffix = quote["prefix"], quote["suffix"]
        before, after = text[max(0, start - len(prefix)) : start], text[end : end + len(suffix)]
        near = 1 - abs(start - int(position["start"])) / len(text)
        share = 1 - errors / len(str(quote["exact"]))
        return 50 * share + 20 * alike(before, prefix) + 20 * alike(after, suffix) + 2 * near

    start, end, _ = max(likely, key=score)
    return Span(start, end)


def alike(text: str, words: str) -> float:
    if not words or not text:
        return float(not words)
    return 1 - min(errors for *_, errors in nearly(text, words)) / len(words)


def nearly(text: str, words: str) -> list[tuple[int, int, int]]:
    """Return the places with the fewest errors: each with its start, its end and the errors."""
    exact = [n for n in range(len(text)) if text.startswith(words, n)]
    if exact:
        return [(start, start + len(words), 0) for start in exact]
    ends = _distances(text, words)
    fewest = min(ends)
    found = []
    for end in (end for end, errors in enumerate(ends) if errors == fewest):
        # the start is that of the same search from the end backwards
        starts = _distances(text[:end][::-1], words[::-1])
        found += [(end - n, end, fewest) for n, errors in enumerate(starts) if errors == fewest][:1]
    return found


def _distances(text: str, words: str) -> list[int]:
    """Return for each end in a text how many errors the words have there, beginning anywhere."""
    column = list(range(len(words) + 1))
    ends = [column[-1]]
    for sign in text:
        above, diagonal = 0, column[0]
        column[0] = 0
        for n, letter in enumerate(words, 1):
            above = column[n]
            column[n] = min(above + 1, column[n - 1] + 1, diagonal + (sign != letter))
            diagonal = above
        ends.append(column[-1])
    return ends
