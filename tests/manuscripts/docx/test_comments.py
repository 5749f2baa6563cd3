"""Comments that go into a writer's own Word document."""

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind, DraftAnnotation, OriginalFile
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.docx.writer import write_into
from annotator.manuscripts.model import LinkedWords, ManuscriptComment, ReturnedFile
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import word

BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>cost $412 million</w:t></w:r>"
NAME = "draft.docx"


def comment_on(text: str, words: str, *said: str, answers: str = "") -> ManuscriptComment:
    start = text.index(words)
    paragraphs = tuple((LinkedWords(one),) for one in said or (words,))
    span = Span(start, start + len(words))
    return ManuscriptComment(
        words, span, paragraphs, "Ann Lee", "2026-11-30T10:00:00.000Z", answers
    )


def with_comments(data: bytes, *words: str) -> ReturnedFile:
    text = read_document(data, NAME).text
    comments = [comment_on(text, one) for one in words]
    return write_into(OriginalFile(NAME, "", data), text, comments)


def comments_in(data: bytes) -> list[DraftAnnotation]:
    found = read_document(data, NAME).annotations
    return [one for one in found if one.kind is AnnotationKind.COMMENT]


def places_in(data: bytes) -> dict[str, str]:
    """Map the words of each comment to those that it stands on."""
    text = read_document(data, NAME).text
    return {one.words: one.span.of(text) for one in comments_in(data) if one.span is not None}


def test_a_comment_stands_on_its_very_words() -> None:
    data = word(paragraph(run("The dam cost $412 million.")))
    returned = with_comments(data, "$412")
    assert returned.not_placed == ()
    assert places_in(returned.content) == {"$412": "$412"}
    (comment,) = comments_in(returned.content)
    assert (comment.author, comment.at) == ("Ann Lee", "2026-11-30T10:00:00.000Z")
    assert read_document(returned.content, NAME).text == read_document(data, NAME).text


def test_comments_that_overlap_keep_to_their_words() -> None:
    data = word(paragraph(run("The dam "), BOLD, run(" in May.")))
    words = ("dam cost", "cost $412", "$412 million in", "million", "The dam cost $412 million in")
    returned = with_comments(data, *words)
    assert places_in(returned.content) == dict(zip(words, words, strict=True))
