"""REFI-QDA projects: what is coded in their texts, and what may be wrong with them."""

import pytest

from annotator.exchange.anchoring.offset_detection import UnitUndecided, unit_of
from annotator.exchange.formats import zip_files as packages
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.errors import DamagedFile, TooMuch, UnknownForm, Unsafe
from tests.articles.intake.documents import repacked, zipped
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS, UTF16
from tests.exchange.formats.annotation_samples import GUID, LINK, places, qde, qdpx, read, selection

THREE = [selection(number) for number in range(3)]
ALL = [(span,) for span in SPANS]
CODING = '<Coding guid="c"><CodeRef targetGUID="{}"/></Coding>'


def one(inner: str = "", notes: str = "", **other: str) -> ImportedAnnotation:
    file = read(qdpx(qde(selection(0, inner, **other), notes=notes)))
    assert not file.bad
    (found,) = file.annotations
    return found


def test_all_that_is_coded_is_read() -> None:
    inner = (
        "<Description>From the release.</Description>"
        + CODING.format("code-disputed")
        + CODING.format("t1")
        + '<NoteRef targetGUID="n1"/>'
    )
    notes = f'<Note guid="N1"><PlainTextContent>No.\nEvidence: {LINK}</PlainTextContent></Note>'
    assert one(inner, notes) == ImportedAnnotation(
        "“Jobs report”, selection 1",
        identity="00000000-0000-0000-0000-000000000000",
        text_key=GUID.lower(),
        offsets=((38, 63),),
        quote=QUOTES[0],
        verdict="disputed",
        tags=("statistics",),
        comment="From the release.\nNo.",
        links=(LINK,),
        annotator="anna",
        made_at="2026-11-20T09:00:00Z",
    )


@pytest.mark.parametrize(
    "source",
    [
        f'plainTextPath="internal://{GUID}.txt"',
        f'plainTextPath="INTERNAL://{GUID.lower()}.TXT"',
        f'plainTextPath="{GUID}.txt"',
        f"><PlainTextContent>{ARTICLE}</PlainTextContent>",
    ],
)
def test_the_text_is_found_wherever_it_is(source: str) -> None:
    file = read(qdpx(qde(*THREE, source=source)))
    assert file.form.startswith("REFI-QDA")
    assert [(text.text, text.metadata.title) for text in file.texts] == [(ARTICLE, "Jobs report")]
    assert places(file) == ALL


@pytest.mark.parametrize("text", [ARTICLE, "\ufeff" + ARTICLE, ARTICLE.replace("\n", "\r\n")])
def test_a_text_with_a_byte_order_mark_or_other_line_ends_is_the_same(text: str) -> None:
    assert places(read(qdpx(qde(*THREE), text.encode()))) == ALL


def test_a_project_that_counts_utf16_units_is_found_to() -> None:
    shifted = [
        selection(n, startPosition=str(start), endPosition=str(end))
        for n, (start, end) in enumerate(UTF16)
    ]
    assert places(read(qdpx(qde(*shifted)))) == ALL


def test_the_xml_file_may_have_any_name_and_stand_alone() -> None:
    files: dict[str, str | bytes] = {
        "Trial.QDE": qde(*THREE),
        f"sources/{GUID.lower()}.txt": ARTICLE,
    }
    assert places(read(zipped(files), "Trial.qdpx")) == ALL
    inside = qde(*THREE, source=f"><PlainTextContent>{ARTICLE}</PlainTextContent>")
    assert places(read(inside, "Trial.qde")) == ALL


def test_names_that_are_not_the_words_say_nothing_of_them() -> None:
    named = [selection(n, name="1F2E3D4C-0000") for n in range(3)]
    file = read(qdpx(qde(*named)))
    assert [one.quote for one in file.annotations] == ["", "", ""]
    assert isinstance(unit_of(ARTICLE, file.annotations), UnitUndecided)


def test_a_name_cut_short_stands_for_all_the_words() -> None:
    assert one(name="unemployment rose to …").quote == QUOTES[0]
    assert one(name="unemployment rose to 11").quote == QUOTES[0]
    assert one(name="unempl").quote == ""


@pytest.mark.parametrize("inside", ["\n", "📈"])
def test_a_name_that_may_be_cut_short_or_not_says_nothing(inside: str) -> None:
    text = f"Rents rose by half in a{inside} year, all of them."
    # whole in a way that counts a sign inside as two, and cut short where it counts as one
    name = text[:30]
    xml = qde(selection(0, name=name, startPosition="0", endPosition="31"))
    (found,) = read(qdpx(xml.replace("\n", "&#10;"), text)).annotations
    assert (found.quote, found.offsets) == ("", ((0, 31),))
    short = qde(selection(0, name=text[:12], startPosition="0", endPosition="12"))
    assert read(qdpx(short, text)).annotations[0].quote == text[:12]


def test_missing_dates_and_users_are_empty() -> None:
    found = one(creatingUser="", creationDateTime="")
    assert (found.annotator, found.made_at) == ("", "")


def test_each_persons_codes_are_an_annotation() -> None:
    inner = CODING.format("code-disputed") + CODING.replace(
        'guid="c"', 'guid="d" creatingUser="user-basim"'
    ).format("code-verified")
    file = read(qdpx(qde(selection(0, inner))))
    assert [(one.annotator, one.verdict) for one in file.annotations] == [
        ("anna", "disputed"),
        ("basim", "verified"),
    ]


def coded(book: str, *guids: str) -> tuple[str, str, tuple[str, ...]]:
    """What a selection says that has these codes of a code book."""
    xml = qde(selection(0, "".join(CODING.format(guid) for guid in guids)))
    start, end = xml.index("<Codes>"), xml.index("</Codes>")
    (found,) = read(qdpx(f"{xml[:start]}<Codes>{book}{xml[end:]}")).annotations
    return found.verdict, found.reason, found.tags


def code(name: str, *inside: str) -> str:
    return f'<Code guid="{name}" name="{name}">{"".join(inside)}</Code>'


def test_a_code_that_means_a_verdict_is_one_wherever_it_stands() -> None:
    book = code("jobs", code("False")) + code("misleading")
    assert coded(book, "jobs", "false") == ("False", "", ("jobs",))
    assert coded(book, "misleading") == ("misleading", "", ())
    assert coded(book, "jobs") == ("", "", ("jobs",))


def test_a_code_below_a_verdict_is_that_verdict_and_a_tag() -> None:
    book = code("Verdict", code("Disputed", code("wrong sum"), code("Reason", code("misleading"))))
    assert coded(book, "wrong sum") == ("disputed", "", ("wrong sum",))
    for guids in (("disputed", "misleading"), ("misleading", "disputed")):
        assert coded(book, *guids) == ("Disputed", "misleading", ())


def test_a_code_under_verdict_that_means_none_is_told_as_it_is() -> None:
    assert coded(code("Verdict", code("odd"), code("x")), "odd", "x") == ("odd", "", ("x",))


def test_codes_and_notes_that_are_not_there_are_named() -> None:
    inner = CODING.format("gone") + CODING.format("t1") + '<NoteRef targetGUID="gone"/>'
    file = read(qdpx(qde(selection(0, inner))))
    assert file.annotations[0].tags == ("statistics",)
    assert [bad.why for bad in file.bad] == [
        "It has a code that the file does not explain.",
        "It has a note that the file does not hold.",
    ]


def test_a_comment_on_evidence_without_an_address_is_a_comment() -> None:
    found = one("<Description>Evidence: none\nEvidence: 4</Description>")
    assert (found.comment, found.links) == ("Evidence: none\nEvidence: 4", ())


def test_our_own_names_are_of_code_points() -> None:
    text = f"Rents rose by half in a\n year 📈, {'all of them, ' * 4}and so on."
    place = {"startPosition": "0", "endPosition": "70"}
    xml = qde(selection(0, name=f"{text[:59]}…".replace("\n", "&#10;"), **place))
    assert read(qdpx(xml, text)).annotations[0].quote == ""
    ours = xml.replace('origin="TOOL"', 'origin="Annotator"')
    assert read(qdpx(ours, text)).annotations[0].quote == text[:70]


def test_links_that_are_none_are_named() -> None:
    inner = "<Description>Evidence: javascript:alert(1)</Description>"
    file = read(qdpx(qde(selection(0, inner))))
    assert file.annotations[0].links == ()
    assert "not a web address" in file.bad[0].why


@pytest.mark.parametrize(
    "source", ['plainTextPath="absolute:///etc/passwd"', 'plainTextPath="internal://b.txt"', ""]
)
def test_a_text_that_is_not_in_the_file_is_named_and_the_others_are_read(source: str) -> None:
    other = f'<TextSource guid="B" name="Other" {source}>{selection(0)}</TextSource>'
    xml = qde(*THREE).replace("</Sources>", other + "</Sources>")
    file = read(qdpx(xml))
    assert places(file) == ALL
    assert [(bad.where, bad.why) for bad in file.bad] == [
        ("text 2", "Its text is not in the file.")
    ]


def test_a_text_of_one_sign_and_a_selection_of_none_do_no_harm() -> None:
    none = selection(0, startPosition="1", endPosition="1", name="")
    file = read(qdpx(qde(none), b"A"))
    assert file.annotations[0].offsets == ((1, 1),)
    assert file.annotations[0].quote == ""


def test_other_sources_are_counted() -> None:
    xml = qde(*THREE).replace("</Sources>", '<PDFSource guid="P"/></Sources>')
    assert read(qdpx(xml)).bad[0].where == "1 other source"


@pytest.mark.parametrize("start", ['startPosition="-1"', 'startPosition="x"', 'startPosition="99"'])
def test_a_selection_that_lies_nowhere_is_named(start: str) -> None:
    file = read(qdpx(qde(selection(0).replace('startPosition="38"', start), THREE[1])))
    assert len(file.annotations) == 1
    assert file.bad[0].where == "“Jobs report”, selection 1"


@pytest.mark.parametrize(
    "path", ["../evil.txt", "/evil.txt", "sources\\..\\..\\evil.txt", "C:x.txt"]
)
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(Unsafe, match="points outside itself"):
        read(qdpx(qde(*THREE), **{path: "x"}))


def test_a_file_that_unpacks_to_far_more_than_it_is_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = qdpx(qde(*THREE), bomb=b"\0" * 30_000_000)
    with pytest.raises(Unsafe, match="unpacks to far more"):
        read(bomb)
    monkeypatch.setattr(packages, "LIMIT", 1000)
    with pytest.raises(TooMuch, match="at most"):
        read(qdpx(qde(*THREE)))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Project [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE Project SYSTEM "https://example.org/x.dtd">',
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_outer_files_are_refused(doctype: str, encoding: str) -> None:
    xml = qde(*THREE).replace("?><", f"?>{doctype}<", 1).replace("utf-8", encoding)
    for name in ("a.qde", "a.xml"):
        with pytest.raises(Unsafe):
            read(xml.encode(encoding), name)


@pytest.mark.parametrize(
    "data",
    [
        zipped({"a.qde": qde(*THREE), "b.qde": qde(*THREE)}),
        zipped({"sub/project.qde": qde(*THREE)}),
        zipped({"words/document.xml": "<w/>"}),
        zipped({"project.qde": "<Project/>"}),
        b"<html><body>No project</body></html>",
        b"<p>Not <b>closed",
    ],
)
def test_what_is_no_project_is_told_to_be_none(data: bytes) -> None:
    with pytest.raises(UnknownForm):
        read(data, "a.xml")


@pytest.mark.parametrize(
    "data",
    [
        qdpx(qde(*THREE))[:-40],
        qdpx(qde(*THREE)[:-9]),
        qdpx("<a>" * 100_000),
        qde(*THREE)[:-9].encode(),
    ],
)
def test_a_broken_project_is_told_to_be_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(data, "a.qde")


@pytest.mark.parametrize(("way", "data"), repacked(qdpx(qde(*THREE))).items())
def test_a_zip_file_packed_in_any_other_way_is_refused(way: str, data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(data, f"{way}.qdpx")
