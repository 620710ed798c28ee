from __future__ import annotations

import pytest

from caslint.finding import Severity
from caslint.report.result import Result
from caslint.text import Source
from report_sample import KYOTO, ORG, QUOTE, finding, place


def test_findings_sort_by_file_line_column_and_code() -> None:
    other = Source("a.yaml", "sites: []\n")
    first = finding(place(other, "sites"))
    same_place = KYOTO.replaced(code="CAS102")

    result = Result([QUOTE, same_place, KYOTO, first])

    assert result.findings == [first, KYOTO, same_place, QUOTE]


def test_summary_has_every_count_in_the_order_of_the_contract() -> None:
    info = KYOTO.replaced(severity=Severity.INFO)
    result = Result([KYOTO, info, info], suppressed=[QUOTE], files=3, organizations=1)

    assert list(result.summary.items()) == [
        ("files", 3),
        ("organizations", 1),
        ("error", 1),
        ("warning", 0),
        ("info", 2),
        ("suppressed", 1),
        ("baselined", 0),
    ]


@pytest.mark.parametrize("severity", Severity)
def test_outcome_is_findings_with_one_of_any_severity(severity: Severity) -> None:
    result = Result([KYOTO.replaced(severity=severity)], unreadable=[("x.yaml", "gone")], organizations=1)

    assert result.outcome == "findings"


def test_outcome_without_findings() -> None:
    assert Result(unreadable=[("x.yaml", "gone")], organizations=1).outcome == "unreadable"
    assert Result(files=1).outcome == "empty"
    assert Result(suppressed=[KYOTO], files=1, organizations=1).outcome == "clean"


def test_sample_points_at_what_it_says() -> None:
    assert (ORG.line(6), KYOTO.place.line, KYOTO.place.column) == ("  - name: Kyoto", 6, 11)
