"""Every word that a reader of a page sees is in the text of the article, or named as left out."""

import re
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from annotator.articles.intake.html import read_html
from annotator.articles.intake.page_parts import parts_left_out
from annotator.articles.intake.page_tree import PageTree, text_and_rest
from annotator.articles.model import Draft
from tests.articles.intake.pages import (
    BESIDE,
    FRAMES,
    HEADLINE,
    PARAGRAPHS,
    SEEN,
    UNSEEN,
    page,
    seen,
    words,
)
from tests.reports.browser import asked

_NUMBER = re.compile(r"^ *(?:\d+|[a-z]|[ivxlc]+)\.(?= )", re.MULTILINE | re.IGNORECASE)


def read(html: str, *, whole: bool = False) -> Draft:
    return read_html(html.encode(), "page.html", whole=whole)


def told(draft: Draft) -> Counter[str]:
    """The words of a draft and of all that it says is left out, without numbers of lists."""
    parts = (draft.text, *(part.text for part in draft.left_out))
    return Counter(word for text in parts for word in words(_NUMBER.sub("", text)))


def test_there_are_many_kinds() -> None:
    assert len({*SEEN, *UNSEEN, *BESIDE}) == len(SEEN) + len(UNSEEN) + len(BESIDE) > 100


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", SEEN)
def test_a_part_of_an_article_is_in_its_text(frame: str, kind: str) -> None:
    draft = read(page(frame, SEEN[kind]))
    wanted = Counter(seen(SEEN[kind]))
    assert not wanted - Counter(words(draft.text)), [*draft.left_out]
    assert [p for p in PARAGRAPHS if p not in draft.text] == []
    assert HEADLINE in draft.text


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", UNSEEN)
def test_what_no_reader_sees_is_neither_text_nor_left_out(frame: str, kind: str) -> None:
    draft = read(page(frame, UNSEEN[kind]))
    assert not [word for word in told(draft) if word.startswith("Xq")]
    assert [p for p in PARAGRAPHS if p not in draft.text] == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", BESIDE)
def test_what_is_no_part_of_the_article_is_left_out_by_name(frame: str, kind: str) -> None:
    name, html = BESIDE[kind]
    draft = read(page(frame, html))
    parts = [part for part in draft.left_out if {*words(part.text)} & {*seen(html)}]
    assert name in [part.kind.value for part in parts]
    assert not [word for word in words(draft.text) if word.startswith("Yq")]
    # it stood between the third paragraph and the fourth
    assert all(
        draft.text.index(PARAGRAPHS[2]) < part.position <= draft.text.index(PARAGRAPHS[3])
        for part in parts
        if any(word.startswith("Yq") for word in words(part.text))
    )


ANYTHING = [*SEEN.values(), *UNSEEN.values(), *(html for _, html in BESIDE.values())]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*FRAMES]), st.lists(st.sampled_from(ANYTHING), min_size=1, max_size=6))
def test_no_word_of_a_page_is_lost_or_invented(frame: str, parts: list[str]) -> None:
    html = page(frame, *parts)
    wanted = Counter(seen(html))
    article, whole = read(html), read(html, whole=True)
    assert told(article) == wanted
    assert told(whole) == wanted
    assert not whole.left_out


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*FRAMES]), st.lists(st.sampled_from(ANYTHING), min_size=1, max_size=4))
def test_the_parts_stand_in_order_within_the_text(frame: str, parts: list[str]) -> None:
    draft = read(page(frame, *parts))
    places = [part.position for part in draft.left_out]
    assert places == sorted(places)
    assert all(0 <= place <= len(draft.text) for place in places)


def test_a_browser_shows_the_same_words(tmp_path: Path) -> None:
    pages = [page("article", html) for html in (*SEEN.values(), *UNSEEN.values())]
    frames = "".join(f'<iframe srcdoc="{escape(each)}"></iframe>' for each in pages)
    script = """await new Promise(done => setTimeout(done, 3000));
        const frames = [...document.querySelectorAll("iframe")];
        return frames.map(frame => {
            const body = frame.contentDocument.body;
            // the reading of signs stands over them, and so apart from them
            body.querySelectorAll("rt").forEach(rt => rt.prepend("("));
            return body.innerText; })"""
    shown = asked(f"<!doctype html><html><body>{frames}</body></html>", script, tmp_path)
    assert isinstance(shown, list)
    for kind, html, text in zip((*SEEN, *UNSEEN), pages, shown, strict=True):
        assert told(read(html)) == Counter(words(text)), kind


def test_a_style_sheet_that_hides_the_article_is_not_heeded() -> None:
    slides = "".join(f"<div class=slide><p>{words}</p></div>" for words in PARAGRAPHS)
    sheet = "<style>.slide { display: none }</style>"
    draft = read(f"<html><head>{sheet}</head><body><h1>{HEADLINE}</h1>{slides}</body></html>")
    assert draft.text.split("\n\n") == [HEADLINE, *PARAGRAPHS]
    assert not draft.left_out


def test_sections_of_one_make_are_of_the_article_if_one_of_them_is_found() -> None:
    sections = "".join(f"<div class=part><p>{words}</p></div>" for words in PARAGRAPHS)
    html = f"<html><body><div><nav>Weather.</nav>{sections}</div></body></html>"
    root = document_fromstring(html)
    tree = PageTree(root)
    found = [0] * len(tree.elements)
    first = next(place for place, each in enumerate(tree.elements) if each.get("class") == "part")
    found[first + 1] = len(PARAGRAPHS[0])
    tree.add_up(found)
    text, rest = text_and_rest(tree, parts_left_out(tree, found, ""))
    assert text.split("\n\n") == [*PARAGRAPHS]
    assert [part.text for part in rest] == ["Weather."]


def test_pictures_beside_the_text_of_an_article_keep_their_captions() -> None:
    text = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    slides = "<figure><img src=a><figcaption>Divers bring up a pile.</figcaption></figure>"
    html = f"<nav>Home</nav><main><div class=show>{slides}</div><div class=text>{text}</div></main>"
    tree = PageTree(document_fromstring(f"<html><body>{html}</body></html>"))
    found = [0] * len(tree.elements)
    first = next(place for place, each in enumerate(tree.elements) if each.get("class") == "text")
    found[first + 1 :] = tree.words[first + 1 :]
    tree.add_up(found)
    written, rest = text_and_rest(tree, parts_left_out(tree, found, ""))
    assert written.split("\n\n")[0] == "Divers bring up a pile."
    assert [part.text for part in rest] == ["Home"]
