"""The keys a command has by default: its own, on every platform, and none that systems keep."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.chords import combination, is_single, split_keys
from annotator.app.shortcuts.keymap import default_keys
from annotator.app.shortcuts.keys import ELSEWHERE
from annotator.app.shortcuts.reserved import SYSTEM_KEYS, refusal

REAL = [command for command in COMMANDS if command.id]
PLATFORMS = ("linux", "win32", "darwin", "freebsd14")
STANDARD = {
    "open": {"linux": "Ctrl+O", "win32": "Ctrl+O", "darwin": "Ctrl+O"},
    "print": {"linux": "Ctrl+P", "win32": "Ctrl+P", "darwin": "Ctrl+P"},
    "quit": {"linux": "Ctrl+Q", "win32": "Ctrl+Q", "darwin": "Ctrl+Q"},
    "undo": {"linux": "Ctrl+Z", "win32": "Ctrl+Z", "darwin": "Ctrl+Z"},
    "redo": {"linux": "Ctrl+Shift+Z", "win32": "Ctrl+Y", "darwin": "Ctrl+Shift+Z"},
    "find": {"linux": "Ctrl+F", "win32": "Ctrl+F", "darwin": "Ctrl+F"},
    "next_hit": {"linux": "F3", "win32": "F3", "darwin": "Ctrl+G"},
    "previous_hit": {"linux": "Shift+F3", "win32": "Shift+F3", "darwin": "Ctrl+Shift+G"},
    "larger": {"linux": "Ctrl++", "win32": "Ctrl++", "darwin": "Ctrl++"},
    "smaller": {"linux": "Ctrl+-", "win32": "Ctrl+-", "darwin": "Ctrl+-"},
    "keys": {"linux": "F1", "win32": "F1", "darwin": "Ctrl+?"},
    "stop": {"darwin": "Ctrl+."},
}
"""What people of a platform press for a thing, as its guidelines say."""
KEPT = {
    "linux": ("Ctrl+Alt+Right", "Ctrl+Alt+Up", "Ctrl+Alt+T", "Alt+F2", "F10", "Ctrl+F1"),
    "win32": ("Ctrl+Esc", "Alt+F4", "Ctrl+Alt+B", "Ctrl+Alt++", "F10"),
    "darwin": ("Ctrl+M", "Ctrl+H", "Ctrl+Alt+D", "Ctrl+Shift+4", "Meta+Up", "Meta+Alt+Right"),
}
"""A few of what systems keep, as their help pages say."""


def all_keys(platform: str) -> list[tuple[str, str]]:
    return [(c.id, key) for c in REAL for key in default_keys(c, platform)]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_two_commands_have_one_key(platform: str) -> None:
    used = Counter(combination(key) for _, key in all_keys(platform))
    assert None not in used
    assert [chord for chord, times in used.items() if times > 1] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_key_of_a_place_is_a_key_of_a_command(platform: str) -> None:
    commands = {combination(key) for _, key in all_keys(platform)}
    places = {
        combination(key)
        for where, _, keys in ELSEWHERE
        if where in {"In the text", "In lists"}
        for key in split_keys(keys)
    }
    assert not {chord for chord in commands & places if chord is not None}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_command_has_a_key_that_nobody_may_have(platform: str) -> None:
    assert [(name, key) for name, key in all_keys(platform) if refusal(key, platform)] == []


@pytest.mark.parametrize(
    ("platform", "key"), [(platform, key) for platform, keys in KEPT.items() for key in keys]
)
def test_what_a_system_keeps_is_refused_in_a_sentence(platform: str, key: str) -> None:
    assert refusal(key, platform).endswith(".")
    assert key not in dict(all_keys(platform)).values()


@pytest.mark.parametrize("platform", SYSTEM_KEYS)
def test_every_key_in_the_tables_of_systems_is_a_key(platform: str) -> None:
    assert [key for key in SYSTEM_KEYS[platform] if combination(key) is None] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_whatever_has_keys_has_some_on_every_platform(platform: str) -> None:
    assert [c.id for c in REAL if c.shortcut and not default_keys(c, platform)] == []


@pytest.mark.parametrize(
    ("name", "platform", "keys"),
    [(name, platform, keys) for name, of in STANDARD.items() for platform, keys in of.items()],
)
def test_the_first_key_is_the_one_that_a_platform_is_used_to(
    name: str, platform: str, keys: str
) -> None:
    command = next(c for c in REAL if c.id == name)
    assert default_keys(command, platform)[0] == keys


def test_a_mac_removes_with_the_key_it_has() -> None:
    for name, keys in (("remove", "Backspace"), ("remove_place", "Shift+Backspace")):
        command = next(c for c in REAL if c.id == name)
        assert keys in default_keys(command, "darwin")
        assert keys.replace("Backspace", "Del") in default_keys(command, "darwin")


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_needs_altgr_on_many_keyboards_has_a_letter_too(platform: str) -> None:
    for command in REAL:
        keys = default_keys(command, platform)
        if any(key in {"[", "]", "+", "-"} for key in keys):
            assert any(_is_letter(key) for key in keys), command.id


@pytest.mark.parametrize("platform", PLATFORMS)
def test_ends_move_by_letter_and_word_with_keys_of_no_sign_and_no_desktop(platform: str) -> None:
    for command in REAL:
        if command.id.startswith(("end_", "start_")):
            first = default_keys(command, platform)[0]
            assert not is_single(first)
            assert not first.startswith("Ctrl+Alt")
    for command in REAL:
        if command.id.startswith(("start_word", "start_character")):
            assert any("Alt+Shift" not in key for key in default_keys(command, platform))


def _is_letter(keys: str) -> bool:
    chord = combination(keys)
    return chord is not None and Qt.Key.Key_A <= chord.key() <= Qt.Key.Key_Z


@pytest.mark.parametrize(
    "keys", ["Esc", "Tab", "Shift+Tab", "Return", "Enter", "Space", "Left", "Shift+Right", "Home"]
)
def test_keys_that_move_and_confirm_are_refused_in_a_sentence(keys: str) -> None:
    for platform in PLATFORMS:
        assert refusal(keys, platform).endswith(".")


@pytest.mark.parametrize("keys", ["Ctrl+C", "Ctrl+V", "Ctrl+A", "Ctrl+Left", "Ctrl+Shift+Right"])
def test_keys_that_every_text_knows_are_refused_in_a_sentence(keys: str) -> None:
    assert "every text" in refusal(keys, "linux")


@pytest.mark.parametrize("keys", ["", "Ctrl+K, Ctrl+S", "nonsense"])
def test_what_is_no_key_or_several_is_refused(keys: str) -> None:
    assert refusal(keys, "linux")


@pytest.mark.parametrize("keys", ["Ctrl+Shift+X", "T", "Shift+T", "F9", "F2", "Del", "Alt+PgDown"])
def test_all_other_keys_may_be_had(keys: str) -> None:
    assert refusal(keys, "linux") == ""


@pytest.mark.parametrize(
    ("keys", "single"),
    [("M", True), ("1", True), ("?", True), ("Shift+Q", True), ("F1", False), ("Del", False)],
)
def test_a_single_key_is_a_sign(keys: str, *, single: bool) -> None:
    assert is_single(keys) is single
