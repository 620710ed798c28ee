"""The tokens of YAML, as far as text must be told from structure.  All are in verbose form."""

from __future__ import annotations

_ANYWHERE = r"""
  (?P<space>\ +)
| (?P<line>\r\n?|\n)
| (?P<tab>\t)
| (?P<comment>\#[^\r\n]*)
| (?P<double>"[^"\\]*+(?:\\.[^"\\]*+)*+"?)
| (?P<single>'(?:[^']++|'')*+'?)
| (?P<open>[\[{])
| (?P<close>[\]}])
| (?P<name>[&*][^\ \t\r\n,\[\]{}]*)
| (?P<tag>![^\ \t\r\n,\[\]{}]*)
| (?P<dash>-(?=[\ \t\r\n]|\Z))
| (?P<comma>,)
| (?P<odd>[%@`])
"""
BLOCK = (
    _ANYWHERE
    + r"| (?P<ask>\?(?=[\ \t\r\n]|\Z)) | (?P<colon>:(?=[\ \t\r\n]|\Z)) | (?P<text>[|>]) | (?P<plain>.)"
)
"""A token outside of all brackets."""

FLOW = _ANYWHERE + r"| (?P<ask>\?) | (?P<colon>:) | (?P<odder>[|>]) | (?P<plain>.)"
"""A token between brackets."""

PLAIN_BLOCK = r"""
(?: [^\ \t\r\n:\#] | :(?=[^\ \t\r\n]) | (?<=[^\ \t\r\n])\# | \ +(?:[^\ \t\r\n:\#] | :(?=[^\ \t\r\n])) )*+
"""
"""What goes on with a plain scalar on its line, outside of all brackets."""

PLAIN_FLOW = r"""
(?: [^\ \t\r\n:\#,\[\]{}] | :(?=[^\ \t\r\n,\[\]{}]) | (?<=[^\ \t\r\n])\#
  | \ +(?:[^\ \t\r\n:\#,\[\]{}] | :(?=[^\ \t\r\n,\[\]{}])) )*+
"""
"""The same between brackets."""

GOOD_ESCAPES = r"""
(?: [^\\]++
  | \\(?: [0abtnvfre\ "/\\N_LP\t] | \r\n? | \n | x[0-9A-Fa-f]{2} | u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}
        | U00(?!00[Dd][89A-Fa-f])(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4} )
)*+
"""
"""Text between double quotes, up to the first backslash that means nothing."""

LOOKS_LIKE_BLOCK = r"\ *+(?: -\ | [A-Za-z_]\w*:(?:[\ \r\n]|\Z) )"
"""A line that looks like a key or a list item."""

NAME = r"[&*][A-Za-z0-9_-]+"
"""An anchor or alias as every parser reads it."""

BLANKS = ("", " ", "\t", "\r", "\n")
"""What follows an indicator."""
