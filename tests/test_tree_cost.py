"""What a clean file is charged, counted rather than timed."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from types import FrameType

import pytest

from big import big
from both_parsers import PARSERS
from caslint.tree import parse

pytestmark = pytest.mark.skipif("libyaml" not in PARSERS, reason="libyaml is not installed")

MOST_BYTES = 10
"""For each byte of the text; of 10,000 servers with 7 MB that makes 70 MB."""

SERVER = """\
  - name: CAS{0}
    roles: [ClientAccess, "HubTransport"]
    virtualDirectories:
      owa:
        externalUrl: https://cas{0}.contoso.com/owa
        basicAuthentication: true
"""


def servers(count: int) -> str:
    return "servers:\n" + "".join(SERVER.format(number) for number in range(count))


def calls(text: str) -> int:
    """How many of caslint's own functions are called for a text."""
    called = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called += event == "call" and "/caslint/" in frame.f_code.co_filename.replace("\\", "/")

    sys.setprofile(count)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return called


def test_no_function_is_called_for_each_value() -> None:
    few, many = servers(1), servers(300)
    calls(few)  # loads what is needed

    assert calls(many) == calls(few)


def held(text: str) -> int:
    """How many bytes the tree of a text takes."""
    tracemalloc.start()
    tree = parse(text)
    found, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tree.root
    return found


def test_a_tree_takes_few_times_the_bytes_of_its_text() -> None:
    few, many = big(200).text, big(400).text
    held(few)  # loads what is needed

    more = held(many) - held(few)

    assert more <= MOST_BYTES * (len(many) - len(few))
    assert more >= len(many) - len(few)  # the count counts


def test_a_clean_file_loads_nothing_for_a_closer_look() -> None:
    script = f"""
import sys
from caslint.tree import parse
assert parse({servers(3)!r}).root
print(*sorted(name for name in sys.modules if name.startswith("caslint.reading.")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert {name.removeprefix("caslint.reading.") for name in done.stdout.split()} == {
        *(
            "attempt",
            "events",
            "fault",
            "glance",
            "growth",
            "names",
            "pattern",
            "refusals",
            "repeats",
            "unusual",
        ),
    }
