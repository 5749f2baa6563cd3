"""PDF from the command line, where there may be no screen, and not even what Qt draws with."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from annotator.app import display
from annotator.app.display import Obstacle
from annotator.cli.program import main
from tests.conftest import Annotator
from tests.reports.projects import make_river


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.sqlite"
    make_river(path).close()
    return path


def test_a_pdf_is_written_without_a_screen(
    annotator: Annotator, river: Path, tmp_path: Path
) -> None:
    done = annotator("export", river, "-o", "out.pdf", "--kind", "public")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("Wrote out.pdf.")
    words = " ".join(PdfReader(tmp_path / "out.pdf").pages[0].extract_text().split())
    assert "We checked 4 claims" in words


def test_the_same_command_gives_the_same_bytes(
    annotator: Annotator, river: Path, tmp_path: Path
) -> None:
    for name in ("one.pdf", "other.pdf"):
        assert annotator("export", river, "-o", name, "--date", "2025-03-07").returncode == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()


def test_what_qt_lacks_is_told_in_a_sentence(
    river: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sentence = "A PDF needs system libraries that are missing here."
    monkeypatch.setattr(display, "drawing_obstacle", lambda: Obstacle(sentence))
    assert main(["export", str(river), "-o", str(tmp_path / "out.pdf")]) == 1
    assert capsys.readouterr().err == f"{sentence}\n"
    assert not (tmp_path / "out.pdf").exists()


def test_the_sentence_names_the_packages() -> None:
    found = display.drawing_obstacle("linux", lambda name: name != "libEGL.so.1")
    assert found is not None
    assert found.sentence.startswith("A PDF needs system libraries that are missing here;")
    assert "libegl1" in found.sentence
    assert display.drawing_obstacle("win32", lambda _name: False) is None
