"""Whether a window can be opened is said in a sentence, and Qt is never asked."""

import sys
from pathlib import Path

import pytest

from annotator.app.display import (
    DRAWING,
    NO_DISPLAY,
    WAYLAND,
    X11,
    Library,
    missing,
    obstacle,
    packages,
)

OF_QT_OR_C = (b"libQt6", b"libicu", b"libc.", b"libm.", b"libstdc++", b"libgcc", b"libpthread")


def loads_all(_file: str) -> bool:
    return True


def loads_none(_file: str) -> bool:
    return False


def yes() -> bool:
    return True


def no() -> bool:
    return False


BOTH_ANSWER = {"xcb": yes, "wayland": yes}


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(system: str) -> None:
    assert obstacle({}, system, loads_none) is None


def test_linux_without_a_display_says_so() -> None:
    assert obstacle({}, "linux", loads_all, BOTH_ANSWER) is NO_DISPLAY


@pytest.mark.parametrize(
    "environ",
    [
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "wayland-egl"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc:size=800x600"},
    ],
)
def test_a_named_display_or_a_platform_without_one_will_do(environ: dict[str, str]) -> None:
    assert obstacle(environ, "linux", loads_all, BOTH_ANSWER) is None


def test_a_display_that_does_not_answer_is_no_display() -> None:
    found = obstacle({"DISPLAY": ":9"}, "linux", loads_all, {"xcb": no})
    assert found is not None
    assert found.sentence == (
        "The display named by DISPLAY does not answer, so no window can be opened."
    )


def test_one_of_two_displays_is_enough() -> None:
    both = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert obstacle(both, "linux", loads_all, {"xcb": yes, "wayland": no}) is None


def test_offscreen_needs_only_what_draws() -> None:
    drawing = {library.file for library in DRAWING}
    found = obstacle({"QT_QPA_PLATFORM": "offscreen"}, "linux", drawing.__contains__)
    assert found is None


def test_missing_libraries_are_named_by_package_for_both_families() -> None:
    lacking = {"libEGL.so.1", "libxcb-cursor.so.0"}
    found = obstacle({"DISPLAY": ":0"}, "linux", lambda file: file not in lacking, BOTH_ANSWER)
    assert found is not None
    assert "sudo apt-get install libegl1 libxcb-cursor0 " in found.sentence
    assert found.sentence.endswith("sudo dnf install libglvnd-egl xcb-util-cursor")
    assert {library.file for library in found.missing} == lacking


def test_a_package_is_named_once() -> None:
    assert packages(X11, "fedora").split().count("libxcb") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux for its libraries")
def test_the_system_is_asked_for_each_library() -> None:
    nowhere = Library("libnowhere.so.0", "nowhere", "nowhere")
    assert missing((*DRAWING, nowhere)) == (nowhere,)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the ELF files of Qt")
@pytest.mark.parametrize(
    ("binary", "libraries"),
    [
        ("Qt/lib/libQt6Core.so.6", DRAWING),
        ("Qt/lib/libQt6Gui.so.6", DRAWING),
        ("Qt/lib/libQt6DBus.so.6", DRAWING),
        ("Qt/lib/libQt6Widgets.so.6", DRAWING),
        ("Qt/plugins/platforms/libqoffscreen.so", DRAWING),
        ("Qt/plugins/platforms/libqxcb.so", DRAWING + X11),
        ("Qt/lib/libQt6XcbQpa.so.6", DRAWING + X11),
        ("Qt/lib/libQt6WaylandClient.so.6", DRAWING + WAYLAND),
    ],
)
def test_every_library_that_this_qt_names_is_asked_for(
    binary: str, libraries: tuple[Library, ...]
) -> None:
    import PySide6  # noqa: PLC0415 - only where there is one to look at

    data = (Path(PySide6.__path__[0]) / binary).read_bytes()
    named = {
        name.decode()
        for name in data.split(b"\0")
        if name.startswith(b"lib") and b".so." in name and not name.startswith(OF_QT_OR_C)
    }
    assert named <= {library.file for library in libraries}
