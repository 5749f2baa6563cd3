"""Documents of all kinds that writers send: every claim at its words, and nothing else changed."""

import pytest
from lxml import etree

from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind
from annotator.kernel.positions import Span
from annotator.manuscripts.model import NotPlacedReason
from tests.articles.intake.word.packages import word
from tests.manuscripts.docx.corpus import COMPUTED, KINDS, document
from tests.manuscripts.docx.manuscripts import (
    AUTHOR,
    NAME,
    change,
    claims_apart,
    claims_in,
    comment,
    comments_in,
    places_in,
    returned,
    text_of,
)
from tests.manuscripts.docx.stripping import packed_parts, parts_of, shape, without

SHORT = [kind for kind in KINDS if kind != "300 pages"]
_MAY_CHANGE = ("[Content_Types].xml", ".rels", "/comments", "/people")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_claims_stand_at_their_words(kind: str) -> None:
    data = document(kind)
    text = text_of(data)
    spans = {f"claim {n}": span for n, span in enumerate(claims_in(text, 1))}
    made = returned(data, [comment(name, span) for name, span in spans.items()])
    assert made.not_placed == ()
    found = places_in(made.content)
    words = {name: span.of(text) for name, span in spans.items()}
    around = {name for name, said in words.items() if found[name] != said}
    # a comment on words of a computed field stands around the whole field
    assert len(around) <= COMPUTED.get(kind, 0)
    assert all(words[name] in found[name] for name in around)
    assert text_of(made.content) == text


@pytest.mark.parametrize("kind", SHORT)
def test_proposed_wordings_are_accepted_and_rejected(kind: str) -> None:
    data = document(kind)
    text = text_of(data)
    new = ("", "quite other words", "two\nlines", "words & <signs>")
    changes = [
        change(f"change {n}", span, new[n % len(new)])
        for n, span in enumerate(claims_apart(text, 2, 60))
    ]
    made = returned(data, [comment(one.id, one.span) for one in changes], changes)
    lost = {one.id for one in made.not_placed}
    assert {one.reason for one in made.not_placed} <= {NotPlacedReason.NOT_WRITABLE}
    assert len(lost) <= COMPUTED.get(kind, 0) / 2
    accepted = text
    for one in reversed(changes):
        if one.id not in lost:
            accepted = accepted[: one.span.start] + one.words + accepted[one.span.end :]
    assert text_of(made.content).split() == accepted.split()
    before = read_document(data, NAME, changes="rejected").text
    assert read_document(made.content, NAME, changes="rejected").text == before


@pytest.mark.parametrize("kind", SHORT)
def test_nothing_else_changes(kind: str) -> None:
    data = document(kind)
    text = text_of(data)
    changes = [
        change(f"change {n}", span, "other words")
        for n, span in enumerate(claims_apart(text, 3, 30))
    ]
    comments = [comment(f"claim {n}", span) for n, span in enumerate(claims_in(text, 4))]
    made = returned(data, comments, changes)
    old, packed = parts_of(data), (packed_parts(data), packed_parts(made.content))
    new = parts_of(made.content)
    main = next(part for part in old if part.startswith("word/document"))
    assert [*new][: len(old)] == [*old]
    for part in old:
        if part != main and not any(one in part for one in _MAY_CHANGE):
            assert packed[1][part] == packed[0][part]
    own = {one.id for one in comments_in(made.content) if one.author == AUTHOR}
    assert len(own) == len(comments)
    stripped = without(etree.fromstring(new[main]), own, AUTHOR)
    assert shape(stripped) == shape(etree.fromstring(old[main]))
    assert new[main][:200] == old[main][:200]


@pytest.mark.parametrize("kind", SHORT)
def test_marks_of_others_survive(kind: str) -> None:
    data = document(kind)
    draft = read_document(data, NAME)
    claims = [comment(f"claim {n}", span) for n, span in enumerate(claims_in(draft.text, 5))]
    made = read_document(returned(data, claims).content, NAME)
    others = [one for one in made.annotations if one.author != AUTHOR]
    assert others == [*draft.annotations]
    assert made.left_out == draft.left_out
    ours = [one for one in made.annotations if one.author == AUTHOR]
    assert [one.kind for one in ours] == [AnnotationKind.COMMENT] * len(claims)


@pytest.mark.parametrize("kind", SHORT)
def test_the_same_claims_make_the_same_bytes(kind: str) -> None:
    data = document(kind)
    claims = [comment(f"claim {n}", span) for n, span in enumerate(claims_in(text_of(data), 6))]
    assert returned(data, claims) == returned(data, claims)


@pytest.mark.slow
def test_a_document_that_can_be_read_can_be_returned() -> None:
    # a reader counts the elements of all parts, and refuses too many
    data = word("<w:p><w:r><w:t>one two</w:t></w:r></w:p>" * 47_000)
    assert returned(data, [comment("c", Span(0, 3))]).not_placed == ()
