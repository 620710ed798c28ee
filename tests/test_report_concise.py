from __future__ import annotations

import pytest

import hostile
from caslint.finding import Fix, Severity, Subject
from caslint.report.options import Options
from caslint.report.result import Result, StaleEntry
from caslint.text import Source
from report_sample import KYOTO, ORG, QUOTE, closing, finding, place, shown
from workflow_runner import commands

UNSAFE = KYOTO.replaced(fix=Fix("declare a server", (), safe=False), severity=Severity.INFO)


def test_one_line_a_finding_and_nothing_else() -> None:
    result = Result(
        [KYOTO, QUOTE], suppressed=[UNSAFE], unreadable=[("x.yaml", "gone")], files=1, organizations=1
    )

    assert (
        shown(result, "concise", Options(verbose=True))
        == """\
org.yaml:6:11: CAS101 error Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server
org.yaml:10:14: CAS011 warning version 14.10 of CAS01 is a number, which YAML reads as 14.1
"""
    )


def test_columns_are_code_points() -> None:
    source = Source("a.yaml", "京都: 😀 x\n")

    assert (
        shown(Result([finding(place(source, "x"), "here")]), "concise") == "a.yaml:1:7: CAS101 error here\n"
    )


_MIXED = Result([KYOTO, UNSAFE, QUOTE, UNSAFE], suppressed=[KYOTO], files=1, organizations=1)
_UNREADABLE = Result(
    unreadable=[("b.yaml", "gone"), ("a.yaml", "permission denied")], files=1, organizations=1
)


@pytest.mark.parametrize(
    ("result", "lines"),
    [
        (Result(files=3, organizations=1), ["no findings in 3 files (1 organization)"]),
        (
            _MIXED,
            [
                "4 findings in 1 file (1 organization): 1 error, 1 warning, 2 info; 1 suppressed",
                "1 can be fixed with caslint fix, 2 more with caslint fix --unsafe",
            ],
        ),
        (
            Result([UNSAFE], files=1, organizations=1),
            ["1 finding in 1 file (1 organization): 1 info", "1 can be fixed with caslint fix --unsafe"],
        ),
        (Result(), ["nothing was checked: no topology found"]),
        (
            _UNREADABLE,
            [
                "a.yaml: cannot be read: permission denied",
                "b.yaml: cannot be read: gone",
                "no findings in 1 file (1 organization); 2 files could not be read",
            ],
        ),
        (
            Result(unreadable=[("a.yaml", "gone")], organizations=1),
            ["a.yaml: cannot be read: gone", "nothing was checked; 1 file could not be read"],
        ),
        (
            Result(
                stale_baseline=[StaleEntry("CAS101", "0f", Subject("site", "Kyoto"), "org.yaml")],
                files=1,
                organizations=1,
            ),
            [
                "no findings in 1 file (1 organization)",
                "1 stale baseline entry: caslint baseline --prune removes what is no longer found",
            ],
        ),
    ],
)
def test_counts_stand_beside_the_findings(result: Result, lines: list[str]) -> None:
    assert closing(result).splitlines() == lines


def test_quiet_leaves_only_what_could_not_be_read() -> None:
    result = Result([KYOTO], unreadable=[("a.yaml", "gone")], files=1, organizations=1)

    assert closing(result, Options(quiet=True)) == "a.yaml: cannot be read: gone\n"


def test_verbose_lists_what_was_silenced() -> None:
    result = Result(
        suppressed=[KYOTO],
        baselined=[QUOTE],
        stale_baseline=[StaleEntry("CAS9", "0f", Subject("site", "Kyoto"), "org.yaml")],
        files=1,
        organizations=1,
    )

    assert (
        closing(result, Options(verbose=True))
        == """\
org.yaml:6:11: CAS101 error Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server \
(suppressed)
org.yaml:10:14: CAS011 warning version 14.10 of CAS01 is a number, which YAML reads as 14.1 (baselined)
CAS9 site Kyoto (org.yaml): stale baseline entry
no findings in 1 file (1 organization); 1 suppressed, 1 baselined
1 stale baseline entry: caslint baseline --prune removes what is no longer found
"""
    )


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_stays_one_line_and_acts_nowhere(text: str) -> None:
    result, options = hostile.result(text), Options(github=True, verbose=True)
    written = shown(result, "concise", options)

    assert commands(written + closing(result, options)) == []
    assert written.count("\n") == len(result.findings)
    assert written.replace("\n", "").isprintable()


def test_file_named_like_a_command_is_broken_visibly() -> None:
    result = Result([finding(place(Source("::error::x.yaml", "a: b"), "a"), "here")])

    assert shown(result, "concise", Options(github=True)) == "\\x3a:error::x.yaml:1:1: CAS101 error here\n"


def test_console_that_cannot_show_the_name_gets_its_escape() -> None:
    result = Result([finding(place(ORG, "Kyoto"), "京都 ist für Zürich")])

    assert shown(result, "concise", Options(encoding="cp1252")).endswith(
        "error \\u4eac\\u90fd ist für Zürich\n"
    )
