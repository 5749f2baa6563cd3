"""Keys that somebody changed: kept, given back, never two commands' at once, and damage is told."""

from pathlib import Path

import pytest

from annotator.app.shortcuts.keymap import Keymap, SingleKeys
from tests.app.shortcuts.benches import settings


@pytest.fixture
def keymap(tmp_path: Path) -> Keymap:
    return Keymap(settings(tmp_path), platform="linux")


def again(folder: Path) -> Keymap:
    return Keymap(settings(folder), platform="linux")


def test_changed_keys_are_there_at_the_next_start(tmp_path: Path, keymap: Keymap) -> None:
    keymap.set_keys("mark", ("T", "Ctrl+,"))
    keymap.set_keys("note", ())
    keymap.switch_single_keys(SingleKeys.IN_TEXT)
    found = again(tmp_path)
    assert found.keys_of("mark") == ("T", "Ctrl+,")
    assert found.keys_of("note") == ()
    assert found.single_keys is SingleKeys.IN_TEXT
    assert [found.is_changed(name) for name in ("mark", "note", "query")] == [True, True, False]


def test_a_key_that_is_given_leaves_its_command(keymap: Keymap) -> None:
    keymap.set_keys("note", ("M", "T"))
    assert keymap.keys_of("mark") == ()
    keymap.set_keys("query", ("T",))
    assert keymap.keys_of("note") == ("M",)
    holder = keymap.holder("M")
    assert holder is not None
    assert holder.id == "note"


def test_a_command_has_its_default_back_and_whoever_had_it_does_without(keymap: Keymap) -> None:
    keymap.set_keys("note", ("M",))
    keymap.reset("mark")
    assert keymap.keys_of("mark") == ("M",)
    assert keymap.keys_of("note") == ()
    keymap.reset("note")
    assert not keymap.has_changes


def test_a_key_that_is_given_back_is_its_first_command_s_again(keymap: Keymap) -> None:
    keymap.set_keys("note", ("M",))
    keymap.reset("note")
    assert keymap.keys_of("mark") == ("M",)
    assert not keymap.has_changes


def test_all_keys_have_their_defaults_back_and_that_is_undone(keymap: Keymap) -> None:
    keymap.set_keys("note", ("M",))
    keymap.switch_single_keys(SingleKeys.OFF)
    before = keymap.state()
    keymap.reset_all()
    assert not keymap.has_changes
    assert keymap.keys_of("mark") == ("M",)
    keymap.put_back(before)
    assert keymap.set_keys_of("note") == ("M",)
    assert keymap.single_keys is SingleKeys.OFF


DAMAGE = {
    "a key of no name": ("mark", "Hello"),
    "several in turn": ("mark", "Ctrl+K, Ctrl+S"),
    "what is reserved": ("mark", "Esc"),
    "what the system keeps": ("mark", "Alt+F4"),
    "no command": ("fly", "F"),
    "not a line": ("mark", "M\n"),
    "a list": ("mark", ["M", "N"]),
}


@pytest.mark.parametrize(("name", "value"), DAMAGE.values(), ids=DAMAGE)
def test_a_setting_that_is_no_key_is_told_and_left_alone(
    tmp_path: Path, name: str, value: object
) -> None:
    kept = settings(tmp_path)
    kept._settings.setValue(f"keys/{name}", value)
    kept._settings.setValue("keys/note", "T")
    kept._settings.sync()
    preferences = settings(tmp_path)
    found = Keymap(preferences, platform="linux")
    assert found.keys_of("mark") == ("M",)
    assert found.keys_of("note") == ("T",)
    assert "some of your own keys" in preferences.trouble()


def test_of_two_commands_with_one_key_in_the_settings_one_has_it(tmp_path: Path) -> None:
    settings(tmp_path).keep_own_keys({"mark": "T", "note": "T"})
    preferences = settings(tmp_path)
    found = Keymap(preferences, platform="linux")
    assert sum("T" in found.keys_of(name) for name in ("mark", "note")) == 1
    assert "some of your own keys" in preferences.trouble()


@pytest.mark.parametrize("value", ["everywhere", "", "7"])
def test_single_keys_act_outside_fields_where_the_setting_is_none(
    tmp_path: Path, value: str
) -> None:
    settings(tmp_path)._settings.setValue("single keys", value)
    preferences = settings(tmp_path)
    assert Keymap(preferences, platform="linux").single_keys is SingleKeys.OUTSIDE_FIELDS
    assert "where single keys work" in preferences.trouble()
