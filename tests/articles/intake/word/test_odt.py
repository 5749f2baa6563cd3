"""OpenDocument texts: every word arrives once or is named once, and marks stand at their words."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.articles.intake.reader import read_bytes, read_document
from annotator.articles.model import AnnotationKind, Changes, Draft, DraftAnnotation, LeftOutKind
from annotator.kernel.errors import DamagedFile, EmptyText, EncryptedFile
from tests.articles.intake.word.open_documents import NAMESPACES, STYLES, odt
from tests.articles.intake.word.word_kinds import Told, Words, words_of
from tests.judges import text_by_libreoffice

INFO = (
    "<office:change-info><dc:creator>Kim</dc:creator><dc:date>2026-03-01T10:00:00</dc:date>"
    "</office:change-info>"
)


def region(name: str, kind: str, inner: str = "") -> str:
    return (
        f'<text:changed-region text:id="{name}"><text:{kind}>{INFO}{inner}</text:{kind}>'
        "</text:changed-region>"
    )


def changes(*regions: str) -> str:
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def p(*inner: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{"".join(inner)}</text:p>'


def table(*rows: str) -> str:
    return f'<table:table table:name="T">{"".join(rows)}</table:table>'


def row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def frame(inner: str) -> str:
    return f'<draw:frame draw:name="F">{inner}</draw:frame>'


RUNS = {
    "words": "{}",
    "span": "<text:span>{}</text:span>",
    "span in a span": "<text:span>{}<text:span> {}</text:span> {}</text:span>",
    "link": '<text:a xlink:href="https://a.example">{}</text:a>',
    "line break": "{}<text:line-break/>{}",
    "tab and spaces": '{}<text:tab/>{}<text:s text:c="3"/>{}',
    "soft page break": "{} <text:soft-page-break/>{}",
    "field": "<text:date>{}</text:date>",
    "conditional text": '<text:conditional-text text:condition="x">{}</text:conditional-text>',
    "placeholder": "<text:placeholder>{}</text:placeholder>",
    "reference": '<text:bookmark-ref text:ref-name="b">{}</text:bookmark-ref>',
    "choice": '<text:drop-down><text:label text:value="no"/>{}</text:drop-down>',
    "meta field": "<text:meta-field>{}</text:meta-field>",
    "ruby": "<text:ruby><text:ruby-base>{}</text:ruby-base><text:ruby-text>{}</text:ruby-text>"
    "</text:ruby>",
    "text box": frame(f"<draw:text-box>{p('{}')}</draw:text-box>"),
    "box in a box": frame(
        "<draw:text-box><text:p>{}"
        + frame("<draw:text-box><text:p>{}</text:p></draw:text-box>")
        + "</text:p></draw:text-box>"
    ),
    "shape": f"<draw:custom-shape>{p('{}')}</draw:custom-shape>",
    "shape in a group": f"<draw:g><draw:rect>{p('{}')}</draw:rect></draw:g>",
    "link around a frame": (
        "<draw:a>" + frame("<draw:text-box><text:p>{}</text:p></draw:text-box>") + "</draw:a>"
    ),
    "equation": frame(
        "<draw:object><math:math><math:mfrac><math:mi>{}</math:mi><math:mi>{}</math:mi>"
        "</math:mfrac></math:math></draw:object>"
    ),
    "note": (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('{}')}</text:note-body></text:note>"
    ),
    "endnote": (
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>'
        f"<text:note-body>{p('{}')}</text:note-body></text:note>"
    ),
    "note in a note": (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}"
        "<text:note><text:note-citation>2</text:note-citation><text:note-body><text:p>{}"
        "</text:p></text:note-body></text:note></text:p></text:note-body></text:note>"
    ),
    "shown by condition": ('<text:hidden-text text:is-hidden="false" text:string-value="{}"/>'),
    "unknown element": "<x:new>{}</x:new>",
    "content control": "<loext:content-control>{}</loext:content-control>",
    "highlighted": '<text:span text:style-name="Yellow">{}</text:span>',
}
BLOCKS = {
    "paragraph": "<text:p>@</text:p>",
    "heading": '<text:h text:outline-level="1">@</text:h>',
    "list": "<text:list><text:list-item><text:p>@</text:p></text:list-item></text:list>",
    "list header": "<text:list><text:list-header><text:p>@</text:p></text:list-header></text:list>",
    "list in a list": (
        "<text:list><text:list-item><text:p>@</text:p><text:list><text:list-item><text:p>@"
        "</text:p></text:list-item></text:list><text:p>@</text:p></text:list-item></text:list>"
    ),
    "section": "<text:section><text:p>@</text:p></text:section>",
    "contents": (
        "<text:table-of-content><text:index-body><text:index-title><text:p>@</text:p>"
        "</text:index-title><text:p>@</text:p></text:index-body></text:table-of-content>"
    ),
    "table": table(row("<text:p>@</text:p>", "<text:p>@</text:p>")),
    "rows of a heading": (
        f"<table:table><table:table-header-rows>{row('<text:p>@</text:p>')}"
        f"</table:table-header-rows>{row('<text:p>@</text:p>')}</table:table>"
    ),
    "table in a cell": table(row(table(row("<text:p>@</text:p>", "<text:p/>")))),
    "list in a cell": table(
        row("<text:list><text:list-item><text:p>@</text:p></text:list-item></text:list>", p("x"))
    ),
    "frame on the page": frame("<draw:text-box><text:p>@</text:p></draw:text-box>"),
    "numbered paragraph": ("<text:numbered-paragraph><text:p>@</text:p></text:numbered-paragraph>"),
}
HIDDEN, DELETED = LeftOutKind.HIDDEN_TEXT, LeftOutKind.DELETED_TEXT
LOST = {
    "hidden": ('<text:span text:style-name="Ghost">{}</text:span>', HIDDEN),
    "hidden by the style of a style": (
        '<text:span text:style-name="Spectre">{}</text:span>',
        HIDDEN,
    ),
    "hidden by a condition": (
        '<text:hidden-text text:is-hidden="true" text:string-value="{}"/>',
        HIDDEN,
    ),
    "hidden text box": (
        '<text:span text:style-name="Ghost">'
        + frame("<draw:text-box><text:p>{}</text:p></draw:text-box>")
        + "</text:span>",
        HIDDEN,
    ),
    "picture": (frame("<draw:image/><svg:desc>{}</svg:desc>"), LeftOutKind.IMAGE_TEXT),
    "chart": (
        frame("<draw:object><x:chart><text:p>{}</text:p></x:chart></draw:object>"),
        LeftOutKind.OBJECT,
    ),
}
LOST_BLOCKS = {
    "hidden paragraph": ('<text:p text:style-name="Phantom">{}</text:p>', HIDDEN),
    "hidden section": (
        '<text:section text:name="s" text:display="none"><text:p>{}</text:p><text:p>{}'
        "</text:p></text:section>",
        HIDDEN,
    ),
    "covered cell": (
        "<table:table><table:table-row><table:table-cell><text:p/></table:table-cell>"
        "<table:covered-table-cell><text:p>{}</text:p></table:covered-table-cell>"
        "</table:table-row></table:table>",
        HIDDEN,
    ),
    "description of a table": (
        "<table:table><table:desc>{}</table:desc></table:table>",
        LeftOutKind.IMAGE_TEXT,
    ),
    "words outside of paragraphs": ("<x:new>{}</x:new>", LeftOutKind.OTHER),
}
IN_TEXT = [
    *(pytest.param(f"<text:p>{markup}</text:p>", id=name) for name, markup in RUNS.items()),
    *(pytest.param(markup.replace("@", "{}"), id=name) for name, markup in BLOCKS.items()),
]
AWAY = [
    *(pytest.param(f"<text:p>{m}</text:p>", kind, id=name) for name, (m, kind) in LOST.items()),
    *(pytest.param(m, kind, id=name) for name, (m, kind) in LOST_BLOCKS.items()),
]


def read(*body: str, **parts: str) -> Draft:
    return read_bytes(odt(p("BEFORE"), *body, files=None, **parts), "a.odt")


@pytest.mark.parametrize("markup", IN_TEXT)
def test_words_that_a_reader_sees_are_in_the_text_once(markup: str) -> None:
    told = Told.of(markup, read)
    assert told.in_text == told.given
    assert not told.left_out


@pytest.mark.parametrize(("markup", "kind"), AWAY)
def test_words_that_no_reader_sees_are_named_once(markup: str, kind: LeftOutKind) -> None:
    told = Told.of(markup, read)
    assert told.left_out_as(kind) == told.given
    assert not told.in_text


runs = st.sampled_from([*RUNS.values(), *(markup for markup, _ in LOST.values())])
paragraphs = st.lists(runs, min_size=1, max_size=4).map(" ".join)
blocks = st.recursive(
    st.tuples(st.sampled_from([*BLOCKS.values()]), paragraphs).map(
        lambda pair: pair[0].replace("@", pair[1])
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda cells: table(row(*cells))),
        inner.map(lambda one: f"<text:list><text:list-item>{one}</text:list-item></text:list>"),
        inner.map(lambda one: f"<text:section>{one}</text:section>"),
        st.sampled_from([markup for markup, _ in LOST_BLOCKS.values()]),
        st.lists(inner, min_size=1, max_size=4).map("".join),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(blocks)
def test_no_word_is_lost_or_told_twice(markup: str) -> None:
    told = Told.of(markup, read)
    assert told.in_text + told.left_out == told.given


def test_spaces_are_those_that_are_shown() -> None:
    body = p("\n  One \n two", "<text:s/>", "three <text:span> four</text:span> ")
    assert read(body).text == "BEFORE\n\nOne two three four"


def levels(*forms: str, more: str = "") -> str:
    inner = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" '
        f'style:num-suffix="." text:display-levels="{at}" {more}/>'
        for at, form in enumerate(forms, start=1)
    )
    return f'<text:list-style style:name="L">{inner}</text:list-style>'


def items(*inner: str, more: str = "") -> str:
    made = "".join(f"<text:list-item {one}</text:list-item>" for one in inner)
    return f'<text:list text:style-name="L" {more}>{made}</text:list>'


def lines(*body: str, **parts: str) -> list[str]:
    return [line for line in read(*body, **parts).text.splitlines()[1:] if line]


def test_lists_have_the_numbers_that_are_shown() -> None:
    below = items(f">{p('b')}", f">{p('c')}")
    body = items(f">{p('a')}{below}", f">{p('d')}", f'text:start-value="7">{p("e")}')
    found = lines(body, items(f">{p('f')}"), common=levels("I", "a"))
    assert found == ["I. a", "  I.a. b", "  I.b. c", "II. d", "VII. e", "I. f"]


def test_a_list_may_go_on_with_another() -> None:
    first = items(f">{p('a')}", more='xml:id="first"')
    between = items(f">{p('b')}")
    last = items(f">{p('c')}", more='text:continue-list="first"')
    again = items(f">{p('d')}", more='text:continue-numbering="true"')
    found = lines(first, between, last, again, common=levels("1"))
    assert found == ["1. a", "1. b", "2. c", "3. d"]


def test_the_second_paragraph_of_an_item_has_no_number() -> None:
    found = lines(items(f">{p('a')}{p('b')}", f">{p('c')}"), common=levels("1"))
    assert found == ["1. a", "b", "2. c"]


def test_bullets_and_the_forms_of_newer_programs_are_shown() -> None:
    bullets = (
        '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" '
        'loext:num-list-format="§ %2%)"/></text:list-style>'
    )
    below = items(f">{p('b')}")
    assert lines(items(f">{p('a')}{below}"), common=bullets) == ["• a", "  § 1) b"]


def test_headings_have_their_numbers() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:outline-style>"
    )

    def heading(level: int, words: str) -> str:
        return f'<text:h text:outline-level="{level}">{words}</text:h>'

    found = lines(heading(1, "One"), heading(2, "Two"), heading(1, "Three"), common=outline)
    assert found == ["1 One", "1.1 Two", "2 Three"]


CONTROLS = {
    "box": ('<form:checkbox xml:id="c" form:label="yes" form:current-state="checked"/>', "☒ yes"),
    "empty box": ('<form:checkbox xml:id="c" form:label="yes"/>', "☐ yes"),
    "words": ('<form:text xml:id="c" form:current-value="typed"/>', "typed"),
    "choice": (
        '<form:listbox xml:id="c"><form:option form:label="a"/>'
        '<form:option form:label="b" form:current-selected="true"/></form:listbox>',
        "b",
    ),
}


@pytest.mark.parametrize(("control", "shown"), CONTROLS.values(), ids=CONTROLS)
def test_controls_of_forms_are_shown(control: str, shown: str) -> None:
    forms = f"<office:forms><form:form>{control}</form:form></office:forms>"
    assert lines(forms, p('<draw:control draw:control="c"/>')) == [shown]


def test_margins_and_remarks_are_named() -> None:
    margins = (
        "<style:master-page><style:header><text:p>DRAFT</text:p></style:header><style:footer>"
        "<text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
        "<style:header-first><text:p>DRAFT</text:p></style:header-first></style:master-page>"
    )
    draft = read(p("x"), margins=margins, meta="<dc:description>For Ann</dc:description>")
    assert [(one.kind, one.text, one.position) for one in draft.left_out] == [
        (LeftOutKind.OTHER, "For Ann", 0),
        (LeftOutKind.HEADER, "DRAFT", 0),
        (LeftOutKind.HEADER, "Page 1", len(draft.text)),
    ]


def test_properties_are_found_metadata() -> None:
    meta = (
        "<dc:title>Homes</dc:title><meta:initial-creator>Ann</meta:initial-creator>"
        "<dc:creator>Ed</dc:creator><dc:date>2026-03-01T10:00:00</dc:date><dc:language>en-GB"
        "</dc:language>"
    )
    draft = read(p("x"), meta=meta)
    about = draft.metadata
    assert (about.title, about.byline, about.language) == ("Homes", "Ann", "en-GB")
    assert draft.found == {"title", "byline", "published", "language"}


def only(draft: Draft, kind: AnnotationKind) -> DraftAnnotation:
    (found,) = (one for one in draft.annotations if one.kind is kind)
    return found


def at(draft: Draft, one: DraftAnnotation) -> str:
    assert one.span is not None
    return one.span.of(draft.text)


def commented(name: str, words: str, inner: str, more: str = "") -> str:
    return (
        f'<office:annotation office:name="{name}" {more}><dc:creator>Kim</dc:creator>'
        f"<dc:date>2026-03-01T10:00:00.123456789</dc:date><text:p>{words}</text:p>"
        f'</office:annotation>{inner}<office:annotation-end office:name="{name}"/>'
    )


def test_a_comment_stands_on_its_words() -> None:
    draft = read(p("Homes ", commented("a", "Who says?", "rose", 'loext:resolved="true"'), "."))
    found = only(draft, AnnotationKind.COMMENT)
    assert draft.text == "BEFORE\n\nHomes rose."
    assert at(draft, found) == "rose"
    assert (found.words, found.author, found.resolved) == ("Who says?", "Kim", True)
    assert found.at == "2026-03-01T10:00:00.123456789"


def test_a_comment_without_an_end_stands_where_it_is() -> None:
    comment = (
        "<office:annotation><dc:creator>Kim</dc:creator><text:p>Hm</text:p></office:annotation>"
    )
    found = only(draft := read(p("Homes", comment, " rose.")), AnnotationKind.COMMENT)
    assert found.span is not None
    assert draft.text[: found.span.start].endswith("Homes")
    assert not len(found.span)


def test_answers_are_a_thread() -> None:
    named = commented("b", "Here.", "rose", 'loext:parent-name="a"')
    by_name = read(p("Homes ", commented("a", "Who?", named)))
    by_place = read(p("Homes ", commented("a", "Who?", commented("b", "Here.", "rose"))))
    for draft in (by_name, by_place):
        assert {one.id: one.parent for one in draft.annotations} == {"a": "", "b": "a"}


START, END = '<text:change-start text:change-id="{}"/>', '<text:change-end text:change-id="{}"/>'
CHANGED = (
    changes(region("d", "deletion", p("twice")), region("i", "insertion")),
    p(
        'Fined <text:change text:change-id="d"/>',
        f"{START.format('i')}thrice{END.format('i')} in May.",
    ),
)
TAKEN: dict[Changes, tuple[str, str, str]] = {
    "accepted": ("Fined thrice in May.", "", "thrice"),
    "rejected": ("Fined twice in May.", "twice", ""),
    "marked": ("Fined twicethrice in May.", "twice", "thrice"),
}


@pytest.mark.parametrize("taken", TAKEN)
def test_changes_are_taken_as_asked_and_kept_at_their_places(taken: Changes) -> None:
    draft = read_document(odt(*CHANGED), "a.odt", changes=taken)
    text, deleted, inserted = TAKEN[taken]
    assert draft.text == text
    gone, new = only(draft, AnnotationKind.DELETION), only(draft, AnnotationKind.INSERTION)
    assert (at(draft, gone), at(draft, new)) == (deleted, inserted)
    assert (gone.words, new.words, gone.author) == ("twice", "thrice", "Kim")
    assert [one.text for one in draft.left_out] == {
        "accepted": ["twice"],
        "rejected": ["thrice"],
        "marked": [],
    }[taken]


def test_a_deletion_that_no_place_refers_to_is_named() -> None:
    draft = read(changes(region("d", "deletion", p("gone"))), p("x"))
    assert not words_of("\n".join(one.text for one in draft.left_out))
    assert [(one.kind, one.text) for one in draft.left_out] == [(DELETED, "gone")]


def test_a_note_stands_on_the_sentence_that_it_ends() -> None:
    note = RUNS["note"].replace("{}", "Census")
    draft = read(p("One. Homes rose.", note, " Two."))
    found = only(draft, AnnotationKind.FOOTNOTE)
    assert (at(draft, found), found.words) == ("Homes rose.", "Census")
    assert draft.text.splitlines()[-1] == "[1] Census"


def test_links_and_colours_stand_on_their_words() -> None:
    link = '<text:a xlink:href="https://a.example/b">two</text:a>'
    colour = '<text:span text:style-name="Yellow">60,000</text:span>'
    draft = read(p("One ", link, " three ", colour, "."))
    assert [(at(draft, one), one.url or one.colour) for one in draft.annotations] == [
        ("two", "https://a.example/b"),
        ("60,000", "#ffff00"),
    ]


pieces = st.text("a 👩\u200d⚕️😀لا٤é\u0301\u200f", min_size=1, max_size=6).filter(str.strip)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("comment link highlight plain cell".split()), pieces)))
def test_a_span_holds_the_words_that_a_mark_stands_on(told: list[tuple[str, str]]) -> None:
    body = []
    for number, (kind, text) in enumerate(told):
        made = {
            "comment": commented(str(number), "?", text),
            "link": f'<text:a xlink:href="#{number}">{text}</text:a>',
            "highlight": f'<text:span text:style-name="Yellow">{text}</text:span>',
        }.get(kind, text)
        body.append(table(row(p("x"), p(made, "x"))) if kind == "cell" else p("x", made, "x"))
    draft = read(*body)
    expected = [" ".join(text.split()) for kind, text in told if kind not in {"plain", "cell"}]
    assert [" ".join(at(draft, one).split()) for one in draft.annotations] == expected


def test_a_text_with_a_password_asks_for_a_copy_without() -> None:
    manifest = (
        f"<manifest:manifest {NAMESPACES}><manifest:file-entry><manifest:encryption-data/>"
        "</manifest:file-entry></manifest:manifest>"
    )
    with pytest.raises(EncryptedFile):
        read_bytes(odt(p("x"), files={"META-INF/manifest.xml": manifest}), "a.odt")


BROKEN = {
    "no body": {"content.xml": f"<office:document-content {NAMESPACES}/>"},
    "no XML": {"content.xml": "<a><b></a>"},
    "entities": {"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
}


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_a_broken_text_is_said_to_be_damaged(files: dict[str, str | bytes]) -> None:
    with pytest.raises(DamagedFile):
        read_bytes(odt(files=files), "a.odt")


def test_a_text_cut_short_is_damaged_and_one_without_words_empty() -> None:
    with pytest.raises(DamagedFile):
        read_bytes(odt(p("x"))[:-40], "a.odt")
    with pytest.raises(EmptyText):
        read_bytes(odt(p(" ")), "a.odt")


@pytest.mark.slow
def test_libreoffice_prints_no_word_that_is_neither_read_nor_named(tmp_path: Path) -> None:
    words = Words()
    # LibreOffice ends at a note in a note
    kinds = [one for one in (*IN_TEXT, *AWAY) if one.id != "note in a note"]
    body = "".join(words.fill(str(one.values[0]))[0] for one in kinds)
    data = odt(body, styles=STYLES)
    draft = read_bytes(data, "a.odt")
    found = set(words_of(text_by_libreoffice(data, "a.odt", tmp_path)))
    assert len(found) > 25
    assert found <= set(words_of("\n".join([draft.text, *(one.text for one in draft.left_out)])))
