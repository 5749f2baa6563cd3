"""Which of the errors can pass by themselves, so that the same act can be tried again."""

from collections.abc import Iterator

import pytest

from annotator.kernel import errors
from annotator.kernel.errors import AnnotatorError

PASSING = {
    "BackupFailed",
    "DiskFull",
    "DoesNotAnswer",
    "ExportFailed",
    "NoTemporaryFiles",
    "ProjectBusy",
    "ProjectGone",
    "ProjectHeld",
    "ProjectInUse",
    "ProjectReadOnly",
    "ProjectUnreachable",
    "QuotaFull",
    "StoppedForBackup",
    "UnreadableFile",
    "UnreadableProject",
    "WriteFailed",
}
"""Disks that fill and empty, programs that let go, drives that come back: all else is refused."""


def all_errors(root: type[AnnotatorError] = AnnotatorError) -> Iterator[type[AnnotatorError]]:
    """Every class of the tree."""
    yield root
    for kind in root.__subclasses__():
        yield from all_errors(kind)


@pytest.mark.parametrize("kind", [*all_errors()])
def test_only_what_can_pass_can_be_tried_again(kind: type[AnnotatorError]) -> None:
    assert kind.can_be_retried == (kind.__name__ in PASSING)


def test_every_error_that_can_pass_is_one_of_the_tree() -> None:
    assert {*errors.__all__} >= PASSING
