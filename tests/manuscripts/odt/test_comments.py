"""Comments that go into a writer's own OpenDocument text."""

import zipfile
from io import BytesIO

import pytest

from annotator.articles.intake.reader import read_document
from annotator.articles.model import OriginalFile
from annotator.kernel.errors import Cancelled, EncryptedFile
from annotator.kernel.positions import Span
from annotator.manuscripts.formats.odt.writer import write_into
from annotator.manuscripts.model import (
    LinkedWords,
    ManuscriptComment,
    NotPlaced,
    NotPlacedReason,
)
from tests.articles.intake.word.open_documents import MIME, odt
from tests.manuscripts.odt.odt_returns import (
    AT,
    NAME,
    comment_on,
    comments_in,
    content_of,
    places_in,
    tree_of,
    with_comments,
    without_insertions,
    written,
)

DAM = "<text:p>The dam cost $412 million in May.</text:p>"
NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>By the office.</text:p></text:note-body></text:note>"
)
BOX = (
    '<draw:frame text:anchor-type="as-char"><draw:text-box><text:p>In short: a dam.</text:p>'
    "</draw:text-box></draw:frame>"
)


def test_a_comment_stands_on_its_very_words() -> None:
    data = odt(DAM)
    returned = with_comments(data, "$412")
    assert returned.not_placed == ()
    assert places_in(returned.content) == {"$412": "$412"}
    (comment,) = comments_in(returned.content)
    assert (comment.author, comment.at) == ("Ann Lee", AT)
    assert read_document(returned.content, NAME).text == read_document(data, NAME).text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "<text:p>The <text:span>dam cost</text:span> $412.</text:p>",
            ["dam", "The dam", "cost $4"],
        ),
        ("<text:p>The\n   dam   <text:span> cost</text:span>\n a lot.</text:p>", ["dam cost a"]),
        ("<text:p>It<text:s text:c='3'/>is<text:tab/>so</text:p>", ["It   is\tso", "is"]),
        ("<text:p>One<text:line-break/>two</text:p>", ["One\ntwo", "two"]),
        ("<text:h text:outline-level='1'>A head</text:h><text:p>Words</text:p>", ["head\n\nWords"]),
        (
            "<text:p>See <text:a xlink:href='https://x.org/'>the report</text:a>.</text:p>",
            ["the report", "See the", "report."],
        ),
        (
            "<text:list><text:list-item><text:p>a bus</text:p></text:list-item></text:list>",
            ["bus", "a bus"],
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Town</text:p>"
            "</table:table-cell><table:table-cell><text:p>four</text:p></table:table-cell>"
            "</table:table-row></table:table>",
            ["Town", "Town | four", "four"],
        ),
        (f"<text:p>Words {BOX} there.</text:p>", ["short: a", "Words", "there."]),
        (f"<text:p>Known{NOTE} now.</text:p>", ["Known[1] now", "now"]),
        ("<text:section><text:p>Part</text:p></text:section>", ["Part"]),
        (
            "<text:p>On <text:date>3 May 2026</text:date> it <text:bookmark-start text:name='b'/>"
            "rained<text:bookmark-end text:name='b'/>.</text:p>",
            ["On 3 May 2026", "3 May 2026", "rained", "it rained."],
        ),
        ("<text:p>A &amp; B &lt;C&gt; &#8364;5</text:p>", ["& B", "B <C> €5", "5"]),
        ("<text:p>A<!-- no --> B <![CDATA[C < D]]> E</text:p>", ["A B", "C", "< D E"]),
        ("<text:p>ارتفعت نسبة البطالة إلى 11 في المائة</text:p>", ["نسبة البطالة", "11 في"]),
        ("<text:p>失业率上升到百分之十一</text:p>", ["上升到", "十一"]),
        (
            "<text:p>So 😀 and 👩🏽‍⚕️, in e\u0301te\u0301</text:p>",
            ["😀 and", "👩🏽‍⚕️", "e\u0301te\u0301"],
        ),
        ("<text:p>soft<text:soft-page-break/>page</text:p>", ["softpage", "page"]),
        (
            "<text:p>Old <office:annotation office:name='k'><dc:creator>Kim</dc:creator><text:p>"
            "Hm</text:p></office:annotation>words<office:annotation-end office:name='k'/>."
            "</text:p>",
            ["Old words", "words", "ords."],
        ),
        (
            "<text:tracked-changes><text:changed-region text:id='c1'><text:insertion/>"
            "</text:changed-region><text:changed-region text:id='c2'><text:deletion><text:p>gone"
            "</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>It was "
            "<text:change-start text:change-id='c1'/>very <text:change-end text:change-id='c1'/>"
            "<text:change text:change-id='c2'/>long.</text:p>",
            ["was very long", "very", "long."],
        ),
    ],
)
def test_words_of_every_kind_are_found(body: str, words: list[str]) -> None:
    data = odt(body)
    returned = with_comments(data, *words)
    assert returned.not_placed == ()
    found = places_in(returned.content)
    assert {one: found[one.strip()] for one in words} == {one: one for one in words}
    assert without_insertions(returned.content, data) == tree_of(data)


def test_comments_that_overlap_keep_to_their_words() -> None:
    data = odt("<text:p>The dam <text:span>cost $412 million</text:span> in May.</text:p>")
    words = ("dam cost", "cost $412", "$412 million in", "million", "The dam cost $412 million in")
    returned = with_comments(data, *words)
    assert places_in(returned.content) == dict(zip(words, words, strict=True))


def test_words_of_a_note_are_told_at_its_mark() -> None:
    data = odt(f"<text:p>Known{NOTE} now.</text:p>")
    returned = with_comments(data, "By the office")
    assert places_in(returned.content) == {"By the office": "[1]"}
    assert without_insertions(returned.content, data) == tree_of(data)


def test_words_of_two_texts_are_told_at_those_of_the_first() -> None:
    cell = "<table:table-cell><text:p>Town</text:p></table:table-cell>"
    data = odt(
        "<text:p>Before it.</text:p><table:table><table:table-row>"
        f"{cell}</table:table-row></table:table>"
    )
    returned = with_comments(data, "it.\n\nTown")
    assert [*places_in(returned.content).values()] == ["it."]


def test_words_of_a_shape_are_told_at_the_shape() -> None:
    shape = "<draw:custom-shape><text:p>In a bubble</text:p></draw:custom-shape>"
    data = odt(f"<text:p>Words {shape}there.</text:p>")
    returned = with_comments(data, "a bubble")
    assert returned.not_placed == ()
    assert without_insertions(returned.content, data) == tree_of(data)


def test_deleted_words_are_told_where_they_stood() -> None:
    data = odt(
        "<text:tracked-changes><text:changed-region text:id='c2'><text:deletion><text:p>surely "
        "</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>It is <text:change text:change-id='c2'/>long.</text:p>"
    )
    text = "It is surely long."
    returned = written(data, [comment_on(text, "surely")], text=text)
    assert returned.not_placed == ()
    assert places_in(returned.content) == {"surely": ""}
    assert without_insertions(returned.content, data) == tree_of(data)


def test_words_that_are_not_in_the_file_are_said() -> None:
    text = "The dam cost $412 million in May.\n\nA part that somebody took in."
    returned = written(
        odt(DAM), [comment_on(text, "somebody"), comment_on(text, "$412")], text=text
    )
    assert returned.not_placed == (NotPlaced("somebody", NotPlacedReason.NOT_IN_FILE),)
    assert places_in(returned.content) == {"$412": "$412"}


def test_a_comment_tells_its_paragraphs_and_links() -> None:
    data = odt(DAM)
    paragraphs = (
        (LinkedWords("Disputed:  contradicted\tby <all> & \x07all 😀"),),
        (LinkedWords("See "), LinkedWords("Budget", "https://example.org/?a=1&b=2")),
        (LinkedWords("No link", "javascript:alert(1)"),),
    )
    comment = ManuscriptComment("c1", Span(4, 7), paragraphs, "Zoë & Co", AT)
    (found,) = comments_in(written(data, [comment]).content)
    assert found.words.split("\n\n") == [
        "Disputed:  contradicted\tby <all> & all 😀",
        "See Budget",
        "No link",
    ]
    assert found.links == ("https://example.org/?a=1&b=2",)
    assert found.author == "Zoë & Co"
    assert "<text:p>See <text:a " in content_of(written(data, [comment]).content)


THREAD = (
    "<text:p>The <office:annotation{name}><dc:creator>Kim</dc:creator><text:p>Really?</text:p>"
    "</office:annotation>dam{end} cost.</text:p>"
)


@pytest.mark.parametrize(
    ("name", "end", "answered", "place"),
    [
        (" office:name='k'", "<office:annotation-end office:name='k'/>", "k", "dam"),
        ("", "", "comment 1", ""),
    ],
)
def test_a_comment_answers_one_of_the_file(name: str, end: str, answered: str, place: str) -> None:
    data = odt(THREAD.format(name=name, end=end))
    text = read_document(data, NAME).text
    answer = comment_on(text, "cost", "Verified.", answers=answered)
    returned = written(data, [answer])
    first, second = comments_in(returned.content)
    assert second.parent == first.id
    assert (second.words, places_in(returned.content)["Verified."]) == ("Verified.", place)


def test_names_of_the_file_are_not_taken_again() -> None:
    data = odt(
        THREAD.format(name=" office:name='dam'", end="<office:annotation-end office:name='dam'/>")
    )
    returned = with_comments(data, "dam")
    names = [one.id for one in comments_in(returned.content)]
    assert sorted(names) == ["dam", "dam-2"]


def test_all_else_in_the_package_stays_byte_for_byte() -> None:
    data = odt(DAM, files={"Pictures/a.png": b"\x89PNG" * 100, "settings.xml": "<a/>"})
    returned = with_comments(data, "$412").content
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(BytesIO(returned)) as now:
        assert now.namelist() == before.namelist()
        first = now.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in now.namelist():
            assert (now.read(name) == before.read(name)) == (name != "content.xml")
    assert returned[:100] == data[:100]
    assert MIME.encode() in returned[:100]


def test_names_that_the_file_does_not_know_are_declared() -> None:
    body = odt(DAM)
    plain = content_of(body)
    for prefix in ("dc", "xlink", "loext"):
        start = plain.index(f"xmlns:{prefix}=")
        plain = plain[:start] + plain[plain.index('"', plain.index('"', start) + 1) + 1 :]
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as package, zipfile.ZipFile(buffer, "w") as target:
        for name in package.namelist():
            target.writestr(name, plain if name == "content.xml" else package.read(name))
    returned = with_comments(buffer.getvalue(), "$412")
    assert places_in(returned.content) == {"$412": "$412"}


def test_nothing_to_write_leaves_the_file_as_it_is() -> None:
    data = odt(DAM)
    assert written(data, []).content == data


def test_a_locked_file_is_refused_in_a_sentence() -> None:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = odt(DAM, files={"META-INF/manifest.xml": manifest})
    with pytest.raises(EncryptedFile):
        written(data, [], text="x")


def test_it_can_be_cancelled() -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    data = odt(DAM)
    text = read_document(data, NAME).text
    with pytest.raises(Cancelled):
        write_into(OriginalFile(NAME, "", data), text, [comment_on(text, "dam")], [], stop)
