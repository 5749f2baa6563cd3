"""The commands ``backups``, ``restore-backup`` and ``salvage``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.backups.policy import LEAST, MOST
from annotator.cli.context import PATH, project_argument
from annotator.cli.terminal import say, say_json
from annotator.files.regular_files import exists
from annotator.kernel.errors import BackupNotFound
from annotator.kernel.wording import local_moment

if TYPE_CHECKING:
    from annotator.backups.service.list import ListedBackup

Json = dict[str, object]


@click.command()
@project_argument
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs, in UTF-8.")
@click.option("--make", is_flag=True, help="Make a backup now.")
@click.option(
    "--keep",
    type=click.IntRange(LEAST, MOST),
    help="Keep at most this many from now on, fewer the older they are.",
)
@click.option(
    "--daily/--no-daily",
    default=None,
    help="Make a backup before the first change of each day from now on, or do not.",
)
def backups(*, path: Path, as_json: bool, make: bool, keep: int | None, daily: bool | None) -> None:
    """List the backups of PROJECT, newest first, with their contents.

    They are in a folder beside it. A backup is made before the first change of a day, before a
    merge, an import, an upgrade, and before another backup is restored.
    """
    from annotator.backups.service import backups as acts
    from annotator.backups.service.list import backups_of

    if keep is not None or daily is not None:
        policy = acts.policy_of(path)
        policy = replace(policy, keep=keep) if keep is not None else policy
        acts.settle(path, replace(policy, daily=daily) if daily is not None else policy)
    if make:
        _make(path)
    policy, listed = acts.policy_of(path), backups_of(path)
    if as_json:
        say_json({**policy.as_data(), "backups": [_as_json(one) for one in listed]})
        return
    for number, one in enumerate(listed, 1):
        say(f"{number:3}. {_in_words(one)}")
    if not listed:
        say(f"There are no backups of {path}.")
    daily_one = "one is" if policy.daily else "none is"
    say(f"At most {policy.keep} are kept; {daily_one} made on each day with changes.")


@click.command("restore-backup")
@project_argument
@click.argument("backup", metavar="BACKUP")
@click.option("--dry-run", is_flag=True, help="Show the changes since the backup; restore nothing.")
@click.option(
    "--without-backup", is_flag=True, help="Restore even if the present state cannot be backed up."
)
def restore_backup(*, path: Path, backup: str, dry_run: bool, without_backup: bool) -> None:
    """Put BACKUP in the place of PROJECT, which may be damaged or missing.

    BACKUP is “newest”, a number in the list of “annotator backups” from 1 for the newest, or a
    file. A backup of the present state is made first; an unreadable file is set aside.
    """
    from annotator.backups.service import backups as acts
    from annotator.backups.service.list import compare_files, told
    from annotator.kernel.errors import ProjectError

    chosen = _chosen(path, backup)
    try:
        say(told(compare_files(chosen, path)))
    except ProjectError as error:
        say(f"Changes since this backup are unknown. {error}", err=True)
    if dry_run:
        say("Trial run: nothing was restored.")
        return
    kept = acts.restore(path, chosen, keep_present=not without_backup)
    say(f"Restored {path} from {chosen}.")
    if kept is not None:
        say(f"The file before it is kept as {kept}.")


@click.command()
@project_argument
@click.option(
    "-o", "--output", metavar="NEW", type=PATH, required=True, help="The new project to write."
)
def salvage(path: Path, output: Path) -> None:
    """Save the readable rows of PROJECT, which is damaged, into NEW.

    PROJECT is only read. A text file beside NEW tells row by row what is lost. Where there is
    a backup it is told, too, so that you can choose.
    """
    from annotator.backups.service.salvage import backup_words, lost_words, saved_words
    from annotator.backups.service.salvage import salvage as act

    rescue = act(path, output)
    say(f"Made {rescue.path}. {saved_words(rescue.found)}")
    say(lost_words(rescue.found))
    say(f"Row by row: {rescue.report}")
    if rescue.newest is not None:
        say(f"Newest good backup: {backup_words(rescue.newest)}")


COMMANDS = (backups, restore_backup, salvage)


def _make(path: Path) -> None:
    from annotator.backups.policy import Reason
    from annotator.backups.service.backups import make as make_backup
    from annotator.cli.context import opened

    with opened(path) as project:
        say(f"Made {make_backup(project, Reason.ASKED)}.", err=True)


def _chosen(path: Path, named: str) -> Path:
    from annotator.backups.service.list import backups_of

    if named != "newest" and not (named.isascii() and named.isdigit()):
        chosen = Path(named)
        if not exists(chosen):
            raise BackupNotFound(str(path), named)
        return chosen
    listed = backups_of(path)
    if named == "newest":
        sound = next((one for one in listed if one.is_sound), None)
        if sound is None:
            raise BackupNotFound(str(path))
        return sound.path
    number = int(named[:9])
    if not 1 <= number <= len(listed):
        raise BackupNotFound(str(path), named)
    return listed[number - 1].path


def _in_words(one: "ListedBackup") -> str:
    from annotator.backups.service.list import counted

    holds = "cannot be read"
    if one.counts is not None:
        holds = ", ".join(counted(number, table) for table, number in one.counts.items())
    return (
        f"{local_moment(one.backup.at):<24}  {one.backup.reason.value}  "
        f"{one.size / 1e6:.1f} MB  {holds}"
    )


def _as_json(one: "ListedBackup") -> Json:
    return {
        "file": str(one.path),
        "at": one.backup.at.isoformat(),
        "reason": one.backup.reason.value,
        "bytes": one.size,
        "sound": one.is_sound,
        "counts": None if one.counts is None else dict(one.counts),
    }
