"""A project with one article, as the command line makes it."""

from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.intake import reader
from annotator.project import Project
from tests.cli.processes import TEXT


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "floods.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def project(made: Path, article: Path) -> Path:
    opened = Project.open(made)
    service.add_article(opened, reader.read_file(article))
    opened.close()
    return made
