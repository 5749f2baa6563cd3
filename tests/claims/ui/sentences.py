"""Sentences of the article, and what of them counts as looked at."""

from annotator.app.window.main_window import MainWindow
from annotator.claims.service.coverage import Survey
from annotator.kernel.positions import Span
from tests.app.desks import article, press, text, until

FIRST = "The harbour of Port Alder was dredged in 1987, the council says."

EMOJI = (
    "Some 4,200 people work there \U0001f469\U0001f3fd\u200d\u2695\ufe0f today, twice as many as "
    "in 2010."
)

THIRD = "It is the largest harbour of the coast."

ARABIC = "وقالت الوزيرة إن الأجور ارتفعت 4٪."

LAST = "Paragraph 39 adds nothing that anybody could check."


def selected(window: MainWindow) -> str:
    span = window.text.view.selected()
    return span.of(text(window)) if span else ""


def marks(window: MainWindow) -> list[str]:
    found = window.session.project.coverage.of_version(article(window).version.id)
    return [mark.span.of(text(window)) for mark in found]


def softened(window: MainWindow) -> list[str]:
    """The stretches that are shown in softer words."""
    view = window.text.view
    spans = [
        Span(*(view._positions.from_utf16(p) for p in (c.selectionStart(), c.selectionEnd())))
        for c in (selection.cursor for selection in view.extraSelections())
    ]
    return [span.of(text(window)) for span in spans]


def surveyed(window: MainWindow) -> Survey:
    until(lambda: window.text.ruler._survey is not None)
    found = window.text.ruler._survey
    assert found is not None
    return found


def looks_at(window: MainWindow, number: int) -> None:
    until(lambda: window.status.coverage.text() == f"{number} of 46 sentences read")


def mark_all(window: MainWindow) -> None:
    press(window.text.view, "Ctrl+A", "X")
