"""The name of the person whose account this is, as far as it says anything about a person."""

import getpass
import os
import re
import sys

from annotator.kernel.text_folding import fold

if sys.platform == "win32":
    import ctypes
else:
    import pwd

_NOBODY = frozenset(
    word
    for line in (
        "user users username root admin administrator owner guest test tester demo",
        "nobody default home pc laptop desktop computer localhost student staff",
        "editor newsroom office linux ubuntu debian fedora centos kali mint arch pi",
        "raspberry mac macbook windows microsoft vagrant docker runner jenkins",
        "codespace gitpod vscode jovyan ec2 azureuser opc cloud live liveuser",
        "benutzer gast verwalter utilisateur invite usuario invitado utente ospite",
        "gebruiker",
    )
    for word in line.split()
)
"""Names of accounts that people share, or that a system is delivered with."""
_LONGEST = 100
_NAME_DISPLAY = 3
"""The form of a name that Windows shows to people."""


def account_name() -> str:
    """Return the full name of the account, or its login name; empty where neither is a name."""
    return next((name for name in (_full_name(), login_name()) if is_personal(name)), "")


def login_name() -> str:
    """Return the name by which this computer knows the user; empty where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # OSError only from Python 3.13 on
        return ""


def is_personal(name: str) -> bool:
    """Return whether a name says something about a person, as “user” and “pc1234” do not."""
    words = fold(name).replace("-", " ").replace("_", " ").split()
    is_written = name.isprintable() and 1 < len(name.strip()) <= _LONGEST
    return is_written and bool(words) and not re.search(r"\d", name) and not _NOBODY & {*words}


if sys.platform == "win32":

    def _full_name() -> str:
        """Return the name that stands beside the account; empty where none does."""
        size = ctypes.c_ulong(_LONGEST + 1)
        name = ctypes.create_unicode_buffer(size.value)
        known = ctypes.windll.secur32.GetUserNameExW(_NAME_DISPLAY, name, ctypes.byref(size))
        return name.value.strip() if known else ""

else:

    def _full_name() -> str:
        """Return the name that stands beside the account; empty where none does."""
        try:
            kept = pwd.getpwuid(os.getuid())
        except (KeyError, OSError):
            return ""
        # the first part is the name, in which & stands for the login name
        return kept.pw_gecos.partition(",")[0].replace("&", kept.pw_name.capitalize()).strip()
