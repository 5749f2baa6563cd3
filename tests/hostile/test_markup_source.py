"""Nothing in the window can make markup of words: held by what its code may call."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.window_code import PACKAGE, PDF, name_module, window_modules

PLAIN = {PACKAGE / "app/widgets/plain_text.py", PACKAGE / "app/files/dialogs.py"}
GUESSES = {
    "QLabel",
    "QMessageBox",
    "QErrorMessage",
    "QProgressDialog",
    "QInputDialog",
    "QWhatsThis",
    "QSplashScreen",
    "QWizard",
}
"""What Qt shows as HTML where the words look like it."""
MAKES_MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "setTextFormat"}
DRAWS_REPORTS = {
    PDF / "layout.py",
    PACKAGE / "reports/ui/preview.py",
    PACKAGE / "reports/ui/controller.py",
    PACKAGE / "app/help/controller.py",  # the program's own guide, of no HTML
    PACKAGE / "app/shortcuts/dialog.py",  # names of commands, all escaped
}
"""They put together, or hand on, HTML of which ``pdf/contents.py`` has escaped every word."""
TIPS = {"setToolTip", "setWhatsThis", "setStatusTip"}
WINDOWS = {"setWindowTitle"}


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


def is_safe(value: ast.expr, function: str) -> bool:
    """Whether it is a constant, or went through the function that keeps it what it is."""
    if isinstance(value, ast.IfExp):
        return is_safe(value.body, function) and is_safe(value.orelse, function)
    if isinstance(value, ast.Constant):
        return True
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == function
    )


def modules() -> list[Path]:
    return [path for path in window_modules() if path not in PLAIN]


@pytest.mark.parametrize("path", modules(), ids=name_module)
def test_no_words_can_become_markup(path: Path) -> None:
    assert not GUESSES & {*names(path)}, "use Label of annotator.app.widgets.plain_text"
    for name, call in calls(path):
        assert name not in MAKES_MARKUP or path in DRAWS_REPORTS, (name, call.lineno)
        if name in TIPS:
            assert is_safe(call.args[0], "tip"), f"line {call.lineno}: put the words into tip()"
        if name == "showText":
            assert is_safe(call.args[1], "tip"), f"line {call.lineno}: put the words into tip()"
        if name in WINDOWS and isinstance(call.args[0], ast.JoinedStr):
            numbers = [v.value for v in call.args[0].values if isinstance(v, ast.FormattedValue)]
            assert all(is_number(value) for value in numbers), f"line {call.lineno}: use title()"


def is_number(value: ast.expr) -> bool:
    name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
    return name in {"number", "of"}


def test_what_a_tool_tip_role_gives_is_put_into_tip() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.If) or "ToolTipRole" not in ast.unparse(node.test):
                continue
            for inner in node.body:
                for found in ast.walk(inner):
                    if isinstance(found, ast.Return) and found.value is not None:
                        assert is_safe(found.value, "tip"), (path, found.lineno)
