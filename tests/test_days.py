"""The day of a moment is the day on the reader's clock, in everything that the program writes."""

import ast
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.backups.service.backups import DayGuard, DueBackup
from annotator.claims.join import join_rows
from annotator.kernel.moments import day_of, kept_moment, offset_on
from annotator.kernel.wording import day_in_words, local_day, utc_moment
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.service import excerpt, formats
from annotator.reports.service.forms import FORMS
from annotator.reports.service.report import build
from annotator.schema.tables import LOGGED
from annotator.sharing.packages import Package
from annotator.sharing.ui.controller import in_words
from tests.conftest import Annotator
from tests.raw_file import raw_file
from tests.reports.desks import make_desk
from tests.reports.unpacked import unpacked

PACKAGE = Path(__file__).parents[1] / "annotator"


@dataclass(frozen=True)
class Reader:
    """A reader far from Greenwich, and a moment whose day there is not its day in UTC."""

    variable: str
    hours: int
    moment: datetime

    @property
    def zone(self) -> timezone:
        return timezone(timedelta(hours=self.hours))

    @property
    def day(self) -> date:
        return self.moment.astimezone(self.zone).date()

    @property
    def wrong(self) -> date:
        """The day in UTC, which no reader is to be told."""
        return self.moment.date()


READERS = {
    "Kiribati": Reader("LINT-14", 14, datetime(2026, 11, 28, 23, 59, 30, tzinfo=UTC)),
    "Honolulu": Reader("HST10", -10, datetime(2026, 11, 29, 0, 0, 30, tzinfo=UTC)),
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A reader by whose clock this computer goes."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one zone for all programs")
    found = READERS[request.param]
    assert found.day != found.wrong
    monkeypatch.setenv("TZ", found.variable)
    time.tzset()
    yield found
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def desk(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A project in which everything happened at the moment of the reader."""
    monkeypatch.setattr(Project, "now", lambda _project: kept_moment(reader.moment))
    project = make_desk(tmp_path / "desk.sqlite")
    yield project
    project.close()


def moments() -> Iterator[tuple[str, str]]:
    """The columns of moments, by table."""
    for name, table in LOGGED.items():
        for column in table.by_name:
            if column.endswith("_at"):
                yield name, column


def days_told(words: str, day: date) -> list[str]:
    """The places where words tell a day, in whatever form; moments in UTC tell their zone."""
    forms = [re.escape(day_in_words(day)) + r"(?!, \d\d:\d\d UTC)", rf"{day.isoformat()}(?!T)"]
    return [words[max(0, m.start() - 60) : m.end()] for f in forms for m in re.finditer(f, words)]


def written(project: Project, form: str, kind: ReportKind, folder: Path, reader: Reader) -> bytes:
    target = folder / f"report-{form.replace('/', '-')}{FORMS[form].suffix}"
    choices = ReportChoices(kind, name_checkers=kind is ReportKind.PUBLIC)
    formats.export(project, form, target, stated_date=reader.day, choices=choices, forms=FORMS)
    return target.read_bytes()


def cells(data: bytes) -> str:
    """The values of a workbook, its dates as ISO days."""
    from openpyxl import load_workbook  # noqa: PLC0415 - for one form

    book = load_workbook(io.BytesIO(data))
    values = (cell.value for page in book for row in page for cell in row)
    return "\n".join(
        value.date().isoformat() if isinstance(value, datetime) else str(value or "")
        for value in values
    )


def test_everything_happened_at_the_moment_of_the_reader(desk: Project, reader: Reader) -> None:
    kept = {
        str(at)
        for table, column in moments()
        for (at,) in raw_file(desk).rows(f"SELECT {column} FROM {table}")
    }
    assert len([*moments()]) > 10
    assert kept == {kept_moment(reader.moment)}


@pytest.mark.parametrize("kind", ReportKind)
def test_no_report_tells_another_day_than_the_readers(
    kind: ReportKind, desk: Project, reader: Reader
) -> None:
    report = build(desk, stated_date=reader.day, choices=ReportChoices(kind))
    told = repr([*build_document(report).blocks])
    assert days_told(told, reader.wrong) == []
    assert days_told(told, reader.day)
    assert told.count("Days are by the clock") == 1
    assert f"UTC{reader.hours:+03}:00 on {day_in_words(reader.day)}" in told


@pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])
def test_no_form_tells_another_day_than_the_readers(
    form: str, desk: Project, reader: Reader, tmp_path: Path
) -> None:
    if FORMS[form].write_project:
        return  # a whole project keeps moments, as the next test has it
    kind = ReportKind.PUBLIC if "claim" in form else ReportKind.INTERNAL
    data = written(desk, form, kind, tmp_path, reader)
    words = (
        cells(data)
        if data.startswith(b"PK") and "xlsx" in form
        else unpacked(data).decode("utf-8", "replace")
    )
    assert days_told(words, reader.wrong) == []


def test_a_whole_project_keeps_moments_in_utc(
    desk: Project, reader: Reader, tmp_path: Path
) -> None:
    (form,) = (name for name, each in FORMS.items() if each.write_project)
    words = written(desk, form, ReportKind.INTERNAL, tmp_path, reader).decode()
    assert kept_moment(reader.moment) in words
    assert days_told(words, reader.wrong) == []


def test_a_report_for_a_zone_is_the_same_at_every_computer(
    desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set()
    for number, reader in enumerate(READERS.values()):
        monkeypatch.setenv("TZ", reader.variable)
        time.tzset()
        target = tmp_path / f"{number}.html"
        zone = timezone(timedelta(hours=1))
        formats.export(desk, "html", target, stated_date=date(2026, 11, 30), zone=zone)
        found.add(target.read_bytes())
    (page,) = found
    assert b"UTC+01:00 on 30 November 2026" in page


def test_commands_tell_the_readers_days(
    desk: Project, reader: Reader, annotator: Annotator, tmp_path: Path
) -> None:
    path = desk.path
    desk.close()
    for arguments in (
        ["list", path],
        ["list", path, "--json"],
        ["history", path],
        ["history", path, "--json"],
        ["people", path],
        ["agreement", path],
    ):
        done = annotator(*arguments, TZ=reader.variable)
        assert done.returncode == 0, (arguments, done.stderr)
        assert days_told(done.stdout, reader.wrong) == [], arguments
    assert day_in_words(reader.day) in annotator("history", path, TZ=reader.variable).stdout


def test_what_the_window_says_is_by_the_readers_clock(desk: Project, reader: Reader) -> None:
    (claim, *_) = desk.claims.of_article(desk.articles.page()[0].id)
    people = [person.in_words for person in desk.people.at_work()]
    package = Package("Ines", kept_moment(reader.moment), ("The river",))
    told = [*people, in_words(package), excerpt.excerpt(desk, claim).text]
    told.append(local_day(kept_moment(reader.moment)))
    assert days_told("\n".join(told), reader.wrong) == []
    assert days_told("\n".join(told), reader.day)


def test_a_note_that_is_kept_tells_the_moment_with_its_zone(reader: Reader) -> None:
    older = {"id": "1", "verdict": "verified", "reason": "", "conclusion": "", "search_note": ""}
    rows = [
        {**older, "tagged_at": kept_moment(reader.moment)},
        {**older, "verdict": "disputed", "tagged_at": "2027-01-01T00:00:00.000Z"},
    ]
    (left,) = join_rows("tags", rows).left
    assert utc_moment(kept_moment(reader.moment)) in left.words
    assert days_told(left.words, reader.wrong) == []


def test_a_day_is_the_day_of_the_zone_and_other_words_stay() -> None:
    for reader in READERS.values():
        for moment in (reader.moment, kept_moment(reader.moment)):
            assert day_of(moment, reader.zone) == reader.day.isoformat()
            assert day_of(moment, UTC) == reader.wrong.isoformat()
    assert day_of("no time") == "no time"
    assert offset_on(date(2026, 11, 30), timezone(timedelta(hours=5.5))) == "UTC+05:30"
    assert offset_on(date.min, timezone(timedelta(hours=14))) in {"", "UTC+14:00"}


# midnight, and the nights on which clocks are changed

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"
WINTER, SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))


@dataclass(frozen=True)
class Night:
    """A verdict given at a moment, on a day by the clock then, and a report on another day."""

    given: datetime
    day: date
    stated: date


NIGHTS = {
    "midnight": Night(
        datetime(2026, 11, 28, 23, 59, 30, tzinfo=WINTER), date(2026, 11, 28), date(2026, 11, 29)
    ),
    "before the clocks go on": Night(
        datetime(2026, 3, 28, 23, 30, tzinfo=WINTER), date(2026, 3, 28), date(2026, 3, 29)
    ),
    "after the clocks went on": Night(
        datetime(2026, 3, 29, 3, 0, 30, tzinfo=SUMMER), date(2026, 3, 29), date(2026, 12, 1)
    ),
    "before the clocks go back": Night(
        datetime(2026, 10, 25, 0, 30, tzinfo=SUMMER), date(2026, 10, 25), date(2026, 12, 1)
    ),
    "the hour that comes twice": Night(
        datetime(2026, 10, 25, 2, 30, tzinfo=WINTER), date(2026, 10, 25), date(2026, 10, 26)
    ),
}


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer by whose clock summer differs from winter."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has one zone for all programs")
    monkeypatch.setenv("TZ", BERLIN)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("name", NIGHTS)
def test_a_verdict_of_a_night_is_of_the_day_on_the_clock_then(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = NIGHTS[name]
    monkeypatch.setattr(Project, "now", lambda _project: kept_moment(night.given))
    project = make_desk(tmp_path / "night.sqlite")
    report = build(project, stated_date=night.stated)
    told = repr([*build_document(report).blocks])
    of_tags = {tag.tagged_on for entry in report.articles[0].claims for tag in entry.held_tags}
    assert of_tags == {night.day.isoformat()}
    assert days_told(told, night.day)
    for other in (night.day - timedelta(1), night.day + timedelta(1)):
        assert other == night.stated or days_told(told, other) == []
    project.close()


class Clock:
    """The clock of a project, which a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("first", "then", "is_due"),
    [
        (
            datetime(2026, 11, 28, 23, 59, tzinfo=WINTER),
            datetime(2026, 11, 29, 0, 1, tzinfo=WINTER),
            True,
        ),
        (
            datetime(2026, 3, 28, 23, 30, tzinfo=WINTER),
            datetime(2026, 3, 29, 12, 0, tzinfo=SUMMER),
            True,
        ),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=SUMMER),
            datetime(2026, 10, 25, 12, 0, tzinfo=WINTER),
            False,
        ),
    ],
)
def test_a_day_has_its_backup_by_the_clock_on_the_wall(
    first: datetime, then: datetime, *, is_due: bool, tmp_path: Path
) -> None:
    clock = Clock(first)
    project = Project.create(tmp_path / "open.sqlite", clock=clock)
    project.work_as("Ines")
    due: list[DueBackup] = []
    guard = DayGuard(due.append, pytest.fail)
    guard(project)
    add_article(project, Draft("It rained."))
    assert due == []
    clock.now = then
    guard(project)
    assert bool(due) is is_due
    for one in due:
        one.finish()
    project.close()


# no module takes a day or a time out of a moment by itself

MAY_READ = {
    "kernel/moments.py": "the one place",
    "schema/kinds.py": "checks that a value is a moment",
    "exchange/service/plan.py": "a moment of another program’s file, which is kept in UTC",
    "articles/intake/documents/annotated_text.py": "a moment of a Word file, which is kept in UTC",
    "storage/backup_files.py": "the order of changes, no day",
    "kernel/wording.py": "tells a day from a moment, and asks for the day of one there",
    "manuscripts/formats/docx/comments.py": "a moment as Word writes it, in UTC",
    "manuscripts/service/answers.py": "compares moments to the second, no day",
}
_OF_A_MOMENT = re.compile(r"(^|_)(at|moment)$")
_IN_SQL = re.compile(r"(substr|date|datetime|strftime)\s*\([^()]*\b\w*_?at\b", re.IGNORECASE)


def cuts(tree: ast.AST) -> Iterator[str]:
    """The places where a moment is cut by hand: by slices, partition, or SQL."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=value, slice=ast.Slice()) if _is_moment(value):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=value, attr=name)) if name in {
                "partition",
                "split",
                "rpartition",
            } and _is_moment(value):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=ast.Name("datetime"), attr="fromisoformat")):
                yield ast.unparse(node)
            case ast.Constant(value=str(words)) if _IN_SQL.search(words):
                yield words
            case _:
                pass


def _is_moment(node: ast.AST) -> bool:
    name = getattr(node, "attr", "") or getattr(node, "id", "")
    return bool(_OF_A_MOMENT.search(name))


def test_no_module_cuts_a_moment_by_hand() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): cut
        for path in PACKAGE.rglob("*.py")
        if (cut := [*cuts(ast.parse(path.read_text("utf-8")))])
    }
    assert {name: cut for name, cut in found.items() if name not in MAY_READ} == {}


@pytest.mark.parametrize(
    "offence",
    [
        *("tag.tagged_at[:10]", "at[:10]", "change.at.partition('T')", "tag.tagged_at.split('T')"),
        *("datetime.fromisoformat(x)", "f('SELECT substr(t.tagged_at, 1, 10)')"),
    ],
)
def test_the_watch_sees_a_moment_that_is_cut(offence: str) -> None:
    assert [*cuts(ast.parse(offence))]
