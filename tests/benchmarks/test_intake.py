"""Reading articles: web pages, whose floor is trafilatura alone, and a PDF file of 300 pages."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.articles.intake.html import read_html
from annotator.articles.intake.reader import read_file
from tests.articles.intake.pages import FRAMES, SEEN, page
from tests.articles.intake.pdf_files import lines, pdf
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import text_of

PAGES = "read 12 web pages (floor: trafilatura finds the article in them, and reads its metadata)"
PRINT = "read 300 pages in print (floor: PDFium takes all their text)"
MEGABYTES = 500
_PEAK = """
import resource, sys
from pathlib import Path
from annotator.articles.intake.reader import read_file
assert len(read_file(Path(sys.argv[1])).locators) == 300
own, read = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
print(sum(resource.getrusage(who).ru_maxrss for who in (own, read)))
"""


def web_pages() -> list[bytes]:
    """Return pages as long as articles are, with parts of many kinds in them."""
    parts = [*SEEN.values()]
    made = []
    for number in range(12):
        frame = [*FRAMES][number % len(FRAMES)]
        long = "".join(f"<p>{words}</p>" for words in text_of(8000, number).split("\n\n"))
        made.append(page(frame, *parts[number::12], long).encode())
    return made


def test_pages_floor(measure: Measure) -> None:
    from trafilatura import bare_extraction, extract_metadata

    def read() -> None:
        for data in web_pages():
            root = html.document_fromstring(data.decode())
            extract_metadata(root)
            bare_extraction(root, include_comments=False, include_tables=True)

    measure(PAGES, "floor", 1.5, read, rounds=10)


def test_pages(measure: Measure) -> None:
    def read() -> None:
        for data in web_pages():
            read_html(data, "page.html")

    measure(PAGES, "ours", 1.5, read, rounds=10)


@pytest.fixture(scope="session")
def print_of_300(folder: Path) -> Path:
    """A file of 300 pages, each full of lines."""
    file = folder / "print.pdf"
    pages = (lines(text_of(3600, number).replace("\n\n", " ")) for number in range(300))
    file.write_bytes(pdf(*pages))
    return file


def test_print_floor(print_of_300: Path, measure: Measure) -> None:
    import pypdfium2

    def read() -> None:
        document = pypdfium2.PdfDocument(print_of_300.read_bytes())
        for number in range(len(document)):
            document[number].get_textpage().get_text_range()
        document.close()

    measure(PRINT, "floor", 20, read, rounds=3)


def test_print(print_of_300: Path, measure: Measure) -> None:
    measure(PRINT, "ours", 20, lambda: read_file(print_of_300), rounds=3)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak this way")
def test_a_long_print_takes_little_memory(print_of_300: Path, benchmark: BenchmarkFixture) -> None:
    peaks: list[int] = []

    def measured() -> None:
        command = [sys.executable, "-c", _PEAK, str(print_of_300)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        peaks.append(int(done.stdout) // (1 if sys.platform == "linux" else 1024))

    pedantic: Callable[..., object] = benchmark.pedantic
    pedantic(measured, rounds=1)
    benchmark.extra_info.update(kilobytes=peaks)
    assert peaks[0] < MEGABYTES * 1000
