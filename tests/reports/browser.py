"""A real web browser without a window, where one is installed, and what it finds in a page."""

import html
import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

from tests.judges import chromium_arguments, judge

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.DOTALL)


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
            *(judge("Chromium"), *chromium_arguments(folder), *options),
            *("--virtual-time-budget=20000", "--dump-dom", path.as_uri()),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    told = _FOUND.search(done.stdout.decode("utf-8"))
    assert told, "the script has not come to its end"
    return json.loads(html.unescape(told[1]))
