"""What the tests of the command line ask of its processes, and what they hold them to."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Annotator, Finished

TEXT = (
    "Rain 🌧️ fell on 12 May.\nThe mayor 👩🏽‍🚒 said that 40 % of homes were flooded, and 40 % dry.\n"
)

MAYOR = TEXT.index("The mayor")

CHECKERS = {"LOGNAME": "ana", "USER": "ana", "LNAME": "ana", "USERNAME": "ana"}


def listed(annotator: Annotator, project: Path) -> Any:
    done = annotator("list", project, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def claims(annotator: Annotator, project: Path) -> Any:
    return listed(annotator, project)[0]["claims"]


def verified(annotator: Annotator, project: Path, *more: str) -> Finished:
    words = ("--quote", "fell on 12 May", "--verdict", "verified")
    done = annotator("tag", project, "--article", "1", *words, *more, **CHECKERS)
    assert done.returncode == 0, done.stderr
    return done


def assert_refused(done: Finished, code: int, *words: str) -> None:
    assert done.returncode == code, done
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
