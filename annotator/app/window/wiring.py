"""The connections between the panes, the menus, the status bar, the search and the review."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.app.commands.table import ARTICLE_MENU, CLAIM_MENU, DECISIONS, TEXT_MENU
from annotator.app.files import external_programs
from annotator.app.shortcuts.keys import marking_hint
from annotator.app.widgets.lists.row_menu import offer_actions
from annotator.app.widgets.notice import UNDO
from annotator.app.window.parts import WindowParts
from annotator.claims.service.claim_view import TypedWordsOfClaim


def wire_review(window: WindowParts) -> None:
    """Let review mode show itself everywhere, and every intent in it reach its slot."""
    reviewing, deciding, claims = window.reviewing, window.reviewing.deciding, window.claims
    panel, bar, listing = claims.details.review, claims.review_bar, claims.listing
    reviewing.switched.connect(window.menus.actions["review"].setChecked)
    reviewing.switched.connect(window.allow)
    reviewing.counted.connect(bar.show_counts)
    reviewing.counted.connect(window.status.show_review)
    window.status.review.clicked.connect(reviewing.next_claim)
    bar.next_asked.connect(reviewing.next_claim)
    bar.toggled.connect(lambda aspect: listing.bar.toggle("reviews", aspect))
    listing.bar.asked.connect(lambda shown, _order: bar.show_filter(shown))
    panel.decisions.offer([window.menus.actions[name] for name in DECISIONS])
    panel.comparison.edit_asked.connect(lambda: window.moving.write(TypedWordsOfClaim.CONCLUSION))
    panel.claim_asked.connect(window.session.choose_claim)
    panel.taken_back.connect(deciding.take_back_one)
    panel.ruling.settle_asked.connect(deciding.settle)
    panel.ruling.take_back_asked.connect(deciding.take_ruling_back)
    claims.details.comments.remove_asked.connect(deciding.remove_comment)


def review_slots(window: WindowParts) -> dict[str, Callable[[], object]]:
    """Return the slot of every command of the review menu, by the command's id."""
    reviewing, deciding = window.reviewing, window.reviewing.deciding
    return {
        "review": reviewing.switch,
        "next_review": reviewing.next_claim,
        "accept": deciding.accept,
        "reject": deciding.reject,
        "leave": deciding.leave,
        "propose": deciding.propose,
        "no_claim": deciding.no_claim,
        "take_review_back": deciding.take_back,
        "comment": reviewing.comment,
        "ask_author": reviewing.ask_author,
        "settle": deciding.settle,
        "settle_agreed": deciding.settle_agreed,
    }


def wire_panes(window: WindowParts) -> None:
    """Let the panes follow each other."""
    view = window.text.view
    view.claim_chosen.connect(window.moving.choose_in_text)
    view.selectionChanged.connect(window.allow)
    view.selection_made.connect(partial(_offer_marking, window))
    view.selectionChanged.connect(window.selection.hide)
    window.session.article_chosen.connect(window.selection.hide)
    window.session.version_chosen.connect(window.selection.hide)
    view.verticalScrollBar().valueChanged.connect(window.selection.hide)
    view.font_size_changed.connect(partial(setattr, window.preferences, "font_size"))
    window.text.surveying.surveyed.connect(window.status.show_survey)
    window.text.surveying.compared.connect(window.status.show_new)
    window.status.coverage.clicked.connect(window.text.covering.next_left)
    window.status.new.clicked.connect(window.text.covering.next_new)
    window.articles.list.activated.connect(lambda _: view.setFocus())
    window.articles.menu_asked.connect(
        lambda point: window.planning.show_menu(
            point, [window.menus.actions[name] for name in ARTICLE_MENU]
        )
    )
    menu = [window.menus.actions[name] if name else separator(window) for name in CLAIM_MENU]
    offer_actions(window.claims.list, menu)
    wire_keys(window)
    window.panes.switched.connect(window.menus.show_pane)
    window.table.switched.connect(window.menus.show_pane)
    window.claims.details.head.place_asked.connect(window.table.close)
    window.claims.details.head.same_claims_asked.connect(window.same_claims.open)
    window.claims.reason.opened.connect(lambda: window.panes.open("claims"))
    for acts in (window.citing, window.planning):
        acts.done.connect(
            lambda sentence, undo: window.notice.offer(sentence, UNDO, undo, aloud=False)
        )
        acts.done.connect(lambda sentence, _undo: window.announcer.tell_instead(sentence))
    window.citing.offered.connect(window.notice.offer)
    _wire_publication(window)


def _offer_marking(window: WindowParts) -> None:
    if not window.session.reads_older:
        window.selection.show_beside()


def wire_arrivals(window: WindowParts) -> None:
    """Let what comes in from other files be decided on, and told of."""
    window.handing_over.offered.connect(window.notice.offer)
    window.importing.offered.connect(window.notice.offer)
    window.answering.offered.connect(window.notice.offer)
    window.people.offered.connect(window.notice.offer)
    window.handing_over.brought_in.connect(window.people.ask_about_arrivals)
    for bringing in (window.handing_over, window.importing):
        bringing.brought_in.connect(window.same_claims.look_after)
    window.same_claims.proposed.connect(window.notice.propose)
    wire_versions(window)
    window.filing.annotated.connect(window.importing.take_over)


def wire_versions(window: WindowParts) -> None:
    """Let new versions come in from wherever they are, and lead to the review of changes."""
    bringing, watching, changing = window.bringing, window.watching, window.changing
    bringing.warned.connect(window.notice.warn)
    bringing.proposed.connect(window.notice.propose)
    bringing.review_asked.connect(changing.open)
    window.filing.arrived.connect(watching.remember)
    changing.counted.connect(window.status.show_changes)
    window.status.changes.clicked.connect(changing.open)
    # there is room below the text for one page at a time
    below = (changing.page, window.searching.page)
    for page, other in (below, below[::-1]):
        page.visibilityChanged.connect(partial(_give_way, other))
    verdicts = ("verified", "disputed", "unsupported", "confirm")
    changing.page.offer([window.menus.actions[name] for name in verdicts])


def _give_way(page: QWidget, is_other_shown: bool) -> None:
    if is_other_shown:
        page.hide()


def wire_notice(window: WindowParts) -> None:
    """Let the notice give way to the words being worked on in the text."""
    view, centre, notice = window.text.view, window.centre, window.notice
    view.escaped.connect(notice.dismiss)
    notice.left.connect(view.setFocus)
    centre.kept_clear = lambda: [*view.lines_at_hand(), *window.selection.place_on_screen()]
    moves = (view.selectionChanged, view.cursorPositionChanged, view.selection_made)
    for moved in (*moves, view.verticalScrollBar().valueChanged):
        moved.connect(centre.place_notice)


def wire_keys(window: WindowParts) -> None:
    """Show the present keys of the user wherever keys are shown."""

    def show_keys() -> None:
        window.claims.listing.show_keys(marking_hint(window.keymap))

    window.keymap.changed.connect(show_keys)
    show_keys()


def wire_details(window: WindowParts) -> None:
    """Let every intent in the details reach its slot, and every section be as it was left."""
    _wire_words(window)
    _wire_tags(window)
    _wire_evidence(window)
    _wire_fields(window)
    _wire_people(window)
    details, preferences = window.claims.details, window.preferences
    details.folded.connect(preferences.keep_fold)
    for section in details.sections:
        section.fold(preferences.is_folded(section.name))


def wire_finding(window: WindowParts) -> None:
    """Let hits lead to their place, in the text if they stand there."""
    page, bar = window.searching.page, window.searching.bar
    window.finding.place_chosen.connect(window.moving.arrive)
    window.lookout.place_chosen.connect(window.moving.arrive)
    window.reporting.place_chosen.connect(window.moving.arrive)
    bar.opened.connect(window.table.close)
    wire_trail(window)
    page.chosen.connect(lambda hit: window.table.close() if hit.place else None)
    page.chosen.connect(window.moving.arrive_at)


def wire_trail(window: WindowParts) -> None:
    """Let the audit trail lead to its claims, and tell which file was written."""
    trailing, actions = window.trailing, window.menus.actions
    trailing.actions = [actions[name] for name in ("undo", "redo", "stop")]
    window.comparing.actions = trailing.actions
    window.comparing.warned.connect(window.notice.warn)
    window.comparing.written.connect(
        lambda target: window.notice.offer(
            f"Comparison saved: {target}",
            "Open",
            partial(external_programs.open_file, target),
        )
    )
    window.proofing.actions = trailing.actions
    trailing.place_chosen.connect(window.moving.arrive)
    trailing.warned.connect(window.notice.warn)
    trailing.written.connect(
        lambda target: window.notice.offer(
            f"Audit trail saved: {target}",
            "Open",
            partial(external_programs.open_file, target),
        )
    )


def wire_marking(window: WindowParts) -> None:
    """Let the text offer the acts on its words and its claims."""
    marking, actions = window.marking, window.menus.actions
    offered = [actions[name] if name else separator(window) for name in TEXT_MENU]
    window.text.view.menu_asked.connect(
        lambda point, here: marking.show_menu(point, here, offered, window.theme)
    )
    marking.offered.connect(window.notice.offer)


def separator(window: WindowParts) -> QAction:
    """Return a line between the actions of a menu."""
    line = QAction(window)
    line.setSeparator(True)
    return line


def _wire_words(window: WindowParts) -> None:
    details, writing = window.claims.details, window.writing
    details.words_finished.connect(writing.save)
    writing.saved.connect(details.take_as_saved)
    writing.waiting.connect(details.note_waiting)
    details.entered.connect(window.moving.read_on)
    window.session.save_typed_by(details.finish)
    window.session.mind_drafts(partial(_drafts_of, window), window.moving.show_draft)
    details.forms.opened.connect(lambda _form: window.panes.open("claims"))
    details.forms.opened.connect(lambda _form: window.claims.listing.choose_one())
    details.forms.left.connect(window.text.view.setFocus)


def _drafts_of(window: WindowParts) -> tuple[str, object]:
    """Return a sentence on the words typed about claims and not entered, and the words."""
    details = window.claims.details
    named, drafts = window.writing.name_drafts(details.drafts())
    said = [(form.claim_id, form.answer()) for form in details.forms.drafts()]
    return " ".join(filter(None, (named, details.unfinished()))), (drafts, said)


def _wire_tags(window: WindowParts) -> None:
    details, desk = window.claims.details, window.desk
    details.head.status_chosen.connect(window.describing.set_status)
    details.head.place_asked.connect(window.moving.to_place)
    details.mine.verdicts.verdict_chosen.connect(desk.tag_chosen)
    details.mine.verdicts.untag_asked.connect(desk.untag_chosen)
    details.mine.left.connect(window.text.view.setFocus)
    window.text.view.line_asked.connect(window.menus.actions["conclude"].trigger)
    details.mine.confirming_asked.connect(window.describing.confirm_tag)
    page = window.claims.several
    page.verdict_chosen.connect(desk.tag)
    page.untag_asked.connect(desk.untag)
    page.status_chosen.connect(desk.set_status)
    page.kind_chosen.connect(desk.add_kind)
    page.remove_asked.connect(desk.remove)


def _wire_evidence(window: WindowParts) -> None:
    evidencing, evidence = window.evidencing, window.claims.details.evidence
    window.claims.details.evidence_asked.connect(evidencing.add)
    window.citing.quoted.connect(evidencing.add)
    window.citing.given.connect(lambda files: evidencing.add("", files))
    evidence.stance_chosen.connect(evidencing.set_stance)
    evidence.address_opened.connect(evidencing.open_address)
    evidence.address_copied.connect(evidencing.copy_address)
    evidence.edit_asked.connect(evidencing.edit)
    evidence.source_asked.connect(window.sources.show_page)
    evidence.remove_asked.connect(evidencing.remove)
    evidence.files_given.connect(evidencing.attach)
    evidence.file_opened.connect(evidencing.open_file)
    evidence.file_save_asked.connect(window.filing.save_attachment)
    evidence.file_remove_asked.connect(evidencing.detach)
    evidence.pictures_let_go.connect(evidencing.pictures.drop)
    evidence.picture_wanted.connect(evidencing.pictures.want)
    evidencing.pictures.shown.connect(evidence.show_picture)
    evidencing.warned.connect(window.notice.warn)
    evidencing.asked.connect(window.notice.offer)
    evidencing.save_asked.connect(window.filing.save_attachment)
    window.filing.saved.connect(
        lambda target: window.notice.offer(
            f"File saved: {target}", "Show folder", partial(external_programs.show_folder, target)
        )
    )


def _wire_fields(window: WindowParts) -> None:
    about, describing = window.claims.details.about, window.describing
    about.kinds_chosen.connect(describing.set_kinds)
    about.importance_chosen.connect(describing.set_importance)
    about.legal_risk_chosen.connect(describing.set_legal_risk)
    about.error_kind_chosen.connect(describing.set_error_kind)
    about.resolution_chosen.connect(describing.resolve)
    about.speakers_asked.connect(lambda: describing.find_speakers(about.show_speakers))


def _wire_people(window: WindowParts) -> None:
    details, describing = window.claims.details, window.describing
    details.queries.status_chosen.connect(describing.set_query_status)
    details.queries.remove_asked.connect(describing.remove_query)
    details.queries.waiting_asked.connect(describing.wait_for_reply)
    details.contacts.add_asked.connect(describing.log_contact)
    details.contacts.edit_asked.connect(describing.edit_contact)
    details.contacts.remove_asked.connect(describing.remove_contact)
    details.notes.remove_asked.connect(window.desk.remove_note)


def _wire_publication(window: WindowParts) -> None:
    """Count the changes of the published text that have no note, and offer to write notes."""
    window.publishing.counted.connect(window.status.show_corrections)
    window.publishing.proposed.connect(window.notice.propose)
    window.publishing.outdated.connect(window.notice.withdraw)
    window.status.corrections.clicked.connect(window.publishing.open)
