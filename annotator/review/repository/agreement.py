"""The data of agreement: tags of checkers and the places of their claims, read at once."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from annotator.claims.judged_words import JudgedPlace, read_places
from annotator.claims.verdicts import Verdict
from annotator.kernel.stored_words import read_word
from annotator.review.agreement.comparison import NamedClaim
from annotator.storage.project_file import ProjectFile
from annotator.storage.standings import quote_of, stale_of

# from the claims asked for to their tags, and never the other way round
_TAGGED = "claims c CROSS JOIN tags t ON t.claim_id = c.id"
_IN_TEXT = "EXISTS (SELECT 1 FROM highlights WHERE claim_id = c.id)"


class FoundClaim(NamedTuple):
    """A claim that a checker found: it is highlighted, and tagged by that checker.

    ``given_on`` are the words of the tag, ``tagged_at`` is its moment, ``born`` the number that the
    claim got when it was made.
    """

    claim_id: str
    article_id: str
    checker_id: str
    verdict: Verdict
    given_on: tuple[JudgedPlace, ...] | None
    tagged_at: str
    born: int


class AgreementRepository:
    """Reads the finds of checkers, at a cost that follows the claims asked for."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def found(
        self,
        checker_ids: Collection[str],
        article_ids: Collection[str] | None = None,
        claim_ids: Collection[str] | None = None,
    ) -> list[FoundClaim]:
        """Return the claims that checkers found, of all articles and claims or of the named ones.

        In the order of the articles, and of the claims in them.
        """
        where, asked = _asked_for(article_ids, claim_ids, checker_ids)
        rows = self._file.rows(
            f"""SELECT c.id, c.article_id, t.checker_id, t.verdict, t.given_on, t.tagged_at,
            coalesce(nullif(c.first_number, 0), c.number) FROM {_TAGGED}
            CROSS JOIN articles a ON a.id = c.article_id WHERE {where}
            ORDER BY a.number, a.id, c.number, c.id, t.checker_id""",
            asked,
        )
        found, last, places = [], "", None
        for claim, article, who, verdict, words, when, born in rows:
            if words != last:
                # tags on a claim stand one behind the other, and mostly on the same words
                last, places = words, read_places(words)
            v = read_word(Verdict, verdict)
            found.append(FoundClaim(claim, article, who, v, places, when, born))
        return found

    def several_versions(self) -> set[str]:
        """Return the articles that have more than one version."""
        sql = "SELECT article_id FROM versions GROUP BY article_id HAVING count(*) > 1"
        return {article_id for (article_id,) in self._file.rows(sql)}

    def taggers(
        self, article_ids: Collection[str] | None = None, claim_ids: Collection[str] | None = None
    ) -> set[str]:
        """Return the checkers who found a claim there."""
        where, asked = _asked_for(article_ids, claim_ids)
        rows = self._file.rows(
            f"SELECT DISTINCT t.checker_id FROM {_TAGGED} WHERE {where}",
            asked,
        )
        return {checker_id for (checker_id,) in rows}

    def named(self, claim_ids: Sequence[str]) -> list[NamedClaim]:
        """Return the names of claims, in their order; removed claims are left out."""
        rows = self._file.rows(
            f"""SELECT c.id, coalesce(nullif(a.title, ''), nullif(a.file_name, ''),
            'Article ' || a.number), c.number, coalesce(nullif(c.statement, ''),
            {quote_of("c.id")}, ''),
            {stale_of("c.id")} FROM json_each(?) asked CROSS JOIN claims c ON c.id = asked.value
            JOIN articles a ON a.id = c.article_id ORDER BY asked.key""",
            [json.dumps([*claim_ids])],
        )
        return [
            NamedClaim(claim_id, article, number, words, bool(is_stale))
            for claim_id, article, number, words, is_stale in rows
        ]


def _asked_for(
    article_ids: Collection[str] | None,
    claim_ids: Collection[str] | None,
    checker_ids: Collection[str] | None = None,
) -> tuple[str, dict[str, str]]:
    """Return the SQL condition of a question, and its values; ``None`` asks for all."""
    lists = {"c.article_id": article_ids, "c.id": claim_ids, "t.checker_id": checker_ids}
    asked = {column: ids for column, ids in lists.items() if ids is not None}
    names = {column: column.replace(".", "_") for column in asked}
    conditions = [
        f"{column} IN (SELECT value FROM json_each(:{name}))" for column, name in names.items()
    ]
    values = {names[column]: json.dumps([*ids]) for column, ids in asked.items()}
    return " AND ".join([_IN_TEXT, *conditions]), values
