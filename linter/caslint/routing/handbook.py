"""The handbook of routing, README.md of this folder, made from the tables that the decisions are made with.

`python -m caslint.routing.handbook` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.releases import release_of
from caslint.exchange.sources import Citation
from caslint.routing.clauses import CLAUSES, MARKS, Clause
from caslint.routing.matrix import ROWS, WORDS, Cell, Row
from caslint.routing.rejections import REJECTIONS, Rejection
from caslint.routing.telling import name_of

_HEAD = """\
# Routing

Made from the code's own tables by `python -m caslint.routing.handbook`; a test keeps it fresh.

A request (`request.py`) meets a server (`door.py`), which looks at what awaits it in the mailbox's site
(`landing.py`).  The matrix (`matrix.py`) names the behaviour for protocol, versions and site; the behaviours
(`proxying.py`, `owa.py`, `activesync.py`, `services.py`) are one small function each and give a decision
(`decision.py`).  `trace.py` tells the decision step by step and follows redirects (`follow.py`, `hosts.py`)
to their end; `survey.py` asks the whole matrix without asking each request; `router.py` is the door to all
of it.  What the documents say stands in `clauses.py`, what the codes mean in `rejections.py`.

A fact that is not declared counts as Setup leaves it where a document says how that is; otherwise the answer
is `unspecified` and names the key that would decide.  Authentication is never assumed: the request is
proxied, with a note.

## Outcomes

| outcome | kind | the client |
|---|---|---|
| serve | | is answered by the server that it reached |
| proxy | | is answered by that server, which asks another one for it |
| redirect | manual | sees a page with a link |
| redirect | silent | is sent to another address without a page between |
| redirect | http-302 | is sent on by HTTP 302 |
| redirect | http-451 | is told another address by HTTP 451 with X-MS-Location |
| reject | | is turned away; the code says how |
| unspecified | | may see anything: the documents, or the declaration, do not say |

A redirect stays a redirect wherever it leads.  The trace goes on to the name that was handed out and tells how
it ends there: `serve`, `proxy`, `reject`, `unspecified`, `loop` where the client is sent back to a name that it
comes from, `leave` where nobody declares the name.
"""
_MATRIX = """\
## The matrix

By protocol, version of the server that the client reached, and version of the mailbox's server.  The mark tells
what the first clause rests on (below).  Exchange 2003 servers need no site, so theirs makes no difference.
"""
_CODES = """\
## Reject codes

What the user or the client sees is what the documents name; where they are silent, so is the table.
"""
_CLAUSES_HEAD = """\
## What the documents say
"""


def handbook() -> str:
    """The document, ending in one line end."""
    parts = [
        _HEAD,
        _MATRIX,
        *_matrix(),
        "",
        _CODES,
        *_codes(),
        "",
        _CLAUSES_HEAD,
        *_marks(),
        "",
        *_clauses(),
        "",
    ]
    return "\n".join(parts)


def _matrix() -> Iterator[str]:
    yield "| protocol | server | mailbox | in the mailbox's site | in another site |"
    yield "|---|---|---|---|---|"
    for row in ROWS:
        yield _row(row)


def _row(row: Row) -> str:
    own, other = _cell(row.own_site), _cell(row.other_site)
    ends = f"{own} | {other}" if own != other else f"{own} | the same"
    return f"| {name_of(row.protocol)} | {row.entry.word} | {row.mailbox.word} | {ends} |"


def _cell(cell: Cell) -> str:
    return f"{WORDS[cell.behaviour]} [{CLAUSES[cell.clause].mark}]"


def _codes() -> Iterator[str]:
    yield "| code | when | what is seen | what helps | sources |"
    yield "|---|---|---|---|---|"
    for rejection in REJECTIONS.values():
        yield _code(rejection)


def _code(rejection: Rejection) -> str:
    seen = "; ".join([f"{names}: {words}" for words, names in _by_words(rejection.shows).items()])
    when = rejection.meaning + (" (at run time only: no route ends so)" if rejection.at_run_time else "")
    sources = _linked(rejection.citations)
    return f"| `{rejection.code}` | {when} | {seen} | {rejection.change} | {sources} |"


def _by_words(shows: dict[str, str]) -> dict[str, str]:
    """The protocols that show the same, together."""
    found: dict[str, list[str]] = {}
    for protocol, words in shows.items():
        found.setdefault(words, []).append(name_of(protocol))
    return {words: ", ".join(names) for words, names in found.items()}


def _marks() -> Iterator[str]:
    yield "| mark | meaning |"
    yield "|---|---|"
    for mark, meaning in MARKS.items():
        yield f"| {mark} | {meaning} |"


def _clauses() -> Iterator[str]:
    yield "| clause | mark | | since | sources |"
    yield "|---|---|---|---|---|"
    for clause in CLAUSES.values():
        yield f"| {clause.key} | {clause.mark} | {clause.says} | {_since(clause)} | {_linked(clause.citations)} |"


def _since(clause: Clause) -> str:
    release = release_of(clause.since) if clause.since else None
    return release.name if release else ""


def _linked(citations: tuple[Citation, ...]) -> str:
    return ", ".join(
        [
            f"[{c.title.replace('[', '(').replace(']', ')')}]({_address(c)})" if c.url else c.title
            for c in citations
        ]
    )


def _address(citation: Citation) -> str:
    """Parentheses would end the link early."""
    return citation.url.replace("(", "%28").replace(")", "%29")


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(handbook().encode())
