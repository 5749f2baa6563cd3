"""How much of each kind of file comes in whole, by our own count and by what other programs say.

``python -m tests.articles.intake.judged_kinds`` prints a table. Real pages are judged where they
are named: ``--readability FOLDER`` takes the ``test-pages`` of Mozilla’s Readability, in each of
which people marked the article, and ``--evaluation FOLDER`` the ``tests`` of trafilatura, in which
they noted words of each article.
"""

import argparse
import json
import logging
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import chardet
import pytest
from lxml import html as pages_of

from annotator.articles.intake.encodings import decode
from annotator.articles.intake.html import read_html
from annotator.articles.intake.pdf_document import found_in
from annotator.articles.intake.reader import read_articles, read_bytes
from annotator.articles.model import Draft
from annotator.kernel.errors import AnnotatorError
from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.encoding_corpus import (
    ENGLISH,
    LANGUAGES,
    EncodedText,
    english_texts,
    texts_of_languages,
)
from tests.articles.intake.pages import FRAMES, SEEN, UNSEEN, page, seen, words
from tests.articles.intake.word import test_every_word, test_odt
from tests.articles.intake.word.open_documents import STYLES, odt
from tests.articles.intake.word.packages import GHOSTS, LIST, word
from tests.articles.intake.word.word_kinds import Words, words_of
from tests.judges import (
    all_by_libreoffice,
    book_by_pandoc,
    by_pandoc,
    printed_by_chromium,
    text_by_poppler,
)
from tests.reports.browser import asked

_UNLIKE = {"field without an end", "note in a note"}
"""Markup in which LibreOffice loses its way."""
_BEFORE = paragraph(run("Before"))
_NUMBER = re.compile(r"^ *(?:\d+|[a-z]|[ivxlc]+)\.(?= )", re.MULTILINE | re.IGNORECASE)
_BLOCKS = {
    **{f"h{level}": "headings" for level in range(1, 7)},
    **dict.fromkeys(("p", "blockquote", "pre"), "paragraphs"),
    **dict.fromkeys(("li", "dt", "dd"), "items"),
    **dict.fromkeys(("figcaption",), "captions"),
    **dict.fromkeys(("td", "th"), "cells"),
}
_WITHIN = {*_BLOCKS, "ul", "ol", "table", "div", "section"}
_LAYOUTS = {
    "plain": "PARAGRAPHS",
    "two columns": "<div style='columns:2'>PARAGRAPHS</div>",
    "a side box": "<div style='float:right;width:30%'>BOX</div>PARAGRAPHS",
    "a list": "PARAGRAPHS<ul>ITEMS</ul>",
    "a numbered list": "<ol>ITEMS</ol>PARAGRAPHS",
    "narrow and justified": "<div style='width:45%;text-align:justify'>PARAGRAPHS</div>",
}
_PRINTED_BY_OFFICE = ("plain", "a list", "a numbered list")


@dataclass(frozen=True)
class Verdict:
    """How many files of a kind are whole, as somebody judges."""

    kind: str
    judge: str
    whole: int
    of: int

    def line(self) -> str:
        """Return it as a row of a table."""
        share = f"{100 * self.whole / self.of:.2f} %" if self.of else "–"
        return f"| {self.kind} | {self.judge} | {self.whole:,} of {self.of:,} | {share} |"


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()


def all_of(draft: Draft) -> str:
    """Return the words of a draft and of the parts that it names as left out."""
    return "\n".join([draft.text, *(part.text for part in draft.left_out)])


def _markup(module: object) -> dict[str, str]:
    """Return the markup of each kind of place that holds words in a document, by its name."""
    kinds = {"test_every_word": ("TEXT", "AWAY"), "test_odt": ("IN_TEXT", "AWAY")}
    lists = kinds[str(module.__name__).rpartition(".")[2]]  # type: ignore[attr-defined]
    found = (one for name in lists for one in getattr(module, name))
    return {str(one.id): str(one.values[0]) for one in found}


def documents(folder: Path) -> Iterator[Verdict]:
    """Judge documents, each with a place of another kind that holds words."""
    packs: dict[str, tuple[object, Callable[[str], bytes]]] = {
        "docx": (test_every_word, lambda body: word(_BEFORE, body, styles=GHOSTS, numbering=LIST)),
        "odt": (test_odt, lambda body: odt("<text:p>Before</text:p>", body, styles=STYLES)),
    }
    for ending, (module, pack) in packs.items():
        made: dict[str, bytes] = {}
        whole = 0
        for number, (name, markup) in enumerate(_markup(module).items()):
            body, given = Words().fill(markup)
            data = pack(body)
            file = f"{number}.{ending}"
            whole += words_of(all_of(read_bytes(data, file))) == Counter(given)
            if name not in _UNLIKE:
                made[file] = data
        yield Verdict(f".{ending}, a place each", "our own count", whole, number + 1)
        yield from _by_office(made, ending, folder)
        yield _by_pandoc(made, ending, folder)


def _by_office(made: dict[str, bytes], ending: str, folder: Path) -> Iterator[Verdict]:
    texts = all_by_libreoffice(made, "txt:Text (encoded):UTF8", folder)
    told = {name: words_of(text.decode("utf-8-sig")) for name, text in texts.items()}
    whole = sum(not {*told[name]} - {*words_of(_read(made[name], name))} for name in told)
    yield Verdict(f".{ending}, a place each", "LibreOffice", whole, len(told))
    if ending == "docx":
        saved = all_by_libreoffice(made, "rtf", folder)
        ours = {name: words_of(_read(data, f"{name}.rtf")) for name, data in saved.items()}
        whole = sum(not {*told[name]} - {*ours[name]} for name in saved if name in told)
        yield Verdict(".rtf, saved by LibreOffice", "LibreOffice", whole, len(saved))


def _by_pandoc(made: dict[str, bytes], ending: str, folder: Path) -> Verdict:
    options = ("--track-changes=all",) if ending == "docx" else ()
    whole = 0
    for name, data in made.items():
        told = {*words_of(by_pandoc(data, name, folder, *options))}
        whole += not told - {*words_of(_read(data, name))}
    return Verdict(f".{ending}, a place each", "pandoc", whole, len(made))


def _read(data: bytes, name: str) -> str:
    draft = read_bytes(data, name)
    marks = (one.words for one in draft.annotations)
    return "\n".join([all_of(draft), *marks])


def web_pages(folder: Path) -> Iterator[Verdict]:
    """Judge pages, each with a part of another kind in the article, in each of several frames."""
    kinds = [(frame, html) for frame in FRAMES for html in SEEN.values()]
    whole = sum(
        not Counter(seen(html)) - Counter(words(read_html(page(frame, html).encode(), "a").text))
        for frame, html in kinds
    )
    yield Verdict("web pages, a part each", "our own count", whole, len(kinds))
    pages = [page("article", html) for html in (*SEEN.values(), *UNSEEN.values())]
    frames = "".join(f'<iframe srcdoc="{escape(each)}"></iframe>' for each in pages)
    script = """await new Promise(done => setTimeout(done, 3000));
        const frames = [...document.querySelectorAll("iframe")];
        return frames.map(frame => frame.contentDocument.body.innerText)"""
    shown = asked(f"<!doctype html><html><body>{frames}</body></html>", script, folder)
    assert isinstance(shown, list)
    ours = (all_of(read_html(each.encode(), "a")) for each in pages)
    whole = sum(
        Counter(words(_NUMBER.sub("", text))) == Counter(words(theirs))
        for text, theirs in zip(ours, shown, strict=True)
    )
    yield Verdict("web pages, a part each", "Chromium", whole, len(pages))


def books(folder: Path) -> Iterator[Verdict]:
    """Judge books that pandoc makes of pages."""
    whole = 0
    kinds = [html for html in SEEN.values() if "<math" not in html]
    for html in kinds:
        data = book_by_pandoc(page("article", html), folder)
        theirs = by_pandoc(data, "book.epub", folder, "--wrap=none")
        ours = letters(" ".join(map(all_of, read_articles(folder / "book.epub"))))
        marked = re.findall(r"(?i)Zq\d+", theirs)
        whole += all(letters(each) in ours for each in marked)
    yield Verdict(".epub, made by pandoc", "pandoc", whole, len(kinds))


def encodings(_: Path) -> Iterator[Verdict]:
    """Judge texts in encodings of which nothing is said."""
    groups: dict[str, list[EncodedText]] = {
        "English, windows-1252": [*english_texts("windows-1252")]
    }
    older = ("macintosh", "ISO-8859-15", "cp850", "cp437")
    groups["English, older"] = [one for name in older for one in english_texts(name)]
    groups["other languages"] = [*texts_of_languages()]
    for name, cases in groups.items():
        ours = sum(decode(one.data, "a.txt").text == one.text for one in cases)
        yield Verdict(f"texts: {name}", "our own count", ours, len(cases))
        theirs = sum(_by_chardet(one.data) == one.text for one in cases)
        yield Verdict(f"texts: {name}", "chardet alone", theirs, len(cases))


def _by_chardet(data: bytes) -> str:
    return data.decode(chardet.detect(data)["encoding"] or "ascii", "replace")


def prints(folder: Path) -> Iterator[Verdict]:
    """Judge PDF files in several layouts and languages, printed by two programs."""
    texts = {"English": ENGLISH, **{n: LANGUAGES[n] for n in ("German", "Russian", "Chinese")}}
    made: dict[str, list[tuple[tuple[str, ...], bytes]]] = {"Chromium": [], "LibreOffice": []}
    drawn: dict[str, bytes] = {}
    given: dict[str, tuple[str, ...]] = {}
    for language, paragraphs in texts.items():
        for layout, frame in _LAYOUTS.items():
            html = _laid_out(frame, paragraphs)
            made["Chromium"].append((paragraphs, printed_by_chromium(html, folder)))
            if layout in _PRINTED_BY_OFFICE:
                name = f"{language} {layout}.html"
                drawn[name], given[name] = html.encode(), paragraphs
    written = all_by_libreoffice(drawn, "odt:writer8", folder)
    named = {name.replace("html", "odt"): data for name, data in written.items()}
    for name, data in all_by_libreoffice(named, "pdf", folder).items():
        made["LibreOffice"].append((given[name.replace("odt", "html")], data))
    for program, printed in made.items():
        yield from _of_prints(program, printed, folder)


def _of_prints(
    program: str, printed: Iterable[tuple[tuple[str, ...], bytes]], folder: Path
) -> Iterator[Verdict]:
    whole = files = paragraphs = told = 0
    for given, data in printed:
        # not in a process of its own, which would load all that this one has loaded
        found = found_in(data)
        theirs = Counter(letters(text_by_poppler(data, folder)))
        ours = [found["text"], *(part[1] for part in found["left_out"])]
        whole += not theirs - Counter(letters("".join(ours)))
        files += 1
        lines = {letters(line) for line in re.split(r"\n+", found["text"])}
        told += sum(letters(paragraph) in lines for paragraph in given)
        paragraphs += len(given)
    yield Verdict(f"PDF files of {program}", "poppler", whole, files)
    yield Verdict(f"paragraphs in them, of {program}", "our own count", told, paragraphs)


def _laid_out(frame: str, paragraphs: tuple[str, ...]) -> str:
    items = "".join(
        f"<li>{escape(each[:60].rpartition(' ')[0] or each[:20])}</li>" for each in paragraphs
    )
    body = frame.replace("PARAGRAPHS", "".join(f"<p>{escape(each)}</p>" for each in paragraphs))
    body = body.replace("ITEMS", items).replace("BOX", escape(f"{paragraphs[0][:80]}."))
    return (
        f"<!doctype html><meta charset=utf-8><body style='font-size:11pt'><h1>1</h1>{body}</body>"
    )


def real_pages(of_readability: Path, _: Path) -> Iterator[Verdict]:
    """Judge pages in which people marked the article, by its headings, paragraphs and the like."""
    number, kept = Counter[str](), Counter[str]()
    unsaid = pages = 0
    for each in sorted(of_readability.iterdir()):
        draft = read_html((each / "source.html").read_bytes(), "page.html")
        root = pages_of.fromstring((each / "expected.html").read_text(encoding="utf-8"))
        ours, rest = letters(draft.text), letters(all_of(draft))
        blocks = [*_blocks(root)]
        for kind, words_there in blocks:
            number[kind] += 1
            kept[kind] += words_there in ours
        pages += 1
        unsaid += all(words_there in rest or words_there in ours for _, words_there in blocks)
    for kind in number:
        yield Verdict(f"{kind} of real pages", "Readability’s editors", kept[kind], number[kind])
    yield Verdict("real pages, all said", "Readability’s editors", unsaid, pages)


def _blocks(root: pages_of.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the kind and the words of each block that has no block within."""
    for element in root.iter(*_BLOCKS):
        inner = any(each.tag in _WITHIN for each in element.iterdescendants())
        found = letters(element.text_content())
        if found and not inner:
            yield _BLOCKS[element.tag], found


def noted_pages(of_trafilatura: Path, _: Path) -> Iterator[Verdict]:
    """Judge pages of whose articles people noted some words."""
    noted = json.loads((of_trafilatura / "evaldata.json").read_text(encoding="utf-8"))
    pages = read = kept = number = 0
    for each in noted.values():
        places = (of_trafilatura / folder / each["file"] for folder in ("eval", "cache"))
        file = next((place for place in places if place.exists()), None)
        if file is None:
            continue
        pages += 1
        try:
            ours = letters(read_html(file.read_bytes(), "page.html").text)
        except AnnotatorError:
            continue
        read += 1
        number += len(each["with"])
        kept += sum(letters(words_there) in ours for words_there in each["with"])
    yield Verdict("real pages that are read", "trafilatura’s editors", read, pages)
    yield Verdict("noted words of real pages", "trafilatura’s editors", kept, number)


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readability", type=Path)
    parser.add_argument("--evaluation", type=Path)
    given = parser.parse_args()
    judged: list[Callable[[Path], Iterator[Verdict]]] = [documents, web_pages, books]
    judged += [encodings, prints]
    judged += [partial(real_pages, given.readability)] if given.readability else []
    judged += [partial(noted_pages, given.evaluation)] if given.evaluation else []
    sys.stdout.write("| kind | judge | whole | share |\n|---|---|---|---|\n")
    for each in judged:
        with tempfile.TemporaryDirectory() as scratch:
            try:
                for verdict in each(Path(scratch)):
                    sys.stdout.write(verdict.line() + "\n")
                    sys.stdout.flush()
            except pytest.skip.Exception as missing:
                sys.stdout.write(f"| – | {missing} | – | – |\n")


if __name__ == "__main__":
    main()
