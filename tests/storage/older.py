"""Project files as earlier versions of the program made them."""

from pathlib import Path

from annotator.files.project_format import APPLICATION_ID
from annotator.kernel.canonical_text import sha256
from annotator.kernel.changes import ChangePlace
from annotator.storage import changes
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import tag_id
from annotator.storage.migrations.schema import MIGRATIONS
from annotator.storage.project_file import PATIENCE, ProjectFile

NOW = "2026-01-01T00:00:00.000Z"
ANNA, ARTICLE, VERSION = "anna", "article 1", "version 1"
TEXT = "Crime fell by a third.\n\nCafé owners 👩🏽‍🍳 disagree: it rose.\n"
QUOTES = ("Crime fell by a third", "it rose")


def first_version(path: Path) -> None:
    """A file of schema version 1 with an article, its claims, their tags, and all their steps."""
    path.touch()
    file = ProjectFile(path, read_only=False, patience=PATIENCE)
    file.prove_schema(0)
    file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(file.db, stop_before="0002_contacts_and_planning")
    file.execute("PRAGMA user_version = 1")
    file.prove_schema(1)
    file.set_journal()
    with changes.change(file, "Work as Anna", "", NOW) as under_way:
        under_way.writer.insert("checkers", {"id": ANNA, "name": "Anna"})
    with changes.change(file, "Add “Crime falls”", ANNA, NOW) as under_way:
        _add_article(under_way.writer)
        under_way.describe(under_way.change.label, ChangePlace(ARTICLE))
    for number, quote in enumerate(QUOTES, start=1):
        claim = f"claim {number}"
        with changes.change(file, f"Tag claim {number}", ANNA, NOW) as under_way:
            _add_claim(under_way.writer, claim, number, quote)
            under_way.describe(under_way.change.label, ChangePlace(ARTICLE, claim))
    with changes.change(file, "Describe “Crime falls”", ANNA, NOW) as under_way:
        under_way.writer.update("articles", ARTICLE, {"outlet": "The Alder Post"})
        under_way.describe(under_way.change.label, ChangePlace(ARTICLE))
    file.close()


def _add_article(writer: ChangeWriter) -> None:
    digest = sha256(TEXT)
    writer.insert(
        "articles", {"id": ARTICLE, "number": 1, "title": "Crime falls", "created_at": NOW}
    )
    writer.insert("texts", {"id": digest, "text": TEXT, "length": len(TEXT)})
    row = {"id": VERSION, "article_id": ARTICLE, "number": 1, "sha256": digest}
    writer.insert("versions", {**row, "created_at": NOW})


def _add_claim(writer: ChangeWriter, claim: str, number: int, quote: str) -> None:
    start = TEXT.index(quote)
    end = start + len(quote)
    row = {"id": claim, "article_id": ARTICLE, "number": number, "status": "checked"}
    writer.insert("claims", {**row, "created_at": NOW})
    before, after = TEXT[max(0, start - 32) : start], TEXT[end : end + 32]
    place = {"claim_id": claim, "version_id": VERSION, "start": start, "end": end}
    words = {"quote": quote, "prefix": before, "suffix": after}
    reach = len(quote).bit_length()
    writer.insert("highlights", {"id": f"of {claim}", **place, **words, "reach": reach})
    tag = {"claim_id": claim, "checker_id": ANNA, "version_id": VERSION, "tagged_at": NOW}
    writer.insert("tags", {"id": tag_id(claim, ANNA), **tag, "verdict": "verified"})
