"""Word documents of hand-written parts, with the relations between them."""

from tests.articles.intake.documents import TYPES, zipped

_OPEN = "http://schemas.openxmlformats.org"
_REL = f"{_OPEN}/officeDocument/2006/relationships"
_WORD = "http://schemas.microsoft.com/office/word"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OPEN}/wordprocessingml/2006/main",
        "m": f"{_OPEN}/officeDocument/2006/math",
        "r": _REL,
        "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
        "a": f"{_OPEN}/drawingml/2006/main",
        "c": f"{_OPEN}/drawingml/2006/chart",
        "pic": f"{_OPEN}/drawingml/2006/picture",
        "mc": f"{_OPEN}/markup-compatibility/2006",
        "wps": f"{_WORD}/2010/wordprocessingShape",
        "w14": f"{_WORD}/2010/wordml",
        "w15": f"{_WORD}/2012/wordml",
        "w16cid": f"{_WORD}/2016/wordml/cid",
        "w16cex": f"{_WORD}/2018/wordml/cex",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "http://example.org/of-our-own",
    }.items()
)
_ROOTS = {
    "commentsExtended": "w15:commentsEx",
    "commentsIds": "w16cid:commentsIds",
    "commentsExtensible": "w16cex:commentsExtensible",
}
BOX = (
    '<w:drawing><wp:anchor><wp:docPr id="1" name="T"/><a:graphic><a:graphicData uri="http://'
    'schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
GHOSTS = (
    '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Spectre"><w:basedOn w:val="Ghost"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Phantom"><w:rPr><w:vanish/></w:rPr></w:style>'
)
LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def word(
    *body: str,
    relations: str = "",
    files: dict[str, str | bytes] | None = None,
    main: str = "word/document.xml",
    **parts: str,
) -> bytes:
    """Pack a document with ``body`` in it.

    Args:
        body: The markup of its blocks.
        relations: Further relations of its main part, for example of links.
        files: Further files, by their names in the package.
        main: The name of its main part.
        parts: Further parts beside it; `header1` is a header, `styles` are the styles.
    """
    folder, _, name = main.rpartition("/")
    related = "".join(
        internal(f"part{n}", part.rstrip("0123456789"), f"{part}.xml")
        for n, part in enumerate(parts)
    )
    office = f"{_OPEN}/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": TYPES.replace("/word/document.xml", f"/{main}"),
            "_rels/.rels": (
                f'<Relationships xmlns="{office}"><Relationship Id="r" '
                f'Type="{_REL}/officeDocument" Target="{main}"/></Relationships>'
            ),
            main: (
                f"<w:document {NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"
            ),
            f"{folder}/_rels/{name}.rels": (
                f'<Relationships xmlns="{office}">{related}{relations}</Relationships>'
            ),
            **{f"{folder}/{part}.xml": _part(part, xml) for part, xml in parts.items()},
            **(files or {}),
        }
    )


def _part(name: str, xml: str) -> str:
    kind = name.rstrip("0123456789")
    root = _ROOTS.get(name) or {"header": "w:hdr", "footer": "w:ftr"}.get(kind, f"w:{kind}")
    return f"<{root} {NAMESPACES}>{xml}</{root}>"


def external(name: str, address: str) -> str:
    """Return a relation to an address on the web."""
    return (
        f'<Relationship Id="{name}" Type="{_REL}/hyperlink" Target="{address}" '
        'TargetMode="External"/>'
    )


def internal(name: str, kind: str, part: str) -> str:
    """Return a relation to a part."""
    return f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{part}"/>'
