"""The head of the page: whose organization, what came out, how much of what, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.report.counts import by_severity, sentences
from caslint.report.html.findings import SYMBOLS
from caslint.report.html.markup import NOTHING, Html, block, tag, text
from caslint.report.result import Examined, Result
from caslint.words import and_list

_VERDICTS = {
    "clean": "Nothing was found",
    "findings": "There are findings",
    "unreadable": "Files cannot be read",
    "empty": "Nothing was checked",
}


_LONGEST = 35


def names(result: Result) -> str:
    """`Contoso`, `Contoso and Fabrikam`; an organization without a name goes by its file."""
    return and_list(list(dict.fromkeys(map(name_of, result.examined)))) or "no organization"


def name_of(examined: Examined) -> str:
    """The name of an organization, or its root file."""
    named = examined.topology.organization.name if examined.topology else ""
    return named or examined.root


def title(result: Result) -> str:
    """What a tab of a browser shows, which has little room."""
    found = by_severity(result).partition(",")[0] or _VERDICTS[result.outcome].lower()
    several = len(result.examined)
    whose = f"{several} organizations" if several > 1 else names(result)
    return f"caslint: {whose if len(whose) <= _LONGEST else f'{whose[: _LONGEST - 1]}…'}: {found}"


def head(result: Result) -> Html:
    """The banner of the page."""
    told = list(sentences(result))
    return tag(
        "header",
        tag("p", text("Client access report"), class_="kind"),
        tag("h1", text(names(result))),
        tag("p", text(_verdict(result)), class_=f"verdict {_role(result)}"),
        tag("ul", *_cards(result), class_="cards"),
        block(*[tag("p", text(f"{sentence}."), class_="told") for sentence in told]),
    )


def _verdict(result: Result) -> str:
    verdict = _VERDICTS[result.outcome]
    found = by_severity(result)
    return f"{verdict}: {found}" if found else verdict


def _role(result: Result) -> str:
    """The severity by which the verdict is coloured."""
    worst = next((word for word, count in result.severities.items() if count), "")
    return worst or {"clean": "clean", "unreadable": "error", "empty": "warning"}.get(result.outcome, "clean")


def _cards(result: Result) -> Iterator[Html]:
    for word, count in result.severities.items():
        yield _card(count, word if count == 1 or word == "info" else f"{word}s", word)
    yield _card(len(result.suppressed) + len(result.baselined), "silenced", "plain")
    for count, noun in ((result.organizations, "organization"), (result.files, "file")):
        yield _card(count, noun if count == 1 else f"{noun}s", "plain")


def _card(count: int, word: str, role: str) -> Html:
    symbol = f"{SYMBOLS[role]} " if role in SYMBOLS else ""
    mark = tag("span", text(symbol), aria_hidden="true") if symbol else NOTHING
    number = tag("strong", mark, text(f"{count:,}"))
    quiet = "" if count else " none"
    return tag("li", number, text(" "), tag("span", text(word)), class_=f"card {role}{quiet}")


def contents(entries: Sequence[tuple[str, str, Iterable[tuple[str, str]]]]) -> Html:
    """What the page holds; each entry is its name in the page, its title, and what stands below it."""
    return tag("nav", tag("h2", text("Contents"), class_="aside"), _list(entries), aria_label="Contents")


def _list(entries: Sequence[tuple[str, str, Iterable[tuple[str, str]]]]) -> Html:
    items = [
        tag("li", _to(anchor, words), tag("ul", *inside) if inside else NOTHING)
        for anchor, words, below in entries
        for inside in ([tag("li", _to(*one)) for one in below],)
    ]
    return tag("ul", *items)


def _to(anchor: str, words: str) -> Html:
    return tag("a", text(words), href=f"#{anchor}")
