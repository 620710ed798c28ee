"""Between the addresses that a client uses for documents and the paths of a file system."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, unquote

_FILE = re.compile(r"file://(?P<host>[^/?#]*)(?P<path>/[^?#]*)\Z", re.IGNORECASE)
_DRIVE = re.compile(r"/[A-Za-z]:(?=/|\Z)")
_ON_WINDOWS = os.name == "nt"


def path_of(uri: str) -> str | None:
    """The absolute path of a `file:` address; None for any other, and for one that no file can have."""
    found = _FILE.match(uri)
    path = unquote(found["path"], errors="surrogateescape") if found else ""
    if found is None or "\0" in path:
        return None
    if _ON_WINDOWS:
        return _windows_path(found["host"], path)
    return os.path.normpath(path) if found["host"].lower() in {"", "localhost"} else None


def _windows_path(host: str, path: str) -> str | None:
    if host and host.lower() != "localhost":
        return os.path.normpath(f"//{host}{path}")
    return os.path.normpath(path[1:]) if _DRIVE.match(path) else None


def uri_of(path: str) -> str:
    """The `file:` address of an absolute path."""
    if _ON_WINDOWS:
        path = path.replace(os.sep, "/")
        if path.startswith("//"):
            return f"file:{_quoted(path)}"
        path = f"/{path}"
    return f"file://{_quoted(path)}"


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@")
