"""A review of a change of everything stays readable: what is left out is counted, and `--all` leaves nothing out."""

from __future__ import annotations

import re

from caslint.report.options import Options
from caslint.review.diff_markdown import MOST_LINES
from caslint.review.diff_markdown import render as markdown
from caslint.review.diff_text import MOST_FINDINGS, MOST_GROUPS
from caslint.review.diff_text import render as text
from caslint.review.review import Review
from reviewing import reviewed

MANY = 60


def organization(external: bool) -> str:
    """Sites that are proxied to from a first one, each published under its own name or not at all."""
    lines = ["sites:", "  - {name: Redmond}"]
    lines += [f"  - {{name: S{number:02}, internetFacing: false}}" for number in range(MANY)]
    lines += ["servers:", "  - {name: CAS, site: Redmond, version: 2010 SP3, roles: [ClientAccess]}"]
    for number in range(MANY):
        url = f"https://s{number:02}.contoso.com/owa" if external else "null"
        lines.append(
            f"  - {{name: EX{number:02}, site: S{number:02}, version: 2010 SP3, roles: [ClientAccess, Mailbox],"
            f" virtualDirectories: {{owa: {{externalUrl: {url}, windowsAuthentication: true}}}}}}"
        )
    return "\n".join(lines) + "\n"


def published() -> Review:
    return reviewed(organization(external=False), organization(external=True))


def shown(*, every: bool = False) -> str:
    return "".join(text(published(), Options(), every=every))


def test_the_reasons_are_cut_and_counted() -> None:
    out = shown()

    assert out.count("  because ") == MOST_GROUPS
    assert f"and {(MANY - MOST_GROUPS) * MANY:,} routes changed for {MANY - MOST_GROUPS} other reasons" in out
    assert f"{MANY * MANY:,} routes changed\n" in out  # from every other site, and from Redmond
    assert shown(every=True).count("  because ") == MANY


def test_new_findings_are_cut_and_counted() -> None:
    out = shown()

    assert len(re.findall(r"^  \S+: \w+\[CAS201\]", out, re.MULTILINE)) == MOST_FINDINGS
    assert "more findings; --all lists every one" in out
    assert len(re.findall(r"^  \S+: \w+\[CAS201\]", shown(every=True), re.MULTILINE)) == MANY


def test_every_request_has_its_line_where_asked_for() -> None:
    assert shown(every=True).count("OWA clients of ") == MANY * MANY


def test_markdown_is_cut_and_counted() -> None:
    out = "".join(markdown(published(), Options()))

    assert out.count("\nBecause ") == MOST_LINES
    assert f"and {(MANY - MOST_LINES) * MANY:,} more routes for {MANY - MOST_LINES} other reasons." in out
    assert f"#### {MANY * MANY:,} routes changed" in out
    assert len(out.encode()) < 65_536


def test_markdown_takes_no_more_room_than_there_is() -> None:
    assert len("".join(markdown(published(), Options(room=2_000))).encode()) <= 2_000


def test_markdown_of_everything_fits_into_a_comment() -> None:
    """Every section is full, and each says how much it leaves out."""
    both = reviewed(
        organization(external=True), organization(external=False).replace("EX0", "CAS-0" + "x" * 40)
    )
    out = "".join(markdown(both, Options()))

    assert len(out) < 60_000
    for words in ("routes lost\n", "routes changed\n", "routes gained\n"):
        assert words in out
    assert out.count(" more route") >= 3
