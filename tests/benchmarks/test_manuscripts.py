"""The writer's own file: 100 comments into 300 pages of Word, and a wording found among many."""

from annotator.kernel.positions import Span
from annotator.manuscripts.answers import ReturnedText
from tests.benchmarks.conftest import Measure
from tests.manuscripts.docx.corpus import document
from tests.manuscripts.docx.manuscripts import claims_in, comment, returned, text_of

RETURN = "write 100 comments into 300 pages (floor: the document is read)"
WORDINGS = "tell what became of 100 wordings (floor: both texts are parted into words)"


def test_return_floor(measure: Measure) -> None:
    data = document("300 pages")
    measure(RETURN, "floor", 4, lambda: text_of(data), rounds=5)


def test_return(measure: Measure) -> None:
    data = document("300 pages")
    claims = [comment(f"claim {n}", span) for n, span in enumerate(claims_in(text_of(data), 7))]
    measure(RETURN, "ours", 4, lambda: returned(data, claims), rounds=5)


def texts() -> tuple[str, str]:
    """Return a text, and one in which every paragraph has changed."""
    given = "\n\n".join("The mill of the town closed in May, it is said." for _ in range(5000))
    return given, given.replace("mill", "mills").replace("\n\n", "\n\nNew.\n\n", 400)


def test_wordings_floor(measure: Measure) -> None:
    given, now = texts()
    measure(WORDINGS, "floor", 120, lambda: (given.split(), now.split()), rounds=5)


def test_wordings(measure: Measure) -> None:
    given, now = texts()

    def tell() -> None:
        returned_text = ReturnedText(given, now, now)
        for n in range(100):
            start = given.index("town", n * 49)
            returned_text.outcome(Span(start, start + 4), "village")

    measure(WORDINGS, "ours", 120, tell, rounds=5)
