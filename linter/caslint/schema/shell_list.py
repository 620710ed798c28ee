"""Lists as Exchange's shell prints them, `ClientAccess, Mailbox` and `{Basic, Fba}`, rewritten for YAML."""

from __future__ import annotations

import json
import re

from caslint.schema.near import guess

_PLAIN_IN_FLOW = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*\Z")
_LONGEST = 1_000


def from_text(text: str, words: list[str]) -> str | None:
    """The list that a text with commas stands for, in flow style; None where it is not clear.

    `words` are the only items allowed; any text is where there are none.
    """
    if len(text) > _LONGEST:
        return None
    parts = [part.strip() for part in text.strip("{}").split(",")]
    if words:
        guesses = [guess(part, words) for part in parts]
        if not all(near.sure for near in guesses):
            return None
        parts = [near.names[0] for near in guesses]
    return f"[{', '.join(map(in_flow, parts))}]" if all(parts) else None


def from_braces(text: str) -> str | None:
    """The list that `{Basic, Fba}` stands for, which YAML reads as a mapping; None for any other text."""
    if text.startswith("{") and text.endswith("}") and not {"\n", ":"} & set(text) and len(text) < _LONGEST:
        return f"[{text[1:-1].strip()}]"
    return None


def in_flow(text: str) -> str:
    """A text as it can stand in brackets or braces."""
    return text if _PLAIN_IN_FLOW.match(text) else json.dumps(text)
