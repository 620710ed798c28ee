"""Text that an attacker would put into a topology file, and a result that has it in every field."""

from __future__ import annotations

from caslint.exchange.sources import Citation
from caslint.finding import Edit, Finding, Fix, Related, Severity, Step, Subject
from caslint.report.result import Result, StaleEntry
from caslint.text import Place, Source

TEXTS = {
    "leading command": "::error::owned",
    "indented command": "   ::set-output name=x::owned",
    "old command": "##[error]owned",
    "old command in the middle": "name ##[add-mask]owned",
    "broken twice": "####[group]owned",
    "own line": "one\n::error::owned\r::warning::owned\r\n##[error]owned",
    "line separators": "one\u2028::error::owned\u2029::error::owned\x85::error::owned\x0b::error::owned",
    "colour": "\x1b[31mred\x1b[0m \x9b31mred",
    "title and bell": "\x1b]0;owned\x07",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "back over it": "error\b\b\b\b\bclean\x7f",
    "bidi": "\u202eevil\u2066\u2069\u200f",
    "zero width": "CAS\u200b01\ufeff\u2060\u00ad",
    "tags": "CAS01\U000e0041\U000e0042",
    "surrogate": "file\udcff\ud800",
    "null": "a\x00b",
    "markup": "[bold red]x[/bold red] [/x] [link=https://evil.example]y[/link] :warning:",
    "long word": "::error::" * 40,
    "nothing": "",
    "blank": "   ",
}


def result(text: str) -> Result:
    """A result that has the text wherever text from a file, a path or a pack of rules can stand."""
    source = Source(text, f"{text}\n{text}: {text}\n\n{text}")
    at = Place(source, len(text) + 1, len(source.text), text)
    fix = Fix(
        text,
        (Edit(source, 0, len(text), text + text), Edit(source, len(source.text), len(source.text), text)),
    )
    item = Finding(
        code=text,
        name=text,
        severity=Severity.ERROR,
        message=text,
        subject=Subject(text, text),
        place=at,
        related=(Related(Place(source, 0, 0), text), Related(Place(Source(text + "2", text), 0, 1), text)),
        fix=fix,
        trace=(Step(text, at), Step(text, None)),
        fingerprint=text,
        citations=(Citation(text, text, text),),
    )
    return Result(
        [item, item.replaced(severity=Severity.INFO)],
        suppressed=[item],
        baselined=[item],
        stale_baseline=[StaleEntry(text, text, Subject(text, text), text)],
        unreadable=[(text, text)],
        files=1,
        organizations=1,
    )
