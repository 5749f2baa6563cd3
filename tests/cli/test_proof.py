"""Page proofs on the command line: what differs, the exit code, and the result as a file."""

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft, Metadata
from annotator.articles.service import add_article
from annotator.project import Project
from tests.cli.processes import assert_refused
from tests.conftest import Annotator, Finished
from tests.revisions.proof_pages import ARTICLE, LAYOUTS, laid_out


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    project = Project.create(path)
    project.work_as("Ada")
    add_article(project, Draft(ARTICLE, Metadata(title="The tower")))
    project.close()
    return path


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "page.pdf"
    path.write_bytes(laid_out(ARTICLE, LAYOUTS[0], Random(4)))
    return path


def read(annotator: Annotator, desk: Path, proof: Path, *more: str | Path) -> Finished:
    return annotator("proof", desk, "--article", "1", proof, *more)


def in_json(annotator: Annotator, desk: Path, proof: Path) -> Any:
    return json.loads(read(annotator, desk, proof, "--json").stdout)


def test_nothing_differs(annotator: Annotator, desk: Path, proof: Path) -> None:
    done = read(annotator, desk, proof)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    same = "Nothing differs. 1 passage on the pages is not in the article."
    assert lines[:2] == ["page.pdf · version 1 of “The tower”", same]
    assert any("repeats the text: “She did not trust filing cabinets.”" in line for line in lines)
    assert hashlib.sha256(proof.read_bytes()).hexdigest() in lines[-1]
    assert hashlib.sha256(ARTICLE.encode()).hexdigest() in lines[-1]


def test_a_difference_is_told_with_its_claims_and_its_page(
    annotator: Annotator, desk: Path, proof: Path
) -> None:
    for quote in ("rose 300 m", "1,204 entries"):
        tagged = ("--quote", quote, "--verdict", "verified", "--as", "Ada", "--same-person")
        assert annotator("tag", desk, "--article", "1", *tagged).returncode == 0
    changed = ARTICLE.replace("lift takes 90", "lift takes 95").replace("1,204", "1,240")
    proof.write_bytes(laid_out(changed.replace("It rose", "It never rose"), LAYOUTS[3], Random(4)))
    done = read(annotator, desk, proof)
    assert done.returncode == 1
    told = done.stdout
    assert "3 differences, 2 of them in the sentences of 2 claims." in told
    assert told.index("page 1, added – claim 1 (sentence)") < told.index("claim 2\n")
    assert "{+never+}" in told
    assert "[-1,204-] {+1,240+}" in told
    found = in_json(annotator, desk, proof)
    assert (found["differs"], found["words"] - found["words_found"]) == (True, 2)
    assert [[claim["number"] for claim in one["claims"]] for one in found["differences"]] == [
        [1],
        [2],
        [],
    ]
    last = found["differences"][-1]
    assert (last["old"], last["new"], ARTICLE[last["start"] : last["end"]]) == ("90", "95", "90")
    assert last["page"] in {"page 2", "page 3"}


def test_a_published_page_is_compared(annotator: Annotator, desk: Path, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{words}</p>" for words in ARTICLE.split("\n\n"))
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li></ul></nav>"
    page = tmp_path / "page.html"
    page.write_text(f"<html><body>{menu}<article>{paragraphs}</article></body></html>", "utf-8")
    assert read(annotator, desk, page).returncode == 0
    page.write_text(page.read_text("utf-8").replace("not 1889", "1889"), "utf-8")
    assert read(annotator, desk, page).returncode == 1


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".odt", ".md"])
def test_the_result_is_written_in_every_form(
    annotator: Annotator, desk: Path, proof: Path, suffix: str
) -> None:
    result = desk.with_name(f"result{suffix}")
    done = read(annotator, desk, proof, "-o", result, "--date", "2026-11-30")
    assert (done.returncode, done.stderr) == (0, "")
    said = " ".join(read_bytes(result.read_bytes(), result.name, whole=True).text.split())
    said = said.replace("\\", "").replace("\u200b", "")
    for words in (
        "Page proof, 30 November 2026",
        "Nothing differs.",
        hashlib.sha256(ARTICLE.encode()).hexdigest(),
        "371; 371 of them are on the pages",
        "Not compared: how words are set",
        "words are set in capitals",
    ):
        assert words.replace(" ", "") in said.replace(" ", ""), words


def test_a_file_of_another_article_is_told(
    annotator: Annotator, desk: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another story about other people, in another town. " * 40, "utf-8")
    done = read(annotator, desk, other)
    assert done.returncode == 3
    assert "This may not be a proof of the article" in done.stdout
    assert read(annotator, desk, other, "--sure").returncode == 1


def test_what_cannot_be_read_is_trouble(annotator: Annotator, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    for name in ("none.pdf", "empty.txt", "broken.pdf"):
        done = read(annotator, desk, tmp_path / name)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1


def test_no_file_that_is_read_is_written_over(
    annotator: Annotator, desk: Path, proof: Path
) -> None:
    for output in (desk, proof):
        before = output.read_bytes()
        assert_refused(read(annotator, desk, proof, "-o", output), 2, "over a file that is read")
        assert output.read_bytes() == before
    assert_refused(read(annotator, desk, proof, "-o", proof.with_suffix(".xyz")), 2, "xyz", "html")


def test_the_project_stays_as_it_is(annotator: Annotator, desk: Path, proof: Path) -> None:
    history = annotator("history", desk).stdout
    read(annotator, desk, proof, "-o", desk.with_name("r.html"))
    assert annotator("history", desk).stdout == history
