"""Reads of an article why its claims do not stand in the newest version of its text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.claims.judged_words import Places
from annotator.project import Project
from annotator.reports.entries.version_note import VersionNote, version_note
from annotator.revisions.model import PlacementRecord


class VersionNotes:
    """The versions of an article, by which the fates of its claims are told."""

    def __init__(self, project: Project, article_id: str) -> None:
        self._project = project
        versions = project.articles.versions(article_id)
        self._numbers = {version.id: version.number for version in versions}
        self._newest = max(self._numbers.values(), default=0)
        self._public = {v.id for v in versions if v.published_on or v.number == self._newest}
        self._versions = {version.number: version for version in versions}
        self._names = {c.id: c.name for c in project.people.checkers()} if self._has_older else {}

    def of_claims(
        self, claim_ids: Sequence[str], places: Mapping[str, Places]
    ) -> dict[str, VersionNote]:
        """Return the notes on claims, by their ids; claims that stand as ever have none.

        Args:
            claim_ids: The claims.
            places: Where they stand, each in the newest version in which it has a place.
        """
        if not self._has_older:
            return {}
        kept = self._project.placements.history(claim_ids)
        notes = {each: self._note(kept.get(each, ()), places.get(each, ())) for each in claim_ids}
        return {each: note for each, note in notes.items() if note is not None}

    def is_published(self, places: Places) -> bool:
        """Return whether words of a claim stand in a text that the public reads.

        A claim without words counts as well, as does a claim in versions that are not known.
        """
        stands_in = {p.version_id for p in places if not p.is_undecided} & self._numbers.keys()
        return not stands_in or not stands_in.isdisjoint(self._public)

    @property
    def _has_older(self) -> bool:
        return len(self._numbers) > 1

    def _note(self, records: Sequence[PlacementRecord], places: Places) -> VersionNote | None:
        by_version = defaultdict[int, list[PlacementRecord]](list)
        for record in records:
            by_version[self._numbers.get(record.version_id, 0)].append(record)
        held = (place.version_id for place in places if not place.is_undecided)
        stands_in = {self._numbers[each] for each in held if each in self._numbers}
        note = version_note(stands_in, by_version, self._newest, self._names)
        stood_in = self._versions.get(note.stood_in) if note else None
        if note is None or stood_in is None:
            return note
        return replace(note, version_id=stood_in.id, published_on=stood_in.published_on)
