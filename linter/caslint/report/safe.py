r"""Text from files, made harmless for a terminal and for the log of a GitHub workflow.

One notation throughout: a character that must not act is written as a YAML
double-quoted scalar would write it (`\n`, `\x1b`, `\u202e`, `\U000e0041`).  A
backslash that stood there is left alone, because `CONTOSO\Administrator` is
what an administrator expects to read.
"""

from __future__ import annotations

from bisect import bisect_right

# What must never reach a terminal as it is, as first and last code point:
# controls, what has no width or changes the direction of the text around it
# (Unicode's Default_Ignorable_Code_Point), separators of lines, and surrogates.
_UNSAFE = (
    (0x00, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x61C, 0x61C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_FIRST = [first for first, _ in _UNSAFE]
_SHORT = {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r"}
_BYTE, _PLANE = 0xFF, 0xFFFF


class _Escapes(dict[int, str]):
    """What `str.translate` asks for; works a character out when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _escaped(code) if _is_unsafe(code) else chr(code)
        return shown


_ESCAPES = _Escapes()


def _is_unsafe(code: int) -> bool:
    index = bisect_right(_FIRST, code) - 1
    return index >= 0 and code <= _UNSAFE[index][1]


def _escaped(code: int) -> str:
    if code in _SHORT:
        return _SHORT[code]
    if code <= _BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _PLANE else f"\\U{code:08x}"


def visible(text: str, *, github: bool = False, encoding: str = "utf-8") -> str:
    r"""Return the text as one line on which every character shows and none acts.

    `github` also breaks `##[`, which the runner of a GitHub workflow takes as a
    command wherever it stands in a line, into `#\x23[`.  What `encoding` cannot
    hold is escaped in the same notation.
    """
    if not (text.isascii() and text.isprintable()):
        text = text.translate(_ESCAPES)
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    return text.replace("##[", "#\\x23[") if github else text


def uncommanded(text: str) -> str:
    r"""Return finished lines of output so that the runner of a GitHub workflow takes none as a command.

    A line is one when it holds `##[`, or begins, blanks and colours apart, with
    `::`; these are broken into `#\x23[` and `\x3a:`.
    """
    import re

    text = text.replace("##[", "#\\x23[")
    return re.sub(r"(?m)^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:)", r"\1\\x3a", text) if "::" in text else text
