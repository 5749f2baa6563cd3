"""What is said of a file that went elsewhere: its new name, or its new folder, or both."""

from pathlib import Path

import pytest

from annotator.kernel.file_whereabouts import FileFate, Whereabouts


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        (("work", "final.sqlite"), "budget.sqlite is now called final.sqlite."),
        (("archive", "budget.sqlite"), "budget.sqlite was moved to {folder}."),
        (("archive", "final.sqlite"), "{path} was moved: it is now {now}."),
    ],
)
def test_a_file_that_went_elsewhere_is_told_by_what_is_new(
    now: tuple[str, str], sentence: str
) -> None:
    path, place = Path("work", "budget.sqlite"), Path(*now)
    told = Whereabouts(FileFate.MOVED, str(path), str(place)).sentence
    assert told == sentence.format(path=path, now=place, folder=place.parent)
