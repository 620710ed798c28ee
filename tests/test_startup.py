"""What a run imports, counted and not timed: nothing heavy where nothing is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caslint.cli import COMMANDS, check
from caslint.cli.parser import parser_for

HEAVY = {"rich", "jsonschema", "ruamel"}
TOPOLOGY = """\
sites: [{name: Redmond, globalCatalog: writable}]
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""


def imported(*words: str, cwd: Path) -> set[str]:
    """The modules that a command loads, beside those that the interpreter and the installation bring."""
    program = (
        "import sys; before = set(sys.modules); from caslint.cli import main; code = main(sys.argv[1:]); "
        "sys.stderr.write('\\n' + '\\n'.join(set(sys.modules) - before)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=cwd, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("words", [["--version"], ["explain", "CAS101"], ["rules"]])
def test_what_needs_no_file_loads_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    found = imported(*words, cwd=tmp_path)

    assert not HEAVY & {name.split(".")[0] for name in found}


def test_the_version_loads_next_to_nothing(tmp_path: Path) -> None:
    found = imported("--version", cwd=tmp_path)

    assert not {"argparse", "typing", "re", "enum"} & found
    assert {name for name in found if name.startswith("caslint.")} == {
        f"caslint.cli{name}" for name in ("", ".exits", ".stopped", ".streams")
    }


def test_a_clean_check_loads_neither_rich_nor_jsonschema(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(TOPOLOGY, encoding="utf-8")

    found = imported("check", "org.yaml", "--format", "concise", "--fail-on", "error", cwd=tmp_path)

    assert not {"rich", "jsonschema"} & {name.split(".")[0] for name in found}
    assert not {name for name in found if name.startswith("caslint.lsp")}
    assert not {"json", "dataclasses", "inspect", "tomllib", "importlib.metadata", "urllib", "socket"} & found


def test_nothing_ever_loads_the_network(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(TOPOLOGY, encoding="utf-8")

    for words in (
        ["check", "org.yaml", "--format", "json", "--fail-on", "never"],
        ["rules", "--format", "json"],
    ):
        assert not {"socket", "ssl", "http.client", "urllib.request"} & imported(*words, cwd=tmp_path)


def test_a_clean_check_without_a_configuration_loads_no_reader_of_one(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(TOPOLOGY, encoding="utf-8")

    found = imported("check", "org.yaml", cwd=tmp_path)
    assert "caslint.configuration.keys" not in found

    (tmp_path / ".caslint.yaml").write_text("fail-on: error\n", encoding="utf-8")
    assert "caslint.configuration.keys" in imported("check", "org.yaml", cwd=tmp_path)


COSTLY = """
import re, sys
from caslint.cli import main
main(["check", "org.yaml", "--format", "concise", "--quiet"])
for name, module in list(sys.modules.items()):
    for word, value in vars(module).items() if name.startswith("caslint.") else ():
        if isinstance(value, re.Pattern) or (hasattr(value, "_field_defaults") and value.__module__ == name):
            print(f"{name}.{word}", file=sys.stderr)
"""


def test_modules_of_a_clean_check_make_no_named_tuples_and_compile_no_patterns(tmp_path: Path) -> None:
    """`Record` says what a `NamedTuple` costs; a pattern costs as much, and `re` keeps those it has compiled."""
    (tmp_path / "org.yaml").write_text(TOPOLOGY, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", COSTLY], cwd=tmp_path, capture_output=True, timeout=120, check=True
    )

    assert done.stderr.decode().split() == ["caslint.model.url._FORM"]  # every URL is held against it


def test_paths_alone_are_checked_without_argparse(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(TOPOLOGY, encoding="utf-8")

    found = imported("check", "org.yaml", cwd=tmp_path)

    assert not {"argparse", "gettext", "locale", "caslint.cli.parser"} & found
    assert "argparse" in imported("check", "org.yaml", "--quiet", cwd=tmp_path)


@pytest.mark.parametrize("paths", [[], ["org.yaml"], ["a.yaml", "folder/b", ""]])
def test_paths_alone_give_the_options_that_the_parser_gives(paths: list[str]) -> None:
    parsed = parser_for(COMMANDS, "check", check).parse_args(["check", *paths])

    assert vars(check.plain(paths)) == vars(parsed)
