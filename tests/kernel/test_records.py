"""What articles, changes and sources say of themselves."""

import pytest

from annotator.articles.model import Article, Metadata, Version
from annotator.evidence.model import Source, SourceDetails, check_url
from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome
from annotator.kernel.errors import InvalidValue


def article(title: str, file_name: str) -> Article:
    version = Version("v", "a", 1, "0" * 64, 4, "", "2026-01-01")
    return Article("a", 7, Metadata(title=title), frozenset(), file_name, version, "2026-01-01")


@pytest.mark.parametrize(
    ("title", "file_name", "heading"),
    [("A title", "a.txt", "A title"), ("", "a.txt", "a.txt"), ("", "", "Article 7")],
)
def test_an_article_is_called_by_the_best_it_has(title: str, file_name: str, heading: str) -> None:
    assert article(title, file_name).heading == heading


def test_an_outcome_names_the_rows_of_a_table() -> None:
    change = Change(1, "c", ChangeKind.DO, "Mark claim 1", "Anna", "2026-01-01", ChangePlace())
    outcome = Outcome(change, {"claims": ("one",)})
    assert (outcome.touched("claims"), outcome.touched("tags")) == (("one",), ())


def test_a_confidential_source_goes_by_its_code_name() -> None:
    details = SourceDetails("Jane Roe", confidential=True, code_name="Heron")
    assert Source("s", details).public_name == "Heron"


def test_an_open_source_goes_by_its_title() -> None:
    assert Source("s", SourceDetails("Statistics Office", code_name="X")).public_name == (
        "Statistics Office"
    )


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (SourceDetails("  "), "Source:"),
        (SourceDetails("Jane Roe", confidential=True, code_name=" "), "Code name:"),
        (SourceDetails("A page", url="javascript:alert(1)"), "Address:"),
        (SourceDetails("A page", archive_url="file:///etc/passwd"), "Archive address:"),
    ],
)
def test_a_source_that_cannot_be_kept_is_refused_by_its_field(
    details: SourceDetails, field: str
) -> None:
    with pytest.raises(InvalidValue, match=f"^{field}"):
        details.checked()


@pytest.mark.parametrize("url", ["", "https://example.org/a?b#c", "HTTP://EXAMPLE.ORG"])
def test_an_address_that_a_browser_opens_is_kept(url: str) -> None:
    assert SourceDetails("A page", url=url).checked().url == url


@pytest.mark.parametrize("url", ["http://", "https:/one", "ftp://x.org", "//x.org", "http://[::1"])
def test_what_no_browser_opens_is_no_address(url: str) -> None:
    with pytest.raises(InvalidValue, match="web address"):
        check_url("Address", url)
