"""Pictures that are none, or too much: they open no file, and never keep the window waiting."""

import gzip
import re
import struct
import sys
import threading
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import OriginalFile
from annotator.claims.fields import Claim
from annotator.evidence.model import Attachment, Evidence, EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.evidence.ui import pictures
from annotator.evidence.ui.clipboard import read_files
from annotator.evidence.ui.list import FileRow
from annotator.evidence.ui.pictures import ROOM, drawn
from tests.app.desks import until
from tests.app.window_fixtures import claim, path, window
from tests.hostile.marked_up import watched
from tests.window_code import name_module, window_modules

__all__ = ["claim", "path", "window"]


def encoded(form: bytes, width: int = 40, height: int = 20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(buffer.data().data())


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int) -> bytes:
    """A picture of one colour: some kilobytes, whatever its size."""
    packer, row = zlib.compressobj(9), b"\0" * (width // 8 + 2)
    rows = b"".join(packer.compress(row) for _ in range(min(height, 2000)))
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", rows + packer.flush()) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


_FRAME = b"\x2c\0\0\0\0\x02\0\x02\0\0\x02\x03\x84\x51\x05\0"


def gif(frames: int, width: int = 2, height: int = 2) -> bytes:
    screen = struct.pack("<HH", width, height) + b"\x80\0\0" + b"\xff\0\0" + b"\0\0\xff"
    return b"GIF89a" + screen + _FRAME * frames + b";"


def scanned(data: bytes, scans: int) -> bytes:
    """A photograph that goes over itself again and again."""
    return data[:-2] + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\0" * scans + data[-2:]


def svg(canary: Path) -> bytes:
    reference = f'<image xlink:href="{canary}" width="9" height="9"/>'
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space} width="9" height="9">{reference}</svg>'.encode()


def svg_bomb() -> bytes:
    """Ten to the ninth rectangles in a kilobyte."""
    uses = "".join(
        f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {space}><g id="g0"><rect width="1" height="1"/></g>{uses}</svg>'.encode()


XPM = b'/* XPM */\nstatic char *x[] = {"1 1 1 1", "a c #ff0000", "a"};\n'
ICO = b"\0\0\1\0\1\0\0\0\0\0\0\0\0\0\xff\xff\xff\x7f\x16\0\0\0"
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png 60000x60000": ("image/png", lambda: png(60_000, 60_000)),
    "png 1x2000000000": ("image/png", lambda: png(1, 2_000_000_000)),
    "png of nothing": ("image/png", lambda: png(0, 0)),
    "bmp 60000x60000": ("image/bmp", lambda: _resized(encoded(b"bmp"), 18, 60_000)),
    "gif 65535x65535": ("image/gif", lambda: gif(1, 65_535, 65_535)),
    "jpeg of scans": ("image/jpeg", lambda: scanned(encoded(b"jpeg"), 5000)),
    "svg as png": ("image/png", svg_bomb),
    "svg": ("image/svg+xml", svg_bomb),
    "svgz as png": ("image/png", lambda: gzip.compress(svg_bomb())),
    "svgz": ("image/svg+xml-compressed", lambda: gzip.compress(svg_bomb())),
    "xpm as png": ("image/png", lambda: XPM),
    "xpm": ("image/x-xpixmap", lambda: XPM),
    "ico as png": ("image/png", lambda: ICO),
    "ico": ("image/vnd.microsoft.icon", lambda: ICO),
    "pdf as png": ("image/png", lambda: b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"),
    "tiff": ("image/tiff", lambda: b"II*\0\x08\0\0\0\0\0"),
    "jpeg as png": ("image/png", lambda: encoded(b"jpeg")),
    "head of a png": ("image/png", lambda: encoded(b"png")[:24]),
    "head of a webp": ("image/webp", lambda: encoded(b"webp")[:20]),
    "riff that is no webp": ("image/webp", lambda: b"RIFF\0\0\0\0WAVEfmt "),
    "empty": ("image/png", lambda: b""),
}


def _resized(data: bytes, place: int, size: int) -> bytes:
    return data[:place] + struct.pack("<ii", size, size) + data[place + 8 :]


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_not_drawn(name: str) -> None:
    mime, make = BOMBS[name]
    assert drawn(make(), mime, ROOM).isNull()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who opened it")
@pytest.mark.parametrize("mime", ["image/svg+xml", "image/png", "image/jpeg", "image/gif"])
def test_no_picture_opens_another_file(tmp_path: Path, mime: str) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(encoded(b"png"))
    with watched(canary) as opened:
        assert drawn(svg(canary), mime, ROOM).isNull()
    assert opened == []


@pytest.mark.parametrize("form", [b"png", b"jpeg", b"webp", b"bmp"])
def test_a_picture_of_each_kind_is_drawn_small(form: bytes) -> None:
    image = drawn(encoded(form, 2000, 500), f"image/{form.decode()}", ROOM)
    assert image.size() == QSize(480, 120)
    colour = image.pixelColor(100, 50)
    assert (colour.red() > 245, colour.green() < 10, colour.blue() < 10) == (True, True, True)


def test_of_a_million_frames_the_first_is_drawn() -> None:
    image = drawn(gif(1_000_000), "image/gif", ROOM)
    assert image.size() == QSize(2, 2)


def test_a_flat_picture_keeps_a_row_of_pixels() -> None:
    assert drawn(encoded(b"png", 5000, 1), "image/png", ROOM).size() == QSize(480, 1)


@pytest.mark.qt_log_ignore("Not a JPEG file")  # it seems to end at once
@pytest.mark.parametrize("form", [b"png", b"jpeg", b"webp", b"bmp"])
def test_a_picture_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, form: bytes
) -> None:
    monkeypatch.setattr(pictures, "LONGEST", -1.0)
    assert drawn(encoded(form, 900, 900), f"image/{form.decode()}", ROOM).isNull()


@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize("form", [b"png", b"jpeg", b"webp", b"bmp"])
def test_a_picture_that_nobody_waits_for_is_given_up_halfway(form: bytes) -> None:
    looks = iter([False] * 4)
    data = encoded(form, 900, 900) + b"\0" * 100_000
    given_up = drawn(data, f"image/{form.decode()}", ROOM, lambda: next(looks, True))
    assert given_up.isNull() or given_up.size() == QSize(240, 240)


# in the window


def attach(window: MainWindow, claim: Claim, name: str, mime: str, data: bytes) -> Evidence:
    project = window.session.project
    evidence.add_evidence(project, claim, SourceDetails(name), EvidenceDetails())
    piece = project.evidence.of_claims([claim.id])[-1]
    window.session.attempt(lambda: evidence.attach(project, piece, OriginalFile(name, mime, data)))
    return piece


def rows(window: MainWindow) -> list[FileRow]:
    return [row for card in window.claims.details.evidence.cards for row in card.files]


def test_pictures_are_drawn_in_a_thread_of_their_own(
    window: MainWindow, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    def watching(*given: Any) -> QImage:
        threads.append(threading.current_thread().name)
        return drawn(*given)

    monkeypatch.setattr(pictures, "drawn", watching)
    attach(window, claim, "a.png", "image/png", encoded(b"png"))
    until(lambda: bool(rows(window)) and not rows(window)[0]._picture.isHidden())
    assert [name.rpartition("_")[0] for name in threads] == ["picture"]


def test_a_broken_picture_is_said_to_be_one_and_the_next_is_shown(
    window: MainWindow, claim: Claim
) -> None:
    attach(window, claim, "bomb.png", "image/png", png(60_000, 60_000))
    attach(window, claim, "good.png", "image/png", encoded(b"png"))
    until(lambda: len(rows(window)) == 2 and not rows(window)[1]._picture.isHidden())
    bomb = next(row for row in rows(window) if row.attachment.name == "bomb.png")
    assert bomb._picture.isHidden()
    assert bomb._said.text() == "This picture cannot be shown here."
    assert not bomb._said.isHidden()


def test_a_drawing_is_shown_as_a_file(window: MainWindow, claim: Claim) -> None:
    attach(window, claim, "drawing.svg", "image/svg+xml", svg_bomb())
    until(lambda: len(rows(window)) == 1)
    assert not rows(window)[0].is_picture


def test_what_is_no_longer_shown_is_not_drawn(window: MainWindow, claim: Claim) -> None:
    attach(window, claim, "a.png", "image/png", encoded(b"png"))
    until(lambda: bool(rows(window)) and not rows(window)[0]._picture.isHidden())
    shown = window.evidencing.pictures
    shown.want(
        Attachment("", "b.png", "image/png", 9, rows(window)[0].attachment.sha256, "", "", "")
    )
    shown.drop()
    assert not shown._wanted


def test_a_copied_picture_is_taken_as_it_is(qtbot: QtBot) -> None:
    assert qtbot is not None
    data, copied = png(60_000, 60_000), QMimeData()
    copied.setData("image/png", data)
    (given,) = read_files(copied, datetime(2026, 3, 31, tzinfo=UTC))
    assert isinstance(given, OriginalFile)
    assert given.data == data


# what keeps it so


def test_pictures_are_read_in_one_place_only() -> None:
    reads = re.compile(r"QImageReader|fromData|loadFromData|QMovie|QPixmap\((?:str|self\._path)")
    found = {
        name_module(path)
        for path in window_modules()
        if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"evidence/ui/pictures.py"}


def test_drawings_are_ours_only() -> None:
    found = {
        name_module(path) for path in window_modules() if "QSvg" in path.read_text(encoding="utf-8")
    }
    assert found == {"app/theme/theme.py"}
