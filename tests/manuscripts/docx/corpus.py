"""Documents of the kinds that writers send, made as the programs of the field make them."""

import random
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from tests.articles.intake.documents import TYPES, paragraph, run
from tests.articles.intake.word.packages import LIST, external, word
from tests.judges import by_libreoffice, judge

BY = 'w:author="Kim" w:date="2026-03-01T10:00:00Z"'
_LATIN = (
    "council said on Tuesday that the number of homes built in city had risen by four per cent to "
    "1,204 highest figure since records began and promised more dam cost $412 million in May while "
    "ministry’s own list names 3,811 households “moved” or bought out – café, naïve & co"
).split()
_ARABIC = "قال الوزير إن عدد القتلى بلغ ١٢ شخصا في المدينة يوم الثلاثاء الماضي حسب البيان".split()
_HEBREW = "השר אמר כי מספר הבתים שנבנו בעיר עלה בארבעה אחוזים בשנה שעברה".split()
_CHINESE = [*"市政府周二表示去年建成的住房数量增长了百分之四达到一千二百零四套创历史新高"]
_EMOJI = "👩🏽‍⚕️ says 📈 rose 👨‍👩‍👧 by 7 % 🇩🇪 in 2️⃣0️⃣2️⃣6️⃣ café e\u0301te 𝒳𝒴 done".split()


class Prose:
    """Makes sentences by chance, the same ones each time."""

    def __init__(self, seed: int, words: list[str], joint: str = " ") -> None:
        self._random = random.Random(seed)
        self._words = words
        self._joint = joint

    def sentence(self, length: int = 14) -> str:
        words = [self._random.choice(self._words) for _ in range(length)]
        return self._joint.join(words) + "."

    def runs(self, count: int = 3) -> str:
        """Return runs of words that stand beside each other, each of another look."""
        looks = ("", "<w:b/>", '<w:rFonts w:ascii="Georgia"/><w:i/>', '<w:lang w:val="en-GB"/>')
        return "".join(
            f"<w:r{self._saved()}>{f'<w:rPr>{look}</w:rPr>' if look else ''}"
            f'<w:t xml:space="preserve">{_safe(self.sentence(5))} </w:t></w:r>'
            for look in self._random.choices(looks, k=count)
        )

    def _saved(self) -> str:
        return self._random.choice(["", ' w:rsidR="00A4215C"', ' w:rsidRPr="00B61F22"'])


def _safe(words: str) -> str:
    return words.replace("&", "&amp;")


def _paragraphs(prose: Prose, count: int = 30) -> Iterator[str]:
    for number in range(count):
        properties = '<w:pPr><w:jc w:val="both"/></w:pPr>'
        yield f'<w:p w:rsidR="00{number:06X}">{properties}{prose.runs()}</w:p>'


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def packed(*body: str, main: str = "word/document.xml", relations: str = "", **parts: str) -> bytes:
    """Return a document whose parts are all told by their types."""
    told = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{part}+xml"/>'
        for part in parts
    )
    types = TYPES.replace("/word/document.xml", f"/{main}").replace("</Types>", f"{told}</Types>")
    files: dict[str, str | bytes] = {"[Content_Types].xml": types}
    return word(*body, main=main, relations=relations, files=files, **parts)


def by_word() -> bytes:
    """As Word saves: runs that its spelling and its history part, bookmarks, a thread, notes."""
    prose = Prose(1, _LATIN)
    parts = [
        paragraph(
            prose.runs(1),
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/>',
            '<w:proofErr w:type="spellStart"/>',
            prose.runs(1),
            '<w:proofErr w:type="spellEnd"/><w:bookmarkEnd w:id="0"/>',
            '<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>',
            prose.runs(2),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
            "<w:r><w:lastRenderedPageBreak/><w:t>After the break,</w:t><w:tab/><w:t>and on</w:t>"
            "<w:br/><w:t>the next line</w:t></w:r>",
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            '<w:footnoteReference w:id="1"/></w:r>',
            prose.runs(1),
        ),
        *_paragraphs(prose),
    ]
    first, second = (
        f'<w:comment w:id="{n}" {BY}>'
        f'<w:p w14:paraId="0000000{n + 1}">{run(words)}</w:p></w:comment>'
        for n, words in enumerate(("Source?", "The list."))
    )
    return packed(
        *parts,
        main="word/document2.xml",
        comments=first + second,
        commentsExtended='<w15:commentEx w15:paraId="00000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>',
        commentsIds='<w16cid:commentId w16cid:paraId="00000001" w16cid:durableId="11111111"/>',
        footnotes=f'<w:footnote w:id="1">{paragraph(run("Contract, p. 17"))}</w:footnote>',
        styles='<w:style w:type="character" w:styleId="Kommentarzeichen">'
        '<w:name w:val="annotation reference"/></w:style>',
    )


def by_google() -> bytes:
    """As Google’s download: content controls around the marks of comments, no threads told."""
    prose = Prose(2, _LATIN)
    mark = (
        '<w:sdt><w:sdtPr><w:id w:val="-{0}"/><w:tag w:val="goog_rdk_{0}"/></w:sdtPr><w:sdtContent>'
        '<w:commentRangeStart w:id="{0}"/></w:sdtContent></w:sdt>'
    )
    body = [
        f'<w:p w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000" w:rsidRDefault="00000000"'
        f' w:rsidRPr="00000000" w14:paraId="{n + 1:08X}"><w:pPr><w:pageBreakBefore w:val="0"/>'
        f"<w:rPr/></w:pPr>{mark.format(n) if n < 2 else ''}"
        '<w:r w:rsidDel="00000000" w:rsidR="00000000" w:rsidRPr="00000000"><w:rPr>'
        f'<w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{_safe(prose.sentence(30))}</w:t>'
        "</w:r>"
        + (
            f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
            if n < 2
            else ""
        )
        + "</w:p>"
        for n in range(30)
    ]
    comments = "".join(
        f'<w:comment w:id="{n}" {BY}>{paragraph(run("Why?"))}</w:comment>' for n in range(2)
    )
    return packed(*body, comments=comments)


def by_python_docx() -> bytes:
    """As python-docx makes them, which writes comments of its own."""
    prose = Prose(3, _LATIN)
    document = docx.Document()
    document.add_heading("The dam", 1)
    for _ in range(25):
        written = document.add_paragraph()
        for bold in (False, True, False):
            written.add_run(prose.sentence(6) + " ").bold = bold
    document.add_comment(written.runs[1], text="Who says so?", author="Kim")
    table = document.add_table(2, 2)
    for cell in table._cells:
        cell.text = prose.sentence(3)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def right_to_left() -> bytes:
    """Arabic and Hebrew, with words of another direction within."""
    prose, hebrew = Prose(4, [*_ARABIC, "NATO", "(7 %)"]), Prose(5, [*_HEBREW, "BBC"])
    return packed(
        *(
            f"<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>"
            f'<w:t xml:space="preserve">{one.sentence(9)} </w:t></w:r>'
            f"<w:r><w:rPr><w:rtl/><w:bCs/></w:rPr><w:t>{one.sentence(9)}</w:t></w:r></w:p>"
            for one in (prose, hebrew) * 20
        )
    )


def chinese() -> bytes:
    """Chinese and Japanese, without spaces, with readings above the words."""
    prose = Prose(6, _CHINESE, "")
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    return packed(
        *(
            paragraph(f"<w:r><w:t>{prose.sentence(40)}</w:t></w:r>", ruby, prose.runs(1))
            for _ in range(20)
        )
    )


def emoji() -> bytes:
    """Signs of several characters, beyond U+FFFF and composed."""
    prose = Prose(7, _EMOJI)
    return packed(*(paragraph(prose.runs(4)) for _ in range(20)))


def long_document() -> bytes:
    """Some three hundred pages."""
    prose = Prose(8, _LATIN)
    return packed(*(paragraph(prose.runs(6)) for _ in range(3_500)))


def text_boxes() -> bytes:
    """Text boxes, for new programs and once more for old ones."""
    prose = Prose(9, _LATIN)

    def box() -> str:
        inner = f"<w:txbxContent>{paragraph(prose.runs(2))}</w:txbxContent>"
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
            '<wp:docPr id="1" name="T"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com'
            f'/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>{inner}</wps:txbx>'
            "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )

    return packed(*(paragraph(prose.runs(1), box(), prose.runs(1)) for _ in range(20)))


def content_controls() -> bytes:
    """Content controls around words and around paragraphs."""
    prose = Prose(10, _LATIN)
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="a"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    )
    inline = (
        paragraph(prose.runs(1), control.format(prose.runs(2)), prose.runs(1)) for _ in "ab" * 8
    )
    blocks = (control.format(paragraph(prose.runs(2)) * 2) for _ in "ab" * 4)
    return packed(*inline, *blocks)


def nested_tables() -> bytes:
    """Tables in tables, and a row of data."""
    prose = Prose(11, _LATIN)

    def table(*cells: str) -> str:
        row = "".join(f"<w:tc><w:tcPr/>{one}</w:tc>" for one in cells)
        grid = '<w:gridCol w:w="2000"/>' * len(cells)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{row}</w:tr></w:tbl>"

    inner = [table(paragraph(prose.runs(1)), paragraph(prose.runs(1))) for _ in "ab" * 10]
    return packed(
        *(
            table(paragraph(prose.runs(1)) + one + "<w:p/>", paragraph(prose.runs(2)))
            for one in inner
        )
    )


def tracked() -> bytes:
    """Insertions, deletions and moves of others, in the middle of sentences."""
    prose = Prose(12, _LATIN)
    body = []
    for n in range(20):
        at = 10 * n
        gone = _safe(prose.sentence(3))
        body.append(
            paragraph(
                prose.runs(1),
                f'<w:ins w:id="{at + 1}" {BY}>{prose.runs(2)}</w:ins>',
                f'<w:del w:id="{at + 2}" {BY}><w:r><w:delText>{gone}</w:delText></w:r></w:del>',
                prose.runs(1),
                f'<w:moveToRangeStart w:id="{at + 3}" w:name="m{n}" {BY}/>'
                f'<w:moveTo w:id="{at + 4}" {BY}>{prose.runs(1)}</w:moveTo>'
                f'<w:moveToRangeEnd w:id="{at + 3}"/>',
                prose.runs(1),
            )
        )
    return packed(*body)


def fields() -> bytes:
    """Fields, bookmarks, notes, links and lists."""
    prose = Prose(13, _LATIN)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' HYPERLINK "https://example.org/" </w:instrText></w:r><w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = (
        f'{item}{prose.runs(1)}<w:bookmarkStart w:id="{n}" w:name="b{n}"/>'
        f'{field.format(prose.runs(1))}{prose.runs(1)}<w:bookmarkEnd w:id="{n}"/>'
        f'<w:hyperlink r:id="list">{prose.runs(2)}</w:hyperlink>'
        f'<w:fldSimple w:instr=" REF b{n} ">{prose.runs(1)}</w:fldSimple>'
        + (f'<w:r><w:footnoteReference w:id="{n // 2 + 1}"/></w:r>' if n % 2 else "")
        + f"{prose.runs(1)}</w:p>"
        for n in range(20)
    )
    notes = "".join(
        f'<w:footnote w:id="{n}">{paragraph(prose.runs(1))}</w:footnote>' for n in range(1, 11)
    )
    return packed(
        *body,
        relations=external("list", "https://example.org/list"),
        footnotes=notes,
        numbering=LIST,
    )


def by_libre_office() -> bytes:
    """As LibreOffice saves them."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        form = "docx:Office Open XML Text"
        return by_libreoffice(fields(), "fields.docx", form, Path(folder))


def by_pandoc() -> bytes:
    """As pandoc makes them from Markdown."""
    prose = Prose(14, _LATIN[:40])
    text = "# Dam\n\n" + "\n\n".join(
        f"{prose.sentence()} *{prose.sentence(4)}* [link](https://example.org)"
        f"{'' if n else '[^1]'} {prose.sentence()}"
        for n in range(20)
    )
    with TemporaryDirectory() as folder:
        made = Path(folder) / "a.docx"
        command = [judge("pandoc"), "-f", "markdown", "-o", str(made)]
        given = f"{text}\n\n[^1]: A note.\n".encode()
        subprocess.run(command, input=given, check=True, timeout=120)
        return made.read_bytes()


KINDS: dict[str, Callable[[], bytes]] = {
    "Word": by_word,
    "LibreOffice": by_libre_office,
    "Google Docs": by_google,
    "pandoc": by_pandoc,
    "python-docx": by_python_docx,
    "right to left": right_to_left,
    "Chinese": chinese,
    "emoji": emoji,
    "300 pages": long_document,
    "text boxes": text_boxes,
    "content controls": content_controls,
    "tables": nested_tables,
    "tracked changes": tracked,
    "fields": fields,
}


@cache
def document(kind: str) -> bytes:
    """Return a document of a kind; skips the test where the program that makes it is missing."""
    return KINDS[kind]()


COMPUTED = {"fields": 40, "LibreOffice": 40}
"""The most of a hundred claims that are on words of computed fields."""
