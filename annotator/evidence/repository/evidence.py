"""Sources, evidence and attached files as rows."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from annotator.articles.model import OriginalFile
from annotator.claims.verdicts import Standing
from annotator.evidence.citations import spellings_of
from annotator.evidence.model import (
    Attachment,
    Evidence,
    EvidenceDetails,
    RestingClaim,
    Source,
    SourceDetails,
    SourceOrder,
    SourceRank,
    SourceType,
    Stance,
    UsedSource,
)
from annotator.kernel.canonical_text import readable, sha256_of_bytes
from annotator.kernel.errors import NotFound
from annotator.kernel.stored_words import read_word
from annotator.kernel.text_folding import folded_words
from annotator.storage import file_contents
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import new_id, version_file_id
from annotator.storage.missing_files import missing_from
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.standings import quote_of, stale_of, standing_of

_WORDS = "s.title || ' ' || s.author || ' ' || s.publisher || ' ' || s.url || ' ' || s.code_name"
_CLAIMS = "(SELECT count(DISTINCT claim_id) FROM evidence WHERE source_id = s.id)"
_RANKED = {
    SourceOrder.TITLE: "''",
    SourceOrder.TYPE: "s.type",
    SourceOrder.CLAIMS: f"-{_CLAIMS}",
    SourceOrder.PUBLISHED: "s.published = '', s.published",
}


class SourceRepository:
    """The sources of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def ids(self, words: str = "", order: SourceOrder = SourceOrder.TITLE) -> list[str]:
        """Return the ids of the sources that hold all these words, in any case, in order."""
        rows = self._file.rows(
            f"SELECT s.id FROM sources s {_holding(words)} "
            f"ORDER BY {_RANKED[order]}, s.title COLLATE NOCASE, s.id",
            {"needles": _needles(words)},
        )
        return [identity for (identity,) in rows]

    def page(self, source_ids: Sequence[str]) -> list[UsedSource]:
        """Return these sources in their order; removed sources are left out."""
        rows = self._file.rows(
            f"SELECT {SOURCE}, {_CLAIMS} FROM sources s "
            "WHERE s.id IN (SELECT value FROM json_each(?))",
            [json.dumps([*source_ids])],
        )
        found = {row[0]: UsedSource(source_of(row[:-1]), row[-1]) for row in rows}
        return [found[identity] for identity in source_ids if identity in found]

    def find(self, words: str, limit: int = 12) -> list[UsedSource]:
        """Return the first sources by title that hold all these words; none for no words.

        Args:
            words: The words, in any case.
            limit: The largest number of sources to return.
        """
        return self.page(self.ids(words)[:limit]) if words.strip() else []

    def at(self, url: str) -> UsedSource | None:
        """Return the source with this address, in this spelling or in another of the same page."""
        rows = self._file.rows(
            "SELECT id FROM sources WHERE url IN (SELECT value FROM json_each(:spellings)) "
            "ORDER BY url != :url, id LIMIT 1",
            {"url": url, "spellings": json.dumps([*spellings_of(url)])},
        )
        found = self.page([rows[0][0]]) if url and rows else []
        return found[0] if found else None

    def claims_on(self, source_id: str) -> list[RestingClaim]:
        """Return the claims that rest on a source, article by article, ordered by their numbers."""
        rows = self._file.rows(
            f"""SELECT DISTINCT c.id, coalesce(nullif(a.title, ''), a.file_name), c.number,
            coalesce(nullif(c.statement, ''), {quote_of("c.id")}, ''),
            {standing_of("c.id")},
            e.stance, {stale_of("c.id")}, a.number
            FROM evidence e JOIN claims c ON c.id = e.claim_id
            JOIN articles a ON a.id = c.article_id WHERE e.source_id = ?
            ORDER BY a.number, c.number, e.stance""",
            [source_id],
        )
        return [
            RestingClaim(
                claim_id,
                article,
                number,
                words,
                read_word(Standing, standing),
                read_word(Stance, stance),
                bool(is_stale),
            )
            for claim_id, article, number, words, standing, stance, is_stale, _ in rows
        ]


class SourceWriter:
    """Write sources within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, details: SourceDetails) -> str:
        """Add a source, and return its id."""
        return self._writer.insert("sources", {"id": new_id(), **_source_row(details)})

    def set(self, source_id: str, details: SourceDetails) -> None:
        """Set the details of a source."""
        self._writer.update("sources", source_id, _source_row(details))

    def merge(self, kept: Source, other: Source, details: SourceDetails) -> None:
        """Rest all evidence from ``other`` on ``kept``, and remove ``other``.

        Args:
            kept: the record that stays.
            other: the record of the same source that goes.
            details: the details of ``kept`` from then on.
        """
        writer = self._writer
        for (evidence_id,) in writer.file.rows(
            "SELECT id FROM evidence WHERE source_id = ?", [other.id]
        ):
            writer.update("evidence", evidence_id, {"source_id": kept.id})
        self.set(kept.id, details)
        if details.confidential:
            # the last that is known of it: an exported trail names it by that
            secret = {"confidential": 1, "code_name": details.code_name}
            writer.update("sources", other.id, secret)
        writer.delete("sources", other.id)

    def remove(self, source_id: str) -> None:
        """Remove a source on which no evidence rests."""
        self._writer.delete("sources", source_id)


def _needles(words: str) -> str:
    return "\n".join(folded_words(words))


def _holding(words: str) -> str:
    return f"WHERE holds({_WORDS}, :needles)" if words.strip() else ""


def _source_row(details: SourceDetails) -> dict[str, object]:
    return {**asdict(details), "confidential": int(details.confidential)}


SOURCE = """s.id, s.title, s.type, s.rank, s.author, s.publisher, s.published, s.url,
    s.archive_url, s.confidential, s.code_name"""
_ATTACHMENT = """SELECT a.id, a.name, a.mime, c.size, a.sha256, coalesce(a.evidence_id, ''),
    coalesce(a.version_id, ''), a.added_at FROM attachments a JOIN contents c ON c.id = a.sha256"""


class EvidenceWriter:
    """Write evidence on claims within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self,
        claim_id: str,
        source_id: str,
        details: EvidenceDetails,
        at: str,
        file_annotation: str = "",
    ) -> str:
        """Add a piece of evidence from a source to a claim, and return its id.

        ``file_annotation`` is the id in its file of the annotation from which it was taken over.
        """
        row = {"id": new_id(), "claim_id": claim_id, "source_id": source_id}
        row |= {"created_at": at, "file_annotation": file_annotation}
        return self._writer.insert("evidence", {**row, **asdict(details)})

    def set(self, evidence_id: str, source_id: str, details: EvidenceDetails) -> None:
        """Set the source and the details of a piece of evidence."""
        self._writer.update("evidence", evidence_id, {"source_id": source_id, **asdict(details)})

    def remove(self, evidence_id: str) -> None:
        """Remove evidence with its attachments; the source and the contents stay."""
        for (attachment_id,) in self._writer.file.rows(
            "SELECT id FROM attachments WHERE evidence_id = ?", [evidence_id]
        ):
            self._writer.delete("attachments", attachment_id)
        self._writer.delete("evidence", evidence_id)


class AttachmentWriter:
    """Write attachments of evidence and of versions within a change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(
        self, original: OriginalFile, at: str, *, evidence_id: str = "", version_id: str = ""
    ) -> str:
        """Attach a file and return the id of the attachment; equal content is kept a single time.

        Raises:
            FileTooLargeToKeep: The file has more bytes than a project can hold in a single piece.
        """
        writer, size = self._writer, len(original.data)
        file_contents.check_size(writer.file, original.name, size)
        digest = sha256_of_bytes(original.data)
        if not file_contents.is_kept(writer.file, digest):
            writer.insert("contents", {"id": digest, "data": original.data, "size": size})
        return self.add_kept(
            digest, original.name, original.mime, at, evidence_id or None, version_id or None
        )

    def add_kept(
        self,
        digest: str,
        name: str,
        mime: str,
        at: str,
        evidence_id: str | None,
        version_id: str | None = None,
    ) -> str:
        """Attach a content that is kept already, by its SHA-256; return the attachment's id."""
        name = readable(name)
        return self._writer.insert(
            "attachments",
            {
                "id": version_file_id(version_id, digest, name) if version_id else new_id(),
                "sha256": digest,
                "name": name,
                "mime": mime,
                "evidence_id": evidence_id,
                "version_id": version_id,
                "added_at": at,
            },
        )

    def remove(self, attachment_id: str) -> None:
        """Remove an attachment; its content stays."""
        self._writer.delete("attachments", attachment_id)


class EvidenceRepository:
    """Sources, evidence and attached files of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def source(self, source_id: str) -> Source:
        """Return the source with this id; raise NotFound if it is gone."""
        row = self._file.row(f"SELECT {SOURCE} FROM sources s WHERE s.id = ?", [source_id])
        if row is None:
            raise NotFound("This source")
        return source_of(row)

    def sources(self, limit: int = 500) -> list[Source]:
        """Return the sources of the project, ordered by title.

        Args:
            limit: The largest number of sources to return.
        """
        sql = f"SELECT {SOURCE} FROM sources s ORDER BY s.title COLLATE NOCASE, s.id LIMIT ?"
        return [source_of(row) for row in self._file.rows(sql, [limit])]

    def of_claims(self, claim_ids: Sequence[str]) -> list[Evidence]:
        """Return the evidence on these claims, in the order in which it was added."""
        rows = self._file.rows(
            f"""SELECT e.id, e.claim_id, e.stance, e.locator, e.quotation, e.accessed_on, e.note,
            e.created_at, {SOURCE} FROM evidence e JOIN sources s ON s.id = e.source_id
            WHERE e.claim_id IN (SELECT value FROM json_each(?))
            ORDER BY e.created_at, e.id""",
            [json.dumps([*claim_ids])],
        )
        ids = [row[0] for row in rows]
        files, missing = _attachments_by_evidence(self._file, ids), missing_from(self._file, ids)
        return [_evidence(row, files.get(row[0], ()), missing.get(row[0], ())) for row in rows]

    def get(self, evidence_id: str) -> Evidence:
        """Return the piece of evidence with this id; raise NotFound if it is gone."""
        claim_id = self._file.value("SELECT claim_id FROM evidence WHERE id = ?", [evidence_id])
        found = self.of_claims([claim_id]) if claim_id else []
        for piece in found:
            if piece.id == evidence_id:
                return piece
        raise NotFound("This evidence")

    def of_version(self, version_id: str) -> list[Attachment]:
        """Return the files a version was read from."""
        rows = self._file.rows(f"{_ATTACHMENT} WHERE a.version_id = ? ORDER BY a.id", [version_id])
        return [Attachment(*row) for row in rows]

    def content(self, digest: str) -> bytes:
        """Return the bytes with this SHA-256, which must be kept here."""
        return bytes(self._file.value("SELECT data FROM contents WHERE id = ?", [digest]))

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Yield the bytes with this SHA-256 piece by piece; raise NotFound if they are not kept."""
        return file_contents.pieces(self._file, digest)


def _attachments_by_evidence(
    file: ProjectFile, evidence_ids: Sequence[str]
) -> dict[str, list[Attachment]]:
    found: dict[str, list[Attachment]] = {}
    rows = file.rows(
        f"""{_ATTACHMENT} WHERE a.evidence_id IN (SELECT value FROM json_each(?))
        ORDER BY a.id""",
        [json.dumps([*evidence_ids])],
    )
    for row in rows:
        attachment = Attachment(*row)
        found.setdefault(attachment.evidence_id, []).append(attachment)
    return found


def source_of(row: Row) -> Source:
    identity, title, kind, rank, author, publisher, published, url, archive, secret, code = row
    details = SourceDetails(
        title,
        read_word(SourceType, kind),
        read_word(SourceRank, rank),
        author,
        publisher,
        published,
        url,
        archive,
        bool(secret),
        code,
    )
    return Source(identity, details)


def _evidence(row: Row, files: Sequence[Attachment], missing: Sequence[Attachment]) -> Evidence:
    identity, claim_id, stance, locator, quotation, accessed_on, note, created_at = row[:8]
    details = EvidenceDetails(read_word(Stance, stance), locator, quotation, accessed_on, note)
    there = {kept.sha256 for kept in files}
    gone = tuple(kept for kept in missing if kept.sha256 not in there)
    source = source_of(row[8:])
    return Evidence(identity, claim_id, source, details, tuple(files), created_at, gone)
