"""What people marked in a document arrives at its words: comments, changes, links, colours."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.reader import read_bytes, read_document
from annotator.articles.model import AnnotationKind, Changes, Draft, DraftAnnotation, LeftOutKind
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.packages import BOX, LIST, external, word
from tests.articles.intake.word.word_kinds import BLOCKS, RUNS, Words

BY = 'w:author="Kim" w:date="2026-03-01T10:00:00Z"'
AT = "2026-03-01T10:00:00.000Z"


def read(*body: str, relations: str = "", **parts: str) -> Draft:
    return read_bytes(word(*body, relations=relations, files=None, **parts), "a.docx")


def only(draft: Draft, kind: AnnotationKind) -> DraftAnnotation:
    (found,) = (one for one in draft.annotations if one.kind is kind)
    return found


def at(draft: Draft, one: DraftAnnotation) -> str:
    assert one.span is not None
    return one.span.of(draft.text)


def commented(name: str, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{name}"/>{inner}<w:commentRangeEnd w:id="{name}"/>'
        f'<w:r><w:commentReference w:id="{name}"/></w:r>'
    )


def comment(name: str, text: str, para: str = "", more: str = BY) -> str:
    inner = f'<w:p w14:paraId="{para}"><w:r><w:annotationRef/></w:r>{run(text)}</w:p>'
    return f'<w:comment w:id="{name}" {more}>{inner}</w:comment>'


def test_a_comment_stands_on_its_words() -> None:
    body = paragraph(run("Homes "), commented("3", run("rose by 4 %")), run("."))
    draft = read(body, comments=comment("3", "Says who?"))
    assert draft.text == "Homes rose by 4 %."
    (found,) = draft.annotations
    assert at(draft, found) == "rose by 4 %"
    assert found == DraftAnnotation(
        AnnotationKind.COMMENT, found.span, words="Says who?", author="Kim", at=AT, id="3"
    )


def test_a_comment_may_go_over_paragraphs_and_cells() -> None:
    start, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    cells = f"<w:tc>{paragraph(run('x'))}</w:tc><w:tc>{paragraph(run('y z'), end)}</w:tc>"
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    draft = read(
        paragraph(run("One "), start, run("two")),
        paragraph(run("three")),
        table,
        comments=comment("1", "?"),
    )
    assert at(draft, only(draft, AnnotationKind.COMMENT)) == "two\n\nthree\n\nx | y z"


def test_a_comment_without_a_range_stands_where_its_sign_does() -> None:
    sign = '<w:r><w:commentReference w:id="1"/></w:r>'
    draft = read(paragraph(run("Homes"), sign, run(" rose.")), comments=comment("1", "?"))
    found = only(draft, AnnotationKind.COMMENT)
    assert found.span is not None
    assert (found.span.start, found.span.end) == (5, 5)


def test_a_comment_at_no_place_is_told_without_one() -> None:
    draft = read(paragraph(run("Homes rose.")), comments=comment("1", "Where?"))
    found = only(draft, AnnotationKind.COMMENT)
    assert (found.span, found.words) == (None, "Where?")


def test_a_mark_of_no_comment_is_none() -> None:
    assert read(paragraph(commented("9", run("Homes rose.")))).annotations == ()


def test_threads_and_what_is_resolved_are_kept() -> None:
    extended = (
        '<w15:commentEx w15:paraId="A1" w15:done="1"/>'
        '<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/>'
    )
    ids = '<w16cid:commentId w16cid:paraId="B2" w16cid:durableId="D2"/>'
    utc = '<w16cex:commentExtensible w16cex:durableId="D2" w16cex:dateUtc="2026-03-01T08:00:00Z"/>'
    draft = read(
        paragraph(commented("1", commented("2", run("Homes")))),
        comments=comment("2", "By phone.", "B2") + comment("1", "Source?", "A1"),
        commentsExtended=extended,
        commentsIds=ids,
        commentsExtensible=utc,
    )
    first, answer = sorted(draft.annotations, key=lambda one: one.id)
    assert (first.parent, first.resolved, first.at) == ("", True, AT)
    assert (answer.parent, answer.resolved) == ("1", False)
    assert answer.at == "2026-03-01T08:00:00.000Z"


GOOGLE = (
    '<w:sdt><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
)


@pytest.mark.parametrize(("wrap", "parent"), [("{}", ""), (GOOGLE, "1")])
def test_comments_on_the_same_words_are_a_thread_where_google_wrote_them(
    wrap: str, parent: str
) -> None:
    body = paragraph(wrap.replace("{}", commented("1", commented("2", run("Homes")))))
    draft = read(body, comments=comment("1", "Source?") + comment("2", "Here."))
    assert [one.parent for one in sorted(draft.annotations, key=lambda one: one.id)] == ["", parent]


DATES = {
    "2026-03-01T10:00:00+02:00": "2026-03-01T08:00:00.000Z",
    "2026-03-01T10:00:00": "2026-03-01T10:00:00",
    "yesterday": "",
    "0001-01-01T00:00:00+14:00": "",
}


@pytest.mark.parametrize(("written", "kept"), DATES.items())
def test_dates_are_in_utc_if_they_say_their_zone(written: str, kept: str) -> None:
    more = f'w:author="Kim" w:date="{written}"'
    draft = read(paragraph(commented("1", run("x"))), comments=comment("1", "?", more=more))
    assert only(draft, AnnotationKind.COMMENT).at == kept


def test_the_paragraphs_and_links_of_a_comment_come_along() -> None:
    link = "<w:r><w:instrText> HYPERLINK &quot;https://a.example/x&quot; </w:instrText></w:r>"
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{link}<w:r><w:fldChar w:fldCharType='
        f'"separate"/></w:r>{run("here")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inner = f"{paragraph(run('One.'))}{paragraph(run('See '), field)}"
    draft = read(
        paragraph(commented("1", run("x"))), comments=f'<w:comment w:id="1">{inner}</w:comment>'
    )
    found = only(draft, AnnotationKind.COMMENT)
    assert (found.words, found.links) == ("One.\n\nSee here", ("https://a.example/x",))


def noted(text: str, name: str) -> str:
    return run(text) + f'<w:r><w:footnoteReference w:id="{name}"/></w:r>'


def test_a_note_stands_on_the_sentence_that_it_ends() -> None:
    draft = read(
        paragraph(run("A dam of the 1950s. "), noted("It cost 4 million", "1"), noted(".", "2")),
        paragraph(noted("In 2019", "3"), run(" it fell.")),
        footnotes="".join(
            f'<w:footnote w:id="{n}">{paragraph(run(f"n{n}"))}</w:footnote>' for n in "123"
        ),
    )
    assert [(at(draft, one), one.words) for one in draft.annotations] == [
        ("It cost 4 million", "n1"),
        ("It cost 4 million[1].", "n2"),
        ("In 2019", "n3"),
    ]


def test_the_links_of_a_note_are_told_with_it() -> None:
    note = paragraph(
        run("See "), f'<w:hyperlink r:id="none" w:anchor="top">{run("it")}</w:hyperlink>'
    )
    draft = read(
        paragraph(noted("Homes rose.", "1")), footnotes=f'<w:footnote w:id="1">{note}</w:footnote>'
    )
    assert only(draft, AnnotationKind.FOOTNOTE).links == ("#top",)
    assert at(draft, only(draft, AnnotationKind.LINK)) == "it"


def insertion(inner: str, by: str = BY) -> str:
    return f'<w:ins w:id="1" {by}>{inner}</w:ins>'


def deletion(text: str, by: str = BY) -> str:
    gone = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" {by}>{gone}</w:del>'


CHANGED = paragraph(run("Fined "), deletion("twice"), insertion(run("thrice")), run(" in May."))
TAKEN: dict[Changes, tuple[str, str, str]] = {
    "accepted": ("Fined thrice in May.", "", "thrice"),
    "rejected": ("Fined twice in May.", "twice", ""),
    "marked": ("Fined twicethrice in May.", "twice", "thrice"),
}


@pytest.mark.parametrize("changes", TAKEN)
def test_changes_are_taken_as_asked_and_kept_at_their_places(changes: Changes) -> None:
    draft = read_document(word(CHANGED), "a.docx", changes=changes)
    text, deleted, inserted = TAKEN[changes]
    assert draft.text == text
    gone, new = only(draft, AnnotationKind.DELETION), only(draft, AnnotationKind.INSERTION)
    assert (at(draft, gone), at(draft, new)) == (deleted, inserted)
    assert (gone.words, new.words) == ("twice", "thrice")
    assert (gone.author, gone.at) == ("Kim", AT)


def test_words_of_rejected_insertions_are_named() -> None:
    draft = read_document(word(CHANGED), "a.docx", changes="rejected")
    assert [part.text for part in draft.left_out] == ["thrice"]


def test_a_change_over_runs_and_paragraphs_is_one() -> None:
    draft = read(
        paragraph(run("A "), insertion(run("very ")), insertion(run("long"))),
        paragraph(insertion(run("story."))),
        paragraph(run("B "), deletion("one "), deletion("two"), deletion("three", 'w:author="Jo"')),
    )
    told = [(one.kind, one.words, one.author) for one in draft.annotations]
    assert told == [
        (AnnotationKind.INSERTION, "very long\n\nstory.", "Kim"),
        (AnnotationKind.DELETION, "one two", "Kim"),
        (AnnotationKind.DELETION, "three", "Jo"),
    ]


MOVED = (
    paragraph(
        f'<w:moveFromRangeStart w:id="1" w:name="m"/><w:moveFrom w:id="2" {BY}>{run("Later.")}'
        '</w:moveFrom><w:moveFromRangeEnd w:id="1"/>',
        run("First."),
    ),
    paragraph(
        f'<w:moveToRangeStart w:id="3" w:name="m"/><w:moveTo w:id="4" {BY}>{run("Later.")}'
        '</w:moveTo><w:moveToRangeEnd w:id="3"/>'
    ),
)


def test_moved_words_are_read_where_they_are_now() -> None:
    draft = read(*MOVED)
    assert (draft.text, draft.left_out) == ("First.\n\nLater.", ())
    origin, goal = draft.annotations
    assert (at(draft, goal), goal.words, goal.id) == ("Later.", "Later.", "m")
    assert (at(draft, origin), origin.words, origin.parent) == ("", "Later.", "m")


def test_moved_words_are_read_where_they_were_when_changes_are_rejected() -> None:
    draft = read_document(word(*MOVED), "a.docx", changes="rejected")
    assert (draft.text, draft.left_out) == ("Later.First.", ())


def test_links_stand_on_their_words() -> None:
    split = f'<w:hyperlink r:id="l">{run("ninety ")}</w:hyperlink><w:hyperlink r:id="l">'
    draft = read(
        paragraph(run("More than "), split, run("families"), "</w:hyperlink>", run(" moved.")),
        relations=external("l", "https://example.org/list"),
    )
    link = only(draft, AnnotationKind.LINK)
    assert (at(draft, link), link.url) == ("ninety families", "https://example.org/list")


INSTRUCTIONS = {
    'HYPERLINK "https://a.example/b"': "https://a.example/b",
    'HYPERLINK "https://a.example/b" \\l "top" \\o "tip"': "https://a.example/b#top",
    'HYPERLINK \\l "part two"': "#part two",
    "hyperlink https://a.example": "https://a.example",
    'HYPERLINK \\n "x.pdf" \\t "_blank"': "x.pdf",
    'HYPERLINK "C:\\\\papers\\\\a.pdf"': "C:\\papers\\a.pdf",
    "HYPERLINK": "",
    "REF top \\h": "",
}


@pytest.mark.parametrize(("instruction", "address"), INSTRUCTIONS.items())
@pytest.mark.parametrize("is_simple", [True, False])
def test_the_links_of_fields_are_read(instruction: str, address: str, is_simple: bool) -> None:
    said = instruction.replace('"', "&quot;")
    if is_simple:
        field = f'<w:fldSimple w:instr="{said}">{run("words")}</w:fldSimple>'
    else:
        field = (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{said}</w:instrText>'
            f'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("words")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    draft = read(paragraph(run("Some "), field, run(" more.")))
    assert draft.text == "Some words more."
    assert [(at(draft, one), one.url) for one in draft.annotations] == (
        [("words", address)] if address else []
    )


def coloured(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_the_colours_of_highlighters_and_shading_are_read() -> None:
    yellow, pink = '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" w:fill="FFC0CB"/>'
    plain = '<w:highlight w:val="none"/><w:shd w:val="clear" w:fill="auto"/>'
    draft = read(
        paragraph(
            coloured("60,", yellow), coloured("000 ", f"<w:b/>{yellow}"), coloured("men", pink),
            coloured(" here", plain),
        )
    )  # fmt: skip
    assert [(at(draft, one), one.colour) for one in draft.annotations] == [
        ("60,000", "#ffff00"),
        ("men", "#ffc0cb"),
    ]


pieces = st.text("a 👩\u200d⚕️😀لا٤é\u0301\u200f\u2028", min_size=1, max_size=6)
marked = st.lists(
    st.tuples(st.sampled_from("plain comment link insertion highlight table deletion".split()),
              pieces),
    min_size=1, max_size=12,
)  # fmt: skip


def markup(kind: str, number: int, text: str) -> str:
    """Return a paragraph or a table with words that are marked, and with others around them."""
    cells = f"<w:tc>{paragraph(run(text))}</w:tc><w:tc>{paragraph(run('x'))}</w:tc>"
    made = {
        "plain": run(text),
        "deletion": deletion(text),
        "comment": run("x") + commented(str(number), run(text)),
        "link": f'<w:hyperlink w:anchor="a">{run(text)}</w:hyperlink>',
        "insertion": run("x") + insertion(run(text), f'w:author="{number}"'),
        "highlight": coloured(text, '<w:highlight w:val="red"/>'),
    }
    return (
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        if kind == "table"
        else (paragraph(made[kind], run("x")))
    )


@settings(max_examples=150, deadline=None)
@given(marked, st.booleans())
def test_a_span_holds_the_words_that_a_mark_stands_on(
    told: list[tuple[str, str]], begins_with_bom: bool
) -> None:
    body = [markup(kind, number, text) for number, (kind, text) in enumerate(told)]
    comments = [comment(str(n), "?") for n, (kind, _) in enumerate(told) if kind == "comment"]
    draft = read(
        paragraph(run("\ufeffx" if begins_with_bom else "x")), *body, comments="".join(comments)
    )
    seen = {"link", "insertion", "highlight"}
    expected = [
        " ".join(text.split())
        for kind, text in told
        if kind == "comment" or (kind in seen and text.split())
    ]
    spans = [
        " ".join(at(draft, one).split())
        for one in draft.annotations
        if one.kind is not AnnotationKind.DELETION
    ]
    assert spans == expected


def test_what_is_left_out_of_a_comment_is_named() -> None:
    inner = paragraph(run("Seen"), deletion("unseen"))
    draft = read(
        paragraph(commented("1", run("x"))), comments=f'<w:comment w:id="1">{inner}</w:comment>'
    )
    assert only(draft, AnnotationKind.COMMENT).words == "Seen"
    assert [(one.kind, one.text) for one in draft.left_out] == [
        (LeftOutKind.DELETED_TEXT, "unseen")
    ]


APART = {name for name in RUNS if "box" in name or name in {"words of art", "words in a canvas"}}
"""Kinds whose words stand after their paragraph, where a comment in it does not reach."""


@pytest.mark.parametrize("name", sorted(RUNS.keys() - APART))
def test_a_comment_may_stand_on_words_of_every_kind(name: str) -> None:
    words = Words()
    inner, given_words = words.fill(RUNS[name])
    draft = read(
        paragraph(run("Before "), commented("1", inner), run(" after.")), comments=comment("1", "?")
    )
    held = at(draft, only(draft, AnnotationKind.COMMENT))
    assert re.findall(r"WORD\d+X", held) == re.findall(r"WORD\d+X", draft.text)
    assert len(re.findall(r"WORD\d+X", held)) == len(given_words)
    assert "Before" not in held
    assert "after" not in held


@pytest.mark.parametrize("name", BLOCKS)
def test_a_comment_may_stand_in_blocks_of_every_kind(name: str) -> None:
    inner = run("x ") + commented("1", run("{}")) + run(" y")
    body, (word_of_first, *_) = Words().fill(BLOCKS[name].replace("@", inner))
    draft = read(body, comments=comment("1", "?"), numbering=LIST)
    assert at(draft, only(draft, AnnotationKind.COMMENT)) == word_of_first


def test_a_comment_in_a_text_box_or_a_note_stands_on_its_words() -> None:
    box = BOX.replace("<w:r><w:t>{}</w:t></w:r>", commented("1", run("boxed")))
    note = paragraph(run("See "), commented("2", run("page 4")))
    draft = read(
        paragraph(run("One"), f"<w:r>{box}</w:r>", noted(" two.", "1")),
        comments=comment("1", "?") + comment("2", "?"),
        footnotes=f'<w:footnote w:id="1">{note}</w:footnote>',
    )
    spans = [at(draft, one) for one in draft.annotations if one.kind is AnnotationKind.COMMENT]
    assert spans == ["boxed", "page 4"]


def test_a_paragraph_that_was_moved_whole_is_read_once() -> None:
    def moved(kind: str, name: str) -> str:
        mark = f'<w:pPr><w:rPr><w:{kind} w:id="7" {BY}/></w:rPr></w:pPr>'
        inner = f'<w:{kind} w:id="8" {BY}>{run("Moved whole.")}</w:{kind}>'
        return (
            f'<w:{kind}RangeStart w:id="{name}" w:name="move1"/>{paragraph(mark, inner)}'
            f'<w:{kind}RangeEnd w:id="{name}"/>'
        )

    body = [moved("moveFrom", "1"), paragraph(run("Stays.")), moved("moveTo", "2")]
    draft = read(paragraph(run("First.")), *body, paragraph(run("Last.")))
    assert draft.text == "First.\n\nStays.\n\nMoved whole.\n\nLast."
    assert draft.left_out == ()
    before = read_document(word(*body), "a.docx", changes="rejected")
    assert before.text == "Moved whole.\n\nStays."
