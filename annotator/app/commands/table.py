"""Every command as data: a single table feeds menus, tool bar and tool tips."""

from dataclasses import dataclass
from enum import StrEnum


class Needs(StrEnum):
    """The condition under which a command makes sense."""

    NOTHING = "nothing"
    PROJECT = "a project"
    ARTICLE = "an article"
    SELECTION = "a selection or a claim"
    CLAIM = "a claim"
    REVIEW = "a claim in review mode"
    STEP = "a step to undo or redo"
    WORK = "a running task"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its id, its label with a mnemonic, and where and when it is offered."""

    id: str
    label: str
    menu: str
    shortcut: str = ""
    """Its keys; of several, parted by two spaces, the first is shown."""
    icon: str = ""
    needs: Needs = Needs.NOTHING
    short: str = ""
    """The words on the tool bar, where the label would be too long there."""


_END_KEYS = (
    ("end", "word", "later", "Alt+Right"),
    ("end", "word", "earlier", "Alt+Left"),
    ("end", "sentence", "later", "Alt+Down"),
    ("end", "sentence", "earlier", "Alt+Up"),
    ("end", "character", "later", "Alt+PgDown  Ctrl+Alt+Right"),
    ("end", "character", "earlier", "Alt+PgUp  Ctrl+Alt+Left"),
    ("start", "word", "later", "Alt+Shift+Right  Alt+End"),
    ("start", "word", "earlier", "Alt+Shift+Left  Alt+Home"),
    ("start", "sentence", "later", "Alt+Shift+Down"),
    ("start", "sentence", "earlier", "Alt+Shift+Up"),
    ("start", "character", "later", "Alt+Shift+PgDown  Ctrl+PgDown  Ctrl+Alt+Shift+Right"),
    ("start", "character", "earlier", "Alt+Shift+PgUp  Ctrl+PgUp  Ctrl+Alt+Shift+Left"),
)
"""The keys that move the ends of the chosen highlight: with Shift its beginning, else its end.

Where Alt and Shift together change the layout of the keyboard, a beginning has other keys.
"""
_ENDS = tuple(
    Command(
        f"{end}_{unit}_{when}",
        f"{'End' if end == 'end' else 'Beginning'} one "
        f"{'letter' if unit == 'character' else unit} {when}",
        "&Text/Move highlight &ends",
        keys,
        f"end-{when}",
        Needs.CLAIM,
    )
    for end, unit, when, keys in _END_KEYS
)

_VERSIONS = "&Article/Ver&sions"

COMMANDS = (
    Command("new", "&New project…", "&File", "Ctrl+Shift+N", "article"),
    Command("open", "&Open project…", "&File", "Ctrl+O", "open"),
    Command("backups", "&Restore…", "&File", "", "take-back"),
    Command("restore", "Restore project fro&m JSON…", "&File", "", "import"),
    Command("", "", "&File"),
    Command("export", "E&xport report…", "&File", "Ctrl+E", "export", Needs.PROJECT, "Report"),
    Command("print", "Prin&t report…", "&File", "Ctrl+P", "print", Needs.PROJECT),
    Command("return", "Into the &writer’s file…", "&File", "", "return", Needs.ARTICLE),
    Command("", "", "&File"),
    Command("copy", "Save a &copy…", "&File", "", "save-copy", Needs.PROJECT),
    Command("check", "Verify project &file", "&File", "", "check-project", Needs.PROJECT),
    Command("stop", "Cance&l", "&File", "Ctrl+.", "stop", Needs.WORK),
    Command("", "", "&File"),
    Command("reopen", "Open last pro&ject at start-up", "&File"),
    Command("quit", "&Quit", "&File", "Ctrl+Q", "quit"),
    Command("undo", "&Undo", "&Edit", "Ctrl+Z", "undo", Needs.STEP),
    Command("redo", "&Redo", "&Edit", "Ctrl+Shift+Z  Ctrl+Y", "redo", Needs.STEP),
    Command("", "", "&Edit"),
    Command("copy_words", "&Copy", "&Edit", "", "clipboard", Needs.PROJECT),
    Command("remove", "Rem&ove claim", "&Edit", "Del", "remove", Needs.CLAIM),
    Command("copy_claim", "Copy cla&im", "&Edit", "Ctrl+Shift+C", "copy-claim", Needs.CLAIM),
    Command("", "", "&Edit"),
    Command("find", "&Find in this article…", "&Edit", "Ctrl+F", "find", Needs.ARTICLE),
    Command("search", "&Search everything…", "&Edit", "Ctrl+Shift+F", "search", Needs.PROJECT),
    Command("search_claims", "Search these c&laims", "&Edit", "Ctrl+L  /", "search", Needs.ARTICLE),
    Command("next_hit", "Next &hit", "&Edit", "F3", "next-hit", Needs.PROJECT),
    Command("previous_hit", "Pre&vious hit", "&Edit", "Shift+F3", "previous-hit", Needs.PROJECT),
    Command("palette", "&Go to anything…", "&Edit", "Ctrl+K", "palette"),
    Command("", "", "&Edit"),
    Command("spelling", "Check sp&elling", "&Edit"),
    Command("checker", "&Your name…", "&Edit", "", "person", Needs.PROJECT),
    Command("add", "&Add article from file…", "&Article", "Ctrl+N", "add", Needs.NOTHING, "Add"),
    Command("add_folder", "Add &folder of articles…", "&Article", icon="add"),
    Command(
        "paste", "&Paste article…", "&Article", "Ctrl+Shift+V", "clipboard", Needs.NOTHING, "Paste"
    ),
    Command("import", "&Import annotations…", "&Article", "", "import", Needs.PROJECT),
    Command("", "", "&Article"),
    Command("describe", "Article &details…", "&Article", "", "details", Needs.ARTICLE),
    Command("new_version", "New &version…", _VERSIONS, "", "new-version", Needs.ARTICLE),
    Command("compare", "Co&mpare versions…", _VERSIONS, "Ctrl+D", "compare", Needs.ARTICLE),
    Command("page_proof", "Page proo&f…", _VERSIONS, "", "page-proof", Needs.ARTICLE),
    Command("older_version", "&Older version", _VERSIONS, "F4", "older", Needs.ARTICLE),
    Command("newer_version", "&Newer version", _VERSIONS, "Shift+F4", "newer", Needs.ARTICLE),
    Command("watch", "&Watch files of articles for changes", _VERSIONS),
    Command("publish", "Mark as &published…", _VERSIONS, "", "published", Needs.ARTICLE),
    Command("corrections", "&Correction notes…", _VERSIONS, "", "corrections", Needs.ARTICLE),
    Command("plan", "P&lan article…", "&Article", "", "plan", Needs.ARTICLE),
    Command("take_over", "Assi&gn article to me", "&Article", "", "take-over", Needs.ARTICLE),
    Command("archive", "Arc&hive article", "&Article", "", "archive", Needs.ARTICLE),
    Command("remove_article", "Remo&ve article", "&Article", "", "remove", Needs.ARTICLE),
    Command("twins", "Co&mbine duplicate articles…", "&Article", "", "join", Needs.PROJECT),
    Command("", "", "&Article"),
    Command("nothing", "Nothing to chec&k", "&Article", "X", "looked-at", Needs.ARTICLE),
    Command("next_left", "Next un&read sentence", "&Article", "L", "next-left", Needs.ARTICLE),
    Command("next_new", "Next sentence &to read", "&Article", "Shift+L", "next-new", Needs.ARTICLE),
    Command("mark", "&Mark as claim", "&Claim", "M", "mark", Needs.SELECTION, "Mark"),
    Command("verified", "&Verified", "&Claim", "1", "verified", Needs.SELECTION),
    Command("disputed", "&Disputed…", "&Claim", "2", "disputed", Needs.SELECTION),
    Command("unsupported", "&Unsupported", "&Claim", "3", "unsupported", Needs.SELECTION),
    Command("untag", "Clea&r verdict", "&Claim", "0", "untag", Needs.CLAIM, "Clear"),
    Command("", "", "&Claim"),
    Command("conclude", "&Conclusion", "&Claim", "C", "conclusion", Needs.CLAIM),
    Command("evidence", "Add &evidence…", "&Claim", "E", "evidence", Needs.CLAIM, "Evidence"),
    Command("paste_evidence", "P&aste as evidence", "&Claim", "", "clipboard", Needs.ARTICLE),
    Command("state", "&In your own words", "&Claim", "S", "statement", Needs.CLAIM),
    Command("query", "&Query", "&Claim", "Q", "question", Needs.CLAIM),
    Command("waiting", "&Waiting for reply", "&Claim", "W", "waiting", Needs.CLAIM),
    Command("contact", "&Log a contact…", "&Claim", "Shift+Q", "person", Needs.CLAIM),
    Command("note", "&Note", "&Claim", "N", "note", Needs.CLAIM),
    Command("", "", "&Claim"),
    Command("next", "Ne&xt claim", "&Claim/&Go to claim", "J", "next", Needs.ARTICLE),
    Command("previous", "&Previous claim", "&Claim/&Go to claim", "K", "previous", Needs.ARTICLE),
    Command(
        "next_open", "Next &open claim", "&Claim/&Go to claim", "O", "next-open", Needs.ARTICLE
    ),
    Command(
        "next_here",
        "Next claim &at the cursor",
        "&Claim/&Go to claim",
        ".",
        "next-here",
        Needs.ARTICLE,
    ),
    Command(
        "next_sentence", "&Next sentence", "&Text", "]  Shift+J", "next-sentence", Needs.ARTICLE
    ),
    Command(
        "previous_sentence",
        "&Previous sentence",
        "&Text",
        "[  Shift+K",
        "previous-sentence",
        Needs.ARTICLE,
    ),
    Command("grow", "&Grow selection", "&Text", "+  =  Shift+G", "grow", Needs.ARTICLE),
    Command("shrink", "S&hrink selection", "&Text", "-  Shift+S", "shrink", Needs.ARTICLE),
    Command("exact_letters", "E&xact letters", "&Text", "Shift+M", "exact-letters", Needs.ARTICLE),
    Command("", "", "&Text"),
    Command("add_place", "Add another p&assage", "&Text", "P", "add-place", Needs.CLAIM),
    Command("same_words", "Add the &same words elsewhere…", "&Text", "A", "same", Needs.CLAIM),
    Command(
        "remove_place", "&Remove this passage", "&Text", "Shift+Del", "remove-place", Needs.CLAIM
    ),
    Command("split", "Spl&it claim", "&Text", "B", "split", Needs.CLAIM),
    Command("join", "&Join with next claim", "&Text", "Ctrl+J", "join", Needs.CLAIM),
    Command("", "", "&Text"),
    *_ENDS,
    Command("review", "&Review mode", "&Review", "F8", "review", Needs.PROJECT),
    Command("next_review", "&Next claim to review", "&Review", "G", "next-review", Needs.ARTICLE),
    Command("changes", "Review c&hanges", "&Review", "F9", "changes", Needs.ARTICLE),
    Command("", "", "&Review"),
    Command(
        "accept", "&Accept tag", "&Review/Your &decision", "Y", "accept", Needs.REVIEW, "Accept"
    ),
    Command(
        "reject",
        "Re&ject tag…",
        "&Review/Your &decision",
        "R",
        "reject",
        Needs.REVIEW,
        "Reject…",
    ),
    Command(
        "leave",
        "&Leave as is",
        "&Review/Your &decision",
        "I",
        "leave",
        Needs.REVIEW,
        "Leave as is",
    ),
    Command(
        "propose",
        "&Propose another verdict…",
        "&Review/Your &decision",
        "V",
        "propose",
        Needs.REVIEW,
        "Propose…",
    ),
    Command(
        "no_claim",
        "Not a c&heckable claim",
        "&Review/Your &decision",
        "H",
        "no-claim",
        Needs.REVIEW,
        "Not checkable",
    ),
    Command(
        "take_review_back",
        "Wi&thdraw my decision",
        "&Review/Your &decision",
        "Z",
        "take-back",
        Needs.REVIEW,
    ),
    Command(
        "confirm",
        "&Confirm my verdict on these words",
        "&Review/Your &decision",
        "Shift+C",
        "verified",
        Needs.CLAIM,
    ),
    Command("comment", "&Comment", "&Review", "D", "comment", Needs.CLAIM),
    Command("ask_author", "Ask a&uthor", "&Review", "U", "ask-author", Needs.REVIEW, "Ask author"),
    Command("", "", "&Review"),
    Command("settle", "&Settle claim…", "&Review", "F", "settle", Needs.REVIEW, "Settle…"),
    Command(
        "settle_agreed",
        "Settle a&greed claims…",
        "&Review",
        "Shift+F",
        "settle-all",
        Needs.ARTICLE,
    ),
    Command("same_claims", "S&ame claims…", "&Review", "Ctrl+Shift+J", "same", Needs.PROJECT),
    Command("", "", "&Review"),
    Command("send", "Send for re&view…", "&Review", "", "send", Needs.PROJECT),
    Command("send_back", "Send &back…", "&Review", "", "send-back", Needs.PROJECT),
    Command("merge", "&Merge…", "&Review", "Ctrl+M", "merge", Needs.PROJECT),
    Command("answers", "Bring in ans&wers…", "&Review", "", "import", Needs.PROJECT),
    Command("people", "&People…", "&Review", "", "person", Needs.PROJECT),
    Command("sources", "So&urces…", "&View", "Ctrl+Shift+S", "source", Needs.PROJECT),
    Command("agreement", "A&greement…", "&View", "", "agreement", Needs.PROJECT),
    Command("trail", "Audit t&rail…", "&View", "Ctrl+Shift+H", "trail", Needs.PROJECT),
    Command("", "", "&View"),
    Command("to_articles", "Go to article lis&t", "&View", "F7", "article", Needs.PROJECT),
    Command("text", "Go to te&xt", "&View", "F6", "text", Needs.ARTICLE),
    Command("articles_pane", "Show &article list", "&View", "Ctrl+B", "sidebar", short="Articles"),
    Command("claims_pane", "Show &claim list", "&View", "Ctrl+Shift+B", "sidebar-right"),
    Command("table_pane", "Claims as a ta&ble", "&View", "Ctrl+T", "table", Needs.ARTICLE),
    Command("", "", "&View"),
    Command("larger", "&Larger text", "&View", "Ctrl++  Ctrl+=", "zoom-in"),
    Command("smaller", "&Smaller text", "&View", "Ctrl+-", "zoom-out"),
    Command("normal", "&Normal text size", "&View", "Ctrl+0", "zoom-normal"),
    Command(
        "interface_larger",
        "Larger &interface",
        "&View",
        "Ctrl+Shift+PgUp",
        "interface-larger",
    ),
    Command(
        "interface_smaller", "Smaller inter&face", "&View", "Ctrl+Shift+PgDown", "interface-smaller"
    ),
    Command("", "", "&View"),
    Command("system", "&Follow system", "&View/A&ppearance"),
    Command("light", "L&ight", "&View/A&ppearance"),
    Command("dark", "&Dark", "&View/A&ppearance"),
    Command("high-contrast-light", "&High contrast, dark on light", "&View/A&ppearance"),
    Command("high-contrast-dark", "High &contrast, light on dark", "&View/A&ppearance"),
    Command("guide", "&Guide", "&Help", "", "guide"),
    Command("sample", "Open &sample project", "&Help", "", "article"),
    Command("keys", "&Keyboard shortcuts", "&Help", "F1  ?", "question"),
    Command("", "", "&Help"),
    Command("log_folder", "Open &log folder", "&Help", "", "history"),
    Command("about", "&About Annotator", "&Help", "", "about"),
)

SWITCHES = (
    "articles_pane",
    "claims_pane",
    "table_pane",
    "review",
    "reopen",
    "exact_letters",
    "spelling",
    "watch",
)
"""The commands that are on or off."""
TOOL_BAR = (
    "articles_pane",
    "add",
    "paste",
    "",
    "undo",
    "redo",
    "",
    "mark",
    "verified",
    "disputed",
    "unsupported",
    "untag",
    "",
    "evidence",
    "",
    "export",
)
DECISIONS = ("accept", "reject", "leave", "propose", "no_claim", "comment", "ask_author", "settle")
"""The commands offered as buttons for a claim under review."""
ARTICLE_MENU = ("new_version", "describe", "plan", "take_over", "archive", "remove_article")
"""The commands of the context menu of an article in the list."""
CLAIM_MENU = (
    "verified",
    "disputed",
    "unsupported",
    "untag",
    "",
    "conclude",
    "evidence",
    "query",
    "note",
    "",
    "text",
    "copy_claim",
    "",
    "remove",
)
"""The commands of the context menu of a claim in the list."""
TEXT_MENU = (
    "mark",
    "verified",
    "disputed",
    "unsupported",
    "nothing",
    "",
    "copy_words",
    "copy_claim",
    "",
    "add_place",
    "same_words",
    "remove_place",
    "split",
    "join",
    "",
    "remove",
)
"""The commands of the context menu of a place in the text."""
SELECTION_BAR = ("mark", "verified", "disputed", "unsupported", "nothing", "exact_letters")
