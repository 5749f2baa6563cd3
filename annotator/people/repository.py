"""Checkers, notes, queries, contacts and settings as rows."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict

from annotator.kernel.errors import NotFound
from annotator.kernel.stored_words import read_word
from annotator.kernel.text_folding import spell_name
from annotator.people.model import (
    Checker,
    CodeNames,
    Contact,
    ContactDetails,
    ContactOutcome,
    ContactTerms,
    Note,
    PersonAtWork,
    Query,
    QueryStatus,
    Recognition,
)
from annotator.schema.tables import LOGGED
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id
from annotator.storage.project_file import ProjectFile, Row

_NOTE = """SELECT n.id, n.claim_id, p.name, n.body, n.created_at FROM notes n
    JOIN checkers p ON p.id = n.checker_id"""
_QUERY = """SELECT q.id, q.claim_id, p.name, q.addressee, q.question, q.answer, q.status,
    q.asked_at FROM queries q JOIN checkers p ON p.id = q.checker_id"""
_CONTACT = """SELECT c.id, c.claim_id, p.name, c.created_at, c.person, c.channel, c.contacted_on,
    c.question, c.answer, c.terms, c.outcome, c.confidential, c.code_name
    FROM contacts c JOIN checkers p ON p.id = c.checker_id"""


class CheckerWriter:
    """Writes the people of a project within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, name: str, identity: str = "") -> str:
        """Add a person and return the id: ``identity``, unless another person here has that."""
        writer = self._writer
        taken = writer.file.value("SELECT 1 FROM checkers WHERE id = ?", [identity])
        chosen = identity if identity and taken is None else new_id()
        return writer.insert("checkers", {"id": chosen, "name": name})

    def rename(self, checker_id: str, name: str) -> None:
        """Give a person another name, which no other person has."""
        self._writer.update("checkers", checker_id, {"name": name})


def code_names(file: ProjectFile) -> CodeNames:
    """Return the code names of a project's confidential contacts."""
    rows = file.rows("SELECT person, code_name FROM contacts WHERE confidential ORDER BY id")
    return CodeNames.of((str(person), str(code_name)) for person, code_name in rows)


class PersonRepository:
    """The people of a project with their notes, queries and contacts, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def checkers(self) -> list[Checker]:
        """Return all checkers of the project, by name."""
        return [
            Checker(*row) for row in self._file.rows("SELECT id, name FROM checkers ORDER BY name")
        ]

    def checker(self, checker_id: str) -> Checker:
        """The person with this id; raises NotFound."""
        row = self._file.row("SELECT id, name FROM checkers WHERE id = ?", [checker_id])
        if row is None:
            raise NotFound("This checker")
        return Checker(*row)

    def find(self, checker_id: str) -> Checker | None:
        """Return the person with this id, or the person whose record took it in."""
        heir: str | None = checker_id
        while heir:
            row = self._file.row("SELECT id, name FROM checkers WHERE id = ?", [heir])
            if row is not None:
                return Checker(*row)
            heir = self._file.value("SELECT into_id FROM joined WHERE id = ?", [heir])
        return None

    def named(self, name: str) -> Checker | None:
        """Return the person with this name, or the person whose record took that of the name in.

        Capitals count only where two people have the name but for them; of people of the name in
        other capitals it is the eldest.
        """
        people = [*map(tuple, self._file.rows("SELECT id, name FROM checkers ORDER BY id"))]
        joined = self._file.rows(
            "SELECT into_id, called FROM joined WHERE kind = 'checker' ORDER BY id"
        )
        everybody = [*people, *map(tuple, joined)]
        key = spell_name(name)
        alike = [(i, called) for i, called in everybody if called and spell_name(called) == key]
        # the very name goes before the name in other capitals
        found = sorted(alike, key=lambda person: person[1] != name)
        return next(filter(None, (self.find(identity) for identity, _ in found)), None)

    def recognize(self, name: str, ids: Sequence[str]) -> Recognition:
        """Find the person at this computer among the people of the project.

        Args:
            name: The name of the person at this computer.
            ids: The ids under which the person works.
        """
        own = next(filter(None, map(self.find, ids)), None)
        return Recognition(own) if own else Recognition(namesake=self.named(name))

    def at_work(self) -> list[PersonAtWork]:
        """Return all checkers of the project with their work, by name."""
        written = " UNION ALL ".join(
            f"SELECT checker_id, '{name}' AS tbl FROM {name}"
            for name, table in LOGGED.items()
            if "checker_id" in table.by_name
        )
        rows = self._file.rows(
            f"""WITH RECURSIVE heirs (id, heir) AS (SELECT id, id FROM checkers
            UNION ALL SELECT j.id, h.heir FROM heirs h JOIN joined j ON j.into_id = h.id),
            written AS ({written}), steps AS (SELECT heir AS checker_id, at FROM
            (SELECT checker_id, at FROM changes UNION ALL SELECT checker_id, at FROM heard_changes)
            JOIN heirs ON heirs.id = checker_id)
            SELECT p.id, p.name,
            (SELECT count(*) FROM written w WHERE w.checker_id = p.id AND tbl = 'tags'),
            (SELECT count(*) FROM written w WHERE w.checker_id = p.id AND tbl <> 'tags'),
            (SELECT coalesce(max(at), '') FROM steps s WHERE s.checker_id = p.id)
            FROM checkers p ORDER BY p.name"""
        )
        return [
            PersonAtWork(Checker(str(i), str(name)), int(tags), int(entries), str(last_at))
            for i, name, tags, entries, last_at in rows
        ]

    def notes(self, claim_id: str) -> list[Note]:
        """The notes on a claim, oldest first."""
        rows = self._file.rows(
            f"{_NOTE} WHERE n.claim_id = ? ORDER BY n.created_at, n.id", [claim_id]
        )
        return [Note(*row) for row in rows]

    def note(self, note_id: str) -> Note:
        """The note with this id; raises NotFound."""
        row = self._file.row(f"{_NOTE} WHERE n.id = ?", [note_id])
        if row is None:
            raise NotFound("This note")
        return Note(*row)

    def queries(self, claim_id: str) -> list[Query]:
        """The questions on a claim, oldest first."""
        return self.queries_of_claims([claim_id])

    def queries_of_claims(self, claim_ids: Sequence[str]) -> list[Query]:
        """Return the questions on claims, oldest first."""
        rows = self._file.rows(
            f"""{_QUERY} WHERE q.claim_id IN (SELECT value FROM json_each(?))
            ORDER BY q.asked_at, q.id""",
            [json.dumps([*claim_ids])],
        )
        return [_query(row) for row in rows]

    def query(self, query_id: str) -> Query:
        """The question with this id; raises NotFound."""
        row = self._file.row(f"{_QUERY} WHERE q.id = ?", [query_id])
        if row is None:
            raise NotFound("This query")
        return _query(row)

    def queries_with_endings(self, endings: Collection[str]) -> list[Query]:
        """Return the questions whose ids end in the given letters.

        Args:
            endings: The last letters of ids, eight of each.
        """
        rows = self._file.rows(
            f"{_QUERY} WHERE substr(q.id, -8) IN (SELECT value FROM json_each(?)) ORDER BY q.id",
            [json.dumps(sorted(endings))],
        )
        return [_query(row) for row in rows]

    def contacts(self, claim_id: str) -> list[Contact]:
        """The contact log of a claim, oldest first."""
        return self.contacts_of_claims([claim_id])

    def contacts_of_claims(self, claim_ids: Sequence[str]) -> list[Contact]:
        """Return the contact logs of claims, oldest first."""
        rows = self._file.rows(
            f"""{_CONTACT} WHERE c.claim_id IN (SELECT value FROM json_each(?))
            ORDER BY c.created_at, c.id""",
            [json.dumps([*claim_ids])],
        )
        return [_contact(row) for row in rows]

    def code_names(self) -> CodeNames:
        """Return the code names of confidential people, for queries addressed to them."""
        return code_names(self._file)

    def contact(self, contact_id: str) -> Contact:
        """The entry of a contact log with this id; raises NotFound."""
        row = self._file.row(f"{_CONTACT} WHERE c.id = ?", [contact_id])
        if row is None:
            raise NotFound("This contact")
        return _contact(row)

    def setting(self, name: str, default: str = "") -> str:
        """A setting of the project."""
        found = self._file.value("SELECT value FROM settings WHERE id = ?", [name])
        return default if found is None else str(found)


class NoteWriter:
    """Writes notes on claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, claim_id: str, checker_id: str, body: str, at: str) -> str:
        """Add a note on a claim, and return its id."""
        row = {"id": new_id(), "claim_id": claim_id, "checker_id": checker_id, "body": body}
        return self._writer.insert("notes", {**row, "created_at": at})

    def set(self, note_id: str, body: str) -> None:
        """Set the body of a note."""
        self._writer.update("notes", note_id, {"body": body})

    def remove(self, note_id: str) -> None:
        """Remove a note."""
        self._writer.delete("notes", note_id)


class QueryWriter:
    """Writes queries on claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self,
        claim_id: str,
        checker_id: str,
        addressee: str,
        question: str,
        at: str,
        *,
        file_annotation: str = "",
    ) -> str:
        """Add an open query on a claim, and return its id.

        ``file_annotation`` is the id in its file of the annotation from which it was taken over.
        """
        row = {"id": new_id(), "claim_id": claim_id, "checker_id": checker_id, "status": "open"}
        words = {"addressee": addressee, "question": question}
        row |= {"asked_at": at, "file_annotation": file_annotation}
        return self._writer.insert("queries", {**row, **words})

    def set(self, query_id: str, status: QueryStatus, answer: str) -> None:
        """Set the status of a query, and its answer."""
        self._writer.update("queries", query_id, {"status": status.value, "answer": answer})

    def set_question(self, query_id: str, question: str) -> None:
        """Set the question of a query."""
        self._writer.update("queries", query_id, {"question": question})

    def remove(self, query_id: str) -> None:
        """Remove a query."""
        self._writer.delete("queries", query_id)


class ContactWriter:
    """Writes the contact log of claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, claim_id: str, checker_id: str, details: ContactDetails, at: str) -> str:
        """Add an entry to the contact log of a claim, and return its id."""
        row = {"id": new_id(), "claim_id": claim_id, "checker_id": checker_id, "created_at": at}
        return self._writer.insert("contacts", row | _contact_row(details))

    def set(self, contact_id: str, details: ContactDetails) -> None:
        """Set the details of an entry."""
        self._writer.update("contacts", contact_id, _contact_row(details))

    def remove(self, contact_id: str) -> None:
        """Remove an entry."""
        self._writer.delete("contacts", contact_id)


class SettingWriter:
    """Writes the settings of a project within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def set(self, name: str, value: str) -> None:
        """Set a setting, whether it is there or not."""
        writer = self._writer
        if writer.file.value("SELECT 1 FROM settings WHERE id = ?", [name]) is None:
            writer.insert("settings", {"id": name, "value": value})
        else:
            writer.update("settings", name, {"value": value})


def _query(row: Row) -> Query:
    identity, claim_id, author, addressee, question, answer, status, at = row
    return Query(
        identity, claim_id, author, addressee, question, answer, read_word(QueryStatus, status), at
    )


def _contact_row(details: ContactDetails) -> dict[str, object]:
    words = {"terms": details.terms.value, "outcome": details.outcome.value}
    return {**asdict(details), **words, "confidential": int(details.confidential)}


def _contact(row: Row) -> Contact:
    identity, claim_id, author, created_at, person, channel, contacted_on = row[:7]
    question, answer, terms, outcome, confidential, code_name = row[7:]
    details = ContactDetails(
        person,
        channel,
        contacted_on,
        question,
        answer,
        read_word(ContactTerms, terms),
        read_word(ContactOutcome, outcome),
        bool(confidential),
        code_name,
    )
    return Contact(identity, claim_id, author, details, created_at)
