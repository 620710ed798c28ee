from __future__ import annotations

from caslint.finding import Severity
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.text import Source
from report_sample import KYOTO, QUOTE, closing, finding, place, shown

OTHER = Source("sites/京都.yaml", "sites: []\n")
RESULT = Result(
    [KYOTO.replaced(severity=Severity.INFO), KYOTO, *[finding(place(OTHER, "sites"))] * 9, QUOTE],
    files=2,
    organizations=1,
)
TABLES = """\
findings by rule
  11  error    CAS101  site-mailbox-without-cas
   1  warning  CAS011  version-not-text          1 with a fix

findings by file
  9  sites/京都.yaml
  3  org.yaml

"""


def test_rules_and_files_by_number_of_findings() -> None:
    written = shown(RESULT, "full", Options(statistics=True))

    assert TABLES + "12 findings in 2 files (1 organization): 10 errors, 1 warning, 1 info\n" in written
    assert "findings by" not in shown(RESULT, "full")


def test_concise_has_them_beside_its_findings() -> None:
    assert closing(RESULT, Options(statistics=True)).startswith(TABLES)


def test_no_findings_no_tables() -> None:
    assert closing(Result(files=1, organizations=1), Options(statistics=True)) == (
        "no findings in 1 file (1 organization)\n"
    )
