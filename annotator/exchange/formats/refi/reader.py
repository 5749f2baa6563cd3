"""REFI-QDA projects, of NVivo, ATLAS.ti, MAXQDA, QualCoder and other programs for coding texts.

The standard is REFI-QDA 1.5 (https://www.qdasoftware.org): a zip with an XML file at the root and
texts in “sources”. Codes of its code book are verdicts or tags. Objects are known by GUIDs, whose
case programs do not keep; a selection's end is exclusive in practice; dates may be missing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from annotator.articles.intake.elements import Element
from annotator.articles.intake.encodings import decode
from annotator.articles.model import Metadata
from annotator.claims.verdicts import Verdict
from annotator.exchange.anchoring.offset_units import OffsetConvention, Offsets, OffsetUnit
from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.formats.zip_files import Package
from annotator.exchange.model import BadRecord, ImportedAnnotation, ImportedText
from annotator.exchange.verdict_labels import LabelMap, meaning, told_apart
from annotator.kernel.canonical_text import canonical, check_usable, with_line_feeds
from annotator.kernel.errors import BadOffset, BadSpan, DamagedFile, IntakeError, Unsafe
from annotator.kernel.wording import count_of

_LONG = 20
"""Code points of a beginning that no other place has by chance."""
_CUT = ("…", "...")
_UNITS = (
    OffsetUnit.CODE_POINTS,
    OffsetUnit.UTF16,
    OffsetUnit.CODE_POINTS_CRLF,
    OffsetUnit.UTF16_CRLF,
)


class SelectionNames:
    """Reads the names of selections in a text.

    Programs name a selection by its words, by the first of them, by a GUID or by other words.
    ``units`` are the units that the program may count.
    """

    def __init__(self, text: str, units: Sequence[OffsetUnit] = _UNITS) -> None:
        self._raw, self._units = text, units

    @cached_property
    def _text(self) -> str:
        return canonical(self._raw)

    @cached_property
    def _ways(self) -> list[Offsets]:
        return [Offsets(self._raw, OffsetConvention(unit)) for unit in self._units]

    def quote(self, name: str, place: tuple[int, int]) -> str:
        """Return the words a selection covers, if its name holds them in some way of counting.

        A name cut short stands for all the words it begins. A long name proves no words where ways
        with the end outside disagree on the words it begins, as it may be cut short or not; a name
        without the words proves none either.

        Args:
            name: The name of the selection.
            place: Its start and end in the file's own unit.
        """
        name = with_line_feeds(check_usable(name))
        begun = name
        for mark in _CUT:
            begun = begun.removesuffix(mark)
        whole = [words for words in self._covered(self._ways, place) if words.startswith(begun)]
        if len(begun) >= _LONG and whole[1:]:
            # The words in one way of counting are the first of those in another.
            return ""
        inside = (way.with_end_inside() for way in self._ways)
        if name in self._covered([*self._ways, *inside], place):
            return name
        return whole[0] if len(begun) >= _LONG and whole else ""

    def _covered(self, ways: list[Offsets], place: tuple[int, int]) -> list[str]:
        """Return the words of a selection in each way of counting in which it covers any."""
        covered = dict[str, None]()
        for way in ways:
            with suppress(BadOffset, BadSpan):
                covered[way.span(*place).of(self._text)] = None
        return list(covered)


_CODE = "{urn:QDA-XML:project:1.0}Code"
_VERDICTS = {"verdict", "verdicts"}
_REASONS = {"reason", "reasons", "dispute reason"}


@dataclass(frozen=True, slots=True)
class Code:
    """A code's name, and the names of the codes above it, in lower case, the nearest first."""

    name: str
    under: tuple[str, ...]

    def is_one_of(self, parents: set[str]) -> bool:
        """Whether it is under a code that is called so."""
        return not parents.isdisjoint(self.under)

    @property
    def verdict(self) -> str:
        """Its own name, or the nearest above it that means a verdict where that does not."""
        return next((name for name in (self.name, *self.under) if meaning(name)), self.name)


def codes(root: Element) -> dict[str, Code]:
    """All codes of a project by their GUIDs in lower case."""
    found = dict[str, Code]()
    top = (code for part in root.iter("{urn:QDA-XML:project:1.0}Codes") for code in part)
    waiting = [(code, tuple[str, ...]()) for code in top if code.tag == _CODE]
    while waiting:
        code, under = waiting.pop()
        name = code.get("name", "")
        found[code.get("guid", "").lower()] = Code(name, under)
        inside = (name.strip().casefold(), *under)
        waiting += [(child, inside) for child in code if child.tag == _CODE]
    return found


def labels(coded: Iterable[Code]) -> LabelMap:
    """The verdict, the reason and the tags of codes: the first under “Verdict” is the verdict.

    Where none is under it, the first whose name means a verdict is, wherever it stands.
    """
    coded = list(dict.fromkeys(coded))
    reason = next((code for code in coded if code.is_one_of(_REASONS)), None)
    others = [code for code in coded if code is not reason]
    verdict = next((code for code in others if code.is_one_of(_VERDICTS)), None)
    if verdict is None:
        return told_apart(code.name for code in coded)
    said = verdict.verdict
    tags = (code.name for code in others if code is not verdict or code.name != said)
    return LabelMap(said, reason.name if reason else "", tuple(dict.fromkeys(tags)))


def parts(package: Package) -> tuple[bytes, Package] | None:
    """The one XML file at the root and the texts, by paths in lower case; ``None`` without one."""
    lowered = {path.lower(): data for path, data in package.items()}
    roots = [path for path in lowered if "/" not in path and path.endswith(".qde")]
    if len(roots) != 1:
        return None
    texts = {path: data for path, data in lowered.items() if path.endswith(".txt")}
    return lowered[roots[0]], texts


def project(xml: bytes, name: str) -> Element:
    """Return the root of a project's XML; no file outside it is ever looked at.

    Raises:
        DamagedFile: it is no XML.
        Unsafe: it has a document type, the way to entities and outer files.
    """
    from lxml import etree

    if b"<!DOCTYPE" in xml.replace(b"\x00", b""):
        raise Unsafe(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root: Element = etree.fromstring(xml, parser)
        tree = root.getroottree()  # type: ignore[attr-defined]  # of lxml alone
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name) from error
    if tree.docinfo.internalDTD is not None:
        raise Unsafe(name)
    return root


NAMESPACE = "{urn:QDA-XML:project:1.0}"
_OURS = "Annotator"
_EVIDENCE = re.compile(r"Evidence:\s*([A-Za-z][A-Za-z0-9+.-]*:\S+)\s*")
"""A line that only names a piece of evidence by its address, of any scheme."""
_INSIDE = "internal://"
_OTHER_SOURCES = ("PDFSource", "PictureSource", "AudioSource", "VideoSource")


@dataclass(slots=True)
class _Project:
    """The objects that the selections of a project refer to, by GUIDs in lower case."""

    package: Package
    codes: dict[str, Code]
    users: dict[str, str]
    notes: dict[str, Element]
    is_ours: bool
    loose: list[Element]
    """Notes on words of which no text says that they are on its words, as QualCoder leaves them."""

    def names(self, text: str) -> SelectionNames:
        """Reads the names of selections; our own projects count as the standard says."""
        return (
            SelectionNames(text, (OffsetUnit.CODE_POINTS,))
            if self.is_ours
            else SelectionNames(text)
        )


@dataclass(slots=True)
class _Marked:
    """Words with a person's codes and comments; ``place`` is in the file's own unit.

    ``identity`` is the GUID of the selection, ``made_at`` its time as it stands in the file.
    """

    where: str
    identity: str
    place: tuple[int, int]
    quote: str
    person: str
    made_at: str
    codes: list[Code] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def fits(self, other: "_Marked") -> bool:
        """Return whether a single judgement may have the codes of both."""
        coded = [*self.codes, *other.codes]
        verdicts = {one for code in coded if (one := _verdict(code)) is not None}
        has_reason = any(code.is_one_of(_REASONS) for code in coded)
        return len(verdicts) < 2 and not (has_reason and verdicts - {Verdict.DISPUTED})

    def take(self, other: "_Marked") -> None:
        """Take over all that another selection of the words says."""
        self.codes += other.codes
        self.comments += other.comments


def _verdict(code: Code) -> Verdict | None:
    meant = None if code.is_one_of(_REASONS) else meaning(code.verdict)
    return meant.verdict if meant else None


def is_refi(root: Element) -> bool:
    """Return whether XML is a project, of any version of the standard."""
    return isinstance(root.tag, str) and root.tag.endswith("}Project") and "QDA-XML" in root.tag


def read_refi(root: Element, package: Package, found: AnnotationCollector) -> None:
    """Read every text with its codings, for each person who coded."""
    project = _Project(
        package,
        codes(root),
        _users(root),
        {_guid(note): note for note in _all(root, "Note")},
        is_ours=root.get("origin") == _OURS,
        loose=_loose_notes(root),
    )
    sources = list(_all(root, "TextSource"))
    if len(sources) != 1 and project.loose:
        where = count_of(len(project.loose), "note")
        found.bad.append(BadRecord(where, "It is not said in which text their words are."))
        project.loose.clear()
    for number, source in enumerate(sources, 1):
        with found.record(f"text {number}"):
            _read_source(source, project, found)
    others = [one for kind in _OTHER_SOURCES for one in _all(root, kind)]
    if others:
        found.bad.append(
            BadRecord(
                count_of(len(others), "other source"),
                "What is coded in PDF files, pictures and recordings is not read.",
            )
        )


def _users(root: Element) -> dict[str, str]:
    """Return the names of the users; QualCoder's coders without a name are nobody."""
    unnamed = "default" if root.get("origin", "").startswith("QualCoder") else ""
    return {
        _guid(user): "" if name == unnamed else name
        for user in _all(root, "User")
        for name in [user.get("name", "")]
    }


def _read_source(source: Element, project: _Project, found: AnnotationCollector) -> None:
    text = _text(source, project)
    key, title = _guid(source), source.get("name", "")
    names = project.names(text)
    found.texts.append(ImportedText(key, text, Metadata(title=check_usable(title))))
    marked = list[_Marked]()
    for number, selection in enumerate(_all(source, "PlainTextSelection"), 1):
        where = f"“{title}”, selection {number}"
        with found.record(where):
            marked += _marked(selection, where, names, project, found)
    for number, note in enumerate(_notes_on_words(source, project), 1):
        where = f"“{title}”, note {number}"
        with found.record(where):
            marked += _noted(note, where, names, project)
    for one in marked if project.is_ours else _joined(marked):
        found.annotations.append(_annotation(one, key, project, found))


def _joined(marked: Iterable[_Marked]) -> list[_Marked]:
    """Return selections with those of a person on the same words put together.

    Many programs write a selection for each code, so that a verdict stands apart from its reason.
    """
    all_of_them = list[_Marked]()
    at = dict[tuple[tuple[int, int], str], list[_Marked]]()
    for one in marked:
        there = at.setdefault((one.place, one.person), [])
        alike = [other for other in there if other.comments == one.comments]
        first = next((other for other in (*alike, *there) if other.fits(one)), None)
        if first:
            first.take(one)
        else:
            there.append(one)
            all_of_them.append(one)
    return all_of_them


def _annotation(
    one: _Marked, key: str, project: _Project, found: AnnotationCollector
) -> ImportedAnnotation:
    told = labels(one.codes)
    said = dict.fromkeys(comment.strip("\n") for comment in one.comments if comment.strip())
    comment, links = _evidence("\n".join(said))
    return ImportedAnnotation(
        one.where,
        identity=one.identity,
        text_key=key,
        offsets=(one.place,),
        quote=one.quote,
        verdict=told.verdict,
        reason=told.reason,
        tags=told.tags,
        comment=comment,
        links=found.links(one.where, iter(links)),
        annotator=project.users.get(one.person, ""),
        made_at=one.made_at,
    )


def _marked(
    selection: Element,
    where: str,
    names: SelectionNames,
    project: _Project,
    found: AnnotationCollector,
) -> list[_Marked]:
    """Return a selection for each person who coded it: a coder may be another than its maker."""
    maker = selection.get("creatingUser", "").lower()
    people = dict[str, _Marked]()

    def of(person: str) -> _Marked:
        if person not in people:
            people[person] = _selected(selection, where, names, person)
        return people[person]

    for coding in _all(selection, "Coding"):
        person = coding.get("creatingUser", "").lower() or maker
        for ref in _all(coding, "CodeRef"):
            code = project.codes.get(ref.get("targetGUID", "").lower())
            if code is None:
                found.bad.append(BadRecord(where, "It has a code that the file does not explain."))
            else:
                of(person).codes.append(code)
    for comment in _comments(selection, where, project, found):
        of(maker if maker in people or not people else next(iter(people))).comments.append(comment)
    if not people:
        of(maker)
    return list(people.values())


def _selected(selection: Element, where: str, names: SelectionNames, person: str) -> _Marked:
    place = offsets(selection.get("startPosition", ""), selection.get("endPosition", ""))
    quote = names.quote(selection.get("name", ""), place)
    made_at = selection.get("creationDateTime", "")
    return _Marked(where, selection.get("guid", ""), place, quote, person, made_at)


def _notes_on_words(source: Element, project: _Project) -> Iterator[Element]:
    """Return the notes of a text that select words in it themselves, as QualCoder's do."""
    for ref in source.iterfind(f"{NAMESPACE}NoteRef"):
        note = project.notes.get(ref.get("targetGUID", "").lower())
        if note is not None and _selects(note):
            yield note
    yield from project.loose


def _loose_notes(root: Element) -> list[Element]:
    referred = {ref.get("targetGUID", "").lower() for ref in _all(root, "NoteRef")}
    return [note for note in _all(root, "Note") if _selects(note) and _guid(note) not in referred]


def _selects(note: Element) -> bool:
    return next(_all(note, "PlainTextSelection"), None) is not None


def _noted(
    note: Element, where: str, names: SelectionNames, project: _Project
) -> Iterator[_Marked]:
    person = (note.get("creatingUser") or note.get("modifyingUser") or "").lower()
    for selection in _all(note, "PlainTextSelection"):
        one = _selected(selection, where, names, person)
        one.made_at = one.made_at or note.get("creationDateTime", "")
        one.comments.append(canonical(_text(note, project)))
        yield one


def _comments(
    selection: Element, where: str, project: _Project, found: AnnotationCollector
) -> Iterator[str]:
    for description in selection.iterfind(f"{NAMESPACE}Description"):
        yield "".join(description.itertext())
    for ref in _all(selection, "NoteRef"):
        note = project.notes.get(ref.get("targetGUID", "").lower())
        if note is None:
            found.bad.append(BadRecord(where, "It has a note that the file does not hold."))
        else:
            with found.record(where):
                yield canonical(_text(note, project))


def _text(source: Element, project: _Project) -> str:
    """The text of a source or note, which stands in it or in a file beside it."""
    content = next(source.iterfind(f"{NAMESPACE}PlainTextContent"), None)
    if content is not None:
        return check_usable("".join(content.itertext()))
    path = source.get("plainTextPath", "")
    name = path[len(_INSIDE) :] if path.lower().startswith(_INSIDE) else path
    for candidate in (f"sources/{name}".lower(), name.lower()):
        if name and candidate in project.package:
            return _decoded(project.package[candidate], name)
    raise UnreadableRecordError("Its text is not in the file.")


def _decoded(data: bytes, name: str) -> str:
    try:
        return check_usable(decode(data, name).text)
    except IntakeError as error:
        raise UnreadableRecordError(str(error)) from error


def _evidence(comment: str) -> tuple[str, list[str]]:
    """Return a comment without the lines that only name evidence, and the named evidence."""
    links, rest = list[str](), list[str]()
    for line in comment.split("\n"):
        named = _EVIDENCE.fullmatch(line)
        (links if named else rest).append(named[1] if named else line)
    return "\n".join(rest).strip("\n"), links


def _all(root: Element, tag: str) -> Iterator[Element]:
    return root.iter(f"{NAMESPACE}{tag}")


def _guid(element: Element) -> str:
    return element.get("guid", "").lower()
