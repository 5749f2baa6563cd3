"""Other programs read the returned file: each comment and each change at its words."""

import json
import re
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from tests.judges import by_libreoffice, judge
from tests.manuscripts.docx.corpus import COMPUTED, KINDS, document
from tests.manuscripts.docx.manuscripts import (
    AUTHOR,
    NAME,
    change,
    claims_apart,
    claims_in,
    comment,
    returned,
    text_of,
)

pytestmark = pytest.mark.slow
SHORT = [kind for kind in KINDS if kind != "300 pages"]
AT_THEIR_WORDS = {"content controls": 80, "fields": 80, "LibreOffice": 60}
"""It keeps no place within a field, and not every one in a content control, whoever wrote them."""
_BOXES = {"frame", "custom-shape"}
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n", "p": "\n", "h": "\n"}
_BESIDE = {"note", "tracked-changes", "ruby-text", "sequence-decls"}


def folded(words: str) -> str:
    """Words without their spaces, without signs of notes and words with readings above them."""
    return re.sub(r"[\s|]|\[\d+\]|漢字|\(?かんじ\)?", "", words)


def with_claims(kind: str) -> tuple[bytes, dict[str, str]]:
    """A document of a kind with a hundred comments, and the words that each stands on."""
    data = document(kind)
    text = text_of(data)
    spans = {f"claim {n}": span for n, span in enumerate(claims_in(text, 21))}
    made = returned(data, [comment(name, span) for name, span in spans.items()])
    assert made.not_placed == ()
    return made.content, {name: folded(span.of(text)) for name, span in spans.items()}


class OfficeComments:
    """The comments of a flat OpenDocument text, with the words between their marks."""

    def __init__(self, data: bytes) -> None:
        self.found: dict[str, str] = {}
        self.authors: list[str] = []
        self._open: dict[str, tuple[str, list[str]]] = {}
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
        self._gone = {
            one.getparent().get(_key(one.getparent())) for one in root.iter("{*}deletion")
        }
        self._deleting: set[str] = set()
        self._walk(root.find(".//{*}text"))

    def _walk(self, element: Any) -> None:
        name = etree.QName(element).localname
        if name == "annotation":
            words = "".join(one for p in element.iter("{*}p") for one in p.itertext())
            self._open[element.get(_key(element))] = (words, [])
            self.authors.append(element.findtext("{*}creator") or "")
        elif name == "annotation-end":
            words, between = self._open.pop(element.get(_key(element)))
            self.found[words] = folded("".join(between))
        elif name == "change-start":
            self._deleting |= {element.get(_key(element))} & self._gone
        elif name == "change-end":
            self._deleting -= {element.get(_key(element))}
        elif name in _BOXES:
            around, self._open = self._open, {}
            self._inside(element)
            self._open = around
        elif name not in _BESIDE:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        self._say(_SPACES.get(etree.QName(element).localname, ""))
        self._say(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child)
            self._say(child.tail or "")

    def _say(self, words: str) -> None:
        for _, between in self._open.values() if not self._deleting else ():
            between.append(words)


def _key(element: Any) -> str:
    """The attribute by which an annotation or a change is named."""
    return next(
        (one for one in element.attrib if one.endswith(("}name", "text:1.0}id", "-id"))), ""
    )


@pytest.mark.parametrize("kind", SHORT)
def test_libre_office_reads_each_comment_at_its_words(kind: str, tmp_path: Path) -> None:
    content, words = with_claims(kind)
    saved = OfficeComments(by_libreoffice(content, NAME, "fodt", tmp_path))
    ours = {name: said for name, said in saved.found.items() if name.startswith("claim")}
    assert saved.authors.count(AUTHOR) == len(words)
    right = {name for name, said in words.items() if ours.get(name) == said}
    assert len(right) >= AT_THEIR_WORDS.get(kind, 100)


@pytest.mark.parametrize("kind", SHORT)
def test_libre_office_reads_each_change(kind: str, tmp_path: Path) -> None:
    data = document(kind)
    spans = claims_apart(text_of(data), 22, 40)
    changes = [change(f"change {n}", span, f"«{n}»") for n, span in enumerate(spans)]
    made = returned(data, [], changes)
    lost = {one.id for one in made.not_placed}
    assert len(lost) <= COMPUTED.get(kind, 0) / 2
    changes = [one for one in changes if one.id not in lost]
    saved = etree.fromstring(by_libreoffice(made.content, NAME, "fodt", tmp_path))
    text = "".join(saved.find(".//{*}text").itertext())
    for one in changes:
        assert text.count(one.words) == 1
    regions = [
        one
        for one in saved.iter("{*}changed-region")
        if any(creator.text == AUTHOR for creator in one.iter("{*}creator"))
    ]
    kinds = [etree.QName(one[0]).localname for one in regions]
    if kind not in AT_THEIR_WORDS:
        assert kinds.count("insertion") >= len(changes)
        assert kinds.count("deletion") >= len(changes)


def pandoc_tree(content: bytes, folder: Path) -> Any:
    file = folder / NAME
    file.write_bytes(content)
    command = [judge("pandoc"), "--track-changes=all", "-t", "json", str(file)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return json.loads(done.stdout)["blocks"]


class PandocComments:
    """The comments that pandoc reads, with the words between their marks."""

    def __init__(self, blocks: Any) -> None:
        self._words: dict[str, str] = {}
        self._between: dict[str, list[str]] = {}
        self._closed: set[str] = set()
        self._walk(blocks)

    @property
    def found(self) -> dict[str, str]:
        between = self._between
        return {words: folded("".join(between[one])) for one, words in self._words.items()}

    def _walk(self, node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                self._walk(one)
            return
        kind, content = (node.get("t"), node.get("c", "")) if isinstance(node, dict) else ("", "")
        if kind == "Str":
            for one in self._between.keys() - self._closed:
                self._between[one].append(content)
        elif kind == "Span":
            self._span(content)
        elif kind not in {"Note", "Math"} and content:
            self._walk(content)

    def _span(self, content: Any) -> None:
        (_, classes, told), inner = content
        name = dict(told).get("id", "")
        if "comment-start" in classes:
            self._words[name] = "".join(one["c"] if one["t"] == "Str" else " " for one in inner)
            self._between[name] = []
            return
        if "deletion" not in classes:
            self._walk(inner)
        if "comment-end" in classes:
            self._closed.add(name)


@pytest.mark.parametrize("kind", [kind for kind in SHORT if kind != "text boxes"])
def test_pandoc_reads_each_comment_at_its_words(kind: str, tmp_path: Path) -> None:
    content, words = with_claims(kind)
    found = PandocComments(pandoc_tree(content, tmp_path)).found
    right = {name for name, said in words.items() if found.get(name) == said}
    # it passes simple fields over, and a comment in a computed field stands around all of it
    assert len(right) >= {"fields": 85, "LibreOffice": 60}.get(kind, 100)


@pytest.mark.parametrize("kind", ["Word", "content controls", "tracked changes", "python-docx"])
def test_pandoc_reads_each_change(kind: str, tmp_path: Path) -> None:
    data = document(kind)
    spans = claims_apart(text_of(data), 23, 40)
    changes = [change(f"change {n}", span, f"«{n}»") for n, span in enumerate(spans)]
    tree = pandoc_tree(returned(data, [], changes).content, tmp_path)
    written = json.dumps(tree, ensure_ascii=False)
    assert [one.words for one in changes if written.count(one.words) != 1] == []
    # of an insertion that somebody else takes words from, it reads the insertion alone
    assert written.count(f'["author", "{AUTHOR}"]') >= len(changes)


@pytest.mark.parametrize("kind", SHORT)
def test_python_docx_reads_each_comment(kind: str) -> None:
    content, words = with_claims(kind)
    opened = docx.Document(BytesIO(content))
    found = [one for one in opened.comments if one.author == AUTHOR]
    assert [one.text for one in found] == [*words]
    assert all(one.timestamp is not None and one.initials == "AL" for one in found)
