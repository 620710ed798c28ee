"""The sections of a topology file as YAML, written by ruamel.yaml and commented where the import decided."""

from __future__ import annotations

import io
import re
from functools import cache
from textwrap import fill
from typing import Any

from caslint.importer.document import Entry, Section
from caslint.importer.draft import Plain, Remark
from caslint.report.safe import visible
from caslint.words import and_list

_LONG = 60
"""A comment of more characters stands on lines of its own."""

_WIDTH = 100
_SHORT = 4
"""The most keys of an item that stands on one line."""

_LONGEST = 300
_MARK = "\x01"
"""Stands before the words of a comment at the end of a line, until the line is written."""

_READ_OTHERWISE = re.compile(
    r"""(?:
        ~ | null | true | false | yes | no | on | off | y | n
      | [-+]? (?: [0-9][0-9_]* | 0[xob][0-9a-f_]+ ) (?: \.[0-9_]* )? (?: e[-+]?[0-9]+ )?
      | [-+]? \.[0-9_]+ (?: e[-+]?[0-9]+ )? | [-+]? \.inf | \.nan
      | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt\s].* )?
      | = | <<
    )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""Plain texts that YAML 1.1 or 1.2 takes for something else; tools of both kinds read these files."""


def section(key: str, entries: Section) -> str:
    """A section of the file that is a mapping."""
    return _dumped({key: _mapping(entries, 2)})


def item(entries: Section) -> str:
    """An item of a list, indented as it stands in the file; a short one of plain values on one line."""
    first = next(iter(entries))
    remark = entries[first].remark
    above = _above(remark_text(remark), 2) if remark is not None else ""
    bare = {**entries, first: Entry(entries[first].value)}
    if 1 < len(bare) <= _SHORT and not any(
        each.remark or isinstance(each.value, dict | list) for each in bare.values()
    ):
        return f"{above}  - {flow(bare)}\n"
    return above + _dumped([_mapping(bare, 4)])


def pair(key: str, entry: Entry, indent: int) -> str:
    """A key and its value as they stand in a mapping whose keys begin in a column, counted from 0."""
    lines = _dumped(_mapping({key: entry}, 0)).splitlines(keepends=True)
    return "".join([" " * indent + line if line.strip() else line for line in lines])


def flow(plain: Plain | Section) -> str:
    """A value on one line, so that it can stand behind its key as well as inside brackets and braces."""
    if isinstance(plain, dict):
        return "{" + ", ".join([f"{key}: {flow(_flat(entry))}" for key, entry in plain.items()]) + "}"
    if isinstance(plain, tuple):
        return "[" + ", ".join(map(flow, plain)) + "]"
    return (
        _dumped({"key": _in_brackets([scalar(plain, in_flow=True)])})
        .strip()
        .removeprefix("key: [")
        .removesuffix("]")
    )


def _flat(entry: Entry) -> Plain | Section:
    assert not isinstance(entry.value, list)  # noqa: S101  the caller writes such values in lines
    return entry.value


def comment(words: str) -> str:
    """Words from files as part of a comment: one line, and nothing in it speaks to caslint."""
    return re.sub(r"#(?=[ \t]*caslint:)", r"\\x23", visible(words, github=True))


def remark_text(remark: Remark) -> str:
    """The words of a remark with its values in place."""
    return comment(remark.words.format(*map(spoken, remark.values)))


def spoken(plain: Plain) -> str:
    """A value in a sentence."""
    if isinstance(plain, tuple):
        return and_list(plain) or "nothing"
    told = "null" if plain is None else str(plain).lower() if isinstance(plain, bool) else plain
    return told if len(told) <= _LONGEST else told[:_LONGEST] + "…"


def _above(words: str, indent: int) -> str:
    margin = " " * indent + "# "
    return "".join([f"{margin}{line}\n" for line in _wrapped(words, indent).splitlines()])


def _wrapped(words: str, indent: int) -> str:
    return fill(words, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)


def _mapping(entries: Section, indent: int) -> Any:  # noqa: ANN401  ruamel.yaml's types are not told
    """A mapping of ruamel.yaml with its comments; `indent` is the column of its keys."""
    from ruamel.yaml.comments import CommentedMap

    found: Any = CommentedMap()
    for key, entry in entries.items():
        found[key] = _node(entry, indent)
        words = remark_text(entry.remark) if entry.remark is not None else ""
        if len(words) > _LONG:
            found.yaml_set_comment_before_after_key(key, before=_wrapped(words, indent), indent=indent)
        elif words:
            found.yaml_add_eol_comment(_MARK + words, key, column=0)
    if not entries:
        found.fa.set_flow_style()
    return found


def _node(entry: Entry, indent: int) -> Any:  # noqa: ANN401  as above
    from ruamel.yaml.comments import CommentedSeq

    if isinstance(entry.value, dict):
        return _mapping(entry.value, indent + 2)
    if isinstance(entry.value, list):
        return CommentedSeq([_mapping(each, indent + 6) for each in entry.value])
    return scalar(entry.value)


def scalar(plain: Plain, *, in_flow: bool = False) -> Any:  # noqa: ANN401  as above
    """A value as ruamel.yaml writes it: quoted where a reader might take it for something else.

    `in_flow` says that it stands in brackets or braces, where readers of YAML
    1.1 take a colon for the end of a key.
    """
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(plain, tuple):
        return _in_brackets([scalar(each, in_flow=True) for each in plain])
    if isinstance(plain, str) and (
        _READ_OTHERWISE.match(plain) or visible(plain, github=True) != plain or (in_flow and ":" in plain)
    ):
        return DoubleQuotedScalarString(plain)
    return plain


def _in_brackets(values: list[Any]) -> Any:  # noqa: ANN401  as above
    from ruamel.yaml.comments import CommentedSeq

    found: Any = CommentedSeq(values)
    found.fa.set_flow_style()
    return found


def _dumped(data: object) -> str:
    stream = io.StringIO()
    _yaml().dump(data, stream)
    text = stream.getvalue().replace(f" # {_MARK}", "  # ")
    # What must not act on a terminal or in a workflow's log stands in double quotes, where it is escaped.
    lines = text if text.isascii() else "\n".join(map(visible, text.split("\n")))
    return lines.replace("##[", "#\\x23[")


@cache
def _yaml() -> Any:  # noqa: ANN401  as above
    from ruamel.yaml import YAML

    yaml: Any = YAML(typ="rt")
    yaml.width = 1 << 30
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), _null)
    return yaml


def _null(writer: Any, _: None) -> Any:  # noqa: ANN401  as above
    return writer.represent_scalar("tag:yaml.org,2002:null", "null")
