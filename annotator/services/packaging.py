"""Sending articles to a colleague for review, and sending back what was done with them."""

from collections.abc import Callable, Sized
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import InvalidValue
from annotator.domain.packages import Contents, Package
from annotator.domain.progress import Progress, unwatched
from annotator.services.project import Project
from annotator.store import merging, packaging
from annotator.store.row_states import RowStates


def send_for_review(
    project: Project, target: Path, contents: Contents, progress: Progress = unwatched
) -> Package:
    """Write a package of articles into a new file; the project stays as it is.

    Raises:
        InvalidValue: no article is chosen, or nobody has said who is working.
        ProjectError: nothing can be written there.
        Cancelled: ``progress`` asked to stop; no file is left.
    """
    if not contents.article_ids:
        raise InvalidValue("Articles", "choose at least one")
    rows = packaging.chosen_rows(project.file, contents)
    titles = [str(rows["articles", i]["title"]) for i in contents.article_ids]
    package = Package(project.author.name, project.now(), tuple(titles), contents.blind)
    label = f"Package for review from {package.sender}"
    with packaging.packing(target, project.now(), label, project.path) as under_way:
        packaging.fill(under_way, project.file, rows, package, _told(progress, rows))
    return package


def send_back(project: Project, target: Path, progress: Progress = unwatched) -> Package:
    """Write what was done in a package into a new, small file for its sender to merge.

    Raises:
        InvalidValue: the project is no package, or nothing was done in it.
        ProjectError, Cancelled: as ``send_for_review``.
    """
    received = packaging.package_of(project.file)
    if received is None:
        raise InvalidValue("Send back", "this project is no package for review")
    keys, change_ids = packaging.changed_rows(project.file)
    if not keys:
        raise InvalidValue("Send back", "nothing was done in it yet")
    states = RowStates(project.file)
    rows = packaging.with_parents(states, states.many(keys))
    package = Package(project.author.name, project.now(), received.articles, is_reply=True)
    label = f"Review by {package.sender}"
    with packaging.packing(target, project.now(), label, project.path) as under_way:
        packaging.fill(under_way, project.file, rows, package, _told(progress, rows))
        seq = under_way.change.seq
        packaging.remember_gone(under_way, project.file, keys, rows)
        merging.hear(under_way.writer, seq, project.file, change_ids)
    return package


def package_of(project: Project) -> Package | None:
    """What a project says of itself if it is a package for review."""
    return packaging.package_of(project.file)


def confidential_pieces(project: Project, contents: Contents) -> int:
    """How much evidence, how many contacts and questions stay here because they are secret."""
    told, all_of_it = (
        packaging.chosen_rows(project.file, replace(contents, confidential=confidential))
        for confidential in (False, True)
    )
    return sum(table in {"evidence", "contacts", "queries"} for table, _ in {*all_of_it} - {*told})


def confidential_in_reply(project: Project) -> int:
    """How much that is confidential was added in a package, and goes back with it, names and all.

    Of evidence, contacts and questions to them.
    """
    keys, _ = packaging.changed_rows(project.file)
    return packaging.confidential_among(project.file, keys)


def _told(progress: Progress, rows: Sized) -> Callable[[int], None]:
    return lambda done: progress(done, len(rows))
