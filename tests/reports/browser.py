"""A real web browser without a window, where one is installed, and what it finds in a page."""

import html
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.DOTALL)


def chromium() -> str:
    """The browser; skips the test where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


def axe() -> str:
    """The script that knows what people with a screen reader or a keyboard cannot use."""
    return files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def asked(page: str, script: str, folder: Path, *options: str) -> object:
    """What a script answers on a page, whose own rule against scripts is lifted for it.

    ``script`` is the body of an asynchronous function that returns something JSON can hold.
    """
    ending = f"""<script>(async () => {{ {script} }})().then(found => {{
        const told = document.createElement("pre"); told.id = "found";
        told.textContent = JSON.stringify(found); document.body.append(told); }});</script>"""
    path = folder / "asked.html"
    path.write_text(_POLICY.sub("", page).replace("</body>", ending + "</body>"), encoding="utf-8")
    done = subprocess.run(
        [
            *(chromium(), "--headless", "--no-sandbox", "--disable-gpu", *options),
            *(f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=20000"),
            *("--dump-dom", path.as_uri()),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    told = _FOUND.search(done.stdout.decode("utf-8"))
    assert told, "the script has not come to its end"
    return json.loads(html.unescape(told[1]))
