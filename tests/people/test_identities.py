"""A person is an id and not a name: whose record it is, and by which name it is proposed."""

import hashlib
import json
import os
import pty
import sys
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Draft
from annotator.files import account
from annotator.files.identities import KeptIds
from annotator.people.model import is_namesake, name_apart
from annotator.project import Project
from annotator.storage.ids import new_id
from tests.conftest import Annotator, Finished

pytestmark = pytest.mark.namesakes

TEXT = "Rain fell on Monday. The river rose by a metre. Nobody was hurt."
TAG = ["--article", "1", "--quote", "Rain fell", "--verdict"]


def test_an_own_id_is_known_by_any_name_and_a_name_alone_is_not(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project.sqlite")
    mine, theirs = new_id(), project.work_as("Alex")
    own = project.work_as("Alex (2)", mine)
    assert project.people.recognize("Alex", [new_id(), mine]).own == own
    found = project.people.recognize("Alex", [new_id()])
    assert (found.own, found.namesake) == (None, theirs)
    assert project.people.recognize("Bo", [new_id()]) == project.people.recognize("Bo", [])
    assert project.work_as("Alex", mine) == own
    assert project.begin_as("Alex", mine) == own
    project.close()


def test_ids_are_kept_in_order_and_each_once(tmp_path: Path) -> None:
    kept = KeptIds(tmp_path / "config" / "ids.json")
    first, second = new_id(), new_id()
    for identity in (first, second, first):
        kept.keep("Alex", identity)
    assert kept.of("Alex") == (first, second)
    assert kept.of("Bo") == ()
    assert "Alex" not in (tmp_path / "config" / "ids.json").read_text()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"a": 1}', b"\xff", b'{"a": ["b", 2]}'])
def test_a_broken_file_of_ids_holds_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ids.json"
    path.write_bytes(content)
    assert KeptIds(path).of("Alex") == ()
    kept = new_id()
    KeptIds(path).keep("Alex", kept)
    assert KeptIds(path).of("Alex") == (kept,)


def test_a_name_apart_is_free() -> None:
    assert name_apart("Alex", ["Alex", "Bo"]) == "Alex (2)"
    assert name_apart("Alex", ["Alex", "Alex (2)", "Alex (4)"]) == "Alex (3)"


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        *(("Ada Winterbourne", True), ("maria", True), ("José", True), ("李雷", True)),
        *(("user", False), ("Root", False), ("ubuntu", False), ("pc1234", False), ("", False)),
        *(("News-Room", True), ("Administrator", False), ("Guest User", False), ("x", False)),
    ],
)
def test_a_name_that_says_nothing_about_a_person_is_not_proposed(name: str, personal: bool) -> None:
    assert account.is_personal(name) is personal


def test_the_full_name_of_the_account_goes_before_its_login(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(account, "login_name", lambda: "awinterb")
    monkeypatch.setattr(account, "_full_name", lambda: "Ada Winterbourne")
    assert account.account_name() == "Ada Winterbourne"
    monkeypatch.setattr(account, "_full_name", lambda: "Ubuntu")
    assert account.account_name() == "awinterb"
    monkeypatch.setattr(account, "login_name", lambda: "root")
    assert account.account_name() == ""


# the command line


@pytest.fixture
def sent(tmp_path: Path, annotator: Annotator) -> Path:
    """A package of Alex's, who has tagged a claim in it."""
    path = tmp_path / "ours.sqlite"
    project = Project.create(path)
    service.add_article(project, Draft(TEXT))
    project.close()
    assert annotator("tag", path, *TAG, "verified", "--as", "Alex").returncode == 0
    package = tmp_path / "sent.review.sqlite"
    assert annotator("package", path, "-o", package, "--as", "Alex").returncode == 0
    return package


def elsewhere(annotator: Annotator, folder: Path, *arguments: str | Path) -> Finished:
    """What a command does at another computer."""
    return annotator(*arguments, XDG_CONFIG_HOME=str(folder / "another computer"))


def tags(path: Path) -> dict[str, str]:
    """The verdict on the first claim, by the name of the checker."""
    project = Project.open(path)
    try:
        (claim, *_) = project.claims.of_article(project.articles.page()[0].id)
        return {tag.checker: tag.verdict.value for tag in project.tags.of_claims([claim.id])}
    finally:
        project.close()


def test_another_alex_never_replaces_the_verdict_of_the_sender(
    sent: Path, tmp_path: Path, annotator: Annotator
) -> None:
    refused = elsewhere(annotator, tmp_path, "tag", sent, *TAG, "unsupported", "--as", "Alex")
    assert refused.returncode == 2
    assert "say --same-person" in refused.stderr
    assert "“Alex (2)”" in refused.stderr
    assert tags(sent) == {"Alex": "verified"}
    done = elsewhere(annotator, tmp_path, "tag", sent, *TAG, "unsupported", "--as", "Alex (2)")
    assert done.returncode == 0, done.stderr
    ours = tmp_path / "ours.sqlite"
    assert annotator("merge", ours, sent, "--as", "Alex").returncode == 0
    assert tags(ours) == {"Alex": "verified", "Alex (2)": "unsupported"}


def test_a_copy_of_a_project_asks_who_has_another_id_for_the_name(
    sent: Path, tmp_path: Path, annotator: Annotator
) -> None:
    own = tmp_path / "own.sqlite"
    project = Project.create(own)
    service.add_article(project, Draft(TEXT))
    project.close()
    tagged = elsewhere(annotator, tmp_path, "tag", own, *TAG, "verified", "--as", "Alex")
    assert tagged.returncode == 0, tagged.stderr
    ours = tmp_path / "ours.sqlite"
    refused = elsewhere(annotator, tmp_path, "tag", ours, *TAG, "unsupported", "--as", "Alex")
    assert refused.returncode == 2
    # at the computer of the first Alex nothing is asked
    assert annotator("tag", ours, *TAG, "unsupported", "--as", "Alex").returncode == 0


@pytest.fixture
def marias(tmp_path: Path, annotator: Annotator) -> Path:
    """A plain copy of a project in which a Maria of another computer has tagged a claim."""
    path, copied = tmp_path / "hers.sqlite", tmp_path / "copy.sqlite"
    project = Project.create(path)
    service.add_article(project, Draft(TEXT))
    project.close()
    done = annotator("tag", path, *TAG, "verified", "--as", "Maria")
    assert done.returncode == 0, done.stderr
    project = Project.open(path)
    project.copy_to(copied)
    project.close()
    return copied


@pytest.mark.parametrize("said", [["--as", "Maria"], ["--as", " mARIA "], []])
def test_a_computer_without_identities_takes_no_record_over_in_silence(
    said: list[str], marias: Path, tmp_path: Path, annotator: Annotator
) -> None:
    refused = elsewhere(annotator, tmp_path, "tag", marias, *TAG, "unsupported", *said)
    assert refused.returncode == 2
    assert "copy.sqlite holds work by “Maria”, from another computer." in refused.stderr
    assert "say --same-person" in refused.stderr
    assert tags(marias) == {"Maria": "verified"}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (["--as", "maria", "--same-person"], {"Maria": "unsupported"}),
        (["--same-person"], {"Maria": "unsupported"}),
        (["--as", "Maria", "--new-person"], {"Maria": "verified", "Maria (2)": "unsupported"}),
        (["--as", "Maria Voss"], {"Maria": "verified", "Maria Voss": "unsupported"}),
    ],
)
def test_a_script_says_once_whether_it_is_the_same_person(
    said: list[str], left: dict[str, str], marias: Path, tmp_path: Path, annotator: Annotator
) -> None:
    for answered in (said, [word for word in said if "person" not in word]):
        done = elsewhere(annotator, tmp_path, "tag", marias, *TAG, "unsupported", *answered)
        assert done.returncode == 0, done.stderr
        assert tags(marias) == left


@pytest.mark.parametrize("other", ["ben", " Ben", "BEN", "Ben\u200b"])
def test_a_name_in_other_capitals_is_the_name(other: str, tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project.sqlite")
    ben = project.work_as("Ben")
    assert project.people.recognize(other, []).namesake == ben
    assert is_namesake(f"{other} (2)", "Ben")
    assert name_apart(other, ["Ben", "ben (2)"]).endswith(" (3)")
    twin = project.work_as("Ben (2)")
    assert project.people.named("BEN (2)") == twin
    project.close()
    kept, identity = KeptIds(tmp_path / "ids.json"), new_id()
    kept.keep("Ben", identity)
    assert kept.of(other) == (identity,)


def test_letters_composed_or_not_are_one_name(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project.sqlite")
    jose = project.work_as("José")
    assert project.people.recognize("Jose\u0301", []).namesake == jose
    assert project.people.recognize("Jose", []).namesake is None
    project.close()


def test_the_very_name_goes_before_the_name_in_other_capitals(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "project.sqlite")
    with project.change("Two people") as change:
        for name in ("Ben", "ben"):
            change.checkers.add(name)
    assert [getattr(project.people.named(name), "name", "") for name in ("Ben", "ben", "BEN")] == [
        *("Ben", "ben", "Ben"),
    ]
    project.close()


def test_ids_kept_in_the_very_letters_of_a_name_are_still_known(tmp_path: Path) -> None:
    path, old, new = tmp_path / "ids.json", new_id(), new_id()
    path.write_text(json.dumps({hashlib.sha256(b"Alex").hexdigest()[:32]: [old]}))
    kept = KeptIds(path)
    assert kept.of("Alex") == (old,)
    kept.keep("Alex", new)
    assert set(kept.of("Alex")) == {old, new}
    kept.keep("alex", old)
    assert set(kept.of("alex")) == {old, new}


def test_who_says_the_id_goes_on_as_that_record_and_is_known_from_then_on(
    sent: Path, tmp_path: Path, annotator: Annotator
) -> None:
    project = Project.open(sent)
    (alex,) = project.people.checkers()
    project.close()
    said = ["--as", "Alex", "--as-id", alex.id]
    assert elsewhere(annotator, tmp_path, "tag", sent, *TAG, "disputed", *said).returncode == 2
    assert elsewhere(annotator, tmp_path, "tag", sent, *TAG, "verified", *said).returncode == 0
    again = elsewhere(annotator, tmp_path, "tag", sent, *TAG, "unsupported", "--as", "Alex")
    assert again.returncode == 0, again.stderr
    assert tags(sent) == {"Alex": "unsupported"}
    gone = elsewhere(annotator, tmp_path, "tag", sent, *TAG, "verified", "--as-id", new_id())
    assert gone.returncode == 1


def test_projects_of_one_computer_know_one_person(tmp_path: Path, annotator: Annotator) -> None:
    ids = set()
    for name in ("one.sqlite", "two.sqlite"):
        project = Project.create(tmp_path / name)
        service.add_article(project, Draft(TEXT))
        project.close()
        done = annotator("tag", tmp_path / name, *TAG, "verified", "--as", "Alex")
        assert done.returncode == 0, done.stderr
        project = Project.open(tmp_path / name)
        ids |= {checker.id for checker in project.people.checkers()}
        project.close()
    assert len(ids) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="it has no terminals of this kind")
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        (b"y\n", {"Alex": "unsupported"}),
        (b"n\n\n", {"Alex": "verified", "Alex (2)": "unsupported"}),
        (b"n\nAlex Stone\n", {"Alex": "verified", "Alex Stone": "unsupported"}),
        (b"\x04", {"Alex": "verified"}),
    ],
)
def test_on_a_terminal_it_asks(
    typed: bytes, left: dict[str, str], sent: Path, tmp_path: Path
) -> None:
    words = ["-m", "annotator", "tag", str(sent), *TAG, "unsupported", "--as", "Alex"]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["XDG_CONFIG_HOME"] = str(tmp_path / "another computer")
        os.execv(sys.executable, [sys.executable, *words])  # noqa: S606 - no shell is wanted
    os.write(terminal, typed)
    said = b""
    while piece := _read(terminal):
        said += piece
    os.waitpid(child, 0)
    assert b"Is this you?" in said
    assert tags(sent) == left


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""
