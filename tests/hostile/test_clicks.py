"""Attacks on a click: programs under every ending, names that lie, pages that load, addresses."""

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.files import external_programs
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.file_kinds import Way, way_of
from annotator.kernel.file_names import LONGEST, file_name, is_reserved
from annotator.reports.service.formats import export
from tests.app.desks import drop, until
from tests.app.window_fixtures import path, window
from tests.evidence.ui.evidence_kept import keep, mark, pieces
from tests.projects import make_article, make_claim, make_project
from tests.reports.projects import STATED

__all__ = ["path", "window"]

BLOCKED = (
    "ade adp apk app appcontent-ms application appref-ms appx asp aspx asx bas bat bgi cab cdxml "
    "cer chm cmd cnt com cpl crt csh der desktop diagcab dll dmg elf exe fxp gadget grp hlp hpj "
    "hta htc img inf ins iso isp its jar jnlp job js jse ksh lnk mad maf mag mam maq mar mas mat "
    "mau mav maw mcf mda mdb mde mdt mdw mdz msc msh msh1 msh1xml msh2 msh2xml mshxml msi msp mst "
    "msu ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 "
    "pssc pst py pyc pyo pyw pyz pyzw reg rpm run scf scr sct settingcontent-ms sh shb shs sys "
    "theme tmp udl url vb vbe vbp vbs vhd vhdx vsmacros vsw webpnp website webloc wim workflow ws "
    "wsb wsc wsf wsh xbap xll xnk zip 7z rar tar gz docm dotm xlsm xltm xlsb xlam pptm ppsm potm "
    "ppam sldm rtf slk iqy oqy rqy dqy odc library-ms search-ms searchconnector-ms appimage "
    "flatpakref kdesktop directory action command tool terminal service swf jnl xml xsl eml msg "
    "ics vcf torrent"
).split()


@pytest.mark.parametrize("ending", BLOCKED)
def test_what_no_reader_or_player_shows_is_never_opened(ending: str) -> None:
    for name in (f"x.{ending}", f"X.{ending.upper()}", f"report.pdf.{ending}", f"x.{ending}. ."):
        assert way_of(name) is Way.UNKNOWN, name
        assert way_of(name, b"%PDF-1.7") is Way.UNKNOWN, name


@pytest.mark.parametrize(
    "name",
    [
        "x.exe. .",
        "x.exe...",
        "x.exe \t",
        "x.pdf:evil.exe",
        "x.exe::$DATA",
        "x.exe:Zone.Identifier",
        "invoice\u202efdp.exe",
        "invoice\u2066.exe\u2069",
        "x.e\u200bxe",
        "x.exe\0.pdf\0.exe",
        "x.\uff45xe",
        "pdf",
        ".pdf",
        "",
        " ",
        "...",
        "C:\\Windows\\x.cmd",
        "../../x.sh",
    ],
)
def test_a_name_that_lies_opens_nothing(name: str) -> None:
    assert way_of(name, b"MZ\x90\0") is Way.UNKNOWN


PROGRAMS = [
    b"MZ\x90\0\x03",
    b"\x7fELF\x02\x01",
    b"#!/bin/sh\nrm -rf ~",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"[Desktop Entry]\nExec=xterm",
    b"[InternetShortcut]\nURL=file:///C:/x.exe",
    b"L\0\0\0\x01\x14\x02\0\0\0",
]
SHOWN = (
    "pdf docx xlsx pptx odt ods odp doc xls ppt png jpg jpeg gif webp bmp tif tiff heic heif avif "
    "mp3 aac wav flac amr aif aiff ogg oga opus ogv mp4 m4v m4a mov 3gp avi mkv webm mpg mpeg txt "
    "text md markdown log csv tsv json srt vtt html svg"
).split()


@pytest.mark.parametrize("ending", SHOWN)
@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_by_another_name_is_not_opened(ending: str, program: bytes) -> None:
    assert way_of(f"x.{ending}", program) is Way.UNKNOWN


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("scan.PDF", b"\n\n%PDF-1.4"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.JPG", b"\xff\xd8\xff\xe0"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
        ("a.mp3", b"\xff\xfb\x90"),
        ("call.m4a", b"\0\0\0\x20ftypM4A "),
        ("a.webm", b"\x1a\x45\xdf\xa3"),
        ("a.txt", "Größe".encode("utf-16")),
        ("figures.csv", "Jahr;Größe\n".encode("latin-1")),
        ("empty.txt", b""),
        ("a.docx", b"PK\x03\x04"),
        ("report.2026.final.pdf", b"%PDF-"),
        ("Bericht: Teil 1?.pdf", b"%PDF-"),
    ],
)
def test_what_is_read_looked_at_or_listened_to_is_opened(name: str, data: bytes) -> None:
    assert way_of(name) is Way.SHOWS
    if not name.endswith(".docx"):
        assert way_of(name, data) is Way.SHOWS


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.mhtml", "a.svg", "a.html. ."])
def test_a_web_page_is_asked_about(name: str) -> None:
    assert way_of(name, b"<p>") is Way.LOADS


def document(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", document(**{"word/vbaProject.bin": b"x"})),
        ("a.xlsx", document(**{"xl/macrosheets/sheet1.xml": b"x"})),
        ("a.odt", document(**{"Basic/Standard/script-lb.xml": b"x"})),
        ("a.odt", document(**{"Scripts/python/x.py": b"x"})),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Macros".encode("utf-16-le").ljust(64, b"\0"),
        ),
    ],
    ids=["word", "macro sheet", "basic", "python", "old word", "old excel"],
)
def test_a_document_that_holds_a_program_is_not_opened(name: str, data: bytes) -> None:
    assert way_of(name, data) is Way.UNKNOWN


# at the window


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system is asked to open; it opens nothing."""
    found: list[QUrl] = []

    def open_nothing(url: QUrl) -> bool:
        found.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_nothing)
    return found


@pytest.fixture
def marked(window: MainWindow) -> Claim:
    return mark(window, "dredged in 1987")


def click(window: MainWindow, tmp_path: Path, name: str, data: bytes) -> None:
    keep(window, ("type", "Register"))
    file = tmp_path / name
    file.write_bytes(data)
    drop(window.claims.details.evidence.cards[0], file)
    until(lambda: len(window.claims.details.evidence.cards[0].files) == 1)
    window.evidencing.open_file(pieces(window)[0].attachments[0])


REMOTE = (
    b'<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" '
    b'Target="\\\\evil\\share\\t.dotm" TargetMode="External"/></Relationships>'
)
FOLLOWED = REMOTE.replace(b"attachedTemplate", b"hyperlink")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("invoice.pdf", b"MZ\x90\0"),
        ("invoice.pdf", b"#!/bin/sh\n"),
        ("x.exe", b"MZ"),
        ("x.tar.gz", b"\x1f\x8b"),
        ("none", b"words"),
        ("a.docx", document(**{"word/_rels/settings.xml.rels": REMOTE})),
        ("a.docx", document(**{"word/_rels/settings.xml.rels": REMOTE.decode().encode("utf-16")})),
        ("a.docx", b"PK\x03\x04 and then nothing"),
    ],
    ids=[
        *("windows program", "script", "exe", "archive", "no ending"),
        *("remote template", "remote template in UTF-16", "no archive"),
    ],
)
@pytest.mark.usefixtures("marked")
def test_what_is_not_opened_is_offered_to_be_saved_and_then_shown_in_its_folder(
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    shown: list[QUrl],
    name: str,
    data: bytes,
) -> None:
    click(window, tmp_path, name, data)
    until(lambda: window.notice.button.text() == "Save as…")
    assert f"“{name}” is not opened from here" in window.notice.words.text()
    folder = tmp_path / "saved"
    folder.mkdir()
    target = folder / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.notice.button.click()
    until(lambda: window.notice.button.text() == "Show folder")
    assert (target.read_bytes(), shown) == (data, [])
    assert not os.access(target, os.X_OK) or os.name == "nt"
    window.notice.button.click()
    assert [Path(url.toLocalFile()) for url in shown] == [folder]


@pytest.mark.usefixtures("marked")
def test_a_document_with_links_to_follow_is_opened(
    window: MainWindow, tmp_path: Path, shown: list[QUrl]
) -> None:
    parts = {"word/_rels/document.xml.rels": FOLLOWED}
    click(window, tmp_path, "a.docx", document(**parts))
    until(lambda: len(shown) == 1)


@pytest.mark.usefixtures("marked")
def test_saving_over_the_open_project_is_refused_and_told(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(window, tmp_path, "x.exe", b"MZ")
    project = window.session.project.path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(project), ""))
    window.filing.save_attachment(pieces(window)[0].attachments[0])
    until(lambda: "the file there is a project" in window.notice.words.text())
    assert project.read_bytes().startswith(b"SQLite format 3\0")


def test_only_addresses_of_the_web_are_opened(qtbot: QtBot, shown: list[QUrl]) -> None:
    del qtbot
    for address in (
        "file:///etc/passwd",
        "smb://evil/share",
        "\\\\evil\\share\\x",
        "//evil/share",
        "javascript:alert(1)",
        "data:text/html,<script>",
        "mailto:a@b",
        "ms-msdt:/id",
        "search-ms:query=x",
        "http:",
        "http://",
        "http:\\\\evil\\x",
        "https://a b",
        "https://x\u202e.org/",
        "https://x.org/\n",
        "vscode://x",
        "",
    ):
        assert not external_programs.open_address(address), address
    assert shown == []
    assert external_programs.open_address("https://example.org/a?b=c#d")
    assert len(shown) == 1


def test_a_written_file_of_no_harmless_kind_is_shown_in_its_folder(
    tmp_path: Path, shown: list[QUrl], qtbot: QtBot
) -> None:
    del qtbot
    external_programs.open_file(tmp_path / "trail.bat")
    external_programs.open_file(tmp_path / "trail.csv")
    assert [Path(url.toLocalFile()) for url in shown] == [tmp_path, tmp_path / "trail.csv"]


# names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("proof.pdf", "proof.pdf"),
        ("../../etc/passwd", "file.._.._etc_passwd"),
        ("C:\\x\\y.txt", "C__x_y.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1.tar.gz", "_COM1.tar.gz"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("LPT9 .pdf", "_LPT9 .pdf"),
        ("console.pdf", "console.pdf"),
        ("x.exe. .", "x.exe"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x1b]0;title\x07b.txt", "a]0;titleb.txt"),
        ("a\nb\0c.txt", "abc.txt"),
        ("\udce9.txt", "file.txt"),
        ("", "file"),
        ("..", "file"),
        ("x.pdf:y.exe", "x.pdf_y.exe"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
    ],
)
def test_a_name_becomes_one_that_any_system_takes(name: str, safe: str) -> None:
    assert file_name(name) == safe


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_one_that_a_disk_takes(name: str) -> None:
    safe = file_name(name)
    assert 0 < len(safe.encode()) <= LONGEST
    assert file_name(safe) == safe
    assert not is_reserved(safe)
    assert not {*'<>:"/\\|?*\0'} & {*safe}
    assert safe[-1] not in ". "
    assert safe.isprintable() or {*safe} & {"\u200c", "\u200d", "\u00a0", "\u3000"}


def test_a_name_too_long_for_a_disk_keeps_its_ending() -> None:
    safe = file_name("é" * 300 + ".pdf")
    assert (len(safe.encode()), safe[-4:]) == (LONGEST - 1, ".pdf")


def test_names_within_an_exported_archive_are_taken_by_any_disk(tmp_path: Path) -> None:
    project = make_project(tmp_path / "p.sqlite", "\U00020000" * 60)
    for title in ("../../etc/passwd", "CON", "a\u202egpj.exe", "\U00020000" * 200, "x\0y", "C:\\x"):
        with suppress(AnnotatorError):
            claim = make_claim(project, make_article(project, "It rose by a third.", title), "rose")
            claims.tag(project, [claim.id], Verdict.VERIFIED)
    for form in ("brat", "refi"):
        target = tmp_path / f"out.{form}"
        export(project, form, target, stated_date=STATED)
        with zipfile.ZipFile(target) as archive:
            for name in archive.namelist():
                assert not name.startswith(("/", "\\")), name
                assert "\\" not in name, name
                for part in name.split("/"):
                    assert part not in {"", ".", ".."}, name
                    assert len(part.encode()) <= LONGEST, name
                    assert not is_reserved(part), name
                    assert part.isprintable(), name
    project.close()
