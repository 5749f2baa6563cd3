"""The choices of a user who gives the writer's own file back: its reader, its claims, its names."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.claims.verdicts import Standing
from annotator.people.model import WRITER
from annotator.reports.choices import ReportChoices, ReportKind


class ReturnKind(StrEnum):
    """The reader that the file goes to; its contents follow from the kind.

    The codes are those of the kinds of report by which its words are redacted. There is no file
    for the public: a draft is not published with its comments.
    """

    EDITOR = "internal"
    WRITER = "queries"
    CORRECTIONS = "corrections"


class ReturnAuthor(StrEnum):
    """The name under which comments and changes stand."""

    CHECKER = "checker"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class ReturnChoices:
    """The contents of a file that goes back to its writer.

    No ``standings`` are all of them, but an editor reads of a claim that nobody tagged only its
    queries and its proposed wording. ``checker_id`` asks for the claims that this checker tagged,
    ``addressee`` for the queries to a single person, the writer unless another is named (``None``
    for all queries). ``with_changes`` are the proposed wordings as tracked changes; ``every_place``
    has a comment at each place of a claim, not at its first alone.
    """

    kind: ReturnKind = ReturnKind.EDITOR
    standings: frozenset[Standing] = frozenset()
    only_settled: bool = False
    checker_id: str = ""
    addressee: str | None = WRITER
    author: ReturnAuthor = ReturnAuthor.CHECKER
    with_changes: bool = True
    every_place: bool = False
    show_confidential: bool = False

    def of_comments(self, article_id: str) -> ReportChoices:
        """Return the choices of a report that holds the words of the comments, and no others."""
        return self._of_kind(ReportKind(self.kind.value), article_id)

    def of_changes(self, article_id: str) -> ReportChoices:
        """Return the choices of a report that holds the proposed wordings, and no names."""
        return self._of_kind(ReportKind.CORRECTIONS, article_id)

    def _of_kind(self, kind: ReportKind, article_id: str) -> ReportChoices:
        return ReportChoices(
            kind,
            (article_id,),
            self.standings,
            only_settled=self.only_settled,
            checker_id=self.checker_id,
            addressee=self.addressee if kind is ReportKind.QUERIES else None,
            show_confidential=self.show_confidential,
        )
