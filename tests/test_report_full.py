"""What a user sees of one finding, word for word."""

from __future__ import annotations

import pytest

from caslint.finding import Edit, Finding, Fix, Related, Severity, Step, Subject
from caslint.report.options import UNBOUNDED, Options
from caslint.report.result import Result
from caslint.text import Place, Source
from report_sample import BOOK, KYOTO, ORG, PAGE, QUOTE, finding, place, shown

SITES = Source("sites/kyoto.yaml", "servers:\n  - name: CAS09\n    site: Kyoto\n    roles: [Mailbox]\n")


def full(item: Finding, width: int = UNBOUNDED) -> str:
    return shown(Result([item]), "full", Options(width=width, quiet=True))


def excerpt(at: Place, *related: Related, width: int = UNBOUNDED) -> str:
    """The part of a finding between its headline and its notes."""
    item = finding(at, "here", related=related, citations=())
    lines = full(item, width).splitlines()
    assert lines[-2].endswith(" = more: caslint explain CAS101")
    return "\n".join(lines[next(n for n, line in enumerate(lines) if "-->" in line) : -2]) + "\n"


def test_whole_report() -> None:
    result = Result([KYOTO, QUOTE], suppressed=[KYOTO], files=1, organizations=1)

    assert (
        shown(result, "full")
        == """\
error[CAS101] site-mailbox-without-cas: Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client \
Access server
  --> org.yaml:6:11
   |
 6 |   - name: Kyoto
   |           ^^^^^ site Kyoto
...
12 |   - {name: MBX03, site: Kyoto, version: 14.3.123.4, roles: [Mailbox]}
   |            ----- MBX03 is declared here
   |
   = source: Understanding Proxying and Redirection https://example.com/proxying
   = more: caslint explain CAS101

warning[CAS011] version-not-text: version 14.10 of CAS01 is a number, which YAML reads as 14.1
  --> org.yaml:10:14
   |
10 |     version: 14.10
   |              ^^^^^ server CAS01
   |
   = help: quote the version (safe: caslint fix applies it)
   |
10 -     version: 14.10
10 +     version: "14.10"
   |
   = more: caslint explain CAS011

2 findings in 1 file (1 organization): 1 error, 1 warning; 1 suppressed
1 can be fixed with caslint fix
"""
    )


def test_clean_report_is_one_line() -> None:
    assert shown(Result(files=3, organizations=1), "full") == "no findings in 3 files (1 organization)\n"


def test_several_files_trace_and_documents() -> None:
    item = KYOTO.replaced(
        related=(
            Related(place(SITES, "[Mailbox]"), "its roles are these"),
            Related(place(ORG, "Redmond"), "the site that is reached"),
            Related(place(SITES, "CAS09"), "the only server of the site"),
        ),
        trace=(
            Step("the client asks mail.contoso.com for Outlook Web App", None),
            Step("CAS01 finds nobody to proxy to", place(ORG, "CAS01")),
        ),
        citations=(PAGE, BOOK),
    )

    assert (
        full(item, 80)
        == """\
error[CAS101] site-mailbox-without-cas: Kyoto has the Mailbox server MBX03 but
  no Exchange 2010 Client Access server
 --> org.yaml:6:11
  |
4 |   - name: Redmond
  |           ------- the site that is reached
5 |     internetFacing: true
6 |   - name: Kyoto
  |           ^^^^^ site Kyoto
  |
 --> sites/kyoto.yaml:4:12
  |
2 |   - name: CAS09
  |           ----- the only server of the site
3 |     site: Kyoto
4 |     roles: [Mailbox]
  |            --------- its roles are these
  |
  = step 1: the client asks mail.contoso.com for Outlook Web App
  = step 2: CAS01 finds nobody to proxy to (org.yaml:8:11)
  = source: Understanding Proxying and Redirection https://example.com/proxying
  = source: A book without an address
  = more: caslint explain CAS101

"""
    )


def test_forty_columns() -> None:
    item = KYOTO.replaced(fix=Fix("declare a Client Access server in Kyoto", (), safe=False))

    assert (
        full(item, 40)
        == """\
error[CAS101] site-mailbox-without-cas:
  Kyoto has the Mailbox server MBX03 but
  no Exchange 2010 Client Access server
  --> org.yaml:6:11
   |
 6 |   - name: Kyoto
   |           ^^^^^ site Kyoto
...
12 |   - {name: MBX03, site: Kyoto, ...
   |            -----
   |            MBX03 is declared here
   |
   = help: declare a Client Access
     server in Kyoto (unsafe, may change
     what is declared: caslint fix
     --unsafe applies it)
   |
   = source: Understanding Proxying and
     Redirection
     https://example.com/proxying
   = more: caslint explain CAS101

"""
    )


def test_two_places_on_one_line_each_have_their_own_underline() -> None:
    at = place(ORG, "[Mailbox]")

    assert (
        excerpt(at, Related(place(ORG, "MBX03"), "this server"), Related(at, "again"))
        == """\
  --> org.yaml:12:60
   |
12 |   - {name: MBX03, site: Kyoto, version: 14.3.123.4, roles: [Mailbox]}
   |            ----- this server
   |                                                            ^^^^^^^^^ site Kyoto
   |                                                            --------- again
   |
"""
    )


LONG = Source("long.yaml", "servers: [" + ", ".join(f"CAS{n:03}" for n in range(100)) + "]\n")


def test_long_line_is_cut_around_each_place() -> None:
    related = (
        Related(place(LONG, "servers"), "the list"),
        Related(place(LONG, "CAS051"), "its neighbour"),
        Related(place(LONG, "CAS099"), "the last of a hundred Client Access servers"),
    )

    assert (
        excerpt(place(LONG, "CAS050"), *related, width=60)
        == """\
 --> long.yaml:1:411
  |
1 | servers: [CAS000, CAS001, CAS002, CAS003, CAS004, CA...
  | ------- the list
1 | ...047, CAS048, CAS049, CAS050, CAS051, CAS052, CAS0...
  |                         ^^^^^^ site Kyoto
  |                                 ------ its neighbour
1 | ...093, CAS094, CAS095, CAS096, CAS097, CAS098, CAS099]
  |                                                 ------
  |                                 the last of a hundred
  |                                 Client Access servers
  |
"""
    )


def test_place_longer_than_the_line_there_is() -> None:
    at = Place(LONG, 9, len(LONG.text) - 1)

    assert (
        excerpt(at, width=40)
        == """\
 --> long.yaml:1:10
  |
1 | ...[CAS000, CAS001, CAS002, CAS0...
  |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |    site Kyoto
  |
"""
    )


def test_wide_characters_and_marks_count_in_cells() -> None:
    source = Source("京都.yaml", "サイト: 京都, e\u0301a\u0301: 東京, \u1100\u1161: x # コメント\n")

    assert (
        excerpt(place(source, "東京"), Related(place(source, "x"), "x"), width=32)
        == """\
 --> 京都.yaml:1:16
  |
1 | サイト: 京都, e\u0301a\u0301: 東京, ...
  |                   ^^^^
  |                   site Kyoto
1 | ...: 東京, \u1100\u1161: x # コメント
  |                - x
  |
"""
    )


def test_tabs_are_one_blank_and_controls_are_escaped() -> None:
    source = Source("a.yaml", "\tname:\tCAS\x1b[1m01\t# \u202eevil\n")

    assert (
        excerpt(place(source, "01"), Related(place(source, "evil"), "see"))
        == """\
 --> a.yaml:1:15
  |
1 |  name: CAS\\x1b[1m01 # \\u202eevil
  |                  ^^ site Kyoto
  |                             ---- see
  |
"""
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_are_not_shown(end: str) -> None:
    source = Source("a.yaml", end.join(["sites:", "", "  - name: Kyoto", ""]))
    at = place(source, "Kyoto")
    line_end = Place(source, at.end, at.end + len(end))

    assert (
        excerpt(at, Related(line_end, "the line ends"), Related(place(source, "sites"), "in this list"))
        == """\
 --> a.yaml:3:11
  |
1 | sites:
  | ----- in this list
2 |
3 |   - name: Kyoto
  |           ^^^^^ site Kyoto
  |                - the line ends
  |
"""
    )


def test_place_of_no_length_on_an_empty_line() -> None:
    source = Source("a.yaml", "sites:\n\n  - name: Kyoto\n")

    assert (
        excerpt(Place(source, 7, 7))
        == """\
 --> a.yaml:2:1
  |
2 |
  | ^ site Kyoto
  |
"""
    )


@pytest.mark.parametrize(
    ("text", "row"),
    [("sites:", "1 | sites:\n  |       ^"), ("sites:\n", "2 |\n  | ^")],
)
def test_end_of_file(text: str, row: str) -> None:
    source = Source("a.yaml", text)

    assert f"{row} site Kyoto (end of file)\n" in excerpt(Place(source, len(text), len(text)))


def test_place_of_several_lines_is_underlined_on_the_first() -> None:
    at = Place(ORG, place(ORG, "name: Redmond").start, place(ORG, "  - name: Kyoto").start)

    assert (
        excerpt(at)
        == """\
 --> org.yaml:4:5
  |
4 |   - name: Redmond
  |     ^^^^^^^^^^^^^ site Kyoto (to line 5)
  |
"""
    )


def test_file_as_a_whole_has_no_excerpt() -> None:
    item = finding(
        Place(Source("old.yaml", ""), 0, 0), "is not UTF-8", subject=Subject("file", "old.yaml"), citations=()
    )

    assert (
        full(item)
        == """\
error[CAS101] site-mailbox-without-cas: is not UTF-8
 --> old.yaml:1:1
  |
  = more: caslint explain CAS101

"""
    )


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        (Subject("virtualDirectory", "CAS01 owa"), "virtual directory CAS01 owa"),
        (Subject("clientAccessArray", "outlook"), "Client Access server array outlook"),
        (Subject("mailboxDatabase", "DB01"), "mailbox database DB01"),
        (Subject("client", "Kyoto IMAP users"), "client Kyoto IMAP users"),
        (Subject("file", "org.yaml"), ""),
    ],
)
def test_subject_is_named_as_an_administrator_names_it(subject: Subject, label: str) -> None:
    lines = full(KYOTO.replaced(subject=subject)).splitlines()

    assert lines[4] == f"   |           ^^^^^ {label}".rstrip()


@pytest.mark.parametrize("severity", Severity)
def test_headline_begins_with_the_severity(severity: Severity) -> None:
    assert full(KYOTO.replaced(severity=severity)).startswith(f"{severity.word}[CAS101] site-mailbox")


def test_fix_in_several_places_and_files() -> None:
    redmond = place(ORG, "Redmond", 1)
    edits = (
        Edit(SITES, place(SITES, "CAS09").start, place(SITES, "CAS09").end, "CAS10"),
        Edit(ORG, redmond.start, redmond.end, "Paris"),
        Edit(ORG, 0, 0, "formatVersion: 1\n"),
        Edit(ORG, place(ORG, "    roles:").start, place(ORG, "  - {name").start, ""),
        Edit(ORG, place(ORG, "14.10").start, place(ORG, "14.10").end, '"14.10"'),
    )
    item = KYOTO.replaced(fix=Fix("move it", edits), related=())

    assert (
        full(item).partition("= help: ")[2]
        == """\
move it (safe: caslint fix applies it)
  --> sites/kyoto.yaml:2
   |
 2 -   - name: CAS09
 2 +   - name: CAS10
  --> org.yaml:1
   |
 1 + formatVersion: 1
   |
 9 -     site: Redmond
10 -     version: 14.10
11 -     roles: [ClientAccess, HubTransport]
10 +     site: Paris
11 +     version: "14.10"
   |
   = source: Understanding Proxying and Redirection https://example.com/proxying
   = more: caslint explain CAS101

"""
    )


def test_fix_at_the_end_of_a_file_with_crlf() -> None:
    source = Source("a.yaml", "servers:\r\n  - name: CAS01")
    end = len(source.text)
    item = finding(
        place(source, "CAS01"),
        fix=Fix("add", (Edit(source, end, end, "\r\n    version: '14.3'\r\n"),)),
        citations=(),
    )

    assert (
        full(item).partition("= help: ")[2]
        == """\
add (safe: caslint fix applies it)
  |
3 +     version: '14.3'
4 +
  |
  = more: caslint explain CAS101

"""
    )


def test_long_fix_is_counted_and_a_long_line_cut_where_it_changes() -> None:
    start = place(LONG, "CAS050").start
    end = len(LONG.text)
    added = "".join(f"# line {n}\n" for n in range(25))
    item = finding(
        place(LONG, "CAS050"),
        fix=Fix("rename", (Edit(LONG, start, start + 6, "MBX\t50"), Edit(LONG, end, end, added))),
        citations=(),
    )
    lines = full(item, 60).partition("= help: ")[2].splitlines()

    assert lines[:5] == [
        "rename (safe: caslint fix applies it)",
        "   |",
        " 1 - ...CAS047, CAS048, CAS049, CAS050, CAS051, CAS052, C...",
        " 1 + ...CAS047, CAS048, CAS049, MBX\\t50, CAS051, CAS052, ...",
        " 2 + # line 0",
    ]
    assert lines[-5:] == [
        "20 + # line 18",
        "   | ... 6 more lines",
        "   |",
        "   = more: caslint explain CAS101",
        "",
    ]
