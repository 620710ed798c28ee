"""`caslint trace` and `caslint routes` as a person or a program runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import hostile
from caslint.cli import main
from caslint.schema_data import schema_bytes

ORGANIZATION = """\
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa: {externalUrl: "https://mail.contoso.com/owa", internalUrl: "https://cas01.contoso.com/owa"}
  - name: CAS02
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa: {externalUrl: "https://mail.contoso.com/owa"}
  - name: CAS03
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa: {internalUrl: "https://cas03.contoso.com/owa", windowsAuthentication: true}
mailboxDatabases:
  - {name: DB03, server: CAS03}
"""
PROXIED = """\
OWA at CAS01 for mailboxes in Kyoto (2010): proxy
  enters at CAS01 (Redmond, 2010 SP3) (org.yaml:5)
  -> the mailbox is in Kyoto on Exchange 2010 (CAS03) (org.yaml:17)
  -> CAS03/owa has no ExternalUrl (org.yaml:22)
  -> CAS01 proxies over HTTPS to CAS03 at https://cas03.contoso.com/owa (org.yaml:22)
     because where the mailbox's site has no ExternalUrl the request is proxied to its InternalUrl
     source: E14 Overview CAS Proxy AND Redirection, statements 3, 4
       http://johnnyyao.blogspot.com/2010/03/e14-overview-cas-proxy.html
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "org.yaml").write_text(ORGANIZATION, encoding="utf-8")

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def trace(run: Run, entry: str, mailbox: str, *more: str, protocol: str = "owa") -> tuple[int, str, str]:
    return run("trace", "org.yaml", "--protocol", protocol, "--from", entry, "--mailbox", mailbox, *more)


def rows(out: str) -> list[dict[str, Any]]:
    document = json.loads(out)
    jsonschema.validate(document, json.loads(schema_bytes("routes")))
    routes: list[dict[str, Any]] = document["routes"]
    return routes


def test_a_trace_can_be_read_aloud(run: Run) -> None:
    code, out, err = trace(run, "CAS01", "Kyoto")

    assert (code, err) == (0, "")
    assert out.startswith(PROXIED)
    assert out.endswith("  -> CAS03 serves the request (org.yaml:17)\n\n")


@pytest.mark.parametrize("mailbox", ["Kyoto", "cas03", "db03"])
def test_mailboxes_are_named_by_site_server_or_database(run: Run, mailbox: str) -> None:
    code, out, _ = trace(run, "cas01", mailbox, "--format", "json")

    assert (code, [row["mailboxSite"] for row in rows(out)]) == (0, ["Kyoto"])


def test_a_host_name_stands_for_every_server_behind_it(run: Run) -> None:
    code, out, _ = trace(run, "mail.contoso.com", "Kyoto")

    assert code == 0
    assert "OWA at CAS02 for mailboxes in Kyoto (2010): reject (proxy-target-newer)" in out
    assert "what the user sees: an error page, and OWA event 46 on the proxying server" in out
    assert "what helps: let clients enter at a Client Access server of the mailbox's version" in out
    assert out.endswith("works at 1 of 2 servers behind mail.contoso.com; not at CAS02\n")


def test_servers_that_answer_alike_are_told_once(run: Run) -> None:
    _, out, _ = trace(run, "mail.contoso.com", "Kyoto", protocol="oab")
    _, other, _ = trace(run, "mail.contoso.com", "Kyoto", protocol="activesync")

    assert out.count("unspecified") == 1
    assert "the same at CAS02" in out
    assert "works at" in other


def test_trace_as_json_is_the_contract(run: Run) -> None:
    _, out, _ = trace(run, "CAS01", "Kyoto", "--format", "json")
    [row] = rows(out)

    assert json.loads(out)["tried"] == 1
    assert {key: row[key] for key in row if key != "steps"} == {
        "protocol": "owa",
        "entry": "CAS01",
        "entrySite": "Redmond",
        "mailboxSite": "Kyoto",
        "mailboxVersion": "2010",
        "outcome": "proxy",
        "kind": None,
        "code": None,
        "status": None,
        "target": "CAS03",
        "url": "https://cas03.contoso.com/owa",
    }
    assert [step["action"] for step in row["steps"]] == ["enter", "mailbox", "find", "proxy", "serve"]
    assert row["steps"][3]["source"][0]["title"].startswith("E14 Overview CAS Proxy AND Redirection")
    assert row["steps"][3]["line"] == 22


def test_everything_that_people_read_is_in_the_json(run: Run) -> None:
    for entry in ("CAS01", "CAS02", "CAS03"):
        for mailbox in ("Redmond", "Kyoto"):
            for protocol in ("owa", "ecp", "activesync", "ews", "pop3", "oab"):
                _, told, _ = trace(run, entry, mailbox, protocol=protocol)
                _, out, _ = trace(run, entry, mailbox, "--format", "json", protocol=protocol)
                for step in rows(out)[0]["steps"]:
                    assert step["detail"] in told


def test_an_old_device_is_asked_for(run: Run, tmp_path: Path) -> None:
    text = ORGANIZATION.replace("2010 SP3", "2010 SP1").replace("owa:", "activesync:").replace("/owa", "/eas")
    (tmp_path / "org.yaml").write_text(
        text.replace(
            'internalUrl: "https://cas03.contoso.com/eas"', 'externalUrl: "https://kyoto.contoso.com/eas"'
        ).replace(", windowsAuthentication: true", ""),
        encoding="utf-8",
    )
    code, out, _ = trace(run, "CAS01", "Kyoto", "--device", "12.1", protocol="eas")
    _, newer, _ = trace(run, "CAS01", "Kyoto", protocol="EAS")

    assert code == 0
    assert "reject (eas-wrong-cas)" in out.splitlines()[0]
    assert "redirect (http-451)" in newer.splitlines()[0]


MISTAKES = [
    (
        ("CAS9", "Kyoto"),
        "there is no server or host name CAS9; did you mean CAS03? entries: CAS01, CAS02, CAS03",
    ),
    (("mail.contso.com", "Kyoto"), "did you mean mail.contoso.com?"),
    (
        ("CAS01", "Kioto"),
        "there is no site, server or database Kioto; did you mean Kyoto? mailboxes: Redmond, Kyoto",
    ),
    (("CAS01", "CAS02"), "CAS02 holds no mailboxes of 2003, 2007 or 2010; mailboxes: Redmond, Kyoto"),
    (("", "Kyoto"), "there is no server or host name the empty text"),
]


@pytest.mark.parametrize(("names", "said"), MISTAKES)
def test_a_name_that_names_nothing_is_a_usage_error_with_the_choices(
    run: Run, names: tuple[str, str], said: str
) -> None:
    code, out, err = trace(run, *names)

    assert (code, out) == (2, "")
    assert err.startswith("caslint trace: ")
    assert said in err


def test_a_server_without_the_role_is_no_entry(run: Run, tmp_path: Path) -> None:
    text = ORGANIZATION.replace("roles: [ClientAccess]", "roles: [HubTransport]").replace(
        '    virtualDirectories:\n      owa: {externalUrl: "https://mail.contoso.com/owa"}\n', ""
    )
    (tmp_path / "org.yaml").write_text(text, encoding="utf-8")

    assert trace(run, "CAS02", "Kyoto") == (
        2,
        "",
        "caslint trace: CAS02 is no Client Access server: no request enters there; entries: CAS01, CAS03\n",
    )


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--protocol", "outlok"), "there is no protocol outlok"),
        (("--protocol", "owa", "--device", "new"), "new is no ActiveSync protocol version"),
    ],
)
def test_a_wrong_word_is_explained(run: Run, option: tuple[str, ...], said: str) -> None:
    code, _, err = run("trace", "org.yaml", *option, "--from", "CAS01", "--mailbox", "Kyoto")

    assert code == 2
    assert said in err


def test_a_fragment_stands_for_its_organization(run: Run, tmp_path: Path) -> None:
    (tmp_path / "root.yaml").write_text("include: [parts/*.yaml]\n", encoding="utf-8")
    for folder in ("parts", ".git"):  # the search for a root goes no further than the repository
        (tmp_path / folder).mkdir()
    sites, servers = ORGANIZATION.split("servers:\n")
    (tmp_path / "parts" / "sites.yaml").write_text(sites, encoding="utf-8")
    (tmp_path / "parts" / "servers.yaml").write_text(f"servers:\n{servers}", encoding="utf-8")

    code, out, _ = run(
        "trace",
        "parts/servers.yaml",
        "--protocol",
        "owa",
        "--from",
        "CAS01",
        "--mailbox",
        "Kyoto",
        "--format",
        "json",
    )

    assert code == 0
    assert {step["file"] for step in rows(out)[0]["steps"]} == {"parts/servers.yaml"}


def test_a_folder_of_several_organizations_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(ORGANIZATION, encoding="utf-8")

    code, _, err = run("routes", ".")

    assert code == 2
    assert err == "caslint routes: . holds several organizations (org.yaml, other.yaml): name one of them\n"


FILES = [
    ("missing.yaml", None, 3, "missing.yaml"),
    ("other.yaml", "services: {}\n", 4, "holds no topology"),
    ("broken.yaml", "servers: [\n", 1, "CAS001"),
    ("shape.yaml", "servers: {name: CAS01}\n", 1, "CAS002"),
]


@pytest.mark.parametrize(
    "command", [("trace", "--protocol", "owa", "--from", "a", "--mailbox", "b"), ("routes",)]
)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file[0])
def test_a_file_that_is_no_topology(
    run: Run, tmp_path: Path, file: tuple[str, str | None, int, str], command: tuple[str, ...]
) -> None:
    name, text, code, said = file
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    got, out, err = run(command[0], name, *command[1:])

    assert (got, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_routes_groups_what_is_decided_alike(run: Run) -> None:
    code, out, _ = run("routes", "org.yaml", "--protocol", "owa")

    assert code == 0
    assert (
        out
        == """\
OWA
  CAS01 and CAS03 (sites Redmond and Kyoto, 2010)
    own site     serve              Redmond (2010) and Kyoto (2010)
    other sites  redirect (manual)  Redmond (2010) -> CAS01
    other sites  proxy              Kyoto (2010) -> CAS03

  CAS02 (site Redmond, 2007)
    own site     reject (proxy-target-newer)  Redmond (2010)
    other sites  reject (proxy-target-newer)  Kyoto (2010)

6 requests tried: 4 work, 2 are rejected, 0 are not documented or not declared
"""
    )


def test_routes_as_json_holds_every_entry(run: Run) -> None:
    _, out, _ = run("routes", "org.yaml", "--format", "json")
    every = rows(out)

    assert json.loads(out)["tried"] == len(every) == 10 * 3 * 2
    assert len({(row["protocol"], row["entry"], row["mailboxSite"]) for row in every}) == len(every)


FILTERS = [
    pytest.param(("--protocol", "ews"), "protocol", {"ews"}, 6, id="protocol"),
    pytest.param(("--entry", "CAS02"), "entry", {"CAS02"}, 20, id="entry"),
    pytest.param(("--entry", "mail.contoso.com"), "entry", {"CAS01", "CAS02"}, 40, id="host"),
    pytest.param(("--site", "kyoto"), "mailboxSite", {"Kyoto"}, 30, id="site"),
    pytest.param(("--outcome", "reject"), "outcome", {"reject"}, 60, id="outcome"),
]


@pytest.mark.parametrize(("words", "key", "values", "tried"), FILTERS)
def test_filters(run: Run, words: tuple[str, ...], key: str, values: set[str], tried: int) -> None:
    _, out, _ = run("routes", "org.yaml", "--format", "json", *words)

    assert {row[key] for row in rows(out)} == values
    assert json.loads(out)["tried"] == tried


def test_an_unknown_site_is_a_usage_error(run: Run) -> None:
    code, _, err = run("routes", "org.yaml", "--site", "Kioto")

    assert code == 2
    assert err == "caslint routes: there is no site Kioto; did you mean Kyoto? choices: Redmond, Kyoto\n"


@pytest.mark.parametrize("format", ["text", "json"])
def test_hostile_names_act_nowhere(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    format: str,  # noqa: A002  the option's own name
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for name in filter(None, hostile.TEXTS.values()):
        facts = {
            "sites": [{"name": name}],
            "servers": [
                {
                    "name": f"A{name}",
                    "site": name,
                    "version": "2010 SP3",
                    "roles": ["ClientAccess", "Mailbox"],
                }
            ],
        }
        (tmp_path / "hostile.yaml").write_text(json.dumps(facts), encoding="utf-8")
        for words in (
            ("routes", "hostile.yaml"),
            ("trace", "hostile.yaml", "--protocol", "owa", "--from", f"A{name}", "--mailbox", name),
        ):
            _, out, err = run(*words, "--format", format)
            for line in (out + err).splitlines():
                assert line.isprintable(), line
                assert "##[" not in line
                assert not line.lstrip().startswith("::")
