"""Raised and lowered figures keep their height in every reader, so that no number changes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.articles.intake.block_text import Height, lowered, raised
from annotator.articles.intake.documents.docx import read_docx
from annotator.articles.intake.documents.package import OfficePackage
from annotator.articles.intake.html import flat_page
from annotator.articles.intake.reader import LIMIT, read_articles, read_bytes
from annotator.articles.intake.text_sources import SourcedWords, TextSources
from annotator.kernel.text_folding import fold
from tests.articles.intake.documents import LONG, page, run
from tests.articles.intake.test_epub import epub
from tests.articles.intake.test_rtf import rtf
from tests.articles.intake.word.open_documents import odt
from tests.articles.intake.word.packages import word

KINDS = {
    "a power": ("It is 10^{6} now.", "It is 10⁶ now."),
    "a power below zero": ("It is 10^{-6} g.", "It is 10⁻⁶ g."),
    "a power with a sign of minus": ("It is 10^{−12} g.", "It is 10⁻¹² g."),
    "a power of letters": ("It is 2^{n} or 2^{n+1}.", "It is 2ⁿ or 2ⁿ⁺¹."),
    "a mark of a note": ("It cost €5^{1} in all.", "It cost €5¹ in all."),
    "a mark behind a full stop": ("It cost €5.^{1} They said.", "It cost €5.¹ They said."),
    "marks of notes": ("It cost €5^{1,2} in all.", "It cost €5¹,² in all."),
    "a mark with a letter": ("It cost €5^{1a} in all.", "It cost €5¹a in all."),
    "a mark in brackets": ("It cost €5^{[1]} in all.", "It cost €5[1] in all."),
    "a fraction": ("It took 5^{1}/_{2} hours.", "It took 5¹/₂ hours."),
    "a fraction apart": ("It took 5 ^{1}/_{2} hours.", "It took 5 1/2 hours."),
    "a unit": ("It has 42 m^{2} of 3 km^{2}.", "It has 42 m² of 3 km²."),
    "cents": ("It is $5^{99} today.", "It is $5⁹⁹ today."),
    "cents behind a point": ("It is $5^{.99} today.", "It is $5.99 today."),
    "an ordinal": ("On the 1^{st} and 22^{nd}.", "On the 1st and 22nd."),
    "a trade mark": ("The Quay^{TM} and 5^{e}.", "The QuayTM and 5e."),
    "an ion": ("The SO_{4}^{2−} and Na^{+}.", "The SO4²⁻ and Na⁺."),
    "an isotope": ("By ^{14}C and ^{235}U.", "By ¹⁴C and ²³⁵U."),
    "a mark before a figure": ("So ^{1}5 came.", "So ¹5 came."),
    "a formula": ("The H_{2}O and CO_{2} rose.", "The H2O and CO2 rose."),
    "a formula behind a figure": ("The 5 CO_{2} and C_{6}H_{12}.", "The 5 CO2 and C6H12."),
    "a base": ("It is 101_{2} in all.", "It is 101₂ in all."),
    "an index before a figure": ("It is log_{2}8 in all.", "It is log₂8 in all."),
    "a raised sentence": ("It rose. ^{See page 14 there.}", "It rose. See page 14 there."),
}
_PIECE = re.compile(r"([\^_])\{([^}]*)\}|([^\^_]+)")


def pieces(written: str) -> list[tuple[Height, str]]:
    heights = {"^": Height.RAISED, "_": Height.LOWERED}
    return [
        (heights[one[1]], one[2]) if one[1] else (Height.ON_LINE, one[3])
        for one in _PIECE.finditer(written)
    ]


def in_tags(written: str, *tags: str) -> str:
    up, down = tags
    return "".join(
        f"<{up}>{words}</{up.split()[0]}>"
        if height is Height.RAISED
        else f"<{down}>{words}</{down.split()[0]}>"
        if height is Height.LOWERED
        else words
        for height, words in pieces(written)
    )


def of_page(written: str, up: str = "sup", down: str = "sub") -> str:
    text = read_bytes(page(f"<p>{in_tags(written, up, down)}</p>").encode(), "a.html").text
    return text.split("\n\n")[1]


def of_styled_page(written: str) -> str:
    styles = "span style='vertical-align: super'", "span style='vertical-align:sub;top:0'"
    return of_page(written, *styles)


def of_odd_page(written: str) -> str:
    return flat_page(f"<p>{in_tags(written, 'sup', 'sub')}</p>".encode())[0]


def of_book(written: str, folder: Path) -> str:
    body = f"<h1>One</h1><p>{in_tags(written, 'sup', 'sub')}</p><p>{LONG}</p>"
    path = folder / "a.epub"
    path.write_bytes(epub({"one": ("One", body, "")}))
    return read_articles(path)[0].text.split("\n\n")[1]


def _word(written: str, properties: dict[Height, str], styles: str = "") -> str:
    runs = "".join(
        run(words).replace("<w:r>", f"<w:r><w:rPr>{properties.get(height, '')}</w:rPr>")
        for height, words in pieces(written)
    )
    return read_bytes(word(f"<w:p>{runs}</w:p>", styles=styles), "a.docx").text


ALIGNED = {
    Height.RAISED: '<w:vertAlign w:val="superscript"/>',
    Height.LOWERED: '<w:vertAlign w:val="subscript"/>',
    Height.ON_LINE: '<w:vertAlign w:val="baseline"/>',
}


def of_word(written: str) -> str:
    return _word(written, ALIGNED)


def of_word_by_position(written: str) -> str:
    position = '<w:position w:val="{}"/><w:sz w:val="12"/>'
    return _word(
        written,
        {
            Height.RAISED: position.format(8),
            Height.LOWERED: position.format(-6),
            Height.ON_LINE: position.format(1),
        },
    )


def of_word_by_style(written: str) -> str:
    style = (
        '<w:style w:type="character" w:styleId="{0}"><w:rPr><w:vertAlign w:val="{0}script"/>'
        "</w:rPr></w:style>"
    )
    named = '<w:rStyle w:val="{}"/>'
    return _word(
        written,
        {Height.RAISED: named.format("super"), Height.LOWERED: named.format("sub")},
        style.format("super") + style.format("sub"),
    )


def _odt(written: str, up: str, down: str) -> str:
    style = (
        '<style:style style:name="{}" style:family="text"><style:text-properties '
        'style:text-position="{}"/></style:style>'
    )
    styles = style.format("Up", up) + style.format("Down", down)
    names = {Height.RAISED: "Up", Height.LOWERED: "Down"}
    spans = "".join(
        f'<text:span text:style-name="{names[height]}">{words}</text:span>' if height else words
        for height, words in pieces(written)
    )
    return read_bytes(odt(f"<text:p>{spans}</text:p>", styles=styles), "a.odt").text


def of_odt(written: str) -> str:
    return _odt(written, "super 58%", "sub 58%")


def of_odt_by_part(written: str) -> str:
    return _odt(written, "33.5% 58%", "-8% 58%")


def _rtf(written: str, up: str, down: str, end: str) -> str:
    words = {Height.RAISED: up, Height.LOWERED: down, Height.ON_LINE: end}
    body = "".join(
        words[height] + "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
        for height, text in pieces(written)
    )
    return read_bytes(rtf(body.encode()), "a.rtf").text


def of_rtf(written: str) -> str:
    return _rtf(written, "\\super ", "\\sub ", "\\nosupersub ")


def of_rtf_by_position(written: str) -> str:
    return _rtf(written, "\\up6 ", "\\dn4 ", "\\up0\\plain ")


READERS = [
    of_page,
    of_styled_page,
    of_odd_page,
    of_word,
    of_word_by_position,
    of_word_by_style,
    of_odt,
    of_odt_by_part,
    of_rtf,
    of_rtf_by_position,
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("read", READERS)
def test_figures_keep_their_height(read: Callable[[str], str], kind: str) -> None:
    written, text = KINDS[kind]
    assert read(written) == text


@pytest.mark.parametrize("kind", KINDS)
def test_figures_keep_their_height_in_books(kind: str, tmp_path: Path) -> None:
    written, text = KINDS[kind]
    assert of_book(written, tmp_path) == text


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_wrote_of_it_is_found_and_no_character_is_more(kind: str) -> None:
    written, text = KINDS[kind]
    plain = "".join(words for _, words in pieces(written))
    assert len(text) == len(plain)
    assert fold(text) == fold(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_places_in_the_file_are_those_of_the_figures(kind: str) -> None:
    written = KINDS[kind][0]
    sources = TextSources()
    runs = "".join(
        run(words).replace("<w:r>", f"<w:r><w:rPr>{ALIGNED[height]}</w:rPr>")
        for height, words in pieces(written)
    )
    data = word(f"<w:p>{runs}</w:p>")
    draft = read_docx(OfficePackage(data, "a.docx", LIMIT), data, sources=sources)
    assert sources.text == draft.text
    for piece in sources.pieces:
        assert piece.words == draft.text[piece.start : piece.end]
        assert piece.source is not None
        for at, sign in enumerate(piece.words, piece.start):
            assert fold((piece.source.element.text or "")[piece.offset(at)]) == fold(sign)


def test_places_are_those_of_the_figures_where_spaces_are_fewer() -> None:
    piece = SourcedWords(10, "⁻⁶ 2", "  -6   2", None)
    assert [piece.offset(at) for at in range(10, 14)] == [2, 3, 4, 7]


@pytest.mark.parametrize("words", ["0123456789", "-6", "n+1", "(2)", "1,2", "٦", "", " ", "a1"])
def test_figures_are_put_character_for_character(words: str) -> None:
    assert len(raised(words)) == len(lowered(words)) == len(words)


SIGNS = {
    "a link in a raised sign": '5<sup><a href="#fn1">1</a></sup>',
    "a raised sign in a link": '5<a href="#fn1"><sup>1</sup></a>',
    "a link to another page of a book": '5<sup><a href="notes.xhtml#n1">1</a></sup>',
    "a role": '5<a role="doc-noteref" href="#fn1">1</a>',
    "a role in a book": '5<a epub:type="noteref" href="#fn1">1</a>',
    "a class": '5<sup class="footnote">1</sup>',
    "a class of a link": '5<a class="footnote-ref" href="#fn1">1</a>',
    "brackets of its own": '5<sup class="reference"><a href="#n">[1]</a></sup>',
    "brackets in spans": '5<sup><a href="#n"><span>[</span>1<span>]</span></a></sup>',
}


@pytest.mark.parametrize("kind", SIGNS)
def test_a_sign_with_a_link_to_its_note_stands_in_brackets(kind: str) -> None:
    assert of_page(f"It cost €{SIGNS[kind]} in all.") == "It cost €5[1] in all."


def test_signs_of_two_notes_stand_in_brackets() -> None:
    both = "<sup><a href='#a'>1</a>, <a href='#b'>12</a></sup>"
    assert of_page(f"It cost €5{both} in all.") == "It cost €5[1, 12] in all."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("1<sup><a href='/ordinals#st'>st</a></sup>", "1st"),
        ("5 <a href='#p'>12</a>", "5 12"),
        ("<a href='#p'>A</a> boat", "A boat"),
    ],
)
def test_other_links_stay_as_they_are(markup: str, text: str) -> None:
    assert of_page(f"It is {markup} here.") == f"It is {text} here."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字(かんじ)"),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字(かんじ)"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "漢(かん)字(じ)"),
        ("<ruby>漢字<rt></rt></ruby>", "漢字"),
        ("<ruby>漢字<rt hidden>かんじ</rt></ruby>", "漢字"),
    ],
)
def test_the_reading_of_signs_stands_in_brackets(markup: str, text: str) -> None:
    assert of_page(f"The {markup} here.") == f"The {text} here."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<msup><mn>10</mn><mn>6</mn></msup>", "10⁶"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>6</mn></mrow></msup>", "10⁻⁶"),
        ("<msub><mn>101</mn><mn>2</mn></msub>", "101₂"),
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
    ],
)
def test_figures_of_formulas_keep_their_height(markup: str, text: str) -> None:
    assert of_page(f"It is <math>{markup}</math> here.") == f"It is {text} here."
