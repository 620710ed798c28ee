from __future__ import annotations

import io
import subprocess
import sys

import pytest

from caslint.report import FORMATS, write
from caslint.report.options import Options
from caslint.report.result import Result
from report_sample import KYOTO

_HEAVY = {"rich", "jsonschema", "json", "ruamel", "argparse", "dataclasses", "unicodedata"}
_PROGRAM = """
import sys
from caslint.exchange.sources import Citation
from caslint.finding import Finding, Severity, Subject
from caslint.report import write
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.text import Place, Source
place = Place(Source("org.yaml", "sites: []"), 0, 5)
finding = Finding("CAS1", "x", Severity.ERROR, "x", Subject("site", "x"), place, (), None, (), "", ())
result = Result([finding] * {findings}, files=1, organizations=1)
write(result, {name!r}, sys.stdout.buffer, Options(colours={colours}), sys.stderr.buffer)
print(sorted(sys.modules.keys() & {heavy!r}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("name", "findings", "colours", "expected"),
    [
        ("concise", 1, 256, "[]"),
        ("full", 0, 256, "[]"),
        ("full", 1, 0, "[]"),
        ("json", 1, 0, "['json']"),
    ],
)
def test_a_format_imports_no_heavy_library_but_its_own(
    name: str, findings: int, colours: int, expected: str
) -> None:
    program = _PROGRAM.format(name=name, findings=findings, colours=colours, heavy=_HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )

    assert done.stderr.splitlines()[-1] == expected


@pytest.mark.parametrize("name", FORMATS)
def test_same_result_gives_the_same_bytes(name: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for target in (first, second):
        write(Result([KYOTO], files=1, organizations=1), name, target, Options())

    assert first.getvalue() == second.getvalue() != b""


def test_format_that_there_is_not() -> None:
    with pytest.raises(KeyError, match="sarrif"):
        write(Result(), "sarrif", io.BytesIO(), Options())
