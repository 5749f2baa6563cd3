"""A draft with a comment, a footnote, two changes and a link, as two programs write it."""

from tests.articles.intake.documents import paragraph, run
from tests.articles.intake.word.open_documents import odt
from tests.articles.intake.word.packages import external, word

_BY = 'w:author="Kim" w:date="2026-03-01T10:00:00Z"'


def marked_document() -> bytes:
    """Return the draft as a Word document."""
    return word(
        paragraph(
            run("The dam cost "),
            '<w:commentRangeStart w:id="1"/>',
            run("$412 million"),
            '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
            run("."),
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
        ),
        paragraph(
            run("It was stopped "),
            f'<w:del w:id="2" {_BY}><w:r><w:delText>twice</w:delText></w:r></w:del>',
            f'<w:ins w:id="3" {_BY}>{run("thrice")}</w:ins>',
            run(", said "),
            f'<w:hyperlink r:id="list">{run("the ministry")}</w:hyperlink>',
            run("."),
        ),
        relations=external("list", "https://example.org/list"),
        files=None,
        comments=f'<w:comment w:id="1" {_BY}>{paragraph(run("Source?"))}</w:comment>',
        footnotes=f'<w:footnote w:id="1">{paragraph(run("Contract, p. 17"))}</w:footnote>',
    )


def marked_open_document() -> bytes:
    """Return the draft as an OpenDocument text."""
    info = (
        "<office:change-info><dc:creator>Kim</dc:creator><dc:date>2026-03-01T10:00:00</dc:date>"
        "</office:change-info>"
    )
    return odt(
        "<text:tracked-changes>"
        f'<text:changed-region text:id="d"><text:deletion>{info}<text:p>twice</text:p>'
        "</text:deletion></text:changed-region>"
        f'<text:changed-region text:id="i"><text:insertion>{info}</text:insertion>'
        "</text:changed-region></text:tracked-changes>",
        '<text:p>The dam cost <office:annotation office:name="c"><dc:creator>Kim</dc:creator>'
        "<text:p>Source?</text:p></office:annotation>$412 million"
        '<office:annotation-end office:name="c"/>.<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Contract, p. 17"
        "</text:p></text:note-body></text:note></text:p>",
        '<text:p>It was stopped <text:change text:change-id="d"/>'
        '<text:change-start text:change-id="i"/>thrice<text:change-end text:change-id="i"/>, said '
        '<text:a xlink:href="https://example.org/list">the ministry</text:a>.</text:p>',
    )
