"""Days and moments are written in one way, as the clocks of the reader show them."""

import ast
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from annotator.kernel.wording import day_in_words, local_day, local_moment, utc_moment

PACKAGE = Path(__file__).parents[2] / "annotator"
NOT_SHOWN = {
    ("articles/intake/page_notes.py", "figures[8:10]"),
    ("audit/ui/wording.py", "{datetime.now().astimezone():%z}"),
    ("backups/policy.py", "{self.at:%Y-%m-%d %H.%M.%S %z}"),
    ("backups/repository/replacement.py", "{at:%Y-%m-%d %H.%M.%S}"),
    ("evidence/service/kept_files.py", "attachment.sha256[:16]"),
    ("evidence/ui/clipboard.py", "{now:%Y-%m-%d %H.%M.%S}"),
    ("evidence/ui/pictures.py", "data[8:10]"),
    (
        "exchange/formats/label_studio.py",
        "derive_id('region', judgement.id, highlight.id).hex[:10]",
    ),
    ("exchange/formats/label_studio.py", "one[:10]"),
    ("kernel/moments.py", "{noon.astimezone(zone):%z}"),
    ("manuscripts/formats/docx/comments.py", "at[:19]"),
    ("manuscripts/formats/pages.py", "{moment:D:%Y%m%d%H%M%SZ}"),
    ("program_log.py", "datetime.now(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')"),
    ("reports/formats/pdf/post_processing.py", "{stated:%Y%m%d}"),
}
"""What is no time, the distance of a zone, what dates the log or a file, parts of file names.

All modules are read but those of the storage, which shows nobody anything.
"""


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Auckland", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


SAID = {
    "America/Los_Angeles": ["9 March 2026", "9 March 2026, 17:05"],
    "Pacific/Auckland": ["10 March 2026", "10 March 2026, 13:05"],
    "UTC": ["10 March 2026", "10 March 2026, 00:05"],
}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone is set by the system alone")
def test_a_moment_is_that_of_the_clocks_here(zone: str) -> None:
    kept = "2026-03-10T00:05:59.123Z"
    for at in (kept, datetime(2026, 3, 10, 0, 5, tzinfo=UTC)):
        assert [local_day(at), local_moment(at)] == SAID[zone]
    assert utc_moment(kept) == "10 March 2026, 00:05 UTC"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 3, 2), "2 March 2025"),
        ("2024-12-31", "31 December 2024"),
        ("2013-12-23T23:15:00Z", "23 December 2013"),
        ("last spring", "last spring"),
        ("", ""),
    ],
)
def test_days_are_written_out_where_they_are_days(day: date | str, words: str) -> None:
    assert day_in_words(day) == words


@pytest.mark.parametrize("at", ["", "long ago", "2026-99-99T00:00:00Z"])
def test_what_is_no_time_stays_as_it_is(at: str) -> None:
    assert [local_day(at), local_moment(at), utc_moment(at)] == [at] * 3


def test_no_other_place_writes_times_for_readers() -> None:
    found = {
        (name, source)
        for path in PACKAGE.rglob("*.py")
        if (name := path.relative_to(PACKAGE).as_posix()) != "kernel/wording.py"
        if not name.startswith("storage/")
        for source in _by_hand(path)
    }
    assert found == NOT_SHOWN


@pytest.mark.parametrize(
    "source",
    [
        "tag.tagged_at[:10]",
        "at[11:16]",
        "change.at[:19].replace('T', ' ')",
        "now.strftime('%d')",
        "f'{now:%Y-%m-%d}'",
    ],
)
def test_times_written_by_hand_are_found(source: str) -> None:
    assert any(map(_writes_time, ast.walk(ast.parse(source))))


def _by_hand(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if _writes_time(node):
            yield ast.unparse(node)


def _writes_time(node: ast.AST) -> bool:
    match node:
        case ast.Subscript(slice=ast.Slice(upper=ast.Constant(value=10 | 16 | 19))):
            return True
        case ast.Call(func=ast.Attribute(attr="strftime")):
            return True
        case ast.Call(func=ast.Attribute(attr="replace"), args=[ast.Constant(value="T"), _]):
            return True
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=spec)])):
            return "%" in str(spec)[:-1]
    return False
