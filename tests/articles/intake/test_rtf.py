"""RTF documents: code pages, escapes, hidden text, notes, comments, links, tables, pictures."""

import time

import pytest

from annotator.articles.intake.reader import SUFFIXES, read_bytes
from annotator.articles.model import AnnotationKind, Draft, LeftOut, LeftOutKind
from annotator.kernel.errors import DamagedFile, EmptyText, OddDocument

_FONTS = (
    rb"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204{\*\panose 0202}Times Cyr;}"
    rb"{\f2\fcharset2 Symbol;}{\f3\fcharset128 Mincho;}{\f4\fcharset178 Arabic;}}"
)


def rtf(body: bytes, head: bytes = rb"\ansi\ansicpg1252\uc1") -> bytes:
    return rb"{\rtf1" + head + _FONTS + rb"{\colortbl;\red0;}" + body + b"}"


def read(body: bytes, head: bytes = rb"\ansi\ansicpg1252\uc1") -> Draft:
    return read_bytes(rtf(body, head), "a.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"Caf\'e9 \'93it\'92s\'94", "Café “it’s”"),
        (rb"{\f1 \'cc\'fd\'f0}\f0  \'cc", "Мэр Ì"),
        (rb"{\f3 \'8e\'73\'92\'b7}", "市長"),
        (rb"{\f4 \'c7\'e1\'ce\'c8\'d1}", "الخبر"),
        (rb"\u8364 ?5 and \u26085\'93\u-10179?\u-8704?", "€5 and 日😀"),
        (rb"\uc2\u8364 ??5 {\uc0\u8364 5} \u8364\'80\'805", "€5 €5 €5"),
        (rb"one\line two\tab three\~four", "one\ntwo\tthree\u00a0four"),
        (rb"\ldblquote a\rdblquote\emdash b\endash c\rquote s", "“a”—b–c’s"),
        (rb"co\_op \{braces\} back\\slash", "co\u2011op {braces} back\\slash"),
        (b"bro\r\nken li\nnes", "broken lines"),
        (rb"{\b bold}{\i ita}lic \cf1 x\cf0 y", "boldita­lic xy".replace("\u00ad", "")),
    ],
)
def test_signs_are_read(body: bytes, text: str) -> None:
    assert read(body).text == text


@pytest.mark.parametrize(
    ("head", "sign"), [(rb"\mac", "é"), (rb"\pc", "Ä"), (rb"\ansi\ansicpg1250", "Ž")]
)
def test_the_code_page_of_the_document_is_heeded(head: bytes, sign: str) -> None:
    assert read(rb"a\'8e", head).text == f"a{sign}"


def test_paragraphs_stand_apart() -> None:
    assert read(rb"\pard One.\par Two.\par\par\pard Three.\sect Four.").text == (
        "One.\n\nTwo.\n\nThree.\n\nFour."
    )


def test_items_keep_their_numbers_and_bullets() -> None:
    body = (
        rb"\pard Need:\par\pard{\listtext\pard\plain\f2 \'b7\tab}a bus\par"
        rb"{\listtext 2.\tab}a bridge\par \pard Done."
    )
    assert read(body).text == "Need:\n\n• a bus\n2. a bridge\n\nDone."


def test_rows_of_a_table_stand_on_lines_with_bars() -> None:
    row = rb"\trowd\cellx100\cellx200\pard\intbl %s\cell\pard\intbl %s\cell\row"
    body = rb"Costs:\par" + row % (b"Year", b"Cost") + row % (b"2019", b"412") + rb"\pard After."
    assert read(body).text == "Costs:\n\nYear | Cost\n2019 | 412\n\nAfter."


def test_hidden_and_deleted_words_are_named() -> None:
    draft = read(rb"The {\v secret }quay {\deleted closed }{\revised opens}\v gone\v0  now.")
    assert draft.text == "The quay opens now."
    assert [(part.kind, part.text) for part in draft.left_out] == [
        (LeftOutKind.HIDDEN_TEXT, "secret"),
        (LeftOutKind.DELETED_TEXT, "closed"),
        (LeftOutKind.HIDDEN_TEXT, "gone"),
    ]


def test_headers_and_pictures_are_named() -> None:
    draft = read(
        rb"{\header\pard Draft 3\par}{\footerr Page {\field{\*\fldinst PAGE}{\fldrslt 1}}}"
        rb"The quay."
        rb"{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Divers at the quay}}}"
        rb"\pngblip 89504e47}}"
        rb"{\nonshppict{\pict\wmetafile8 0100}}"
    )
    assert draft.text == "The quay."
    assert [(part.kind, part.text) for part in draft.left_out] == [
        (LeftOutKind.HEADER, "Draft 3"),
        (LeftOutKind.HEADER, "Page 1"),
        (LeftOutKind.IMAGE_TEXT, "Divers at the quay"),
        (LeftOutKind.OBJECT, ""),
    ]


def test_bytes_of_a_picture_are_no_groups() -> None:
    draft = read(rb"One{\pict\bin6 }}}{{{} two")
    assert draft.text == "One two"
    assert draft.left_out == (LeftOut(LeftOutKind.OBJECT, position=3),)


def test_notes_stand_at_the_end() -> None:
    draft = read(
        rb"It cost 4.{\super\chftn}{\footnote\pard{\super\chftn} Letter of 4 March.} So.\par "
        rb"Who?{\footnote\ftnalt An end.}\par Last."
    )
    assert draft.text == (
        "It cost 4.[1] So.\n\nWho?[2]\n\nLast.\n\n[1] Letter of 4 March.\n[2] An end."
    )
    first, second = draft.annotations
    assert (first.kind, first.words) == (AnnotationKind.FOOTNOTE, "Letter of 4 March.")
    assert first.span is not None
    assert first.span.of(draft.text) == "It cost 4."
    assert (second.kind, second.words) == (AnnotationKind.ENDNOTE, "An end.")


def test_comments_stand_at_their_words() -> None:
    draft = read(
        rb"It cost {\*\atrfstart 7}412 million{\*\atrfend 7}{\*\atnid IB}{\*\atnauthor Ines Berg}"
        rb"\chatn{\*\annotation{\*\atnref 7}{\*\atndate 132902135}\pard Which year?} dollars."
    )
    (comment,) = draft.annotations
    assert draft.text == "It cost 412 million dollars."
    assert (comment.kind, comment.words) == (AnnotationKind.COMMENT, "Which year?")
    assert comment.author == "Ines Berg"
    assert comment.at == "2026-11-29T19:55:00"
    assert comment.span is not None
    assert comment.span.of(draft.text) == "412 million"


@pytest.mark.parametrize(
    ("outside", "inside", "moment"),
    [
        # a Saturday and a Thursday, for which the number is below zero
        (b"", rb"{\*\atndate -940841737}", "2026-11-28T19:55:00"),
        (b"", rb"{\*\atndate -2014587657}", "2026-11-26T19:55:00"),
        (rb"{\*\atntime\yr2026\mo11\dy29\hr19\min55}", b"", "2026-11-29T19:55:00"),
        (rb"{\*\atntime {\yr2026\mo11\dy29\hr19\min55\sec7}}", b"", "2026-11-29T19:55:07"),
        (rb"{\*\atntime\yr2026\mo11\dy29}", rb"{\*\atndate 0}", "2026-11-29T00:00:00"),
        (b"", rb"{\*\atndate 0}", ""),
        (b"", b"", ""),
    ],
)
def test_a_comment_has_the_moment_that_the_file_tells(
    outside: bytes, inside: bytes, moment: str
) -> None:
    body = (
        rb"It cost {\*\atrfstart 7}412{\*\atrfend 7}{\*\atnauthor Ines}" + outside + rb"\chatn"
        rb"{\*\annotation{\*\atnref 7}" + inside + rb"Which year?} and {\*\atnauthor Bo}"
        rb"\chatn{\*\annotation Why?}more."
    )
    first, second = read(body).annotations
    assert (first.author, first.words, first.at) == ("Ines", "Which year?", moment)
    assert (second.author, second.words, second.at) == ("Bo", "Why?", "")


@pytest.mark.parametrize(
    ("result", "shown"), [(b"", "東京(とうきょう)"), (b"shown", "shown")], ids=["none", "shown"]
)
def test_words_with_their_reading_are_read_once(result: bytes, shown: str) -> None:
    base, reading = (
        b"".join(rb"\u%d?" % ord(sign) for sign in words) for words in ("東京", "とうきょう")
    )
    field = (
        rb'{\field{\*\fldinst { EQ \\* jc3 \\* "Font:Calibri" \\* hps22 \\o\\al(\\s\\up 10('
        + reading
        + rb"),"
        + base
        + rb")}}{\fldrslt {"
        + result
        + rb"}}}"
    )
    assert read(rb"The " + field + rb" office.").text == f"The {shown} office."


def test_links_stand_at_their_words() -> None:
    draft = read(
        rb'See {\field{\*\fldinst{HYPERLINK "https://example.org/a"}}'
        rb"{\fldrslt{\ul the list}}} here."
    )
    (link,) = draft.annotations
    assert draft.text == "See the list here."
    assert (link.kind, link.url) == (AnnotationKind.LINK, "https://example.org/a")
    assert link.span is not None
    assert link.span.of(draft.text) == "the list"


def test_a_text_box_is_read_behind_its_paragraph() -> None:
    box = (
        rb"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard In short.\par}}"
        rb"{\shprslt x}}"
    )
    assert read(rb"The quay " + box + rb"closes.\par It rains.").text == (
        "The quay closes.\n\nIn short.\n\nIt rains."
    )


def test_unknown_groups_that_may_be_ignored_are() -> None:
    assert read(rb"One{\*\xyzzy two{\b three}} four{\unknown  five}.").text == "One four five."


def test_the_document_tells_its_title_and_author() -> None:
    draft = read(rb"{\info{\title The dam \u8211? again}{\author Ines Berg}}Words.")
    assert (draft.metadata.title, draft.metadata.byline) == ("The dam – again", "Ines Berg")


def test_it_is_told_by_its_content() -> None:
    assert ".rtf" in SUFFIXES
    draft = read_bytes(rtf(b"Homes"), "a.doc")
    assert draft.text == "Homes"
    assert draft.original is not None
    assert draft.original.mime == "application/rtf"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (rtf(rb"Cut short")[:-8], DamagedFile),
        (rtf(b"{" * 3000 + b"}" * 3000), OddDocument),
        (rtf(rb"{\footnote " * 100 + b"}" * 100 + b"x"), OddDocument),
        (rtf(rb"{\shp{\*\shpinst{\shptxt " * 60 + b"}}}" * 60), OddDocument),
        (rtf(rb"\par\par"), EmptyText),
        (rtf(rb"{\*\generator x;}" * 20_000 + rb"{\f1 a}" * 20_000), None),
        (rtf(rb"\bin99999999999 x"), DamagedFile),
    ],
    ids=["cut", "deep", "notes", "boxes", "blank", "long", "bin"],
)
def test_hostile_documents_end_within_seconds(data: bytes, error: type[Exception] | None) -> None:
    start = time.monotonic()
    if error is None:
        read_bytes(data, "a.rtf")
    else:
        with pytest.raises(error):
            read_bytes(data, "a.rtf")
    assert time.monotonic() - start < 20
