"""How the files of projects are called."""

import pytest

from annotator.kernel.file_names import name_beside, project_title, with_ending

NAMES = {
    "Floods.factcheck.sqlite": ("Floods", "Floods (mine).factcheck.sqlite"),
    "Floods.review.sqlite": ("Floods", "Floods (mine).review.sqlite"),
    "Floods.sqlite": ("Floods", "Floods (mine).sqlite"),
    "Floods.db": ("Floods", "Floods (mine).db"),
    "Floods v1.2.factcheck.sqlite": ("Floods v1.2", "Floods v1.2 (mine).factcheck.sqlite"),
    "Floods": ("Floods", "Floods (mine)"),
}
NEW = {
    "Floods": "Floods.factcheck.sqlite",
    "Floods.sqlite": "Floods.sqlite",
    "Floods.factcheck.sqlite": "Floods.factcheck.sqlite",
    "Floods.db": "Floods.db",
    "/home/ada/v1.2/Floods": "/home/ada/v1.2/Floods.factcheck.sqlite",
    "C:/Users/a.b/Floods": "C:/Users/a.b/Floods.factcheck.sqlite",
}


@pytest.mark.parametrize(("name", "parts"), NAMES.items())
def test_both_parts_of_an_ending_stay_together(name: str, parts: tuple[str, str]) -> None:
    assert project_title(name) == parts[0]
    assert name_beside(name, " (mine)") == parts[1]


@pytest.mark.parametrize(("name", "whole"), NEW.items())
def test_a_new_project_gets_an_ending_if_it_has_none(name: str, whole: str) -> None:
    assert with_ending(name) == whole
