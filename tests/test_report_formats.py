from __future__ import annotations

import io
import subprocess
import sys

import pytest

from caslint.report import FORMATS, write
from caslint.report.options import Options
from caslint.report.result import Result
from report_sample import KYOTO

_HEAVY = ("rich", "jsonschema", "json", "ruamel", "argparse", "dataclasses", "unicodedata")
_PROGRAM = """
import sys
from caslint.report import write
from caslint.report.options import Options
from caslint.report.result import Result
write(Result(files=1, organizations=1), {name!r}, sys.stdout.buffer, Options(), sys.stderr.buffer)
print(sorted(sys.modules.keys() & {heavy!r}), file=sys.stderr)
"""


def _imported(name: str) -> str:
    program = _PROGRAM.format(name=name, heavy=set(_HEAVY))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(("name", "expected"), [("concise", "[]"), ("json", "['json']")])
def test_a_format_imports_no_heavy_library_but_its_own(name: str, expected: str) -> None:
    assert _imported(name) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_same_result_gives_the_same_bytes(name: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for target in (first, second):
        write(Result([KYOTO], files=1, organizations=1), name, target, Options())

    assert first.getvalue() == second.getvalue() != b""


def test_format_that_there_is_not() -> None:
    with pytest.raises(KeyError, match="sarrif"):
        write(Result(), "sarrif", io.BytesIO(), Options())
