"""Every dialog of the program, filled from the project that a window shows."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.files.opening_dialog import FirstLook
from annotator.app.forms.draft_preview import DraftPreview
from annotator.app.help.controller import AboutDialog, GuideDialog
from annotator.app.session.jobs import Job
from annotator.app.shortcuts.dialog import KeysDialog
from annotator.app.startup.mistake_dialog import MistakeDialog
from annotator.app.widgets.dialog import DiscardQuestion
from annotator.app.widgets.lists.join_lines import join_lines
from annotator.app.window.main_window import MainWindow
from annotator.archive.ui.controller import RestoreDialog
from annotator.articles.model import (
    AnnotationKind,
    Article,
    Draft,
    DraftAnnotation,
    LeftOut,
    LeftOutKind,
    Metadata,
    OriginalFile,
)
from annotator.articles.ui.dialog import ArticleDialog, ChaptersDialog
from annotator.articles.ui.plan_controller import PlanDialog
from annotator.audit.ui.page import TrailPage
from annotator.backups.policy import Reason
from annotator.backups.service import backups, salvage
from annotator.backups.service import list as backup_list
from annotator.backups.ui.dialog import BackupsDialog, SalvageDialog
from annotator.claims.same_claims import ClaimToCompare, QuotedPlace, SameClaims
from annotator.claims.ui.same_claims import SameClaimsDialog
from annotator.claims.ui.same_claims_list import SameClaimsRow
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.disclosure.confidential_names import Disclosure
from annotator.evidence.model import Evidence
from annotator.evidence.ui.sources_controller import JoinDialog, SourceDialog, SourcesPage
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.model import BadRecord, ImportedAnnotation, ImportedFile
from annotator.exchange.service import imports, summary
from annotator.exchange.service import plan as importing_plan
from annotator.exchange.service.annotated_draft import plan_taking
from annotator.exchange.ui.annotated_draft_dialog import AnnotatedDraftDialog
from annotator.exchange.ui.columns_dialog import ColumnsDialog
from annotator.exchange.ui.dialog import ImportDialog
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import DamagedProject
from annotator.kernel.positions import Span
from annotator.manuscripts.answers import (
    AnsweredFile,
    AnswerPlace,
    FoundAnswer,
    ProposalFound,
    ProposalOutcome,
)
from annotator.manuscripts.choices import ReturnChoices, ReturnKind
from annotator.manuscripts.service.answers import (
    AnswerPlan,
    AnswerState,
    AnswerTaking,
    PlannedAnswer,
)
from annotator.manuscripts.service.file_return import ReturnPlan
from annotator.manuscripts.ui.answers import AnswersDialog
from annotator.manuscripts.ui.return_dialog import ReturnDialog
from annotator.people.model import Checker, PersonAtWork, Query, QueryStatus
from annotator.people.ui.name_dialog import IdentityDialog, NameDialog
from annotator.people.ui.people_dialog import PeopleDialog
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.service.report import build
from annotator.reports.ui.dialog import ReportDialog
from annotator.reports.ui.preview import Preview
from annotator.reports.ui.tally import ReportTally, tally
from annotator.review.rulings import AgreedClaim
from annotator.review.ui.agreement.page import AgreementPage
from annotator.review.ui.dialogs import ProposeDialog, SettleAllDialog, SettleDialog, WhyDialog
from annotator.revisions.corrections import CorrectionRecord, PublishedChange
from annotator.revisions.model import Correction, CorrectionKind
from annotator.revisions.plan import RevisionQuestion
from annotator.revisions.service.page_proof import PageProof, read_page_proof
from annotator.revisions.service.revision import plan_revision
from annotator.revisions.ui.comparison_page import ComparisonPage
from annotator.revisions.ui.corrections_dialog import (
    CorrectionActs,
    CorrectionRow,
    CorrectionsDialog,
)
from annotator.revisions.ui.new_version import NewVersionDialog, TextPlaceDialog
from annotator.revisions.ui.page_proof import ProofPage
from annotator.revisions.ui.publication_dialog import PublicationDialog
from annotator.sharing.service import merge
from annotator.sharing.service.summary import lines
from annotator.sharing.ui.merge_dialog import MergeDialog
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import until
from tests.manuscripts.desks import make_plan
from tests.review.reviewed import two_conflicts
from tests.revisions.compared import with_claims

LONG_ADDRESS = "https://news.example.org/2026/11/30/harbour/the-very-long-address-of-a-page.html"


def dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Every dialog, by a name for its picture; not shown yet."""
    project, article = window.session.project, _article(window)
    yield from _of_people(window)
    yield "discard", DiscardQuestion(window)
    piece = _piece(window)
    (used,) = project.sources.page([piece.source.id])
    yield "source", SourceDialog(window, used)
    yield "join-sources", JoinDialog(window, used, project.sources.find)
    yield from _pages(window, piece)
    yield from _of_articles(window, article)
    yield "plan", PlanDialog(window, article, project.people.checkers())
    yield from _of_publication(window, article)
    yield from _of_reviews(window)
    yield from _of_handing_over(window)
    yield from _of_reports(window)
    yield "import", _importing(window)
    yield "columns", ColumnsDialog(window, _fact_sheet())
    yield "annotated-draft", _taking_over(window)
    yield "answers", _answers(window)
    yield "restore", RestoreDialog(window, "Whole project.json")
    yield from _of_backups(window)
    yield "first-look", FirstLook(Future(), Event(), "floods.sqlite", window)
    yield "keys", KeysDialog(window, window.theme, window.keymap)
    yield "guide", GuideDialog(window)
    about = AboutDialog(window)
    until(lambda: about.parts.count() > 0)
    yield "about", about
    yield "mistake", MistakeDialog("ValueError\n  paint in /claims/ui/text/view.py:12")


def _fact_sheet() -> ImportedFile:
    """A fact sheet, the words of whose claims no heading tells."""
    return read_bytes(
        b"Fact sheet for the harbour story;;;;;\n"
        b"Was im Text steht;Quelle;Link;Seite;Abgerufen am;Gewicht\n"
        b"The harbour was dredged in 1987;Harbour log;https://log.example.org/1987/the-very-long-"
        b"address-of-a-page;12;03/04/2026;hoch\n",
        "facts.csv",
    )


def _of_people(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Who is at work, whether a record is the user's, and two records of one person."""
    yield "name", NameDialog(window, "Ada Winterbourne")
    known = PersonAtWork(Checker("1", "Ada Winterbourne"), 12, 3, "2026-11-28T23:30:00.000Z")
    yield "is-this-you", IdentityDialog(window, known, "Ada Winterbourne (2)", ())
    twice = replace(known, checker=Checker("2", "Ada Winterbourne (2)"), entries=0)
    people = PeopleDialog(window, [known, twice])
    for row in range(people.list.count()):
        people.list.item(row).setCheckState(Qt.CheckState.Checked)
    yield "people", people


def _of_backups(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """The backups of a sound project and of a damaged one, and what could be saved of that."""
    project = window.session.project
    backups.make(project, Reason.DAY)
    backups.make(project, Reason.MERGE)
    for name, wrong in (("backups", ""), ("backups-damaged", str(DamagedProject("floods.sqlite")))):
        dialog = BackupsDialog(window, project.path, window.theme, wrong)
        until(partial(_is_read, dialog))
        yield name, dialog
    with TemporaryDirectory() as folder:
        bad = Path(folder) / "floods.sqlite"
        project.copy_to(bad)
        data = bytearray(bad.read_bytes())
        data[4096 * 20 : 4096 * 60] = bytes(4096 * 40)
        bad.write_bytes(data)
        rescue = salvage.salvage(bad, Path(folder) / "floods salvaged.sqlite")
    saved = SalvageDialog(window, project.path, window.theme)
    saved.show_rescue(replace(rescue, newest=backup_list.backups_of(project.path)[0]))
    yield "salvage", saved


def _is_read(dialog: BackupsDialog) -> bool:
    return dialog.rows.rowCount() > 0 and dialog._work.task is None


def _pages(window: MainWindow, piece: Evidence) -> Iterator[tuple[str, QDialog]]:
    """The pages that stand beside the window."""
    sources = SourcesPage(window, window.session, window.theme)
    sources.open_at(piece.source.id)
    yield "sources", sources
    agreement = AgreementPage(window, window.session, window.theme)
    agreement.open_up()
    yield "agreement", agreement
    proof = ProofPage(window, window.theme)
    proof.show_proof(_proof(window))
    yield "page-proof", proof
    trail = TrailPage(window, window.session, window.theme)
    trail.open()
    until(lambda: not trail.model.is_reading)
    yield "trail", trail
    comparison = ComparisonPage(window, window.session, window.theme, 12)
    comparison.open()
    comparison.text.show_comparison(with_claims())
    comparison.text.step(1)
    yield "comparison", comparison


def _proof(window: MainWindow) -> PageProof:
    """A page proof that differs from the article in some words, with a line of its own."""
    project, article = window.session.project, _article(window)
    text = project.articles.text(article.version.id)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page 12, third proof, with corrections.txt"
        words = f"By our correspondent\n\n{text.replace('the', 'a', 3)}"
        path.write_text(words, encoding="utf-8")
        return read_page_proof(project, article, path)


def _of_handing_over(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """The dialogs in which a review is sent, and what came back is merged."""
    project, article = window.session.project, _article(window)
    send = SendDialog(window, project.articles.page(), article, lambda _contents: 2)
    send.confidential.click()
    yield "send", send
    blind = SendDialog(window, project.articles.page(), article, lambda _contents: 0)
    blind.blind.click()
    yield "send-blind", blind
    field = "the conclusion of a tag"
    place = ChangePlace(article.id, "")
    slips = [
        Disclosure(article.heading, n, field, "Mara Voss", "PLOVER", place) for n in range(1, 51)
    ]
    yield "slips", DisclosuresDialog(window, slips, "&Send anyway", window.theme)
    with TemporaryDirectory() as folder:
        planned = merge.plan(project, two_conflicts(project, article, Path(folder)))
    yield "merge", MergeDialog(window, planned.path.name, lines(planned), window.theme)
    joins = join_lines([_same(project, article, likeness=1)] * 3, {article.id: article.heading})
    yield "merge-same", MergeDialog(window, "b.sqlite", lines(planned), window.theme, joins)
    found = [_same(project, article, likeness=each) for each in (1, 1, 0.7)]
    rows = [SameClaimsRow(same, article.heading) for same in found]
    shown = SameClaimsDialog(window, rows, window.theme)
    shown.list.selectRow(2)
    yield "same-claims", shown


def _same(project: Project, article: Article, *, likeness: float) -> SameClaims:
    """Two claims as if they stood on the same words, or on some of them."""
    mine, theirs = project.claims.of_article(article.id)[:2]
    place = project.highlights.of_claim(mine.id)[0]
    near = Span(place.span.start + (likeness < 1), place.span.end)
    compared = [
        ClaimToCompare(
            claim.id,
            article.id,
            claim.number,
            claim.number,
            claim.statement,
            (QuotedPlace(place.version_id, span, place.quote[-len(span) :]),),
            tuple(project.tags.of_claims([claim.id])),
            is_here=claim is mine,
        )
        for claim, span in ((mine, place.span), (theirs, near))
    ]
    return SameClaims(article.id, tuple(compared), likeness)


def _of_reports(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """The dialog that asks for a report, at its shortest and its longest, and a preview."""
    project = window.session.project
    articles, checker = [*project.articles.page()] * 2, project.checker
    for name, kind in (("report", ReportKind.PUBLIC), ("report-secret", ReportKind.INTERNAL)):
        choices = ReportChoices(kind)
        counted = partial(_told, tally(project, choices))
        report = ReportDialog(
            window,
            articles,
            articles[0],
            checker.id if checker else "",
            counted,
        )
        report.begin(kind, "pdf")
        if kind is ReportKind.INTERNAL:
            report.articles.some.click()
            report.confidential.wanted.click()
        yield name, report
    preview = Preview(window, window.theme)
    made = build(project, stated_date=date(2026, 3, 31))
    preview.show_pieces(pieces(build_document(made), window.theme.colours))
    until(lambda: preview.browser.is_full)
    yield "preview", preview
    plan = make_plan(articles[0])
    for name, reader in (("return", ReturnKind.EDITOR), ("return-writer", ReturnKind.WRITER)):
        returned = ReturnDialog(
            window,
            articles[0].file_name,
            checker.id if checker else "",
            partial(_planned, plan),
            window.theme,
        )
        returned.kind.setCurrentIndex(returned.kind.findData(reader))
        if reader is ReturnKind.WRITER:
            returned.confidential.wanted.click()
        yield name, returned


def _planned(
    plan: ReturnPlan,
    _choices: ReturnChoices,
    told: Callable[[ReturnPlan], object],
    _failed: object,
) -> object:
    return told(plan)


def _told(
    counted: ReportTally,
    _choices: ReportChoices,
    _form: str,
    told: Callable[[ReportTally], object],
    _failed: object,
) -> object:
    return told(counted)


def _importing(window: MainWindow) -> QDialog:
    """The preview of another program's annotations, with everything that can be chosen."""
    project, article = window.session.project, _article(window)
    text = project.articles.text(article.version.id)
    claims = project.claims.of_article(article.id)
    quotes = [project.highlights.of_claim(claim.id)[0].quote for claim in claims[:2]]
    words = [text[:24], text[30:61], *quotes]
    labels = ("disputed", "Half true", "", "false")
    said = [
        ImportedAnnotation(
            f"annotation {n}", quote=quote, verdict=label, annotator=who, comment=said
        )
        for n, (quote, label, who, said) in enumerate(
            zip(words, labels, ("ben", "cleo", "", "ben"), ("Why?", "", "", "No."), strict=True), 1
        )
    ]
    said += [
        ImportedAnnotation("annotation 5", comment="A good article, on the whole."),
        ImportedAnnotation("annotation 6", quote="words that were never written", verdict="true"),
        ImportedAnnotation("annotation 7", offsets=((3, 9),), comment="Who is that?"),
    ]
    bad = (BadRecord("annotation 8", "Its target is no object."),)
    file = ImportedFile(
        "export.json",
        "Hypothesis export",
        annotations=tuple(said),
        bad=bad,
        encoding="windows-1252",
        encodings=("windows-1250", "macintosh"),
    )
    plan = imports.plan(project, file, choices=importing_plan.ImportChoices(article.id))
    known = [checker.name for checker in project.people.checkers()]
    dialog = ImportDialog(window, project.articles.page(), known, window.theme)
    dialog.show_plan(plan, summary.lines(plan))
    return dialog


def _taking_over(window: MainWindow) -> QDialog:
    """The dialog of a draft's annotations, of every kind."""
    text = "Work began in 2019 and was to cost $412 million. Nobody signed."
    said = "Source: press release of the ministry, p. 2, https://example.org/press/14"
    spans = [Span(5, 18), Span(36, 48), Span(49, 63), Span(56, 62), Span(0, 4), Span(0, 48)]
    kinds = [kind for kind in AnnotationKind if kind is not AnnotationKind.MOVE]
    marks = tuple(
        DraftAnnotation(
            kind, span, said, "Rana", "2026-11-29T19:55:56.000Z", colour="#ffff00", url=said[-29:]
        )
        for kind, span in zip(kinds, (*spans, Span(49, 55)), strict=True)
    )
    asked = DraftAnnotation(AnnotationKind.COMMENT, None, "Which contract.pdf is it?", "Ed")
    draft = Draft(text, Metadata("The dam"), annotations=(*marks, asked))
    return AnnotatedDraftDialog(window, plan_taking(draft), window.theme)


def _answers(window: MainWindow) -> QDialog:
    """The dialog of answers that came home, of every state."""
    project = window.session.project
    claim = project.claims.of_article(_article(window).id)[0]
    asked = Query(
        "q",
        claim.id,
        "Anna",
        "Jo Writer",
        "Which contract is it, and when was it signed?",
        "The contract of 2 May.",
        QueryStatus.ANSWERED,
        "2026-11-29T19:55:56.000Z",
    )
    words = "The register has it under number 14; I was there when it was signed.\n\nAsk the club."
    items: list[PlannedAnswer] = []
    for state in AnswerState:
        is_wording = state in {AnswerState.ACCEPTED, AnswerState.REJECTED, AnswerState.OTHERWISE}
        answer = FoundAnswer(words, AnswerPlace.REPLY, author="Jo Writer", at=asked.asked_at)
        proposal = ProposalFound(ProposalOutcome.OTHERWISE, "a third of all homes")
        home = claim if state is not AnswerState.HOMELESS else None
        item = PlannedAnswer(len(items), state, AnswerTaking.LEAVE, answer, home, asked)
        if is_wording:
            item = replace(item, found=None, query=None, proposal=proposal, quote=words)
        if home is None:
            item = replace(item, query=None, why="question Q3-00000000 is not in this project")
        items.append(item)
    notes = ("The query on claim 2 was marked as resolved, without a reply.",)
    answered = AnsweredFile("sheet.docx", (), frozenset())
    return AnswersDialog(window, AnswerPlan(answered, tuple(items), notes), window.theme)


def _of_publication(window: MainWindow, article: Article) -> Iterator[tuple[str, QDialog]]:
    """A version that was published, and the notes on what was changed since."""
    version = replace(article.version, published_on="2026-11-30", published_url=LONG_ADDRESS)
    yield "publish", PublicationDialog(window, article, [version], "2026-12-01")
    newer = replace(version, id="newer", number=2)
    old, new = "The harbour is 4,200 years old, they say." * 4, "It is 420 years old."
    change = PublishedChange("change", version, newer, old, new)
    words = Correction(CorrectionKind.CORRECTION, old, new, "We misread it.", "2026-12-01")
    record = CorrectionRecord("note", article.id, newer, "1", "Ada", words, article.created_at)
    rows = [CorrectionRow(change), CorrectionRow(record=record)]
    acts = CorrectionActs(lambda _row, _details: False, lambda _row: None)
    yield "corrections", CorrectionsDialog(window, article, rows, "2026-12-01", acts)


def _of_reviews(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """The dialogs in which a tag is reviewed and a claim settled."""
    project = window.session.project
    claims = project.claims.of_article(_article(window).id)
    tagged = [(claim, project.tags.of_claims([claim.id])) for claim in claims]
    claim, tags = max(tagged, key=lambda pair: len(pair[1]))
    yield "why", WhyDialog(window, tags[0].checker)
    propose = ProposeDialog(window, tags[0], None)
    propose.choice.choose(Verdict.DISPUTED, None)
    yield "propose", propose
    settle = SettleDialog(window, claim, tags, tags[0].checker_id)
    settle.choice.choose(Verdict.DISPUTED, DisputeReason.MISLEADING)
    settle.accept()
    yield "settle", settle
    agreed = [AgreedClaim(claim, tuple(tags), (claims[0],)) for claim, tags in tagged if tags]
    yield "settle-all", SettleAllDialog(window, agreed * 5)


def _adding(window: MainWindow, article: Article) -> QDialog:
    """The dialog that shows an article before it is added, the second of three."""
    draft = Draft(
        window.session.project.articles.text(article.version.id),
        Metadata("The harbour", "Ada", "The Post", "https://example.org/a", "2026-03-31"),
        frozenset({"byline", "published"}),
        encoding="windows-1252",
        encodings=("utf-8",),
        original=OriginalFile("page.html", "text/html", b""),
        left_out=(
            LeftOut(LeftOutKind.CAPTION, "Divers bring up one of the piles. Photo: A. Berg", 4),
            LeftOut(LeftOutKind.CONTROL_CHARACTERS, number=3),
        ),
    )
    adding = ArticleDialog(window, draft.metadata, draft.found, "&Add article")
    preview = DraftPreview(draft, lambda _encoding, _changes, done, _failed: done(draft))
    adding._layout.insertWidget(1, preview, 1)
    adding._offer_more(2, 3)
    return adding


def _of_articles(window: MainWindow, article: Article) -> Iterator[tuple[str, QDialog]]:
    """An article and a book on their way in, a new version, and the details of an article."""
    yield "article", _adding(window, article)
    yield "chapters", _chapters(window)
    yield "new-version-place", TextPlaceDialog(window, article, "Some words", "The harbour.docx")
    yield "new-version", _new_version(window, article)
    yield "details", ArticleDialog(window, article.metadata, article.found, "Confirm &details")


def _new_version(window: MainWindow, article: Article) -> QDialog:
    """A second draft of an article, which is almost another article, with what becomes of it."""
    text = window.session.project.articles.text(article.version.id)
    draft = Draft(
        f"Quite another beginning.\n\n{text[:200]}",
        encoding="windows-1252",
        encodings=("utf-8",),
        original=OriginalFile("page.html", "text/html", b""),
        left_out=(LeftOut(LeftOutKind.CAPTION, "Divers bring up one of the piles.", 4),),
    )
    plan = plan_revision(window.session.project, article.id, draft)
    plan = replace(plan, questions=(RevisionQuestion.OTHER_ARTICLE,))

    def planner(*given: object) -> Job:
        told = given[2]
        assert callable(told)
        told(plan)
        return Job(lambda _project: None, told, told, lambda: None)

    return NewVersionDialog(
        window,
        article,
        draft,
        lambda _encoding, _changes, done, _failed: done(draft),
        planner,
        window.theme,
    )


def _chapters(window: MainWindow) -> ChaptersDialog:
    contents = (LeftOut(LeftOutKind.CONTENTS, "1. The flood"),)
    book = OriginalFile("floods.epub", "application/epub+zip", b"")
    drafts = (
        Draft("The river rose. " * 90, Metadata("The flood"), original=book, left_out=contents),
        Draft("Nobody swims.", original=book),
        Draft("It fell again.", Metadata("The mud, and who paid for its removal"), original=book),
    )
    return ChaptersDialog(window, drafts)


def _article(window: MainWindow) -> Article:
    assert window.session.article is not None
    return window.session.article


def _piece(window: MainWindow) -> Evidence:
    project = window.session.project
    claims = project.claims.of_article(_article(window).id)
    return project.evidence.of_claims([claim.id for claim in claims])[0]
