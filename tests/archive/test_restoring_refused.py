"""A file of which no project can be made is refused in a sentence that says where and why."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.archive.schema import PARTS, VERSION, JsonShape
from annotator.archive.service import restore
from annotator.kernel.canonical_text import sha256
from annotator.kernel.errors import AnnotatorError, NotRestored
from annotator.project import Project
from annotator.schema.tables import LONGEST
from tests.archive.jsons import Document, document, exported, restored
from tests.archive.published_schema import FORMS, NAMES, NARROWER
from tests.reports.desks import make_desk

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def article(found: Document) -> Document:
    made: Document = found["articles"][0]
    return made


def claim(found: Document, number: int) -> Document:
    made: Document = article(found)["claims"][number - 1]
    return made


def add_text(found: Document, text: str) -> None:
    version = article(found)["versions"][0]
    version["text"] += text
    version.update(length=len(version["text"]), sha256=sha256(version["text"]))


Harm = Callable[[Document], Any]
HARMS: dict[str, tuple[Harm, str]] = {
    "another format": (lambda d: d.update(format="x"), "It is not a project as JSON"),
    "newer": (lambda d: d.update(version=VERSION + 1), "newer version of this program"),
    "no version": (lambda d: d.update(version=True), rf"“version” is not (from 1 to )?{VERSION}"),
    "neither": (lambda d: d.update(confidential="yes"), "neither “shown” nor “withheld”"),
    "missing part": (lambda d: d.pop("sources"), "“sources” is missing"),
    "unknown part": (lambda d: d.update(more=1), "“more” has no place there"),
    "no list": (lambda d: d.update(articles={}), "“articles” is not a list"),
    "no object": (lambda d: d.update(articles=[3]), "In article 1: this is not an object"),
    "missing field": (
        lambda d: claim(d, 3).pop("status"),
        "In claim 3 of article 1: “status” is mis",
    ),
    "unknown field": (
        lambda d: claim(d, 3).update(x=1),
        "In claim 3 of article 1: “x” has no place",
    ),
    "unknown status": (
        lambda d: claim(d, 2).update(status="done"),
        "In claim 2 of article 1: “status” is none of open, in progress",
    ),
    "unknown verdict": (
        lambda d: claim(d, 4)["tags"][1].update(verdict="true"),
        "In tag 2 of claim 4 of article 1: “verdict” is none of verified, disputed",
    ),
    "unknown kind": (lambda d: claim(d, 1).update(kinds=["x"]), "“kinds” is not a list of some of"),
    "a kind twice": (lambda d: claim(d, 1).update(kinds=["name"] * 2), "“kinds” is not a list"),
    "a number in words": (lambda d: claim(d, 1).update(number="1"), "“number” is not a number"),
    "yes for true": (lambda d: claim(d, 1).update(legal_risk=1), "neither true nor false"),
    "huge number": (lambda d: claim(d, 1).update(number=10**30), "“number” is not a number"),
    "a lone surrogate": (lambda d: claim(d, 1).update(statement="\ud800"), "that is not text"),
    "words without end": (
        lambda d: claim(d, 2).update(statement="x" * (LONGEST + 1)),
        "In claim 2 of article 1: “statement” is longer than 10,000,000 characters",
    ),
    "no text": (lambda d: claim(d, 1).update(statement=None), "“statement” is not text"),
    "a false day": (lambda d: article(d).update(due_on="2025-02-31"), "“due_on” is neither a day"),
    "a false time": (
        lambda d: claim(d, 1).update(created_at="2025-02-31T00:00:00Z"),
        "“created_at” is not a valid time",
    ),
    "an empty id": (lambda d: claim(d, 1).update(id=""), "“id” is not a valid id"),
    "a claim twice": (
        lambda d: claim(d, 2).update(id=claim(d, 1)["id"]),
        "In claim 2 of article 1: its id “.*” is that of claim 1 of article 1",
    ),
    "a number twice": (lambda d: claim(d, 2).update(number=1), "another one has the same number"),
    "a name twice": (lambda d: d["checkers"][1].update(name="Ines"), "is that of checker 1, too"),
    "nameless": (lambda d: d["checkers"][1].update(name=" "), "In checker 2: “name” is empty"),
    "no such checker": (
        lambda d: claim(d, 1)["tags"][0].update(checker_id="x"),
        "“checker_id” leads to none of the checkers",
    ),
    "no such source": (
        lambda d: claim(d, 1)["evidence"][0].update(source_id="x"),
        "In piece of evidence 1 of claim 1 of article 1: “source_id” leads to none of the sources",
    ),
    "no such version": (
        lambda d: claim(d, 1)["highlights"][0].update(version_id="x"),
        "In highlight 1 of claim 1 of article 1: “version_id” leads to none",
    ),
    "no such assignee": (lambda d: article(d).update(assignee_id="x"), "“assignee_id” leads to"),
    "another tag id": (lambda d: claim(d, 1)["tags"][0].update(id="x"), "its id is not the one"),
    "two tags of one": (
        lambda d: claim(d, 4)["tags"][1].update(checker_id=claim(d, 4)["tags"][0]["checker_id"]),
        "In tag 2 of claim 4 of article 1: its checker has another tag",
    ),
    "moved": (
        lambda d: claim(d, 1)["highlights"][0].update(start=64),
        "“400 anglers hold a licence” and the words around it are not at 64:91",
    ),
    "beyond the end": (lambda d: claim(d, 1)["highlights"][0].update(end=9999), "are not at 65:"),
    "turned round": (lambda d: claim(d, 1)["highlights"][0].update(end=3), "are not at 65:3"),
    "another quote": (lambda d: claim(d, 1)["highlights"][0].update(quote="x"), "“x” and the"),
    "another prefix": (lambda d: claim(d, 1)["highlights"][0].update(prefix="x"), "words around"),
    "another text": (
        lambda d: article(d)["versions"][0].update(
            text=article(d)["versions"][0]["text"].replace("212", "213")
        ),
        "In version 1 of article 1: its text is not the one of its SHA-256",
    ),
    "another length": (lambda d: article(d)["versions"][0].update(length=7), "and not 7"),
    "carriage returns": (lambda d: add_text(d, "\r\n"), "not in the canonical form"),
    "a NUL": (lambda d: add_text(d, "\x00"), "holds a character that is not text"),
    "no version at all": (lambda d: article(d).update(versions=[]), "it has no version"),
    "disputed without reason": (
        lambda d: claim(d, 3)["tags"][0].update(reason=None),
        "A disputed claim needs a reason",
    ),
    "verified with reason": (
        lambda d: claim(d, 1)["tags"][0].update(reason="misleading"),
        "only a disputed claim has one",
    ),
    "an address that runs": (
        lambda d: d["sources"][0].update(url="javascript:alert(1)"),
        "In source 1: Address: a web address begins with",
    ),
    "secret without a code name": (
        lambda d: d["sources"][0].update(confidential=True),
        "has no place there",
    ),
    "shown but withheld": (
        lambda d: (
            d.update(confidential="shown"),
            d["sources"].append({"id": "x", "rank": "primary", "confidential": True}),
        ),
        "In source 3: “title” is missing",
    ),
    "a setting of the program": (
        lambda d: d["settings"].append({"id": "missing file x", "value": "{}"}),
        "In setting 1: a setting of this name is kept for the program",
    ),
    "a package that says nothing": (
        lambda d: d["settings"].append({"id": "package", "value": "[]"}),
        "it does not say what a package says of itself",
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_wrong_is_named_and_nothing_is_written(
    river: Project, tmp_path: Path, harm: str
) -> None:
    found = document(river)
    do, words = HARMS[harm]
    do(found)
    before = {*tmp_path.iterdir()}
    with TemporaryDirectory() as folder:
        source = Path(folder, "river.json")
        source.write_text(json.dumps(found))
        with pytest.raises(NotRestored, match=words) as refused:
            restore.restore(tmp_path / "x.sqlite", source)
    assert str(refused.value).startswith("“river.json” cannot be restored. ")
    assert str(refused.value).endswith(". Nothing was written.")
    assert {*tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "In line 1, column 1: this is not JSON"),
        (b'{"format": "annotator-project", ', "the file may be cut short"),
        (b"\xff\xfe{}", "no UTF-8, at byte 0"),
        (b"[" * 200_000, "nested far too deeply"),
        (b'{"format": "a", "format": "b"}', "“format” stands twice"),
        (b'{"format": NaN}', "NaN is not a number"),
        (b'{"version": ' + b"9" * 5000 + b"}", "A number in it is far too long"),
        (b"[]", "not a project as JSON"),
        (b"null", "not a project as JSON"),
        (b"SQLite format 3\x00", "not JSON"),
    ],
)
def test_what_is_no_json_of_ours_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    source = tmp_path / "it.json"
    source.write_bytes(data)
    with pytest.raises(NotRestored, match=words):
        restore.restore(tmp_path / "x.sqlite", source)
    assert [*tmp_path.iterdir()] == [source]


def test_what_cannot_be_read_or_is_too_large_is_refused(
    river: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotRestored, match=r"“none.json” .* cannot be read: No such file"):
        restore.restore(tmp_path / "x.sqlite", tmp_path / "none.json")
    with pytest.raises(NotRestored, match="cannot be read"):
        restore.restore(tmp_path / "x.sqlite", tmp_path)
    (tmp_path / "river.json").write_bytes(exported(river))
    monkeypatch.setattr(restore, "LIMIT", 1000)
    with pytest.raises(NotRestored, match="is larger than"):
        restore.restore(tmp_path / "x.sqlite", tmp_path / "river.json")
    assert not (tmp_path / "x.sqlite").exists()


@some
@given(data=st.data())
def test_whatever_is_harmed_it_is_refused_or_comes_back_whole(data: st.DataObject) -> None:
    """One value anywhere is another one: no traceback, and never half a project."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        project = make_desk(folder / "desk.sqlite")
        found = document(project, shown=data.draw(st.booleans()))
        project.close()
        places = [*leaves(found)]
        parent, key = places[data.draw(st.integers(0, len(places) - 1))]
        parent[key] = data.draw(
            st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())
        )
        refusal = ""
        try:
            with restored(found, folder) as again:
                assert [*again.findings()] == []
                exported(again)
        except AnnotatorError as error:
            refusal = str(error)
        if refusal:
            assert refusal.endswith("Nothing was written.")
            assert not [*folder.glob("restored*")]


@pytest.mark.parametrize(("form", "field"), NARROWER)
def test_what_the_schema_narrows_is_refused(tmp_path: Path, form: str, field: str) -> None:
    project = make_desk(tmp_path / "desk.sqlite")
    others = {name: known for forms in FORMS.values() for name, known in forms.items()}
    found = document(project, shown=form not in others)
    project.close()
    wrong = {"minLength": "", "maxLength": "x" * 33, "minItems": [], "pattern": "ftp://x"}
    ((constraint, _),) = NARROWER[form, field].items()
    told = others.get(form, {})
    thing = next(
        node
        for shape, node in things(found)
        if NAMES.get(shape.noun, shape.noun) == form.rpartition("_")[2]
        and all(node.get(name) == value for name, value in told.items())
    )
    thing[field] = wrong[constraint]
    with pytest.raises(NotRestored), restored(found, tmp_path):
        pass


def things(found: Document) -> Iterator[tuple[JsonShape, Document]]:
    """Every thing in a document, with its shape."""

    def within(shape: JsonShape, node: Document) -> Iterator[tuple[JsonShape, Document]]:
        yield shape, node
        for hanging in shape.hanging:
            inner = node.get(hanging.name) or ()
            for each in (inner,) if hanging.single and inner else inner:
                yield from within(hanging.shape, each)

    for name, shape in PARTS.items():
        for each in found[name]:
            yield from within(shape, each)


def leaves(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a document: what it is in, and under what name or number."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield node, key
        if isinstance(value, (dict, list)):
            yield from leaves(value)
