"""Scripts that answer a file that was given back: as Word and as LibreOffice save it."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from lxml import etree

from tests.manuscripts.sheets import packed, parts_of

Replies = Mapping[str, Sequence[tuple[str, str]]]
"""Authors and their words by the references of the comments that they reply to."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
AT = "2026-03-01T09:00:00Z"


def answered_in_word(
    document: bytes,
    replies: Replies,
    *,
    resolved: Collection[str] = (),
    accepted: Collection[str] = (),
    rejected: Collection[str] = (),
) -> bytes:
    """A document with replies to our comments, and with decisions on our changes.

    Args:
        document: The document.
        replies: The replies.
        resolved: The references of comments that are marked as resolved.
        accepted: The inserted words of changes that are accepted.
        rejected: The inserted words of changes that are rejected.
    """
    parts = parts_of(document)
    body = etree.fromstring(parts["word/document.xml"])
    comments = etree.fromstring(parts["word/comments.xml"])
    rows = ""
    number = 900
    for comment in [*comments]:
        last = [*comment.iter(f"{W}p")][-1]
        root = last.get(f"{W14}paraId")
        words = "".join(comment.itertext())
        mine = next((r for r in replies if f"Ref. {r}" in words), "")
        done = int(any(f"Ref. {r}" in words for r in resolved))
        rows += f'<w15:commentEx w15:paraId="{root}" w15:done="{done}"/>'
        for author, said in replies.get(mine, ()):
            number += 1
            paragraph = f"{number:08X}"
            comments.append(_reply(number, author, said, paragraph))
            rows += (
                f'<w15:commentEx w15:paraId="{paragraph}" w15:paraIdParent="{root}" w15:done="0"/>'
            )
            _beside(body, comment.get(f"{W}id"), str(number))
    _decide(body, accepted, rejected)
    parts["word/document.xml"] = etree.tostring(body)
    parts["word/comments.xml"] = etree.tostring(comments)
    _add_part(parts, f'<w15:commentsEx xmlns:w15="{W15}">{rows}</w15:commentsEx>')
    return packed(parts)


def _reply(number: int, author: str, said: str, paragraph: str) -> Any:
    return etree.fromstring(
        f'<w:comment xmlns:w="{W[1:-1]}" xmlns:w14="{W14[1:-1]}" w:id="{number}" '
        f'w:author="{author}" w:date="{AT}"><w:p w14:paraId="{paragraph}"><w:r>'
        f"<w:annotationRef/></w:r><w:r><w:t>{said}</w:t></w:r></w:p></w:comment>"
    )


def _beside(body: Any, known: str, number: str) -> None:
    """Put the marks of a reply beside those of the comment that it answers."""
    for name in ("commentRangeStart", "commentRangeEnd"):
        (mark,) = [e for e in body.iter(f"{W}{name}") if e.get(f"{W}id") == known]
        mark.addnext(etree.Element(f"{W}{name}", {f"{W}id": number}))
    (sign,) = [e for e in body.iter(f"{W}commentReference") if e.get(f"{W}id") == known]
    run = etree.Element(f"{W}r")
    run.append(etree.Element(f"{W}commentReference", {f"{W}id": number}))
    sign.getparent().addnext(run)


def _add_part(parts: dict[str, bytes], extended: str) -> None:
    parts["word/commentsExtended.xml"] = extended.encode()
    relations = parts["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    row = f'<Relationship Id="rIdEx" Type="{kind}" Target="commentsExtended.xml"/>'
    parts["word/_rels/document.xml.rels"] = re.sub(
        r"(?=</Relationships>)|/>$", lambda found: row if not found[0] else f">{row}", relations
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
    override = f'<Override PartName="/word/commentsExtended.xml" ContentType="{content}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()


def _decide(body: Any, accepted: Collection[str], rejected: Collection[str]) -> None:
    for inserted in [*body.iter(f"{W}ins")]:
        words = "".join(inserted.itertext(f"{W}t"))
        deleted = inserted.getprevious()
        if words in accepted:
            _unwrap(inserted)
            deleted.getparent().remove(deleted)
        elif words in rejected:
            inserted.getparent().remove(inserted)
            for text in [*deleted.iter(f"{W}delText")]:
                text.tag = f"{W}t"
            _unwrap(deleted)


def _unwrap(element: Any) -> None:
    for child in [*element]:
        element.addprevious(child)
    element.getparent().remove(element)


def answered_in_office(
    document: bytes,
    replies: Replies,
    *,
    resolved: Collection[str] = (),
    accepted: Collection[str] = (),
    rejected: Collection[str] = (),
) -> bytes:
    """An OpenDocument text answered likewise, as LibreOffice saves it."""
    parts = parts_of(document)
    root = etree.fromstring(parts["content.xml"])
    for comment in [*root.iter(f"{OFFICE}annotation")]:
        words = "".join(comment.itertext())
        if any(f"Ref. {r}" in words for r in resolved):
            comment.set(f"{LOEXT}resolved", "true")
        mine = next((r for r in replies if f"Ref. {r}" in words), "")
        for number, (author, said) in enumerate(replies.get(mine, ())):
            reply = etree.Element(f"{OFFICE}annotation")
            reply.set(f"{OFFICE}name", f"{mine}-{number}")
            reply.set(f"{LOEXT}parent-name", comment.get(f"{OFFICE}name"))
            for tag, inner in ((f"{DC}creator", author), (f"{DC}date", AT), (f"{TEXT}p", said)):
                etree.SubElement(reply, tag).text = inner
            reply.tail, comment.tail = comment.tail, None
            comment.addnext(reply)
    for words, keep in (*((w, True) for w in accepted), *((w, False) for w in rejected)):
        _decide_in_office(root, words, keep=keep)
    return packed(parts | {"content.xml": etree.tostring(root)})


def _decide_in_office(root: Any, words: str, *, keep: bool) -> None:
    start = next(e for e in root.iter(f"{TEXT}change-start") if e.tail == words)
    inserted = start.get(f"{TEXT}change-id")
    deletion = start.getprevious()
    regions = {e.get(f"{TEXT}id"): e for e in root.iter(f"{TEXT}changed-region")}
    region = regions[deletion.get(f"{TEXT}change-id")]
    old = "".join(region.find(f".//{TEXT}p").itertext())
    end = next(e for e in root.iter(f"{TEXT}change-end") if e.get(f"{TEXT}change-id") == inserted)
    kept = f"{words if keep else old}{end.tail or ''}"
    deletion.tail = kept
    for element in (start, end):
        element.tail = None
        element.getparent().remove(element)
    marker = etree.Element(f"{TEXT}bookmark", {f"{TEXT}name": f"decided-{inserted}"})
    marker.tail = kept
    deletion.tail = None
    deletion.addprevious(marker)
    deletion.getparent().remove(deletion)
    for gone in (region, regions[inserted]):
        gone.getparent().remove(gone)


Answer = Callable[..., bytes]
