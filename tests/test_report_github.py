"""Annotations: as GitHub's runner reads them, within its limits, and never more than what we said."""

from __future__ import annotations

from pathlib import Path

import pytest

import hostile
from caslint.finding import Severity
from caslint.report.checkout import checkout
from caslint.report.github import MOST
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.text import Place, Source
from report_sample import KYOTO, QUOTE, finding, place, shown
from workflow_runner import Annotation, annotated, commands


def many(severity: Severity, count: int) -> list[Annotation]:
    source = Source("org.yaml", "a\n" * count)
    found = [finding(Place(source, 2 * at, 2 * at + 1), severity=severity) for at in range(count)]
    return annotated(shown(Result(found), "github"))


def test_an_annotation_is_this() -> None:
    first, second = annotated(shown(Result([QUOTE, KYOTO]), "github"))

    assert first == Annotation(
        "error",
        {
            "title": "CAS101 site-mailbox-without-cas",
            "file": "org.yaml",
            "line": "6",
            "endLine": "6",
            "col": "11",
            "endColumn": "16",
        },
        "Kyoto has the Mailbox server MBX03 but no Exchange 2010 Client Access server\nMore: caslint explain CAS101",
    )
    assert second.level == "warning"
    assert second.message.splitlines()[1] == "Fix: quote the version"


def test_the_worst_come_first_and_infos_are_notices() -> None:
    found = [KYOTO.replaced(severity=severity) for severity in Severity]

    assert [one.level for one in annotated(shown(Result(found), "github"))] == [
        "error",
        "warning",
        "notice",
    ]


@pytest.mark.parametrize("severity", Severity)
def test_ten_of_a_level_are_shown_and_no_word_is_lost(severity: Severity) -> None:
    assert len(many(severity, MOST)) == MOST


@pytest.mark.parametrize(
    ("severity", "left"), [(Severity.ERROR, "37 errors"), (Severity.WARNING, "37 warnings")]
)
def test_what_is_left_out_is_said(severity: Severity, left: str) -> None:
    found = many(severity, 47)

    assert [one.level for one in found] == [found[0].level] * MOST + ["notice"]
    assert found[-1].message == f"not shown here, for want of room: {left}; caslint check lists every finding"


def test_the_closing_notice_is_one_of_the_ten() -> None:
    found = many(Severity.INFO, 47)

    assert len(found) == MOST
    assert "38 info;" in found[-1].message


def test_the_summary_is_named_where_there_is_one() -> None:
    source = Source("org.yaml", "a\n" * 20)
    result = Result([finding(Place(source, 2 * at, 2 * at + 1)) for at in range(20)])
    last = annotated(shown(result, "github", Options(summary=True)))[-1]

    assert last.message.endswith("; the job summary lists every finding")


def test_a_place_of_several_lines_keeps_its_columns() -> None:
    source = Source("org.yaml", "name: >\n  one\n  two\n")
    (one,) = annotated(shown(Result([finding(Place(source, 6, 17))]), "github"))

    assert (one.properties["line"], one.properties["endLine"]) == ("1", "1")
    assert (one.properties["col"], one.properties["endColumn"]) == ("7", "8")


def test_files_are_named_from_the_repositorys_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "a,b: c%"
    folder.mkdir()
    options = Options(checkout=checkout(str(folder), {}))
    (one,) = annotated(shown(Result([KYOTO]), "github", options))

    assert one.properties["file"] == "a,b: c%/org.yaml"


def test_what_could_not_be_read_is_told_once() -> None:
    located = finding(place(Source("odd.yaml", "x"), "x"), code="CAS001")
    found = annotated(
        shown(Result([located], unreadable=[("odd.yaml", "odd"), ("gone.yaml", "gone")]), "github")
    )

    assert [(one.properties["file"], one.message.splitlines()[0]) for one in found] == [
        ("gone.yaml", "gone.yaml cannot be read: gone"),
        ("odd.yaml", located.message),
    ]


def test_long_texts_are_cut_to_what_github_takes() -> None:
    found = KYOTO.replaced(message="x" * 70_000, name="y" * 300)
    (one,) = annotated(shown(Result([found]), "github"))

    assert len(one.message) == 4096
    assert len(one.properties["title"]) == 255


def test_nothing_found_is_nothing_said() -> None:
    assert shown(Result(organizations=1), "github") == ""


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
@pytest.mark.parametrize("options", [Options(), Options(github=True)], ids=["file", "log"])
def test_hostile_text_makes_no_command_of_its_own(text: str, options: Options) -> None:
    log = shown(hostile.result(text), "github", options)
    found = annotated(log)

    assert [one.level for one in found] == ["error", "error", "notice"]
    assert commands(log) == [level for _ in range(2) for level in ("error", "error", "notice")]
    assert all(
        set(one.properties) <= {"title", "file", "line", "endLine", "col", "endColumn"} for one in found
    )
    assert log.replace("\n", "").isprintable()
