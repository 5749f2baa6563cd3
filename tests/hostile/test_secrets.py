"""A name of a confidential person in every column of every table, looked for in all that leaves.

Each column that can hold words gets a name of its own. Whatever is written is then searched for
all of them: a name is not there at all, or the finder told of it before anything was written. A
column added to the schema is taken in by itself, unless it is said here to hold no words.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pytest

from annotator.articles.model import (
    AnnotationKind,
    Draft,
    DraftAnnotation,
    LeftOut,
    LeftOutKind,
    Locator,
    Metadata,
    OriginalFile,
)
from annotator.audit.model import TrailFilter
from annotator.audit.service import export as trail_files
from annotator.claims.service import queries
from annotator.claims.verdicts import Standing
from annotator.disclosure.confidential_names import Disclosure
from annotator.kernel.errors import InvalidValue
from annotator.kernel.positions import Span
from annotator.manuscripts.choices import ReturnChoices, ReturnKind
from annotator.manuscripts.service.file_return import plan_return, write_return
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.disclosures import before_sending
from annotator.reports.service.excerpt import excerpt, names_in_excerpt
from annotator.reports.service.formats import export
from annotator.reports.service.forms import FORMS
from annotator.reports.ui.tally import tally
from annotator.schema.tables import LOGGED
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id
from tests.audit.trails import tell
from tests.manuscripts.desks import DOCX, ODT, open_file, word_file
from tests.raw_file import raw_file
from tests.reports.desks import make_desk
from tests.reports.marked import CODED
from tests.reports.projects import STATED, make_article, mark
from tests.reports.ui.test_secrets import everything
from tests.reports.unpacked import unpacked

pytestmark = pytest.mark.usefixtures("qapp")

_TYPED = {"language", "encoding", "given_on", "called", "left_out", "locators"}
_TYPED |= {"annotations", "file_annotation"}
"""Columns that hold codes as a rule, and whatever a file or a person said all the same."""
_NO_WORDS = (CODED | {"code_name", "highlight_id", "placing", "decided_at"}) - _TYPED
_LOGS = {
    "changes": {"label"},
    "merges": {"file_name"},
    "heard_changes": {"label", "checker"},
    "heard_rows": {"before", "after"},
}
"""The tables of the history, and their columns that hold words."""
_HISTORY_CODED = {
    *("seq", "n", "id", "kind", "checker_id", "at", "article_id", "claim_id", "target_id"),
    *("undone_by", "open", "change_seq", "file_seq", "file_change_id", "merge_seq", "change_id"),
    *("tbl", "row_id"),
}
_SECRET_ROWS = {
    "sources": "confidential",
    "contacts": "confidential",
    "evidence": "(SELECT s.confidential FROM sources s WHERE s.id = source_id)",
    "attachments": """(SELECT s.confidential FROM evidence e JOIN sources s ON s.id = e.source_id
        WHERE e.id = evidence_id)""",
}
Names = dict[str, str]
"""What was planted where: the name by a table and a column."""
_WORDS = ("".join(letters) for letters in product(ascii_lowercase, repeat=3))


def columns(project: Project) -> set[tuple[str, str]]:
    """Every column of every table that is logged."""
    return {
        (table, str(name))
        for table in LOGGED
        for (name,) in raw_file(project).rows("SELECT name FROM pragma_table_info(?)", [table])
    }


def new_name() -> str:
    return f"Anna Quill{next(_WORDS)}"


def surname(name: str) -> str:
    return name.replace("-", " ").split()[1].lower()


def make_known(project: Project, names: Iterator[str] | list[str]) -> None:
    """Make all these people confidential contacts."""
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    for name in names:
        details = ContactDetails(name, confidential=True, code_name="PLOVER")
        queries.log_contact(project, claim, details)


def plant(
    project: Project, label: str, *, hidden: bool = False, given: Iterator[str] | None = None
) -> Names:
    """Write a name of its own into every column of the rows that are confidential, or are not.

    The names are new ones, or those ``given``.
    """
    planted: Names = {}
    with project.change(label) as under_way:
        for table, column in sorted(columns(project)):
            if column in _NO_WORDS or table in ("texts", "versions", "contents"):
                continue
            name = next(given) if given else new_name()
            address = f"https://{name.replace(' ', '-')}.example/"
            said = address if "url" in column else f"see {name}"
            if column == "given_on":
                version = project.articles.page()[0].version.id
                said = json.dumps([[version, 0, len(said), said]])
            whether = _SECRET_ROWS.get(table, "0")
            rows = raw_file(project).rows(
                f"SELECT id FROM {table} WHERE coalesce({whether}, 0) = ?", [int(hidden)]
            )
            for (identity,) in rows:
                if _is_ours(project, table, str(identity)):
                    continue
                planted[f"{table}.{column}{' of a secret' * hidden}"] = name
                # nobody is called like somebody else
                own = f"{said} {identity[-4:]}" if table == "checkers" else said
                under_way.writer.update(table, identity, {column: own})
    return planted


def _is_ours(project: Project, table: str, identity: str) -> bool:
    """Whether a row makes a name known, or is read as JSON by the program."""
    if table == "settings":
        return identity in ("package", "publisher")
    if table != "contacts":
        return False
    person = raw_file(project).value("SELECT person FROM contacts WHERE id = ?", [identity])
    return str(person).startswith("Anna Quill")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Names]]:
    """A project with a name of its own in every column, all of them confidential people's."""
    project = make_desk(tmp_path_factory.mktemp("desk") / "desk.annotator")
    planted = _article(project)
    with project.change("Join two records") as change:
        heir = project.people.checkers()[0].id
        row = {"id": new_id(), "into_id": heir, "kind": "checker", "called": "Ada"}
        change.writer.insert("joined", row)
        _add_revisions(project, change.writer)
    planted |= plant(project, "Plain")
    planted |= plant(project, "Plain", hidden=True)
    planted |= _history(project)
    make_known(project, [*planted.values()])
    yield project, planted
    project.close()


def _add_revisions(project: Project, writer: ChangeWriter) -> None:
    """Leave a place open, and correct a version."""
    article = project.articles.page()[0]
    place = project.highlights.of_version(article.version.id)[0]
    on = {"version_id": article.version.id}
    row = {"id": new_id(), "claim_id": place.claim_id, "highlight_id": place.id}
    writer.insert("placements", {**on, **row, "placing": "changed", "outcome": ""})
    who = {"article_id": article.id, "checker_id": project.people.checkers()[0].id}
    row = {"id": new_id(), "kind": "correction", "created_at": "2026-01-05T09:00:00.000Z"}
    writer.insert("corrections", {**on, **who, **row})


def _article(project: Project) -> Names:
    """An article with names in what never changes, and a setting that is called by a name."""
    never_change = ("texts.text", "highlights.prefix", "settings.id")
    of_version = ("encoding", "left_out", "locators", "annotations")
    places = (*never_change, *(f"versions.{column}" for column in of_version))
    names = {place: new_name() for place in places}
    quoted, before, setting, encoding, caption, page, asked = names.values()
    file = OriginalFile("page.html", "text/html", b"<p>")
    words = f"So {before} went to {quoted} again. It rained."
    draft = Draft(words, Metadata("Told"), original=file, encoding=encoding)
    caption_out = (LeftOut(LeftOutKind.CAPTION, caption),)
    draft = replace(draft, left_out=caption_out, locators=(Locator(0, page),))
    question = DraftAnnotation(AnnotationKind.COMMENT, Span(0, 2), f"Did {asked} say so?")
    draft = replace(draft, annotations=(question,))
    article = make_article(project, draft=draft)
    mark(project, article, quoted)
    published = {column: new_name() for column in ("file_name", "published_on")}
    address = {"published_url": new_name()}
    names |= {f"versions.{column}": name for column, name in (published | address).items()}
    with project.change("Setting") as under_way:
        url = f"https://{address['published_url'].replace(' ', '-')}.example/"
        row = published | {"published_url": url}
        under_way.writer.update("versions", article.version.id, row)
        under_way.writer.insert("settings", {"id": setting, "value": json.dumps({"a": "b"})})
    return names


def _history(project: Project) -> Names:
    names = {f"{table}.{c}": new_name() for table, held in _LOGS.items() for c in sorted(held)}
    (article, *_) = project.articles.page()
    (claim, *_) = project.claims.of_article(article.id)
    with project.change(f"Edit {names['changes.label']}") as under_way:
        under_way.writer.update("claims", claim.id, {"said_on": names["heard_rows.before"]})
        under_way.writer.insert("checkers", {"id": "cleo", "name": "Cleo"})
        note = {"claim_id": claim.id, "checker_id": "cleo", "created_at": "2026-01-05"}
        labels = (names["heard_rows.after"], names["heard_changes.label"])
        tell(under_way.writer, under_way.record.seq, claim, labels, note)
        for table, column in (("merges", "file_name"), ("heard_changes", "checker")):
            raw_file(project).execute(
                f"UPDATE {table} SET {column} = ?", [names[f"{table}.{column}"]]
            )
    return names


def said(data: bytes) -> str:
    """All that bytes say, whichever of the ways they were written in."""
    return data.decode("utf-8", "replace").lower() + data.decode("utf-16-le", "replace").lower()


def told_of(slips: list[Disclosure]) -> set[str]:
    return {surname(slip.name) for slip in slips}


def untold(words: str, planted: Names, slips: list[Disclosure]) -> set[str]:
    """Places with names of which nobody was warned."""
    told = told_of(slips)
    there = {place for place, name in planted.items() if surname(name) in words}
    return {place for place in there if surname(planted[place]) not in told}


def test_every_column_has_a_name_or_is_known_to_hold_no_words(desk: tuple[Project, Names]) -> None:
    project, planted = desk
    held = {tuple(place.partition(" ")[0].split(".")) for place in planted}
    assert {(t, c) for t, c in columns(project) if c not in _NO_WORDS} <= held
    tables = {str(name) for (name,) in raw_file(project).rows("SELECT name FROM pragma_table_list")}
    # of the state of a file there are only random tokens, and of standings ids and verdicts
    logs = {t for t in tables if t in _LOGS} | {"change_rows", "causes", "file_state", "standings"}
    of_fts = {t for t in tables if "_fts" in t or t.startswith(("sqlite_", "_sqlite_migrations"))}
    assert tables - of_fts - logs == {*LOGGED}, "a table that nobody has looked at"
    for table, held_there in _LOGS.items():
        known = raw_file(project).rows("SELECT name FROM pragma_table_info(?)", [table])
        assert {str(c) for (c,) in known} - _HISTORY_CODED == held_there


@pytest.mark.parametrize("with_text", [True, False])
@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("name", FORMS)
def test_no_report_names_anybody_unwarned(
    desk: tuple[Project, Names], tmp_path: Path, name: str, kind: ReportKind, *, with_text: bool
) -> None:
    project, planted = desk
    choices = ReportChoices(kind, with_text=with_text, name_checkers=kind is ReportKind.PUBLIC)
    target = tmp_path / "report"
    try:
        export(project, name, target, stated_date=STATED, choices=choices, forms=FORMS)
    except InvalidValue:
        pytest.skip("this form is not for this kind of report")
    slips = before_sending(project, choices, FORMS[name])
    data = target.read_bytes()
    words = everything(data) if name == "pdf" else said(unpacked(data))
    assert untold(words, planted, slips) == set()
    assert not [
        place for place in planted if " of a secret" in place and surname(planted[place]) in words
    ]


@pytest.mark.parametrize("suffix", trail_files.FORMS)
def test_no_trail_names_anybody_unwarned(
    desk: tuple[Project, Names], tmp_path: Path, suffix: str
) -> None:
    project, planted = desk
    asked = TrailFilter()
    slips = trail_files.names_in_trail(project, asked)
    target = tmp_path / f"trail{suffix}"
    trail_files.export(project, asked, target, trail_files.FORMS[suffix])
    words = said(target.read_bytes())
    assert untold(words, planted, slips) == set()
    assert {name for name in told_of(slips) if name not in words} == set()
    assert len(told_of(slips)) > len(_LOGS)


def every_word(path: Path) -> str:
    """All bytes of a database, in every encoding, and all words of its search index."""
    words = said(b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*")))
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'"
        ).fetchall():
            connection.execute(f"CREATE VIRTUAL TABLE temp.t USING fts5vocab(main, {table}, row)")
            words += " ".join(term for (term,) in connection.execute("SELECT term FROM temp.t"))
            connection.execute("DROP TABLE temp.t")
    return words


@pytest.mark.parametrize(
    "left_out",
    [
        {},
        {"notes": True},
        {"notes": True, "evidence": False},
        {"blind": True},
        {"blind": True, "highlights": False},
    ],
    ids=["open", "with notes", "without evidence", "blind", "blind, without highlights"],
)
def test_no_package_names_anybody_unwarned(
    desk: tuple[Project, Names], tmp_path: Path, left_out: dict[str, bool]
) -> None:
    project, planted = desk
    contents = Contents(tuple(a.id for a in project.articles.page()), **left_out)
    slips = packages.names_in_package(project, contents)
    target = tmp_path / "some.review.sqlite"
    packages.send_for_review(project, target, contents)
    words = every_word(target)
    assert untold(words, planted, slips) == set()
    assert {name for name in told_of(slips) if name not in words} == set()
    hidden = {p for p in planted if " of a secret" in p or p.split(".")[0] in _LOGS}
    # what was done, and what stood there before, is not in it either
    hidden -= {"heard_rows.before"}
    assert {place for place in hidden if surname(planted[place]) in words} == set()
    assert "plover" not in words


def test_with_everything_confidential_nothing_is_warned_of(
    desk: tuple[Project, Names], tmp_path: Path
) -> None:
    project, planted = desk
    contents = Contents(tuple(a.id for a in project.articles.page()), notes=True, confidential=True)
    assert packages.names_in_package(project, contents) == []
    target = tmp_path / "all.review.sqlite"
    packages.send_for_review(project, target, contents)
    words = every_word(target)
    secret = {place for place in planted if " of a secret" in place}
    assert {place for place in secret if surname(planted[place]) not in words} == set()


def test_no_reply_names_anybody_unwarned(tmp_path: Path) -> None:
    """A reply goes to who sent the package, and with it the history of what was done."""
    project = make_desk(tmp_path / "desk.annotator")
    known = [new_name() for _ in range(2 * len(columns(project)))]
    make_known(project, known)
    ids = tuple(a.id for a in project.articles.page())
    package = tmp_path / "for ben.review.sqlite"
    contents = Contents(ids, notes=True, confidential=True)
    packages.send_for_review(project, package, contents)
    project.close()
    ben = Project.open(package)
    ben.work_as("Ben")
    given = iter(known)
    planted = {f"first {place}": name for place, name in plant(ben, "Plain", given=given).items()}
    again = plant(ben, f"Edit {next(given)}", given=given)
    planted |= again
    slips = packages.names_in_reply(ben)
    reply = tmp_path / "back" / "back.review.sqlite"
    reply.parent.mkdir()
    packages.send_back(ben, reply)
    words = every_word(reply)
    assert untold(words, planted, slips) == set()
    assert len(told_of(slips)) > len(again)
    ben.close()


def test_no_copied_claim_names_anybody_unwarned(desk: tuple[Project, Names]) -> None:
    project, planted = desk
    found: set[str] = set()
    for article in project.articles.page():
        for claim in project.claims.of_article(article.id):
            copied, slips = excerpt(project, claim), names_in_excerpt(project, claim)
            words = (copied.text + copied.html + copied.markdown).lower()
            assert untold(words, planted, slips) == set()
            assert {slip.number for slip in slips} <= {claim.number}
            found |= told_of(slips)
    assert len(found) > 5


def test_no_query_sheet_names_anybody_unwarned(desk: tuple[Project, Names], tmp_path: Path) -> None:
    project, planted = desk
    asked = {
        q.addressee
        for a in project.articles.page()
        for c in project.claims.of_article(a.id)
        for q in project.people.queries(c.id)
    }
    for number, addressee in enumerate(sorted(asked)):
        choices = ReportChoices(ReportKind.QUERIES, addressee=addressee)
        for form in ("html", "docx", "markdown"):
            target = tmp_path / f"sheet {number}.{form}"
            export(project, form, target, stated_date=STATED, choices=choices)
            slips = before_sending(project, choices, FORMS[form])
            assert untold(said(unpacked(target.read_bytes())), planted, slips) == set()


@pytest.mark.parametrize("kind", ReturnKind)
@pytest.mark.parametrize(("name", "mime"), [("a.docx", DOCX), ("a.odt", ODT)])
def test_no_file_given_back_names_anybody_unwarned(
    tmp_path: Path, name: str, mime: str, kind: ReturnKind
) -> None:
    file = OriginalFile(name, mime, word_file() if mime == DOCX else open_file())
    project = make_desk(tmp_path / "desk.annotator", file=file)
    (article,) = project.articles.page()
    (own,) = project.evidence.of_version(article.version.id)
    planted = plant(project, "Plain") | plant(project, "Plain", hidden=True)
    with project.change("The kind of a file is no word of anybody") as change:
        change.writer.update("attachments", own.id, {"mime": mime})
    make_known(project, [*planted.values()])
    (article,) = project.articles.page()
    plan = plan_return(
        project,
        article,
        ReturnChoices(kind, standings=frozenset(Standing), addressee=None, every_place=True),
    )
    target = tmp_path / plan.manuscript.proposed_name
    assert "quill" not in target.name.lower()
    write_return(project, plan, target)
    words = said(unpacked(target.read_bytes()))
    assert untold(words, planted, [*plan.slips]) == set()
    assert not [
        place for place in planted if " of a secret" in place and surname(planted[place]) in words
    ]
    assert told_of([*plan.slips])
    project.close()


def test_no_proposed_file_name_names_anybody(desk: tuple[Project, Names], tmp_path: Path) -> None:
    project, _ = desk
    (first, *_) = project.articles.page()
    assert "quill" in first.heading.lower()
    assert tally(project, ReportChoices(article_ids=(first.id,))).title == ""
    assert packages.stem_of(project) == "desk"
    name = new_name()
    other = make_desk(tmp_path / f"{name.upper()}, notes.review.sqlite")
    assert packages.stem_of(other) == f"{name.upper()}, notes"
    make_known(other, [name])
    assert packages.stem_of(other) == "Articles"
    other.close()


def test_who_was_confidential_once_is_looked_for_too(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    (article,) = project.articles.page()
    (claim, *_) = project.claims.of_article(article.id)
    gone, open_now = new_name(), new_name()
    for name in (gone, open_now):
        queries.log_contact(
            project, claim, ContactDetails(name, confidential=True, code_name="KESTREL")
        )
    for contact in project.people.contacts(claim.id):
        if contact.details.person == gone:
            queries.remove_contact(project, contact)
        elif contact.details.person == open_now:
            queries.edit_contact(project, contact, ContactDetails("A person"))
    with project.change("Note") as under_way:
        under_way.writer.update("claims", claim.id, {"speaker": f"{gone}, {open_now}"})
    slips = before_sending(project, ReportChoices(), FORMS["html"])
    found = {(slip.name, slip.is_past) for slip in slips if slip.field == "the speaker"}
    assert {(gone, False), (open_now, True)} <= found
    sentences = [slip.sentence for slip in slips]
    assert any("who was confidential once." in sentence for sentence in sentences)
    project.close()


def test_a_slip_leads_to_its_claim(desk: tuple[Project, Names]) -> None:
    project, planted = desk
    ids = tuple(a.id for a in project.articles.page())
    slips = packages.names_in_package(project, Contents(ids, notes=True))
    (note,) = [s for s in slips if surname(planted["notes.body"]) == surname(s.name)]
    claim = project.claims.get(note.place.claim_id)
    assert (note.field, note.number) == ("a note", claim.number)
    assert note.place.article_id == claim.article_id
    assert [n.body for n in project.people.notes(claim.id)] == [f"see {planted['notes.body']}"]
