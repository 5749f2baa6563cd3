"""Comments that go into a writer's own Word document."""

import re
from collections.abc import Iterator

import pytest
from lxml import etree

from annotator.articles.intake.reader import read_document
from annotator.kernel.positions import Span
from annotator.manuscripts.model import LinkedWords, ManuscriptComment, NotPlaced, NotPlacedReason
from tests.articles.intake.documents import paragraph, run, zipped
from tests.articles.intake.word.packages import BOX, external, internal, word
from tests.manuscripts.docx.corpus import BY, document
from tests.manuscripts.docx.manuscripts import (
    AT,
    AUTHOR,
    NAME,
    claims_in,
    comment,
    comments_in,
    places_in,
    returned,
    spot,
    text_of,
)
from tests.manuscripts.docx.stripping import W, parts_of, w

BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>cost $412 million</w:t></w:r>"
OPEN = "http://schemas.openxmlformats.org"
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen words</w:t></w:r>"
GONE = f'<w:del w:id="1" {BY}><w:r><w:delText>twice and for all</w:delText></w:r></w:del>'


def on(data: bytes, *words: str, text: str | None = None) -> dict[str, str]:
    """Map words that are commented on to those that their comments stand on."""
    said = text_of(data) if text is None else text
    made = returned(data, [comment(one, spot(said, one)) for one in words], text=said)
    assert made.not_placed == ()
    return places_in(made.content)


def test_a_comment_stands_on_its_very_words() -> None:
    data = word(paragraph(run("The dam cost $412 million.")))
    made = returned(data, [comment("Why?", spot(text_of(data), "$412"))])
    assert made.not_placed == ()
    assert made.name == NAME
    (one,) = comments_in(made.content)
    assert (one.words, one.author, one.at) == ("Why?", AUTHOR, AT)
    assert places_in(made.content) == {"Why?": "$412"}
    assert text_of(made.content) == text_of(data)


def test_comments_that_overlap_keep_to_their_words() -> None:
    data = word(paragraph(run("The dam "), BOLD, run(" in May.")))
    words = ("dam cost", "cost $412", "$412 million in", "million", "The dam cost $412 million in")
    assert on(data, *words) == dict(zip(words, words, strict=True))


def test_spaces_at_the_edges_of_split_words_are_kept() -> None:
    data = word("<w:p><w:r><w:t>one two three</w:t></w:r></w:p>")
    body = parts_of(returned(data, [comment("c", Span(4, 7))]).content)["word/document.xml"]
    texts = [*etree.fromstring(body).iter(w("t"))]
    assert [one.text for one in texts] == ["one ", "two", " three"]
    assert all("preserve" in one.attrib.values() for one in texts if one.text != one.text.strip())


def test_a_comment_spans_links_insertions_and_paragraphs() -> None:
    link = f'<w:hyperlink r:id="list">{run("the ministry said")}</w:hyperlink>'
    inserted = f'<w:ins w:id="3" {BY}>{run("thrice on end")}</w:ins>'
    data = word(
        paragraph(run("It was stopped "), inserted, run(" as "), link),
        paragraph(run("and the dam was built.")),
        relations=external("list", "https://example.org/list"),
    )
    words = ("stopped thrice", "on end as the", "ministry said\n\nand the dam")
    assert on(data, *words) == dict(zip(words, words, strict=True))


def test_a_comment_spans_the_mark_of_a_note() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = word(
        paragraph(run("The dam cost much"), mark, run(" money.")),
        footnotes=f'<w:footnote w:id="1">{paragraph(run("Contract, p. 17"))}</w:footnote>',
    )
    assert on(data, "much[1] money") == {"much[1] money": "much[1] money"}


def test_a_comment_on_a_note_stands_at_its_mark() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = ("Contract, p. 17", "Letter of May")
    data = word(
        paragraph(run("The dam"), mark.format(1), run(" cost much"), mark.format(2), run(".")),
        footnotes="".join(
            f'<w:footnote w:id="{n}">{paragraph(run(one))}</w:footnote>'
            for n, one in enumerate(notes, 1)
        ),
    )
    assert on(data, "Contract", "Letter of") == {"Contract": "[1]", "Letter of": "[2]"}
    over_both = comment("both", spot(text_of(data), "17\n[2] Letter"))
    made = returned(data, [over_both])
    assert made.not_placed == (NotPlaced("both", NotPlacedReason.NOT_WRITABLE),)


def test_a_comment_in_a_text_box_stands_in_both_of_its_forms() -> None:
    data = document("text boxes")
    text = text_of(data)
    made = returned(data, [comment("c", spot(text, text.split("\n\n")[1][3:20]))])
    body = etree.fromstring(parts_of(made.content)["word/document.xml"])
    within = [
        any("Fallback" in a.tag for a in one.iterancestors())
        for one in body.iter(w("commentRangeStart"))
    ]
    assert within == [False, True]


def test_a_comment_stands_on_deleted_and_hidden_words_taken_in() -> None:
    data = word(paragraph(run("It was stopped "), GONE, HIDDEN, run(" in May.")), BOX.format("Box"))
    text = "It was stopped twice and for all unseen words in May.\n\nBox"
    made = returned(
        data,
        [comment("gone", spot(text, "and for")), comment("hidden", spot(text, "unseen"))],
        text=text,
    )
    assert made.not_placed == ()
    body = etree.fromstring(parts_of(made.content)["word/document.xml"])
    (start, *_) = body.iter(w("commentRangeStart"))
    assert start.getnext().findtext(w("delText")) == "and for"
    assert [*body.iter(w("commentRangeStart"))][1].getnext().findtext(w("t")) == "unseen"


def test_claims_on_a_text_with_both_words_of_a_change_are_placed() -> None:
    data = document("tracked changes")
    for changes in ("marked", "rejected"):
        text = read_document(data, NAME, changes=changes).text
        claims = [comment(f"c{n}", span) for n, span in enumerate(claims_in(text, 8))]
        made = returned(data, claims, text=text)
        assert made.not_placed == ()
        draft = read_document(made.content, NAME, changes=changes)
        held = {
            one.words: one.span.of(draft.text)
            for one in draft.annotations
            if one.author == AUTHOR and one.span is not None
        }
        assert held == {one.id: one.span.of(text) for one in claims}


def test_words_that_are_not_in_the_file_are_named() -> None:
    data = word(paragraph(run("The dam cost $412 million.")))
    text = "The dam cost $412 million, they say."
    comments = [comment("there", spot(text, "$412")), comment("not there", spot(text, "they say"))]
    made = returned(data, comments, text=text)
    assert made.not_placed == (NotPlaced("not there", NotPlacedReason.NOT_IN_FILE),)
    assert places_in(made.content) == {"there": "$412"}


def test_words_of_a_header_are_named() -> None:
    data = word(paragraph(run("The dam.")), header1=paragraph(run("Draft of 3 May")))
    text = "Draft of 3 May\n\nThe dam."
    made = returned(data, [comment("c", spot(text, "3 May"))], text=text)
    assert made.not_placed == (NotPlaced("c", NotPlacedReason.NOT_WRITABLE),)
    assert made.content == data


def test_words_of_a_text_read_otherwise_are_found() -> None:
    data = word(*(paragraph(run(f"Line {n} says the same word.")) for n in range(40)))
    text = text_of(data).replace("Line 20 ", "• Line 20 ").replace("\n\n", "\n")
    start = text.index("same", text.index("Line 20"))
    made = returned(data, [comment("c", Span(start, start + 4))], text=text)
    (one,) = comments_in(made.content)
    now = text_of(data)
    assert one.span is not None
    assert one.span.start == now.index("same", now.index("Line 20"))


def threads(data: bytes) -> list[tuple[str, str]]:
    """The words of each comment, and those of the comment that it answers."""
    words = {one.id: one.words for one in comments_in(data)}
    return [(one.words, words.get(one.parent, "")) for one in comments_in(data)]


@pytest.mark.parametrize(
    ("kind", "answered"), [("Word", "0"), ("Google Docs", "0"), ("python-docx", "0")]
)
def test_an_answer_joins_the_thread_of_a_comment(kind: str, answered: str) -> None:
    data = document(kind)
    before = comments_in(data)
    said = next(one.words for one in before if one.id == answered)
    reply = comment("Here is the source.", Span(0, 3), answers=answered)
    made = returned(data, [reply, comment("Other", Span(4, 9))])
    found = {one.words: one for one in comments_in(made.content)}
    asked = next(one for one in comments_in(made.content) if one.id == answered)
    assert found["Here is the source."].span == asked.span
    if kind == "Google Docs":
        assert "word/commentsExtended.xml" not in parts_of(made.content)
    assert ("Here is the source.", said) in threads(made.content)
    assert ("Other", "") in threads(made.content)
    assert len(comments_in(made.content)) == len(before) + 2


def test_an_answer_stands_behind_the_comment_that_it_answers() -> None:
    data = document("python-docx")
    made = returned(data, [comment("c", Span(0, 3), answers="0")])
    body = etree.fromstring(parts_of(made.content)["word/document.xml"])
    marks = [one for one in body.iter() if "omment" in one.tag]
    order = [(etree.QName(one).localname, one.get(w("id"))) for one in marks]
    kinds = ("commentRangeStart", "commentRangeEnd", "commentReference")
    start, end, reference = kinds
    first, second = (start, "0"), (start, "1")
    ends = [(end, "0"), (reference, "0"), (end, "1"), (reference, "1")]
    assert order == [first, second, *ends]


def test_an_answer_to_an_answer_joins_the_thread_at_its_head() -> None:
    data = document("Word")
    made = returned(data, [comment("And?", Span(0, 3), answers="1")])
    assert ("And?", "Source?") in threads(made.content)


def test_links_lead_to_their_addresses() -> None:
    data = word(paragraph(run("The dam cost $412 million.")))
    address = "https://example.org/list?a=1&b=“2”"
    made = returned(data, [comment("The list", Span(0, 3), url=address)])
    (one,) = comments_in(made.content)
    assert (one.words, one.links) == ("The list", (address,))
    unsafe = returned(data, [comment("No link", Span(0, 3), url="file:///etc/passwd")])
    assert [one.links for one in comments_in(unsafe.content)] == [()]


def test_a_comment_has_paragraphs_lines_and_tabs() -> None:
    data = word(paragraph(run("The dam cost $412 million.")))
    paragraphs = ((LinkedWords("Disputed: <no> & “so”\x0b"),), (LinkedWords("a\tb\nc"),))
    one = ManuscriptComment("c", Span(0, 3), paragraphs, 'Ann "A" <Lee>', AT)
    (found,) = comments_in(returned(data, [one]).content)
    assert found.words == "Disputed: <no> & “so”\n\na\tb\nc"
    assert found.author == 'Ann "A" <Lee>'


def test_ids_and_moments_are_whole() -> None:
    data = document("Word")
    made = parts_of(returned(data, [comment("c", Span(0, 3)), comment("d", Span(0, 3))]).content)
    root = etree.fromstring(made["word/comments.xml"])
    ids = [one.get(w("id")) for one in root]
    assert len(ids) == len({*ids}) == 4
    assert [one.get(w("date")) for one in root][2:] == ["2026-11-30T10:00:00Z"] * 2
    assert [one.get(w("initials")) for one in root][2:] == ["AL"] * 2
    codes = [value for one in root.iter() for key, value in one.items() if "paraId" in key]
    assert len(codes) == len({*codes}) == 4
    lasting = etree.fromstring(made["word/commentsIds.xml"])
    assert len([*lasting]) == 3
    body = etree.fromstring(made["word/document2.xml"])
    reference = next(iter(body.iter(w("commentReference"))))
    assert reference.getparent().find(f"{w('rPr')}/{w('rStyle')}").get(w("val")) == (
        "Kommentarzeichen"
    )


def test_people_and_moments_in_utc_are_told_where_the_file_tells_them() -> None:
    asked = f'<w:comment w:id="0" {BY}><w:p w14:paraId="00000001">{run("Why?")}</w:p></w:comment>'
    parts = {
        "comments": asked,
        "commentsExtended": '<w15:commentEx w15:paraId="00000001" w15:done="0"/>',
        "commentsIds": '<w16cid:commentId w16cid:paraId="00000001" w16cid:durableId="11111111"/>',
        "commentsExtensible": '<w16cex:commentExtensible w16cex:durableId="11111111"/>',
    }
    people = (
        '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person '
        'w15:author="Kim"/></w15:people>'
    )
    data = word(
        paragraph(run("The dam cost $412 million.")),
        relations=internal("who", "people", "people.xml"),
        files={"word/people.xml": people},
        **parts,
    )
    made = returned(data, [comment("c", Span(0, 3)), comment("d", Span(0, 3), answers="0")])
    told = parts_of(made.content)
    authors = [one.values()[0] for one in etree.fromstring(told["word/people.xml"])]
    assert authors == ["Kim", AUTHOR]
    moments = [one.values()[1:] for one in etree.fromstring(told["word/commentsExtensible.xml"])]
    assert moments == [[], ["2026-11-30T10:00:00Z"], ["2026-11-30T10:00:00Z"]]
    rows = [dict(one.attrib) for one in etree.fromstring(told["word/commentsExtended.xml"])]
    assert len(rows) == 3
    assert [value for key, value in rows[2].items() if "Parent" in key] == ["00000001"]


def test_a_strict_document_keeps_its_own_names() -> None:
    strict = "http://purl.oclc.org/ooxml"
    plain = parts_of(word(paragraph(run("The dam cost $412 million."))))
    names = {
        f"{OPEN}/wordprocessingml/2006/main": f"{strict}/wordprocessingml/main",
        f"{OPEN}/officeDocument/2006/relationships": f"{strict}/officeDocument/relationships",
    }
    files: dict[str, str | bytes] = {}
    for part, content in plain.items():
        written = content.decode()
        for old, new in names.items():
            written = written.replace(old, new)
        files[part] = written
    made = returned(zipped(files), [comment("The list", Span(4, 7), url="https://example.org")])
    assert places_in(made.content) == {"The list": "dam"}
    parts = parts_of(made.content)
    relations = parts["word/_rels/document.xml.rels"] + parts["word/_rels/comments.xml.rels"]
    kinds = re.findall(rb'Type="([^"]+)/(\w+)"', relations)
    office = f"{strict}/officeDocument/relationships".encode()
    assert [*kinds] == [(office, b"comments"), (office, b"hyperlink")]


def test_the_parts_of_comments_are_made_where_there_are_none() -> None:
    data = word(paragraph(run("The dam cost $412 million.")), main="word/document2.xml")
    made = parts_of(returned(data, [comment("c", Span(0, 3))]).content)
    assert b"/word/comments.xml" in made["[Content_Types].xml"]
    assert b'Target="comments.xml"' in made["word/_rels/document2.xml.rels"]
    assert etree.fromstring(made["word/comments.xml"]).tag == f"{{{W}}}comments"


def strange_spellings() -> Iterator[bytes]:
    """The same document with other prefixes, another encoding, comments and CDATA in it."""
    space = f'xmlns:x="{W}"'
    plain = (
        f"<x:document {space}><x:body><x:p><x:r><x:t>The dam &amp; lake cost money.</x:t></x:r>"
        "</x:p></x:body></x:document>"
    )
    yield plain.encode()
    yield b"\xef\xbb\xbf" + plain.encode()
    yield f'<?xml version="1.0" encoding="utf-16"?>{plain}'.encode("utf-16")
    yield f'<?xml version="1.0" encoding="iso-8859-1"?>\r\n{plain}'.encode("latin-1")
    yield plain.replace("x:", "").replace("xmlns:x", "xmlns").encode()
    yield plain.replace("lake", "<!-- a > b -->l<![CDATA[ak]]>e").encode()
    yield (
        plain.replace("<x:r>", "<x:r a='>' ><?pi x > y?>").replace(space, f"{space} a=''").encode()
    )


@pytest.mark.parametrize("body", [*strange_spellings()])
def test_any_spelling_of_the_body_stays_as_it_is(body: bytes) -> None:
    data = word(files={"word/document.xml": body})
    assert on(data, "dam & la", "ke", "cost") == {
        "dam & la": "dam & la",
        "ke": "ke",
        "cost": "cost",
    }
