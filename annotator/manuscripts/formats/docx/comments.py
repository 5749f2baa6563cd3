"""The comments of a Word document: the parts that hold them, their threads and their people."""

import re

from annotator.articles.intake.documents.names import attribute, short_name
from annotator.articles.intake.documents.word_elements import value_of
from annotator.articles.intake.elements import Element
from annotator.kernel.moments import read_moment
from annotator.manuscripts.formats.docx.parts import FreeCodes, FreeNumbers, WordPackage
from annotator.manuscripts.formats.xml_edits import EditedXml, Prefixes, escaped
from annotator.manuscripts.model import LinkedWords, ManuscriptComment

_MICROSOFT = "http://schemas.microsoft.com/office"
_W14 = f"{_MICROSOFT}/word/2010/wordml"
_W15 = f"{_MICROSOFT}/word/2012/wordml"
_CID = f"{_MICROSOFT}/word/2016/wordml/cid"
_CEX = f"{_MICROSOFT}/word/2018/wordml/cex"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXTENDED = (
    f"{_MICROSOFT}/2011/relationships/commentsExtended",
    f"{WORD_TYPE}.commentsExtended+xml",
)
_STYLES = {"annotation text", "annotation reference", "hyperlink"}
_GOOGLE = "goog_rdk"
_WEB = ("http://", "https://")
_SPACES = re.compile(r"([\n\t])")
_CODE = re.compile(r"""(?:paraId|durableId)\s*=\s*["']([0-9A-Fa-f]{8})["']""")
_MOST = 32_767
"""Word opens no file with more comments on stretches of text."""


def written_moment(at: str) -> str:
    """Return a moment as Word writes it, to the second; a comment without one ends some readers."""
    moment = read_moment(at)
    return at[:19] + "Z" if moment is not None else "2000-01-01T00:00:00Z"


def initials(name: str) -> str:
    """Return the first letters of a name."""
    return "".join(word[0] for word in name.split())[:9]


class CommentParts:
    """Adds comments to the parts of a document; the marks in its body are made elsewhere."""

    def __init__(self, parts: WordPackage) -> None:
        self._parts = parts
        self._part = parts.part_of("comments")
        root = parts.edited(self._part).root if self._part else None
        self._own = {attribute(one, "id"): one for one in (root if root is not None else ())}
        self._styles = _styles(parts)
        marked = (one for one in parts.body.root.iter() if "omment" in one.tag)
        self._numbers = FreeNumbers([*self._own, *(attribute(one, "id") for one in marked)])
        self._threads = _ThreadParts(parts, self._part)
        self._links: dict[str, str] = {}

    def has(self, comment: str) -> bool:
        """Return whether the file has a comment of its own with an id."""
        return comment in self._own

    @property
    def has_room(self) -> bool:
        """Whether Word opens the file with a comment more."""
        return len(self._own) < _MOST

    @property
    def reference_style(self) -> str:
        """The style of the marks of comments; empty where the file has none."""
        return self._styles.get("annotation reference", "")

    def add(self, comment: ManuscriptComment) -> int:
        """Add a comment and return the number by which its marks in the body name it."""
        xml = self._comments()
        word = Prefixes(xml.root, self._parts.space, "w")
        w, number = word.prefix, self._numbers.take()
        paragraphs = comment.paragraphs or ((LinkedWords(""),),)
        codes = self._threads.add(comment, len(paragraphs), self._own.get(comment.answers), xml)
        words = "".join(
            self._paragraph(w, one, code, is_first=not at)
            for at, (one, code) in enumerate(zip(paragraphs, codes, strict=True))
        )
        xml.append(
            xml.root,
            f'<{w}:comment{word.declaration} {w}:id="{number}"'
            f' {w}:author="{escaped(comment.author, in_attribute=True)}"'
            f' {w}:date="{written_moment(comment.at)}"'
            f' {w}:initials="{escaped(initials(comment.author), in_attribute=True)}">'
            f"{words}</{w}:comment>",
        )
        return number

    def _comments(self) -> EditedXml:
        if self._part:
            return self._parts.edited(self._part)
        self._part = self._parts.add_part(
            "comments",
            f"{self._parts.office}/comments",
            f"{WORD_TYPE}.comments+xml",
            f'<w:comments xmlns:w="{self._parts.space}" xmlns:r="{self._parts.office}"'
            f' xmlns:mc="{_COMPATIBILITY}" xmlns:w14="{_W14}" mc:Ignorable="w14"></w:comments>',
        )
        return self._parts.edited(self._part)

    def _paragraph(
        self, w: str, words: tuple[LinkedWords, ...], code: str, *, is_first: bool
    ) -> str:
        style = self._styles.get("annotation text")
        properties = f'<{w}:pPr><{w}:pStyle {w}:val="{style}"/></{w}:pPr>' if style else ""
        mark = ""
        if is_first:
            mark = f"<{w}:r>{style_of_run(w, self.reference_style)}<{w}:annotationRef/></{w}:r>"
        runs = "".join(self._linked(w, one) for one in words if one.words)
        return f"<{w}:p{code}>{properties}{mark}{runs}</{w}:p>"

    def _linked(self, w: str, words: LinkedWords) -> str:
        if not words.url.lower().startswith(_WEB):
            return f"<{w}:r>{run_content(w, words.words)}</{w}:r>"
        if words.url not in self._links:
            kind = f"{self._parts.office}/hyperlink"
            added = self._parts.add_relation(self._part, kind, words.url, is_outer=True)
            self._links[words.url] = added
        relations = Prefixes(self._comments().root, self._parts.office, "r")
        style = style_of_run(w, self._styles.get("hyperlink", ""))
        return (
            f"<{w}:hyperlink{relations.declaration}"
            f' {relations.prefix}:id="{self._links[words.url]}"><{w}:r>{style}'
            f"{run_content(w, words.words)}</{w}:r></{w}:hyperlink>"
        )


def style_of_run(w: str, style: str) -> str:
    """Return the properties of a run with a style, or none without one.

    Args:
        w: The prefix of Word's own names.
        style: The id of the style.
    """
    name = escaped(style, in_attribute=True)
    return f'<{w}:rPr><{w}:rStyle {w}:val="{name}"/></{w}:rPr>' if style else ""


def run_content(w: str, words: str) -> str:
    """Return words as the content of a run, with tabs and ends of lines as Word has them.

    Args:
        w: The prefix of Word's own names.
        words: The words.
    """
    pieces = _SPACES.split(words)
    marks = {"\n": f"<{w}:br/>", "\t": f"<{w}:tab/>"}
    return "".join(
        marks.get(one) or f'<{w}:t xml:space="preserve">{escaped(one)}</{w}:t>'
        for one in pieces
        if one
    )


def _styles(parts: WordPackage) -> dict[str, str]:
    """Map the names of the styles of comments and links to their ids in the file."""
    part = parts.part_of("styles")
    root = parts.package.tree(part) if part else None
    return {
        value_of(style, "w:name").lower(): attribute(style, "styleId")
        for style in (root if root is not None else ())
        if value_of(style, "w:name").lower() in _STYLES
    }


class _ThreadParts:
    """The parts that say which comment answers which, with lasting ids and moments in UTC."""

    def __init__(self, parts: WordPackage, comments: str) -> None:
        self._parts = parts
        self._extended = parts.part_of("commentsExtended")
        self._ids = parts.part_of("commentsIds")
        self._extensible = parts.part_of("commentsExtensible")
        self._people = parts.part_of("people")
        # Google tells threads by identical places, unless one part says them for all comments
        self._is_by_place = not self._extended and _GOOGLE in parts.body.written
        named = (parts.main, comments, self._extended, self._ids, self._extensible)
        written = [parts.package.read(part).decode("utf-8", "replace") for part in named if part]
        self._codes = FreeCodes(code for one in written for code in _CODE.findall(one))
        self._parents: dict[str, str] = {}
        self._known: set[str] = set()
        for row in self._rows(self._extended):
            self._known.add(attribute(row, "paraId"))
            self._parents[attribute(row, "paraId")] = attribute(row, "paraIdParent")
        self._given: dict[Element, str] = {}
        self._names = {attribute(one, "author") for one in self._rows(self._people)}

    def _rows(self, part: str) -> list[Element]:
        return [*self._parts.edited(part).root] if part else []

    def add(
        self, comment: ManuscriptComment, paragraphs: int, answered: Element | None, xml: EditedXml
    ) -> list[str]:
        """Take a comment into the parts, and return the ids of its paragraphs as attributes.

        Args:
            comment: The comment.
            paragraphs: How many paragraphs it has.
            answered: The comment of the file that it answers, if it does.
            xml: The part with the comments.
        """
        self._add_person(comment.author)
        if self._is_by_place:
            return [""] * paragraphs
        codes = [self._codes.take(f"{comment.id} {at}") for at in range(paragraphs)]
        self._add_row(codes[-1], self._code_of(answered, xml) if answered is not None else "")
        self._add_lasting_id(comment, codes[-1])
        return [_code_attribute(xml.root, code) for code in codes]

    def _code_of(self, comment: Element, xml: EditedXml) -> str:
        """Return the id of a comment's last paragraph, or of that of the comment it answers."""
        paragraphs = [one for one in comment.iter() if short_name(one.tag) == "w:p"]
        if not paragraphs:
            return ""
        last = paragraphs[-1]
        code = attribute(last, "paraId") or self._given.get(last, "")
        if not code:
            code = self._codes.take(f"comment {attribute(comment, 'id')}")
            self._given[last] = code
            places = xml.places(last)
            xml.insert(
                places.content - 1 - places.is_closed_at_once, _code_attribute(xml.root, code)
            )
        return self._parents.get(code) or code

    def _add_row(self, code: str, parent: str) -> None:
        if not self._extended:
            if not parent:
                return
            self._extended = self._parts.add_part(
                "commentsExtended", *_EXTENDED, f'<w15:commentsEx xmlns:w15="{_W15}"/>'
            )
        if parent and parent not in self._known:
            self._append(self._extended, _W15, "w15", "commentEx", paraId=parent, done="0")
            self._known.add(parent)
        of_parent = {"paraIdParent": parent} if parent else {}
        self._append(self._extended, _W15, "w15", "commentEx", paraId=code, **of_parent, done="0")

    def _add_lasting_id(self, comment: ManuscriptComment, code: str) -> None:
        if not self._ids:
            return
        lasting = self._codes.take(f"{comment.id} lasting")
        self._append(self._ids, _CID, "w16cid", "commentId", paraId=code, durableId=lasting)
        if self._extensible:
            moment = written_moment(comment.at)
            row = {"durableId": lasting, "dateUtc": moment}
            self._append(self._extensible, _CEX, "w16cex", "commentExtensible", **row)

    def _add_person(self, name: str) -> None:
        if not self._people or name in self._names or not name:
            return
        self._names.add(name)
        xml = self._parts.edited(self._people)
        prefixes = Prefixes(xml.root, _W15, "w15")
        p, author = prefixes.prefix, escaped(name, in_attribute=True)
        xml.append(
            xml.root,
            f'<{p}:person{prefixes.declaration} {p}:author="{author}"><{p}:presenceInfo'
            f' {p}:providerId="None" {p}:userId="{author}"/></{p}:person>',
        )

    def _append(self, part: str, space: str, spare: str, tag: str, **row: str) -> None:
        xml = self._parts.edited(part)
        prefixes = Prefixes(xml.root, space, spare)
        p = prefixes.prefix
        told = "".join(f' {p}:{key}="{value}"' for key, value in row.items())
        xml.append(xml.root, f"<{p}:{tag}{prefixes.declaration}{told}/>")


def _code_attribute(root: Element, code: str) -> str:
    """Return the id of a paragraph as an attribute, which older programs may ignore."""
    prefixes = Prefixes(root, _W14, "w14")
    told = f' {prefixes.prefix}:paraId="{code}"'
    if not prefixes.declaration:
        return told
    names = Prefixes(root, _COMPATIBILITY, "mc")
    return f'{prefixes.declaration}{names.declaration} {names.prefix}:Ignorable="w14"{told}'
