"""Let a coverage-guided fuzzer look for bytes that make a target raise: `python tests/fuzz/run.py reader`.

What follows the target's name goes to libFuzzer (`-max_total_time=1800`, a folder
that keeps what it learns).  Needs `pip install atheris`, which the tests do not.
"""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
_MOST_BYTES = 4096


def _corpus(folder: Path, seeds: tuple[bytes, ...]) -> str:
    folder.mkdir()
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number:03}").write_bytes(seed)
    return str(folder)


def _dictionary(file: Path, words: tuple[str, ...]) -> str:
    escaped = ["".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words]
    file.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return f"-dict={file}"


def main(name: str, options: list[str]) -> None:
    """Fuzz one target to the end of its time, or to the first bytes with which it raises."""
    atheris: Any = import_module("atheris")
    sys.path.insert(0, str(TESTS))
    with atheris.instrument_imports(include=["caslint", "ruamel.yaml"]):
        target = import_module(f"fuzz.{name}")
    with tempfile.TemporaryDirectory() as folder:
        given = [f"-max_len={_MOST_BYTES}", "-len_control=0", "-timeout=60", "-rss_limit_mb=4096"]
        if target.WORDS:
            given.append(_dictionary(Path(folder) / "words", target.WORDS))
        if not any(map(os.path.isfile, options)):  # else those files are tried, and no others
            options = [*options, _corpus(Path(folder) / "seeds", target.SEEDS)]
        atheris.Setup([sys.argv[0], *given, *options], target.run)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
