"""Which backups stay, which go, and when the day's is due."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.backups.policy import (
    LEAST,
    MOST,
    USUAL,
    Backup,
    Policy,
    Reason,
    backup_named,
    folder_name,
    is_due,
    leaving,
    new_backup,
    staying,
)

NOW = datetime(2026, 3, 31, 18, 0, tzinfo=timezone(timedelta(hours=2)))
DAY = timedelta(days=1)
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
_MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.datetimes(datetime(2026, 3, 10), datetime(2026, 4, 2)),
)
BACKUPS = st.builds(
    lambda at, zone, reason, number: Backup(at.replace(microsecond=0, tzinfo=zone), reason, number),
    _MOMENTS,
    _ZONES,
    st.sampled_from(Reason),
    st.integers(1, 12),
)
MANY = st.lists(BACKUPS, max_size=60)
NUMBERS = st.integers(LEAST, 40)


@given(BACKUPS)
def test_a_backup_is_known_again_by_its_name(backup: Backup) -> None:
    found = backup_named(backup.name)
    assert found == backup
    assert found is not None
    assert found.name == backup.name
    assert not set(backup.name) & set('<>:"/\\|?*')


@given(st.text(max_size=80))
def test_a_name_that_is_not_ours_is_no_backup(name: str) -> None:
    found = backup_named(name)
    assert found is None or found.name == name


@pytest.mark.parametrize(
    "name",
    [
        "2026-03-31 18.00.00 +0200 before merging.sqlite-wal",
        "2026-03-31 18.00.00 +0200 before merging (1).sqlite",
        "2026-03-31 18.00.00 +0200 before merging (02).sqlite",
        "2026-03-31 18.00.00 +0200 because.sqlite",
        "2026-02-30 18.00.00 +0200 before merging.sqlite",
        "2026-03-31 18.00.00 +0200 before merging.sqlite\n",
        "x2026-03-31 18.00.00 +0200 before merging.sqlite",
        "２026-03-31 18.00.00 +0200 before merging.sqlite",
    ],
)
def test_what_is_nearly_a_name_of_ours_is_none(name: str) -> None:
    assert backup_named(name) is None


@given(MANY, NUMBERS)
def test_every_backup_either_stays_or_goes(backups: list[Backup], keep: int) -> None:
    stay, go = staying(backups, NOW, keep), leaving(backups, NOW, keep)
    assert {*stay} | {*go} == {*backups}
    assert not {*stay} & {*go}


@given(MANY, NUMBERS)
def test_never_more_than_the_number_stay(backups: list[Backup], keep: int) -> None:
    assert len(staying(backups, NOW, keep)) <= keep


@given(MANY, NUMBERS)
def test_the_newest_always_stays(backups: list[Backup], keep: int) -> None:
    if backups:
        newest = max(backups, key=lambda one: one.order)
        assert staying(backups, NOW, keep)[0] == newest


@given(MANY, NUMBERS)
def test_the_newest_of_each_reason_of_today_stays(backups: list[Backup], keep: int) -> None:
    stay = staying(backups, NOW, keep)
    for reason in Reason:
        today = [b for b in backups if b.reason is reason and b.day >= NOW.date()]
        if today:
            assert max(today, key=lambda one: one.order) in stay


@given(MANY, NUMBERS)
def test_thinning_twice_takes_nothing_more(backups: list[Backup], keep: int) -> None:
    once = staying(backups, NOW, keep)
    assert staying(once, NOW, keep) == once


@given(MANY, NUMBERS, st.integers(0, 400))
def test_as_days_go_by_the_backups_only_become_fewer(
    backups: list[Backup], keep: int, days: int
) -> None:
    now = {*staying(backups, NOW, keep)}
    assert {*staying(now, NOW + days * DAY, keep)} <= now


@given(MANY)
def test_all_of_today_stay_while_the_number_allows(backups: list[Backup]) -> None:
    today = {b for b in backups if b.day == NOW.date()}
    assert today <= {*staying(backups, NOW, MOST)}


def test_two_weeks_keep_a_day_each_and_older_ones_a_week_each() -> None:
    hourly = [Backup(NOW - n * timedelta(hours=6), Reason.DAY) for n in range(4 * 60)]
    kept = staying(hourly, NOW, MOST)
    days = [one.day for one in kept]
    today, fortnight = NOW.date(), NOW.date() - 14 * DAY
    assert days.count(today) == 4
    assert [days.count(today - n * DAY) for n in range(1, 15)] == [1] * 14
    older = [day.isocalendar()[:2] for day in days if day < fortnight]
    assert len(older) == len({*older}) == 8


def test_of_a_day_that_is_over_the_newest_stays() -> None:
    early, late = (Backup(NOW - DAY - timedelta(hours=h), Reason.MERGE) for h in (9, 1))
    assert staying([early, late], NOW, USUAL) == [late]


def test_years_of_work_stay_within_the_number() -> None:
    kept: list[Backup] = []
    for n in range(3 * 365):
        now = NOW + n * DAY
        kept = staying([*kept, Backup(now, Reason.DAY), Backup(now, Reason.MERGE)], now, USUAL)
    assert len(kept) == USUAL
    assert now - kept[-1].at > 20 * DAY


def test_two_backups_of_one_second_have_two_names() -> None:
    first = new_backup(NOW, Reason.MERGE, [])
    second = new_backup(NOW, Reason.MERGE, [first.name])
    assert (first.name, second.name) == (
        "2026-03-31 18.00.00 +0200 before merging.sqlite",
        "2026-03-31 18.00.00 +0200 before merging (2).sqlite",
    )


@pytest.mark.parametrize(
    ("project", "folder"),
    [
        ("Floods.sqlite", "Floods backups"),
        ("Floods.factcheck", "Floods.factcheck - backups"),
        ("Floods", "Floods - backups"),
        (" .sqlite", "  backups"),
    ],
)
def test_backups_lie_in_a_folder_called_by_the_project(project: str, folder: str) -> None:
    assert folder_name(project) == folder


_YESTERDAY, _LAST_WEEK = NOW - DAY, NOW - 7 * DAY


@pytest.mark.parametrize(
    ("first", "newest", "backup", "due"),
    [
        (None, None, None, False),
        (_LAST_WEEK, _YESTERDAY, None, True),
        (NOW - timedelta(hours=2), NOW, None, False),
        (_LAST_WEEK, NOW, NOW - timedelta(hours=1), False),
        (_LAST_WEEK, _YESTERDAY, _LAST_WEEK, True),
        (_LAST_WEEK, _LAST_WEEK, _YESTERDAY, False),
        (_LAST_WEEK.astimezone(UTC), _YESTERDAY.astimezone(UTC), _LAST_WEEK, True),
    ],
)
def test_the_days_backup_is_due_once_there_is_something_to_lose(
    first: datetime | None, newest: datetime | None, backup: datetime | None, *, due: bool
) -> None:
    made = Backup(backup, Reason.DAY) if backup else None
    assert is_due(first, newest, made, NOW) is due


@pytest.mark.parametrize(
    ("data", "policy"),
    [
        ({"keep": 30, "daily": False}, Policy(30, daily=False)),
        ({"keep": 0}, Policy(LEAST)),
        ({"keep": 10**9}, Policy(MOST)),
        ({"keep": True, "daily": "no"}, Policy()),
        ([], Policy()),
        (None, Policy()),
    ],
)
def test_odd_settings_are_read_as_sensible_ones(data: object, policy: Policy) -> None:
    assert Policy.from_data(data) == policy


@given(st.builds(Policy, st.integers(LEAST, MOST), st.booleans()))
def test_settings_come_back_as_they_were_said(policy: Policy) -> None:
    assert Policy.from_data(policy.as_data()) == policy
