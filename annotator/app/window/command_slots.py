"""The slot of each command of the table, by the id of the command."""

from collections.abc import Callable
from functools import partial

from annotator.app.commands.table import COMMANDS
from annotator.app.commands.target import CLAIM, PLACE, WRITE
from annotator.app.theme.theme import SCHEMES
from annotator.app.window.parts import WindowParts
from annotator.app.window.target_finder import aim
from annotator.app.window.wiring import review_slots
from annotator.claims.fields import ClaimWords
from annotator.claims.geometry import End, Unit
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.claims.verdicts import Verdict

Slot = Callable[[], object]
_WRITING = ("conclude", "state", "query", "note", "comment", "ask_author")
_SHOWING = ("evidence", "contact", "copy_claim", "paste_evidence")
_JUDGING = ("confirm",)
_AT_PLACE = ("same_words", "remove_place", "join")
_REVIEW = ("accept", "reject", "leave", "propose", "no_claim", "take_review_back", "settle")
VERBS = {
    **dict.fromkeys((*_WRITING, *_SHOWING), WRITE),
    **dict.fromkeys((*_JUDGING, *_AT_PLACE, *_REVIEW), CLAIM),
    **{c.id: CLAIM for c in COMMANDS if c.id.startswith(("end_", "start_"))},
    "add_place": PLACE,
    "split": PLACE,
}
"""The verbs of the commands whose slots do not find their own target; marking and tagging do."""


IN_NEWEST = frozenset(
    {
        *("nothing", "mark", "add_place", "same_words", "remove_place", "split", "join"),
        *(c.id for c in COMMANDS if c.id.startswith(("end_", "start_"))),
    }
)
"""The commands on words and places, which act in the newest version alone."""


def slots(window: WindowParts) -> dict[str, Slot]:
    """Return the slot of every command, by the command's id."""
    found = {
        **_of_files(window),
        **_of_claims(window),
        **_of_marking(window),
        **_of_moving(window),
        **_of_finding(window),
        **review_slots(window),
        **_of_view(window),
    }
    aimed = aim(window.sighting, VERBS, found)
    guard = window.sighting.in_newest
    return {name: guard(slot) if name in IN_NEWEST else slot for name, slot in aimed.items()}


def _of_files(window: WindowParts) -> dict[str, Slot]:
    filing, session = window.filing, window.session
    return {
        "new": filing.new_project,
        "open": filing.open_project,
        "sample": filing.open_sample,
        "restore": window.restoring.choose_file,
        "backups": window.backups.choose,
        "add": filing.add_from_file,
        "add_folder": filing.add_folder,
        "paste": filing.paste,
        "new_version": window.bringing.begin,
        "watch": window.switch_watching,
        "changes": window.changing.open,
        "describe": filing.describe,
        "compare": window.comparing.compare,
        "page_proof": window.proofing.choose_file,
        "publish": window.publishing.mark_published,
        "corrections": window.publishing.open,
        "older_version": window.versions.older,
        "newer_version": window.versions.newer,
        "plan": window.planning.plan,
        "take_over": window.planning.take_over,
        "archive": window.planning.archive,
        "remove_article": window.planning.remove,
        "reopen": window.switch_reopening,
        "export": window.reporting.export,
        "print": window.reporting.print,
        "return": window.returning.give_back,
        "send": window.handing_over.send,
        "send_back": window.handing_over.send_back,
        "merge": window.handing_over.merge,
        "answers": window.answering.choose_file,
        "same_claims": window.same_claims.open,
        "import": window.importing.choose_file,
        "twins": window.handing_over.offer_joining,
        "copy": filing.save_copy,
        "check": filing.check,
        "stop": session.work.stop,
        "quit": window.close,
        "checker": window.ask_name,
        "undo": session.back.undo,
        "redo": session.back.redo,
    }


def _of_claims(window: WindowParts) -> dict[str, Slot]:
    desk = window.desk
    return {
        "mark": desk.mark,
        "verified": lambda: desk.tag(Verdict.VERIFIED),
        "disputed": lambda: desk.tag(Verdict.DISPUTED),
        "unsupported": lambda: desk.tag(Verdict.UNSUPPORTED),
        "untag": desk.untag,
        "confirm": window.describing.confirm_tag,
        "remove": desk.remove,
        "evidence": window.evidencing.add,
        "paste_evidence": window.citing.paste,
        "copy_claim": window.reporting.copy_claim,
        "copy_words": window.copying.copy,
        "contact": window.describing.log_contact,
        "waiting": desk.wait_for_reply,
    }


def _of_marking(window: WindowParts) -> dict[str, Slot]:
    marking = window.marking
    ends = {
        f"{end.name.lower()}_{unit.name.lower()}_{when}": partial(
            marking.move_end, end, unit, later=when == "later"
        )
        for end in End
        for unit in Unit
        for when in ("later", "earlier")
    }
    return {
        "next_sentence": marking.next_sentence,
        "previous_sentence": marking.previous_sentence,
        "grow": marking.grow,
        "shrink": marking.shrink,
        "exact_letters": lambda: window.text.view.show_exact(
            on=window.menus.actions["exact_letters"].isChecked()
        ),
        "next_here": marking.next_here,
        "add_place": partial(window.changing.place_or, marking.add_place),
        "same_words": marking.add_same_words,
        "remove_place": marking.remove_place,
        "split": marking.split,
        "join": marking.join_next,
        **ends,
    }


def _of_moving(window: WindowParts) -> dict[str, Slot]:
    moving = window.moving
    return {
        "conclude": lambda: moving.write(TypedWordsOfClaim.CONCLUSION),
        "state": lambda: moving.write(ClaimWords.STATEMENT),
        "query": lambda: moving.write(TypedWordsOfClaim.NEW_QUERY),
        "note": lambda: moving.write(TypedWordsOfClaim.NEW_NOTE),
        "next": moving.next_claim,
        "previous": moving.previous_claim,
        "next_open": moving.next_open,
        "search_claims": moving.to_search,
        "text": window.table.to_text,
        "nothing": window.text.covering.nothing_to_check,
        "next_left": window.text.covering.next_left,
        "next_new": window.text.covering.next_new,
        "sources": window.sources.show_page,
        "people": window.people.show_people,
        "agreement": window.agreeing.show_page,
        "trail": window.trailing.show_page,
        "to_articles": window.articles.list.setFocus,
    }


def _of_finding(window: WindowParts) -> dict[str, Slot]:
    finding, searching = window.finding, window.searching
    return {
        "find": searching.in_text,
        "search": searching.in_everything,
        "next_hit": searching.next_hit,
        "previous_hit": searching.previous_hit,
        "palette": finding.open_palette,
        "keys": finding.show_keys,
        "spelling": window.spelling.switch,
        "guide": window.help.show_guide,
        "log_folder": window.help.open_log_folder,
        "about": window.help.show_about,
    }


def _of_view(window: WindowParts) -> dict[str, Slot]:
    view, preferences = window.text.view, window.preferences
    return {
        "articles_pane": lambda: window.panes.switch("articles"),
        "claims_pane": lambda: window.panes.switch("claims"),
        "table_pane": window.table.switch,
        "larger": lambda: view.show_font_size(preferences.font_size + 1),
        "smaller": lambda: view.show_font_size(preferences.font_size - 1),
        "normal": lambda: view.show_font_size(preferences.normal_font_size),
        "interface_larger": lambda: window.show_interface_size(preferences.interface_size + 25),
        "interface_smaller": lambda: window.show_interface_size(preferences.interface_size - 25),
        "system": lambda: window.show_scheme("system"),
        **{scheme: partial(window.show_scheme, scheme) for scheme in SCHEMES},
    }
