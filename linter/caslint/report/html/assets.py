"""The style sheet and the script of the page, and the policy that lets these two act and nothing else."""

from __future__ import annotations

from pkgutil import get_data

from caslint.report.html.markup import Html, opened, tag, trusted


def style() -> Html:
    """The style sheet, in the page itself."""
    return tag("style", trusted(_read("style.css")))


def script() -> Html:
    """The script, in the page itself; the page does without it."""
    return tag("script", trusted(_read("script.js")))


def policy() -> Html:
    """No fetch, no frame, no form; no style and no script but those whose hashes stand here."""
    words = (
        f"default-src 'none'; style-src '{_hash('style.css')}'; script-src '{_hash('script.js')}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return opened("meta", http_equiv="Content-Security-Policy", content=words)


def _read(name: str) -> str:
    data = get_data("caslint.report.html", name)
    assert data is not None  # noqa: S101  every loader of installed packages gives data
    return data.decode().replace("\r\n", "\n")  # as a browser reads it, wherever git has put other line ends


def _hash(name: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return f"sha256-{b64encode(sha256(_read(name).encode()).digest()).decode()}"
