"""The command that reads a page proof."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.context import PATH, open_project, project_argument, warn_of
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import is_same
from annotator.kernel.errors import AnnotatorError

if TYPE_CHECKING:
    from annotator.reports.service.forms import DocumentForm
    from annotator.revisions.service.page_proof import PageProof, ProofEntry

DIFFERS, TROUBLE, DOUBTFUL = 1, 2, 3
"""The exit codes, as of programs that compare files: for a proof that differs, for one that could
not be read, and for a file that may be no proof of the article.
"""
_FIRST_WORDS = 100
"""Code points of a passage that is not told whole."""


@click.command()
@project_argument
@click.option("--article", "number", type=int, required=True, help="The article.")
@click.argument("file", metavar="FILE", type=PATH)
@click.option(
    "-o", "--output", metavar="RESULT", type=PATH, help="Write the result to RESULT as well."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@click.option("--sure", is_flag=True, help="FILE is a proof of the article, whatever is in it.")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The date on the result (today)."
)
def proof(
    *,
    path: Path,
    number: int,
    file: Path,
    output: Path | None,
    as_json: bool,
    sure: bool,
    day: datetime | None,
) -> int:
    """Compare FILE, a page proof or a published page, with the newest version of article N.

    The exit code is 0 if nothing differs in words, 1 if something does, 2 if FILE cannot be read,
    and 3 if it may be no proof of the article. Nothing is written into PROJECT. The ending of
    RESULT says its form: html, pdf, docx, odt or md.
    """
    try:
        read = _read(path, number, file, output, day.date() if day else date.today())
    except AnnotatorError as error:
        say(str(error), err=True)
        return TROUBLE
    if as_json:
        say_json(_told(read, output))
    else:
        _say(read, output)
    if read.is_doubtful and not sure:
        return DOUBTFUL
    return DIFFERS if read.differs else 0


COMMANDS = (proof,)


def _read(path: Path, number: int, file: Path, output: Path | None, day: date) -> "PageProof":
    """Read a proof, and write the result where that is asked for."""
    from annotator.revisions.service.page_proof import read_page_proof

    form = _form_of(output, path, file)
    with open_project(path) as project:
        read = read_page_proof(project, project.articles.numbered(number), file)
        if output is not None and form is not None:
            from annotator.reports.service.forms import write_document
            from annotator.revisions.service.proof_report import names_in, report_of

            warn_of(names_in(project, read, day))
            write_document(report_of(read, day), form, output)
    return read


def _form_of(output: Path | None, *inputs: Path) -> "DocumentForm | None":
    """Return the form of a result by the ending of its file, which is none of those read.

    Raises:
        UsageError: no form has such an ending, or the file would be written over one that is read.
    """
    if output is None:
        return None
    if any(is_same(output, path) for path in inputs):
        raise click.UsageError("The result cannot be written over a file that is read.")
    from annotator.kernel.errors import UnknownFormat
    from annotator.reports.service.forms import DOCUMENT_FORMS

    for form in DOCUMENT_FORMS.values():
        if form.suffix == output.suffix.lower():
            return form
    raise click.UsageError(str(UnknownFormat(output.suffix, DOCUMENT_FORMS)))


def _say(read: "PageProof", output: Path | None) -> None:
    from annotator.kernel.excerpts import excerpt
    from annotator.revisions.service.page_proof import shown
    from annotator.revisions.service.proof_report import (
        claims_told,
        kind_told,
        passage_told,
        verdict,
    )

    version = read.article.version
    say(f"{read.file_name} · version {version.number} of “{read.article.heading}”")
    say(verdict(read))
    for entry in read.entries:
        where = ", ".join(filter(None, (entry.page, kind_told(entry.difference).lower())))
        claims = claims_told(entry)
        say(f"   {where}" + (f" – claim {claims}" if claims else ""))
        say(f"      {_marked(entry)}")
    for passage in read.reading.moved:
        words = excerpt(shown(passage.old.of(read.text)), _FIRST_WORDS)
        say(_in_a_line(read.page_of(passage.new), "in another order", words))
    for other in read.reading.others:
        words = excerpt(shown(other.span.of(read.proof.text)), _FIRST_WORDS)
        say(_in_a_line(read.page_of(other.span), passage_told(other).lower(), words))
    say(f"Text {version.sha256}, file {read.file_sha256}.")
    if output is not None:
        say(f"Wrote {output}.")


def _in_a_line(*parts: str) -> str:
    return "   " + ": ".join(filter(None, parts))


def _marked(entry: "ProofEntry") -> str:
    """Return a difference in a line: [-what the version has-] {+what stands on the pages+}."""
    from annotator.revisions.service.page_proof import in_short

    old = f"[-{in_short(entry.old)}-]" if entry.old else ""
    new = f"{{+{in_short(entry.new)}+}}" if entry.new else ""
    return f"…{entry.before}{' '.join(filter(None, (old, new)))}{entry.after}…"


def _told(read: "PageProof", output: Path | None) -> dict[str, object]:
    from annotator.revisions.service.proof_report import verdict

    version, reading = read.article.version, read.reading
    return {
        "differs": read.differs,
        "doubtful": read.is_doubtful,
        "verdict": verdict(read),
        "article": read.article.number,
        "version": version.number,
        "version_sha256": version.sha256,
        "file": read.file_name,
        "file_sha256": read.file_sha256,
        "words": reading.words,
        "words_found": reading.found,
        "differences": [_difference(entry) for entry in read.entries],
        "moved": [
            {"start": one.old.start, "end": one.old.end, "page": read.page_of(one.new)}
            for one in reading.moved
        ],
        "also_on_the_page": [
            {
                "page": read.page_of(one.span),
                "kind": one.kind.value if one.kind else None,
                "repeats_the_text": one.repeats,
                "text": one.span.of(read.proof.text),
            }
            for one in reading.others
        ],
        "written": None if output is None else str(output),
    }


def _difference(entry: "ProofEntry") -> dict[str, object]:
    difference = entry.difference
    return {
        "kind": difference.kind.value,
        "punctuation_only": difference.is_punctuation,
        "page": entry.page,
        "old": entry.old,
        "new": entry.new,
        "start": difference.old_at,
        "end": difference.old.end if difference.old else difference.old_at,
        "proof_start": difference.new_at,
        "proof_end": difference.new.end if difference.new else difference.new_at,
        "before": entry.before,
        "after": entry.after,
        "claims": [
            {"number": claim.number, "id": claim.id, "in_words": claim.in_words}
            for claim in entry.claims
        ],
    }
