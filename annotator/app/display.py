"""Whether a window can be opened here, asked without Qt, which would end the process to say no."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """A system library that Qt loads, and the packages that hold it."""

    file: str
    debian: str
    fedora: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The reason why no window can be opened here, in a sentence, and the missing libraries."""

    sentence: str
    missing: tuple[Library, ...] = ()


Loads = Callable[[str], bool]
Answers = Callable[[], bool]

DRAWING = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libzstd.so.1", "libzstd1", "libzstd"),
    Library("libz.so.1", "zlib1g", "zlib-ng-compat"),
)
"""The libraries that Qt needs to draw at all, even without a screen."""
X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libxcb.so.1", "libxcb1", "libxcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)
WAYLAND = (
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)

NO_DISPLAY = Obstacle("There is no display to open a window on.")


@dataclass(frozen=True, slots=True)
class _Screen:
    """A way to a screen: the variable that names it, its libraries, and whether it answers."""

    variable: str
    libraries: tuple[Library, ...]
    answers: Answers


def obstacle(
    environ: Mapping[str, str] = os.environ,
    system: str = sys.platform,
    loads: Loads | None = None,
    answers: Mapping[str, Answers] | None = None,
) -> Obstacle | None:
    """Return the obstacle to a window, or ``None`` when Qt will be able to open a window.

    Args:
        environ: The environment variables, by name.
        system: The platform, as ``sys.platform`` names it.
        loads: Returns whether a library can be loaded.
        answers: Return whether the screen can be reached, by platform: "xcb" or "wayland".
    """
    if not system.startswith("linux"):
        return None
    loads = loads or _loads
    screens = _screens({"xcb": _x11_answers, "wayland": _wayland_answers, **(answers or {})})
    wanted = _platforms(environ)
    if not wanted <= {*screens}:
        return _missing(DRAWING, loads)
    usable = [
        screen
        for name, screen in screens.items()
        if name in wanted or (not wanted and environ.get(screen.variable))
    ]
    obstacles = [_in_the_way(screen, loads) for screen in usable]
    return None if None in obstacles else next(iter(obstacles), NO_DISPLAY)


def drawing_obstacle(system: str = sys.platform, loads: Loads | None = None) -> Obstacle | None:
    """Return the obstacle to laying out pages without any screen, or ``None``."""
    if not system.startswith("linux"):
        return None
    return _missing(DRAWING, loads or _loads, what="A PDF")


def missing(libraries: tuple[Library, ...], loads: Loads | None = None) -> tuple[Library, ...]:
    """Return the libraries that cannot be loaded here."""
    can_load = loads or _loads
    return tuple(library for library in libraries if not can_load(library.file))


def packages(libraries: tuple[Library, ...], family: str) -> str:
    """Return the packages that hold the libraries, for the "debian" or the "fedora" family."""
    names = [lib.debian if family == "debian" else lib.fedora for lib in libraries]
    return " ".join(dict.fromkeys(names))


def _platforms(environ: Mapping[str, str]) -> set[str]:
    """Return the platforms that Qt is told to use: none, or "xcb", "wayland" or "offscreen"."""
    named = environ.get("QT_QPA_PLATFORM", "").split(";")
    return {name.partition(":")[0].partition("-")[0] for name in named} - {""}


def _screens(answers: Mapping[str, Answers]) -> dict[str, _Screen]:
    return {
        "wayland": _Screen("WAYLAND_DISPLAY", WAYLAND, answers["wayland"]),
        "xcb": _Screen("DISPLAY", X11, answers["xcb"]),
    }


def _in_the_way(screen: _Screen, loads: Loads) -> Obstacle | None:
    found = _missing((*DRAWING, *screen.libraries), loads)
    if found or screen.answers():
        return found
    return Obstacle(
        f"The display named by {screen.variable} does not answer, so no window can be opened."
    )


def _missing(
    libraries: tuple[Library, ...], loads: Loads, what: str = "The window"
) -> Obstacle | None:
    lacking = missing(libraries, loads)
    if not lacking:
        return None
    return Obstacle(
        f"{what} needs system libraries that are missing here; "
        f"on Debian or Ubuntu: sudo apt-get install {packages(lacking, 'debian')} – "
        f"on Fedora: sudo dnf install {packages(lacking, 'fedora')}",
        lacking,
    )


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _x11_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def _wayland_answers() -> bool:
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    wayland.wl_display_connect.argtypes = [ctypes.c_char_p]
    wayland.wl_display_disconnect.argtypes = [ctypes.c_void_p]
    connection = wayland.wl_display_connect(None)
    if connection is None:
        return False
    wayland.wl_display_disconnect(connection)
    return True
