"""A published text that changes: what asks for a note, the notes, and what readers are told."""

import pytest

from annotator.articles.model import Article
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.service.report import build
from annotator.revisions.model import Correction, CorrectionKind
from annotator.revisions.service import corrections, publication
from tests.projects import dump, make_article, walk_back_and_forth
from tests.reports.projects import STATED
from tests.reports.test_document import bare, said_by
from tests.revisions.texts import add_text

OLD = "The tower is 300 m high. It was built in two years. Nobody lives there."
NEW = "The tower is 330 m high. It was built in two years. Cranes stood by. Nobody lives there."
PAGE = "https://news.example/tower"
TOWER = ("The tower is 300 m high.", "The tower is 330 m high.")
CRANES = ("", "Cranes stood by.")


@pytest.fixture
def article(project: Project) -> Article:
    return make_article(project, OLD, "The tower")


def publish(project: Project, article: Article, on: str = "2026-01-05") -> None:
    publication.mark_published(project, article.version, on, PAGE)


def missing(project: Project, article: Article) -> list[tuple[str, str]]:
    newest = project.articles.get(article.id)
    return [
        (change.old_words, change.new_words)
        for change in corrections.missing_corrections(project, newest)
    ]


def explain(
    project: Project,
    article: Article,
    old_words: str,
    kind: CorrectionKind = CorrectionKind.CORRECTION,
    note: str = "",
) -> None:
    """Write a note on the change of these words, as it is proposed."""
    newest = project.articles.get(article.id)
    found = corrections.missing_corrections(project, newest)
    change = next(change for change in found if change.old_words == old_words)
    details = Correction(kind, change.old_words, change.new_words, note, "2026-01-06")
    corrections.add_correction(project, article.id, details, change)


def told(project: Project, kind: ReportKind = ReportKind.PUBLISHED) -> str:
    report = build(project, stated_date=STATED, choices=ReportChoices(kind))
    return "".join(said for block in build_document(report).blocks for said in said_by(block))


def test_a_changed_text_asks_for_notes_once_it_was_published(
    project: Project, article: Article
) -> None:
    newest = add_text(project, article, NEW)
    assert missing(project, newest) == []
    publish(project, article)
    assert missing(project, newest) == [TOWER, CRANES]


def test_what_stands_in_other_lines_asks_for_no_note(project: Project, article: Article) -> None:
    publish(project, article)
    newest = add_text(project, article, OLD.replace(". ", ".\n\n") + "\n")
    assert missing(project, newest) == []
    sentences = OLD.split(". ")
    moved = add_text(project, newest, f"{sentences[1]}. {sentences[0]}. {sentences[2]}")
    assert missing(project, moved) == []


def test_each_change_has_a_note_or_is_said_to_need_none(project: Project, article: Article) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    explain(project, newest, TOWER[0], note="We misread the plan.")
    assert missing(project, newest) == [CRANES]
    explain(project, newest, "", CorrectionKind.NOT_NEEDED, "A line that fell out in layout.")
    assert missing(project, newest) == []
    first, second = corrections.corrections(project, newest.id)
    assert (first.version, second.version) == (newest.version, newest.version)
    corrections.remove_correction(project, first.id)
    assert missing(project, newest) == [TOWER]


def test_a_note_whose_words_were_shortened_still_answers_its_change(
    project: Project, article: Article
) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    explain(project, newest, TOWER[0])
    (record,) = corrections.corrections(project, newest.id)
    short = Correction(CorrectionKind.CLARIFICATION, "300 m", "330 m", "", "2026-01-07")
    corrections.edit_correction(project, record.id, short)
    assert missing(project, newest) == [CRANES]
    assert corrections.corrections(project, newest.id)[0].details == short


def test_a_further_change_of_the_same_words_asks_again(project: Project, article: Article) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    explain(project, newest, TOWER[0])
    explain(project, newest, "")
    third = add_text(project, newest, NEW.replace("330 m", "324 m"))
    assert missing(project, third) == [(TOWER[0], "The tower is 324 m high.")]


def test_a_text_that_was_published_anew_is_compared_with_the_one_before(
    project: Project, article: Article
) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    publish(project, newest, "2026-01-06")
    third = add_text(project, newest, NEW.replace("two years", "ten years"))
    years = ("It was built in two years.", "It was built in ten years.")
    assert missing(project, third) == [TOWER, CRANES, years]
    found = corrections.missing_corrections(project, third)
    assert [change.proposal.corrected_on for change in found] == ["2026-01-06", "2026-01-06", ""]


def test_two_people_who_write_a_note_on_one_change_write_one_row(
    project: Project, bens: Project, article: Article
) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    (change, _) = corrections.missing_corrections(project, newest)
    for window, note in ((project, "Anna’s."), (bens, "Ben’s.")):
        details = Correction(CorrectionKind.CORRECTION, *TOWER, note, "2026-01-06")
        corrections.add_correction(window, newest.id, details, change)
    (record,) = corrections.corrections(project, newest.id)
    assert record.details.note == "Ben’s."


def test_acts_on_publication_and_notes_can_be_taken_back(
    project: Project, article: Article
) -> None:
    states = [dump(project)]

    def done() -> None:
        states.append(dump(project))

    publish(project, article)
    done()
    newest = add_text(project, article, NEW)
    done()
    explain(project, newest, TOWER[0])
    done()
    (record,) = corrections.corrections(project, newest.id)
    words = Correction(CorrectionKind.UPDATE, "300", "330", "So it is.", "2026-01-08")
    corrections.edit_correction(project, record.id, words)
    done()
    corrections.remove_correction(project, record.id)
    done()
    publication.take_publication_back(project, article.version)
    done()
    walk_back_and_forth(project, states)
    assert list(project.findings()) == []


@pytest.mark.parametrize(
    ("details", "about"),
    [
        (Correction(CorrectionKind.CORRECTION, "", "", "", "2026-01-06"), "Words before"),
        (Correction(CorrectionKind.CORRECTION, "300", "330", "", ""), "Day"),
        (Correction(CorrectionKind.CORRECTION, "300", "330", "", "soon"), "Day"),
        (Correction(CorrectionKind.NOT_NEEDED, "300", "330", " ", "2026-01-06"), "Reason"),
        (Correction(CorrectionKind.EDITORS_NOTE, "300", "330", "", "2026-01-06"), "Note"),
        (Correction(CorrectionKind.RETRACTION, "", "330", "", "2026-01-06"), "Words before"),
    ],
)
def test_a_note_that_hides_what_was_wrong_is_refused(
    project: Project, article: Article, details: Correction, about: str
) -> None:
    before = dump(project)
    with pytest.raises(InvalidValue, match=about):
        corrections.add_correction(project, article.id, details)
    assert dump(project) == before


@pytest.mark.parametrize(
    ("on", "url"), [("", ""), ("May", ""), ("2026-05", ""), ("2026-05-01", "ftp://a.example")]
)
def test_a_publication_has_a_day_and_a_web_address(
    project: Project, article: Article, on: str, url: str
) -> None:
    with pytest.raises(InvalidValue):
        publication.mark_published(project, article.version, on, url)
    assert project.articles.get(article.id).version.published_on == ""


def test_acts_on_what_is_gone_say_so(project: Project, article: Article) -> None:
    version = article.version
    project.undo()
    with pytest.raises(NotFound):
        publication.mark_published(project, version, "2026-01-05")
    with pytest.raises(NotFound):
        corrections.remove_correction(project, "gone")


# what readers are told


def test_the_report_prints_the_notes_in_the_order_of_time(
    project: Project, article: Article
) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    for day, kind, words in (
        ("2026-01-09", CorrectionKind.CORRECTION, TOWER),
        ("2026-01-07", CorrectionKind.UPDATE, CRANES),
        ("2026-01-08", CorrectionKind.CLARIFICATION, ("Nobody lives there.", "")),
    ):
        corrections.add_correction(project, newest.id, Correction(kind, *words, "Why.", day))
    said = told(project)
    in_order = [
        "3 correction notes since 5 January 2026.",
        "Update, 7 January 2026: These words were added: “Cranes stood by.”",
        "Clarification, 8 January 2026: An earlier version of this article said “Nobody lives "
        "there.” These words were taken out.",
        "Correction, 9 January 2026: An earlier version of this article said “The tower is 300 m "
        "high.” It now says “The tower is 330 m high.”",
        "Why.",
        f"Version 2 · {PAGE}",
    ]
    places = [said.find(bare(sentence)) for sentence in in_order]
    assert -1 not in places
    assert places[:4] == sorted(places[:4])


def test_what_needs_no_note_and_who_wrote_is_told_to_the_desk_alone(
    project: Project, article: Article
) -> None:
    publish(project, article)
    newest = add_text(project, article, NEW)
    explain(project, newest, TOWER[0], CorrectionKind.NOT_NEEDED, "A slip of the key.")
    desk = told(project, ReportKind.INTERNAL)
    assert bare("Why no note is needed: A slip of the key.") in desk
    assert bare("Version 2, by Anna") in desk
    assert bare("1 change since publication has no correction note yet.") in desk
    for kind in (ReportKind.PUBLISHED, ReportKind.PUBLIC):
        for words in ("A slip of the key", "Anna", "since publication has no"):
            assert bare(words) not in told(project, kind)


def test_a_retraction_says_what_is_withdrawn(project: Project, article: Article) -> None:
    publish(project, article)
    words = Correction(CorrectionKind.RETRACTION, OLD, "", "Our source made it up.", "2026-01-09")
    corrections.add_correction(project, article.id, words)
    assert bare(f"Retraction, 9 January 2026: This is withdrawn: “{OLD}”") in told(project)
