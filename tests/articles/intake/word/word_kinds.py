"""The kinds of places in which a Word document holds words, each as a maker of its markup.

`{}` stands for a word of its own each time the markup is made; `{=}` is the last of them again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from annotator.articles.model import Draft, LeftOutKind
from tests.articles.intake.documents import run
from tests.articles.intake.word.packages import BOX

DELETED, HIDDEN = LeftOutKind.DELETED_TEXT, LeftOutKind.HIDDEN_TEXT
BY = 'w:author="Kim" w:date="2026-03-01T10:00:00Z"'
IMAGE, OBJECT, OTHER = LeftOutKind.IMAGE_TEXT, LeftOutKind.OBJECT, LeftOutKind.OTHER
R = run("{}")
RPR = "<w:r><w:rPr>{0}</w:rPr><w:t>{{}}</w:t></w:r>"


def field_of(instruction: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def no_result(instruction: str, data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def choice(first: str, fallback: str = "") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{first}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


AT = "<w:p>@</w:p>"
INS, DEL = f'<w:ins w:id="1" {BY}/>', f'<w:del w:id="1" {BY}/>'
VML = (
    "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict>"
)
PICTURE = '<w:drawing><wp:inline><wp:docPr id="1" name="P" descr="{}"/></wp:inline></w:drawing>'

RUNS: dict[str, str] = {
    "plain run": R,
    "run beside a tab": f"<w:r><w:tab/></w:r>{R}",
    "run after cr": f"{R}<w:r><w:cr/></w:r>{R}",
    "page break within": f'{R}<w:r><w:br w:type="page"/></w:r>{R}',
    "aligned tab": f'{R}<w:r><w:ptab w:relativeTo="margin"/></w:r>{R}',
    "simple field": f'<w:fldSimple w:instr=" DATE ">{R}</w:fldSimple>',
    "simple field in simple field": (
        f'<w:fldSimple w:instr="IF"><w:fldSimple w:instr="X">{R}</w:fldSimple></w:fldSimple>'
    ),
    "complex field": field_of(" REF x ", R),
    "field in a result": field_of(" TOC ", R + field_of(" PAGEREF y ", R)),
    "button": no_result(" MACROBUTTON DoIt {} "),
    "choice of a form": no_result(
        " FORMDROPDOWN ",
        '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="a"/>'
        '<w:listEntry w:val="{}"/></w:ddList></w:ffData>',
    ),
    "field without an end": f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{R}',
    "ruby": f"<w:r><w:ruby><w:rt>{R}</w:rt><w:rubyBase>{R}</w:rubyBase></w:ruby></w:r>",
    "dir": f'<w:dir w:val="rtl">{R}</w:dir>',
    "bdo": f'<w:bdo w:val="rtl">{R}</w:bdo>',
    "dir in bdo": f'<w:bdo w:val="rtl"><w:dir w:val="rtl">{R}</w:dir></w:bdo>',
    "equation": "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "equation of its own": "<m:oMathPara><m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath></m:oMathPara>",
    "fraction": (
        "<m:oMath><m:f><m:num><m:r><m:t>{}</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>{}</m:t></m:r></m:den></m:f></m:oMath>"
    ),
    "root and power": (
        "<m:oMath><m:rad><m:deg/><m:e><m:sSup><m:e><m:r><m:t>{}</m:t></m:r></m:e><m:sup>"
        "<m:r><m:t>{}</m:t></m:r></m:sup></m:sSup></m:e></m:rad></m:oMath>"
    ),
    "matrix": (
        "<m:oMath><m:m><m:mr><m:e><m:r><m:t>{}</m:t></m:r></m:e><m:e><m:r><m:t>{}</m:t></m:r>"
        "</m:e></m:mr></m:m></m:oMath>"
    ),
    "words in an equation": "<m:oMath><m:r><w:t>{}</w:t></m:r></m:oMath>",
    "text box": f"<w:r>{BOX}</w:r>",
    "text box with fallback": f"<w:r>{choice(BOX, VML.replace('{}', '{=}'))}</w:r>",
    "text box only in the fallback": f"<w:r>{choice('<w:drawing/>', VML)}</w:r>",
    "old text box": f"<w:r>{VML}</w:r>",
    "words of art": '<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>',
    "words in a canvas": (
        "<w:r><w:drawing><wp:inline><a:graphic><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p>"
        "</a:txBody></a:graphic></wp:inline></w:drawing></w:r>"
    ),
    "link": f"<w:hyperlink>{R}</w:hyperlink>",
    "smart tag": f"<w:smartTag>{R}</w:smartTag>",
    "custom XML": f"<w:customXml>{R}</w:customXml>",
    "control": f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{R}</w:sdtContent></w:sdt>",
    "control in a control": (
        f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{R}</w:sdtContent></w:sdt>{R}"
        "</w:sdtContent></w:sdt>"
    ),
    "placeholder": (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{R}</w:sdtContent></w:sdt>"
    ),
    "insertion": f'<w:ins w:id="1" {BY}>{R}</w:ins>',
    "insertion in a link": f'<w:hyperlink><w:ins w:id="1" {BY}>{R}</w:ins></w:hyperlink>',
    "not hidden": RPR.format('<w:vanish w:val="0"/>'),
    "hidden on the web": RPR.format("<w:webHidden/>"),
    "highlighted": RPR.format('<w:highlight w:val="yellow"/>'),
    "unknown element": f"<w:brandNew>{R}</w:brandNew>",
    "permission": f'<w:permStart w:id="1"/>{R}<w:permEnd w:id="1"/>',
    "symbol beside": f'<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>{R}',
}
"""Markup within a paragraph, whose words are in the text."""

BLOCKS: dict[str, str] = {
    "paragraph": "<w:p>@</w:p>",
    "block control": "<w:sdt><w:sdtContent><w:p>@</w:p></w:sdtContent></w:sdt>",
    "block of custom XML": "<w:customXml><w:p>@</w:p></w:customXml>",
    "inserted paragraph": f'<w:ins w:id="1" {BY}><w:p>@</w:p></w:ins>',
    "table": table(row(AT, AT)),
    "cells of two paragraphs": table(row(AT + AT, AT)),
    "table in a cell": table(row(table(row(AT, "<w:p/>")) + AT)),
    "row in a control": table(
        "<w:sdt><w:sdtContent>" + row(AT, "<w:p/>") + "</w:sdtContent></w:sdt>"
    ),
    "cell in a control": table(
        f"<w:tr><w:sdt><w:sdtContent><w:tc>{AT}</w:tc></w:sdtContent></w:sdt><w:tc>{AT}</w:tc></w:tr>"
    ),
    "merged cells": table(
        row('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + AT, AT)
        + row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", AT)
    ),
    "inserted row": table(row(AT, properties=INS)),
    "list": '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>@</w:p>',
    "list below": (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>@</w:p>'
    ),
    "paragraph whose mark is deleted": (
        f'<w:p><w:pPr><w:rPr><w:del w:id="1" {BY}/></w:rPr></w:pPr>@</w:p>'
    ),
    "frame": '<w:p><w:pPr><w:framePr w:w="900"/></w:pPr>@</w:p>',
    "other alternative": f"{choice('<w:p>@</w:p>')}",
    "section": "<w:p><w:pPr><w:sectPr/></w:pPr>@</w:p>",
}
"""Markup around the markup of a paragraph, for which `@` stands."""

LOST: dict[str, tuple[str, LeftOutKind]] = {
    "deletion": (f'<w:del w:id="1" {BY}><w:r><w:delText>{{}}</w:delText></w:r></w:del>', DELETED),
    "deletion of an insertion": (
        f'<w:ins w:id="1" {BY}><w:del w:id="2" {BY}><w:r><w:delText>{{}}</w:delText></w:r></w:del>'
        "</w:ins>",
        DELETED,
    ),
    "deleted equation": (
        f'<m:oMath><w:del w:id="1" {BY}><m:r><m:t>{{}}</m:t></m:r></w:del></m:oMath>',
        DELETED,
    ),
    "deletion without a change": ("<w:r><w:delText>{}</w:delText></w:r>", DELETED),
    "moved to nowhere": (f'<w:moveFrom w:id="4" {BY}>{R}</w:moveFrom>', DELETED),
    "hidden": (RPR.format("<w:vanish/>"), HIDDEN),
    "hidden by style": (RPR.format('<w:rStyle w:val="Ghost"/>'), HIDDEN),
    "hidden by the style of a style": (RPR.format('<w:rStyle w:val="Spectre"/>'), HIDDEN),
    "words of an instruction": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + R
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        HIDDEN,
    ),
    "hidden text box": (f"<w:r><w:rPr><w:vanish/></w:rPr>{BOX}</w:r>", HIDDEN),
    "picture": (f"<w:r>{PICTURE}</w:r>", IMAGE),
    "old picture": ('<w:r><w:pict><v:shape alt="{}"/></w:pict></w:r>', IMAGE),
    "words straight in an unknown element": ("<x:note>{}</x:note>", OTHER),
    "deleted text box": (f'<w:del w:id="1" {BY}><w:r>{BOX}</w:r></w:del>', DELETED),
}
"""Markup within a paragraph, whose words are left out, and the kind of that."""

LOST_BLOCKS: dict[str, tuple[str, LeftOutKind]] = {
    "deleted row": (table(row(AT, AT, properties=DEL)), DELETED),
    "deleted paragraph": (f'<w:del w:id="1" {BY}><w:p>@</w:p></w:del>', DELETED),
    "hidden row": (table(row(AT, properties="<w:hidden/>")), HIDDEN),
    "paragraph in a hidden style": (
        '<w:p><w:pPr><w:pStyle w:val="Phantom"/></w:pPr>@</w:p>',
        HIDDEN,
    ),
    "description of a table": (
        '<w:tbl><w:tblPr><w:tblDescription w:val="{}"/></w:tblPr>'
        f"{row('<w:p/>', '<w:p/>')}</w:tbl>",
        IMAGE,
    ),
}
"""Markup around plain runs, whose words are left out."""

_PLACES = re.compile(r"\{(=?)\}")


@dataclass
class Words:
    """Fills markup with words of which none is like another."""

    _count: Iterator[int] = field(default_factory=lambda: count(1))
    last: str = ""

    def fill(self, markup: str) -> tuple[str, list[str]]:
        """Return the markup with its words, and the words."""
        given: list[str] = []

        def word(match: re.Match[str]) -> str:
            if not match[1]:
                self.last = f"WORD{next(self._count)}X"
                given.append(self.last)
            return self.last

        return _PLACES.sub(word, markup), given


def words_of(text: str) -> Counter[str]:
    """Return how often each of the filled in words stands in a text."""
    return Counter(re.findall(r"WORD\d+X", text))


@dataclass
class Told:
    """The words that were given to a document, and how its reader tells them."""

    given: Counter[str]
    draft: Draft

    @classmethod
    def of(cls, markup: str, read: Callable[[str], Draft]) -> "Told":
        """Fill markup with words, and read it."""
        body, given = Words().fill(markup)
        return cls(Counter(given), read(body))

    @property
    def in_text(self) -> Counter[str]:
        """The words in the text."""
        return words_of(self.draft.text)

    @property
    def left_out(self) -> Counter[str]:
        """The words that are named as left out."""
        return words_of("\n".join(one.text for one in self.draft.left_out))

    def left_out_as(self, kind: LeftOutKind) -> Counter[str]:
        """Return the words that are named as left out, as a kind."""
        return words_of("\n".join(one.text for one in self.draft.left_out if one.kind is kind))
