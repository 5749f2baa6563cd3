"""The open project: its readers by noun, and the single way to change it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.archive.repository.dump import ProjectDump, WholeWriter
from annotator.articles.repository import (
    ArticleListRepository,
    ArticleRepository,
    ArticleWriter,
    SameTexts,
)
from annotator.audit.repository.trail import TrailRepository
from annotator.backups.policy import Reason
from annotator.claims.fields import Claim
from annotator.claims.repository.claims import ClaimRepository, ClaimWriter
from annotator.claims.repository.highlights import (
    CoverageRepository,
    CoverageWriter,
    HighlightRepository,
    HighlightWriter,
)
from annotator.claims.repository.lists import ClaimListRepository
from annotator.claims.repository.tags import TagRepository, TagWriter
from annotator.disclosure.repository import ConfidentialRepository
from annotator.evidence.repository.evidence import (
    AttachmentWriter,
    EvidenceRepository,
    EvidenceWriter,
    SourceRepository,
    SourceWriter,
)
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome
from annotator.kernel.errors import NobodyAtWork, OtherSchema, UnsoundRow
from annotator.kernel.file_whereabouts import Whereabouts
from annotator.kernel.moments import kept_moment
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.wording import count_of
from annotator.people.model import Checker
from annotator.people.repository import (
    CheckerWriter,
    ContactWriter,
    NoteWriter,
    PersonRepository,
    QueryWriter,
    SettingWriter,
)
from annotator.review.repository.agreement import AgreementRepository
from annotator.review.repository.reviews import (
    CommentRepository,
    CommentWriter,
    ReviewRepository,
    ReviewWriter,
    RulingRepository,
    RulingWriter,
)
from annotator.revisions import repository as revisions
from annotator.search.repository import SearchRepository
from annotator.storage import changes, integrity, opening, undo
from annotator.storage.backup_files import Backups, change_times
from annotator.storage.changes import OpenChange
from annotator.storage.disk import drive_locks
from annotator.storage.examination.first_look import look
from annotator.storage.file_contents import ContentReader, ContentWriter
from annotator.storage.history import History
from annotator.storage.ids import new_id
from annotator.storage.project_file import PATIENCE, ProjectFile, making

if TYPE_CHECKING:
    from annotator.backups.repository.replacement import RowComparison
    from annotator.sharing.repository.joins import JoinWriter
    from annotator.sharing.repository.merge import MergeWriter, ProjectPair
    from annotator.sharing.repository.packages import PackageReader

Clock = Callable[[], datetime]


class UnitOfWork:
    """A change under way: its writers, by the same nouns as the readers of ``Project``.

    Each writer adds, sets or removes rows of its noun. All of them belong to one transaction.
    """

    def __init__(self, under_way: OpenChange) -> None:
        self._under_way = under_way
        self.writer = writer = under_way.writer
        """The rows of any table, for the writers; a service has no need of it."""
        self.articles = ArticleWriter(writer)
        self.claims = ClaimWriter(writer)
        self.highlights = HighlightWriter(writer)
        self.placements = revisions.PlacementWriter(writer)
        self.tags = TagWriter(writer)
        self.reviews = ReviewWriter(writer)
        self.rulings = RulingWriter(writer)
        self.comments = CommentWriter(writer)
        self.corrections = revisions.CorrectionWriter(writer)
        self.notes = NoteWriter(writer)
        self.queries = QueryWriter(writer)
        self.contacts = ContactWriter(writer)
        self.coverage = CoverageWriter(writer)
        self.evidence = EvidenceWriter(writer)
        self.attachments = AttachmentWriter(writer)
        self.contents = ContentWriter(writer)
        self.sources = SourceWriter(writer)
        self.checkers = CheckerWriter(writer)
        self.settings = SettingWriter(writer)
        self.whole = WholeWriter(writer)

    @property
    def record(self) -> Change:
        """The change as the log records it, with the label and the place known so far."""
        return self._under_way.change

    @property
    def outcome(self) -> Outcome:
        """The change and the rows it changed; no rows if it made no difference."""
        return self._under_way.outcome

    @cached_property
    def merges(self) -> "MergeWriter":
        """The writer of a merge with another file."""
        from annotator.sharing.repository.merge import MergeWriter

        return MergeWriter(self.writer, self.record.seq)

    @cached_property
    def joins(self) -> "JoinWriter":
        """The writer of joins, of claims and of people."""
        from annotator.sharing.repository.joins import JoinWriter

        return JoinWriter(self.writer)

    def keep(self) -> None:
        """Keep the change even if it changes no row, since it holds a decision."""
        self._under_way.kept = True

    def describe(self, label: str, place: ChangePlace | None = None) -> None:
        """Set the label of the change, and the place if one is given."""
        self._under_way.describe(label, self.record.place if place is None else place)

    def set_place(self, place: ChangePlace) -> None:
        """Set the place of the change; the label stays."""
        self._under_way.describe(self.record.label, place)


Guard = Callable[["Project"], None]


class Project:
    """An open project file and the checker who works in it.

    Its readers hang on it by noun (``articles``, ``claims``, …). When an act returns, its change is
    on disk. A project belongs to the thread that opened it; ``another`` gives a second project for
    work elsewhere.
    """

    def __init__(self, file: ProjectFile, clock: Clock) -> None:
        self._file = file
        self._clock = clock
        self.guard: Guard | None = None
        """Called before every change, and before its write begins."""
        self.checker: Checker | None = None
        self._newcomer: Checker | None = None
        self.articles = ArticleRepository(file)
        self.article_lists = ArticleListRepository(file)
        self.same_texts = SameTexts(file)
        self.claims = ClaimRepository(file)
        self.claim_lists = ClaimListRepository(file)
        self.highlights = HighlightRepository(file)
        self.placements = revisions.PlacementRepository(file)
        self.tags = TagRepository(file)
        self.reviews = ReviewRepository(file)
        self.rulings = RulingRepository(file)
        self.comments = CommentRepository(file)
        self.corrections = revisions.CorrectionRepository(file)
        self.coverage = CoverageRepository(file)
        self.evidence = EvidenceRepository(file)
        self.contents = ContentReader(file)
        self.sources = SourceRepository(file)
        self.people = PersonRepository(file)
        self.confidential = ConfidentialRepository(file)
        self.history = History(file)
        self.trail = TrailRepository(file)
        self.search = SearchRepository(file)
        self.agreement = AgreementRepository(file)
        self.whole = ProjectDump(file)

    @cached_property
    def packages(self) -> "PackageReader":
        """The rows that go into packages for review, for reading."""
        from annotator.sharing.repository.packages import PackageReader

        return PackageReader(self._file)

    @classmethod
    def create(cls, path: Path, *models: Path, clock: Clock | None = None) -> "Project":
        """Return a new, empty project, which only readers of the ``models`` may read.

        Raises:
            ProjectError: a file stands there, or no file can be written there.
        """
        return cls(opening.create(path, *models), clock or _now)

    @classmethod
    @contextmanager
    def making(cls, path: Path, *models: Path, clock: Clock | None = None) -> "Iterator[Project]":
        """A project under way, which is at ``path`` once the block has ended; else nothing is.

        Raises:
            ProjectError: something stands there, or nothing can be written there.
        """
        with making(path, *models) as draft:
            opening.fill(draft)
            project = cls(opening.open_file(draft, is_examined=True), clock or _now)
            try:
                yield project
            finally:
                project.close()

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        patience: float = PATIENCE,
        clock: Clock | None = None,
        asked: Callable[[], bool] | None = None,
    ) -> "Project":
        """Open the project at ``path``.

        Args:
            path: The project file.
            patience: How many seconds a write waits for other programs.
            clock: Tells the time; the computer's clock by default.
            asked: Opening ends soon after it returns true.

        Raises:
            ProjectError: there is none, or it cannot be used.
            Cancelled: ``asked`` returned true.
        """
        return cls(opening.open_file(path, patience=patience, asked=asked), clock or _now)

    @staticmethod
    def break_lock(path: Path) -> None:
        """Remove the lock that names the holder of a project on a network drive."""
        drive_locks.break_lock(path)

    def another(self) -> "Project":
        """The same project through a connection of its own, for another thread."""
        twin = Project(self._file.another(), self._clock)
        twin.checker, twin._newcomer = self.checker, self._newcomer
        twin.guard = self.guard
        return twin

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def drive(self) -> str:
        """The kind of network drive that the file is on; empty on a disk of this computer."""
        return self._file.drive

    @property
    def read_only(self) -> bool:
        """Whether it can only be read."""
        return self._file.read_only

    def still(self) -> AbstractContextManager[None]:
        """Read the project within the block as it was at the beginning of the block."""
        return self._file.still()

    @property
    def set_aside(self) -> tuple[Path, ...]:
        """Where files of strangers are kept that lay beside the project as it was opened."""
        return self._file.set_aside

    def look(self) -> Whereabouts:
        """Return the fate of the file under its name since it was opened."""
        return self._file.look()

    def empty_log(self) -> bool:
        """Bring all that is saved into the file itself; return whether that could be done by now.

        Raises:
            ProjectError: another file stands under its name.
        """
        return self._file.empty_log()

    def log_size(self) -> int:
        """Bytes that are saved and not yet in the file itself."""
        return self._file.log_size()

    def go_on_at(self, path: Path) -> None:
        """Go on with the file at ``path``, in place of the open file.

        Raises:
            ProjectError: it cannot be opened; no file is open then.
        """
        opening.open_anew(self._file, path)

    def data_version(self) -> int:
        """A number that differs whenever another window or program has written to the file."""
        return self._file.data_version()

    def copy_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Write the project as it stands into a new file, even when its own file is gone.

        Raises:
            ProjectError: no file can be written there, or a file stands there.
            Cancelled: ``progress`` asked to stop, and no file is left.
        """
        self._file.copy_to(target, progress)

    @staticmethod
    def findings_in(path: Path) -> Iterator[str]:
        """Return the faults of the file at ``path``, even if it cannot be opened as a project.

        Raises:
            ProjectError: it is no project, or cannot be read.
        """
        look(path)
        try:
            file = opening.open_file(path)
        except (OtherSchema, UnsoundRow):
            file = opening.open_to_look(path)
        try:
            yield from integrity.findings(file)
        finally:
            file.close()

    @staticmethod
    def check_alone(path: Path) -> None:
        """Check that the file at ``path`` is a project, while another one may have it open.

        Raises:
            ProjectError: the file is no project, or is damaged.
        """
        opening.check_alone(path)

    def beside(self, path: Path) -> AbstractContextManager["ProjectPair"]:
        """Open the file at ``path`` beside the project, for a merge, as it stands at one moment.

        Raises:
            ProjectError: there is no such project, or it is damaged, foreign or newer.
            SameProject: it is the project itself.
            Cancelled: the work under way was asked to stop.
        """
        from annotator.sharing.repository.merge import pair_of

        return pair_of(self._file, path)

    def comparison_with(self, backup: Path) -> AbstractContextManager["RowComparison"]:
        """Compare the project with a backup, both as they stand at one moment.

        Raises:
            ProjectError: the backup, or the project, cannot be read.
        """
        from annotator.backups.repository.replacement import comparison_with

        return comparison_with(backup, self._file)

    def back_up(self, reason: Reason, at: datetime, progress: Progress = unwatched) -> Path:
        """Make a backup of the project as it stands, verified, and return its path.

        Args:
            reason: the occasion, a part of its name.
            at: the time in its name.
            progress: is told the pages copied so far.

        Raises:
            BackupFailed, DamagedProject, Cancelled: and no file is left.
        """
        return Backups(self.path).make(self._file, at, reason, progress)

    def change_times(self) -> tuple[datetime | None, datetime | None]:
        """Return the moments of the first and the newest change, as far as they can be read."""
        return change_times(self._file)

    def findings(self, progress: Progress = unwatched) -> Iterator[str]:
        """Return the faults of the file, a sentence each; none for a sound file."""
        return integrity.findings(self._file, progress)

    def stopping_when(self, asked: Callable[[], bool]) -> AbstractContextManager[None]:
        """Break off any reading or writing within the block soon after ``asked`` returns true.

        Raises:
            Cancelled: a statement was broken off, and left no trace.
        """
        return self._file.stopping_when(asked)

    def now(self) -> str:
        """The time as it is kept: ISO 8601, UTC, to the millisecond."""
        return kept_moment(self._clock())

    def local_now(self) -> datetime:
        """The time as the clock on the wall has it, with its time zone."""
        return self._clock().astimezone()

    def work_as(self, name: str, identity: str = "") -> Checker:
        """Work as a checker from now on; a new checker gets a row.

        Args:
            name: The checker's name.
            identity: The id of the checker in other projects. A record with this id is the
                checker's whatever its name is; else the record of the name is.

        Raises:
            NobodyAtWork: the name is empty.
        """
        name = _usable_name(name)
        known = self._known_as(name, identity)
        if known is None:
            with self.change(f"Welcome {name}", kind=ChangeKind.SETUP) as under_way:
                # another window may have been quicker
                known = self._known_as(name, identity)
                known = known or Checker(under_way.checkers.add(name, identity), name)
        self.checker, self._newcomer = known, None
        return known

    def begin_as(self, name: str, identity: str = "") -> Checker:
        """Work as a checker; a new checker gets a row with the first change.

        So an act that fails, or changes no row, leaves no new checker behind.

        Args:
            name: The checker's name.
            identity: As in ``work_as``.

        Raises:
            NobodyAtWork: the name is empty.
        """
        name = _usable_name(name)
        known = self._known_as(name, identity)
        self._newcomer = Checker(identity or new_id(), name) if known is None else None
        self.checker = known or self._newcomer
        return self.author

    def _known_as(self, name: str, identity: str) -> Checker | None:
        known = self.people.find(identity) if identity else None
        return known or self.people.named(name)

    @property
    def author(self) -> Checker:
        """Return the checker at work; raise NobodyAtWork if none is named."""
        self.follow_joins()
        if self.checker is None:
            raise NobodyAtWork
        return self.checker

    def follow_joins(self) -> None:
        """Go on as the person that the checker at work was joined with, here or elsewhere."""
        if self.checker is not None and self.checker != self._newcomer:
            self.checker = self.people.find(self.checker.id) or self.checker

    @contextmanager
    def change(
        self, label: str, *, kind: ChangeKind = ChangeKind.DO, typing: str = ""
    ) -> Iterator[UnitOfWork]:
        """Write a change under its label: on disk when the block ends, or without a trace.

        Every write to a project stands in a block like this, by the nouns of ``UnitOfWork``; the
        readers hang on the project itself and see the rows written so far. The log keeps the
        change with all its rows, and ``undo`` takes it back as a step. A block that raises
        leaves no row behind, and a block that changes no row leaves no change.

        Example:
            Mark a stretch of an article as a claim, and tag it::

                with project.change("Mark a claim") as change:
                    claim_id = change.claims.add(article.id, project.now())
                    change.highlights.add(claim_id, article.version.id, anchor)
                    change.tags.set(replace(tag, claim_id=claim_id))
                    number = project.claims.get(claim_id).number
                    change.describe(f"Mark claim {number}", Place(article.id, claim_id))
                return change.outcome

        Args:
            label: the name of the step, for the Edit menu and the audit trail.
            kind: other than ``DO`` for a change that nobody undoes.
            typing: an id that the caller makes up for a stretch of typing; changes that follow
                each other under the same id are undone as one step.

        Raises:
            ProjectError: the file cannot be written, and nothing was changed.
        """
        self._prepare()
        checker_id = self.checker.id if self.checker else ""
        newcomer = self._newcomer if self._newcomer == self.checker else None
        with changes.change(
            self._file,
            label,
            checker_id,
            self.now(),
            kind=kind,
            target_id=typing,
            newcomer=newcomer,
        ) as under_way:
            yield UnitOfWork(under_way)
        if newcomer and under_way.is_kept:
            self.checker, self._newcomer = self.people.named(newcomer.name), None

    @contextmanager
    def change_on(
        self, claim_id: str, label: str, *, typing: str = ""
    ) -> Iterator[tuple[UnitOfWork, Claim]]:
        """Open a change on a claim, with the claim as it stands by now; ``{}`` is for its number.

        Raises:
            NotFound: the claim is gone.
        """
        with self.change(label, typing=typing) as under_way:
            claim = self.claims.get(claim_id)
            place = ChangePlace(claim.article_id, claim.id)
            under_way.describe(label.format(claim.number), place)
            yield under_way, claim

    @contextmanager
    def change_on_claims(
        self, claim_ids: Sequence[str], label: str, label_of_many: str
    ) -> Iterator[tuple[UnitOfWork, list[Claim]]]:
        """Write one change on claims of an article, with the claims as they stand by now.

        Args:
            claim_ids: the ids of a claim or of many; of many, removed claims are left out.
            label: the label for a single claim; ``{}`` stands for its number.
            label_of_many: the label for many; ``{}`` stands for “3 claims”.

        Raises:
            NotFound: the only claim is gone.
        """
        if len(claim_ids) == 1:
            with self.change_on(claim_ids[0], label) as (under_way, claim):
                yield under_way, [claim]
            return
        with self.change(label_of_many) as under_way:
            found = [claim for claim in map(self.claims.find, claim_ids) if claim]
            place = ChangePlace(found[0].article_id) if found else ChangePlace()
            under_way.describe(label_of_many.format(count_of(len(found), "claim")), place)
            yield under_way, found

    def to_undo(self) -> Change | None:
        """Return the step that ``undo`` would take back: the newest of the checker at work."""
        return undo.to_undo(self._file, self._who)

    def to_redo(self) -> Change | None:
        """The step that ``redo`` would do again."""
        return undo.to_redo(self._file, self._who)

    def undo(self) -> Outcome:
        """Take back the newest step of the checker at work, or of any checker if none is named.

        Raises:
            NothingToUndo, UndoRefused: no row is changed.
        """
        self._prepare()
        return undo.undo(self._file, self._who, self._who or "", self.now())

    def redo(self) -> Outcome:
        """Do again the step that was taken back last.

        Raises:
            NothingToUndo, UndoRefused: no row is changed.
        """
        self._prepare()
        return undo.redo(self._file, self._who, self._who or "", self.now())

    def _prepare(self) -> None:
        if self.guard is not None and not self.read_only:
            self.guard(self)
        self.follow_joins()

    @property
    def _who(self) -> str | None:
        return self.checker.id if self.checker else None


def _usable_name(name: str) -> str:
    usable = check_usable(name).strip()
    if not usable:
        raise NobodyAtWork
    return usable


def _now() -> datetime:
    return datetime.now(UTC)
