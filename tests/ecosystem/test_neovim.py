"""A real editor with the language server: what Neovim shows, fixes, renames and silences."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from outside_tools import program, run

SCRIPT = Path(__file__).parent / "neovim.lua"
TEXT = """\
sites:
  - name: London # 😀
  - name: Kyoto
servers:
  - {name: EX01, site: Londn, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]} # 😀
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""
AFTER = """\
sites:
  - name: "São Paulo" # 😀
  - name: Kyoto  # caslint: ignore[CAS101] reason="say why this may stay"
servers:
  - {name: EX01, site: "São Paulo", version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]} # 😀
  - {name: MBX02, site: Kyoto, version: 2010 SP3, roles: [Mailbox, HubTransport]}
"""


def test_neovim_shows_fixes_renames_and_silences(tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(TEXT, encoding="utf-8")
    done = run(
        program("nvim"),
        *("--headless", "-u", "NONE", "-c", f"luafile {SCRIPT}", "-c", "qa!"),
        cwd=tmp_path,
        CASLINT=str(Path(sys.executable).parent / "caslint"),
        SAMPLE=str(tmp_path / "org.yaml"),
        HOME=str(tmp_path),
    )
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("{")] or [done.stdout]
    told = json.loads(line)

    assert told["text"] + "\n" == AFTER
    assert told["place"] == [4, 23, 4, 28]
    assert told["action"] == "caslint: write London (CAS005, unsafe: changes what is declared)"
    assert told["hover"] == "markdown"
    assert (told["gone"], told["silenced"], told["stopped"]) == (True, True, True)
