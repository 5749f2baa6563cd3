"""Query sheets for the tests, and a script that answers them as Word saves documents."""

import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from annotator.manuscripts.model import HomeReferenceKind, query_mark, reference_to
from annotator.people.model import Query
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import export
from tests.projects import make_article, make_claim, make_project

TEXT = (
    "The mill closed in 1994. The towns spent 212 million euros.\n\n"
    "No trout was caught for 31 years."
)
QUOTES = ("The mill closed in 1994", "212 million euros", "No trout was caught")
QUESTIONS = ("Who says so?", "Marks or euros?", "Which “register” is it?")


def make_asked(path: Path) -> Project:
    """An article with three claims and a query on each, to two people."""
    project = make_project(path)
    article = make_article(project, TEXT, "The river")
    people = ("The writer", "Mara Voss", "The writer")
    for quote, question, person in zip(QUOTES, QUESTIONS, people, strict=True):
        claim = make_claim(project, article, quote)
        with project.change("Ask") as change:
            change.queries.add(claim.id, project.author.id, person, question, project.now())
    return project


def queries(project: Project) -> list[Query]:
    """The queries in the order of the text."""
    (article,) = project.articles.page()
    return [q for c in project.claims.of_article(article.id) for q in project.people.queries(c.id)]


def answers(project: Project) -> list[str]:
    return [query.answer for query in queries(project)]


def references(project: Project) -> list[str]:
    """The references of the queries, as a sheet for all people has them."""
    kind = HomeReferenceKind.QUERY
    return [str(reference_to(kind, n, q.id)) for n, q in enumerate(queries(project), 1)]


def sheet(project: Project, form: str, folder: Path, *, with_text: bool = True) -> bytes:
    """The sheet to all people, in a form."""
    target = folder / f"sheet.{form}"
    choices = ReportChoices(ReportKind.QUERIES, with_text=with_text)
    export(project, form, target, stated_date=date(2026, 1, 5), choices=choices)
    return target.read_bytes()


def typed(markdown: bytes, words: Mapping[str, str]) -> bytes:
    """A sheet in Markdown with answers typed below, by references."""
    text = markdown.decode()
    for reference, answer in words.items():
        label = f"**Answer to {reference}:**"
        assert label in text
        text = text.replace(label, f"{label}\n\n{answer}")
    return text.encode()


def parts_of(package: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


_ROOM = re.compile(r"<w:p>(?:(?!</w:p>).)*?Answer to (Q\d+-[0-9a-f]{8}):.*?</w:p>(<w:p>.*?</w:p>)")


def in_word(
    document: bytes, words: Mapping[str, str], *, tracked: bool = False, bookmarks: bool = True
) -> bytes:
    """A sheet as Word saves it once somebody typed answers into it, by references.

    Runs are split, revision ids and marks of the spelling stand between them, quotation marks are
    curly, styles have other names, and what was typed may be a tracked insertion.
    """
    parts = parts_of(document)
    body = parts["word/document.xml"].decode()

    def answered(found: re.Match[str]) -> str:
        said = words.get(found[1])
        if said is None:
            return found[0]
        typed = "".join(f"<w:p>{_runs(line, tracked=tracked)}</w:p>" for line in said.split("\n"))
        return found[0].replace(found[2], typed)

    body = _ROOM.sub(answered, body)
    body = re.sub(r'<w:pStyle w:val="[^"]*"/>', '<w:pStyle w:val="Normal"/>', body)
    body = body.replace("<w:p>", '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">')
    body = re.sub(r"(Answer to )(Q\d+-)([0-9a-f]{8}:)", _split, body)
    if not bookmarks:
        body = re.sub(r"<w:bookmark(?:Start|End)[^>]*>", "", body)
    return packed(parts | {"word/document.xml": body.encode()})


def _split(found: re.Match[str]) -> str:
    between = (
        '</w:t></w:r><w:proofErr w:type="spellStart"/>'
        '<w:r w:rsidR="00D4E5F6"><w:t xml:space="preserve">'
    )
    return between.join(found.groups())


def _runs(line: str, *, tracked: bool) -> str:
    curly = re.sub(r'"([^"]*)"', "“\\1”", line).replace("'", "’")
    half = len(curly) // 2
    runs = "".join(
        f'<w:r w:rsidR="00D4E5F6"><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        '<w:proofErr w:type="gramEnd"/>'
        for part in (curly[:half], curly[half:])
        if part
    )
    if not tracked:
        return runs
    return f'<w:ins w:id="90" w:author="Jo" w:date="2026-03-01T10:00:00Z">{runs}</w:ins>'


def without_labels(document: bytes) -> bytes:
    """A sheet whose words above the rooms were typed over, so that the bookmarks alone are left."""
    parts = parts_of(document)
    body = re.sub(
        r"Answer to Q\d+-[0-9a-f]{8}:", "My answer is", parts["word/document.xml"].decode()
    )
    return packed(parts | {"word/document.xml": body.encode()})


def mark_of(query: Query) -> str:
    return query_mark(query.id).removeprefix("q_")
