"""Inputs whose work would grow with their square, or faster, are answered before anybody loses patience.

Each runs in a process of its own that is ended after a while; every one of them
once took minutes, hours, or more time than there is.  The tests hold no other times.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from failing import caslint
from git_repository import Repo, needs_git

ORG = """\
sites:
- {name: R, internetFacing: true}
- {name: K, internetFacing: false}
servers:
- {name: A, site: R, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
- {name: B, site: K, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
"""
COMMENT = '# caslint: ignore[CAS201] reason="x"\n'
SERVER = (
    "Name : EX1\nFqdn : ex1.contoso.example\nSite : contoso.example/Configuration/Sites/R\n"
    "AdminDisplayVersion : Version 14.3 (Build 123.4)\nServerRole : Mailbox, ClientAccess\n"
)
CLIXML_SERVER = (
    '<TN RefId="0"><T>Microsoft.Exchange.Data.Directory.Management.ExchangeServer</T></TN>'
    '<Props><S N="Name">EX1</S></Props>'
)


def plant(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


CHECKED: dict[str, tuple[Callable[[], str], int]] = {
    "comments above a server": (
        lambda: ORG + COMMENT * 20_000 + "- {name: C, site: R, version: 2010, roles: []}\n",
        1,
    ),
    "comments at the end": (lambda: ORG + COMMENT * 20_000, 0),
    "comments at the head": (lambda: COMMENT * 20_000 + ORG, 0),
    "comments on one line": (lambda: ORG + COMMENT.replace("\n", " ") * 20_000, 0),
    "comments that are none": (lambda: ORG + "# caslint: " * 20_000, 0),
    "comments in a text": (lambda: f"{ORG}organization:\n  name: |\n{('    ' + COMMENT) * 30_000}", 0),
    "comments above a dash": (
        lambda: ORG + COMMENT * 20_000 + "-" + "\n  # c" * 100_000 + "\n  {name: C}\n",
        1,
    ),
    "includes of files that are not there": (
        lambda: ORG + "include: [" + ", ".join(f"{'a' * 200}{at}.yam" for at in range(3_000)) + "]\n",
        1,
    ),
    "includes of all files": (lambda: ORG + "include: [" + "'*.yaml', " * 1_000 + "]\n", 1),
    "includes that match nothing": (
        lambda: ORG + "include: [" + ", ".join(f"'*x{at}.yaml'" for at in range(500)) + "]\n",
        1,
    ),
}


@pytest.mark.parametrize("name", CHECKED)
def test_a_topology_is_answered_in_time(name: str, tmp_path: Path) -> None:
    make, code = CHECKED[name]
    plant(tmp_path, {"org.yaml": make()} | {f"{'a' * 200}{at}.yaml": "sites: []\n" for at in range(300)})
    done = caslint("check", "org.yaml", "--output=json=out.json", "--format=concise", cwd=tmp_path)

    assert done.code == code
    assert done.err.count("\n") <= 2


SETTINGS: dict[str, tuple[str, str, int]] = {
    "spaces before a version": ("required-version: '" + " " * 500_000 + "x'\n", "is no version", 2),
    "a path for the baseline": ("baseline: '" + "a/" * 1_000_000 + "b'\n", "longer than 1,000 characters", 2),
    "patterns": ("exclude: [" + "'*a?b*', " * 50_000 + "]\n", "more than 5,000 patterns", 2),
    "patterns for rules": (
        "per-file-ignores: {" + ", ".join(f"'*a{at}': [CAS2]" for at in range(50_000)) + "}\n",
        "more than 5,000 patterns",
        2,
    ),
    "a pattern of brackets": ("exclude: ['[" + "[:" * 2_000_000 + "]']\n", "longer than 4,096 characters", 2),
    "a baseline in itself": ("", "it is no JSON", 2),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_answered_in_time(name: str, tmp_path: Path) -> None:
    text, said, code = SETTINGS[name]
    plant(tmp_path, {"org.yaml": ORG, ".caslint.yaml": text})
    if not text:
        plant(tmp_path, {".caslint-baseline.json": "[" * 5_000_000})
    done = caslint("check", ".", cwd=tmp_path)

    assert done.code == code
    assert said in done.err
    assert "internal error" not in done.err


@pytest.mark.parametrize(
    "line",
    ["*b?c\n", "*a?a*a?b*\n", "a*" * 100 + "b\n", "*[a][a]*[b]\n", "!**/" + "*/" * 20 + "x\n"],
)
def test_ignored_names_are_told_in_time(line: str, tmp_path: Path) -> None:
    plant(tmp_path, {f"{'a' * 200}{at}.yaml": "sites: []\n" for at in range(4)})
    plant(tmp_path, {"org.yaml": ORG, ".gitignore": line * (1_000_000 // len(line))})
    done = caslint("check", ".", "--format=concise", cwd=tmp_path)

    assert done.code in {0, 1}


def types_of(count: int) -> str:
    return f'<Objs><Obj RefId="0"><TN RefId="0">{"<T>a</T>" * count}</TN></Obj></Objs>'


def references(levels: int, width: int) -> str:
    """Lists of references to lists of references: a thousand times a thousand, and again."""
    lists = [f'<Obj RefId="0">{CLIXML_SERVER}</Obj>']
    for level in range(1, levels):
        inner = f'<Ref RefId="{level - 1}" />' * width
        lists.append(f'<Obj RefId="{level}"><LST>{inner}</LST></Obj>')
    return f"<Objs>{''.join(lists)}</Objs>"


IMPORTED: dict[str, tuple[Callable[[], str], tuple[str, ...], int]] = {
    "brackets in an identity": (
        lambda: f"{SERVER}\nIdentity : {' (' * 500_000}\\)\nInternalUrl : x\n",
        (),
        0,
    ),
    "brackets in a header": (
        lambda: f"Name,OWA internal,{'(' * 130_000},{'(' * 130_000}\nEX1,b,c,d\n",
        (),
        4,
    ),
    "types": (lambda: types_of(500_000), (), 4),
    "references": (lambda: references(5, 1_000), (), 4),
    "references to references": (lambda: references(40, 10), (), 4),
    "labels of a host": (lambda: SERVER.replace("ex1.", "a." * 200_000), ("--redact",), 0),
    "labels of a site": (
        lambda: SERVER.replace("Sites/R", "Sites/" + "a." * 200_000 + "b"),
        ("--redact",),
        0,
    ),
    "a list in itself": (
        lambda: '[{"Name":' + "[" * 970 + '"EX1"' + "]" * 970 + ',"AdminDisplayVersion":"2010 SP3"}]',
        (),
        0,
    ),
    "directories of servers that nobody exported": (
        lambda: (
            SERVER
            + "".join(
                [
                    f"\nServer : s{at}.a.b\nName : owa (Default Web Site)\nOwaVersion : x\n"
                    for at in range(30_000)
                ]
            )
        ),
        (),
        0,
    ),
    "lines of one value": (lambda: SERVER + "ExternalUrl : {a\n" + "   bcdefgh\n" * 200_000, (), 0),
}


@pytest.mark.parametrize("name", IMPORTED)
def test_an_export_is_answered_in_time(name: str, tmp_path: Path) -> None:
    make, options, code = IMPORTED[name]
    plant(tmp_path, {"exports/export.txt": make()})
    done = caslint("import", "exports", "-o", "new", *options, cwd=tmp_path)

    assert done.code == code, done.err[-300:]
    assert "internal error" not in done.err
    assert (tmp_path / "new").exists() == (code == 0)


@needs_git
def test_a_revision_of_a_billion_folders_in_ten_objects(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"org.yaml": ORG})
    tree = repo.git("mktree", data=f"100644 blob {repo.git('rev-parse', 'HEAD:org.yaml')}\tx.yaml\n".encode())
    for _ in range(9):
        tree = repo.git("mktree", data="".join([f"040000 tree {tree}\t{at}\n" for at in range(10)]).encode())
    bomb = repo.git("commit-tree", "-m", "A commit", tree)
    done = caslint("diff", f"git:{bomb}", cwd=repo.folder)

    assert done.code == 3
    assert done.err == "caslint diff: the revision holds more than 100,000 folders here; name one of them\n"


@needs_git
def test_a_folder_that_was_put_into_itself(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"org.yaml": ORG, "inner/deep/x.yaml": "sites: [{name: Q}]\n"})
    repo.git("replace", repo.git("rev-parse", "HEAD:inner/deep"), repo.git("rev-parse", "HEAD:inner"))
    done = caslint("diff", "git:HEAD", cwd=repo.folder)

    assert (done.code, done.err) == (0, "")


# What a checkout brings along is read, and never run.


@pytest.mark.parametrize(
    "pack", ["antigravity", "this", "idlelib.idle", "http.server", "pip.__main__", "rich.__main__"]
)
def test_no_part_of_python_and_no_program_is_a_pack(pack: str, tmp_path: Path) -> None:
    plant(tmp_path, {"org.yaml": ORG, ".caslint.yaml": f"packs: [{pack}]\n"})
    done = caslint("check", "org.yaml", cwd=tmp_path, environ={"BROWSER": "touch ran"})

    assert done.code == 2
    assert "no pack of rules" in done.err
    assert done.out == ""


def test_no_module_of_the_checkout_is_taken_for_one_of_pythons_own(tmp_path: Path) -> None:
    evil = "open('ran', 'w').close()\nraise SystemExit(99)\n"
    plant(
        tmp_path,
        {"org.yaml": ORG}
        | {f"{name}.py": evil for name in ("json", "argparse", "jsonschema", "rich", "difflib")},
    )
    done = caslint("check", "org.yaml", "--format=json", cwd=tmp_path)

    assert done.code == 0
    assert not (tmp_path / "ran").exists()


def test_standard_input_beyond_the_bound_is_not_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    from caslint import decode

    monkeypatch.setattr(decode, "MAX_BYTES", 100)

    found = decode.source(ORG.encode(), "stdin.yaml")
    assert isinstance(found, decode.Unreadable)
    assert "at most 100 are read" in found.reason


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_what_a_link_names_outside_of_a_folder_is_not_imported(tmp_path: Path) -> None:
    plant(tmp_path, {"secret.txt": SERVER.replace("EX1", "SECRET"), "exports/a.txt": SERVER})
    (tmp_path / "exports" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "exports" / "folder").symlink_to(tmp_path)
    done = caslint("import", "exports", cwd=tmp_path)

    assert done.code == 0
    assert "EX1" in done.out
    assert "SECRET" not in done.out


@pytest.mark.skipif(os.name == "nt", reason="the shell of POSIX")
def test_an_output_may_be_a_pipe_of_the_shell(tmp_path: Path) -> None:
    plant(tmp_path, {"org.yaml": ORG})
    program = f"""
import os, subprocess, sys
line = '{sys.executable} -m caslint check org.yaml --output json=>(cat > out.json; touch done) --format concise'
code = subprocess.run(["bash", "-c", line]).returncode
while not os.path.exists("done"): pass
sys.exit(code)
"""
    done = caslint(cwd=tmp_path, program=program)

    assert done.code == 0, done.err
    assert (tmp_path / "out.json").read_text(encoding="utf-8").startswith("{")
