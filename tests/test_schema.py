from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from caslint.exchange.protocols import AUTHENTICATION_METHODS, CLIENT_PROTOCOLS
from caslint.schema import ShapeFault, check, explain
from caslint.schema.shape import Shape, inlined
from caslint.schema.violations import violations
from caslint.schema_data import SCHEMAS, schema_bytes
from caslint.text import Source
from caslint.tree import parse
from shape_cases import CASES

WHOLE = """\
formatVersion: 1
organization:
  name: Fabrikam
  externalProtocols: [owa, ecp, activesync, ews]
  externalDnsNames: ["*.fabrikam.example"]
  popImapProxying: unsupported
include: [sites/*.yaml]
sites:
  - name: Lisbon
    internetFacing: true
    globalCatalog: writable
    loadBalancer: cas.lisbon.fabrikam.example
  - name: NO
servers:
  - name: LIS-CAS1
    fqdn: lis-cas1.fabrikam.example
    site: Lisbon
    version: Version 14.3 (Build 123.4)
    build: 14.3.496.0
    roles: [ClientAccess, HubTransport]
    planned: false
    perimeter: False
    internetFacing: TRUE
    autoDiscoverServiceInternalUri: https://autodiscover.fabrikam.example/autodiscover/autodiscover.xml
    autoDiscoverSiteScope: [Lisbon]
    allowProxyingWithoutSsl: false
    owaResourceVersions: [8.3.83.6]
    certificateNames: [mail.fabrikam.example]
    virtualDirectories:
      owa:
        internalUrl: https://lis-cas1.fabrikam.example/owa
        externalUrl: https://mail.fabrikam.example/owa
        failbackUrl: null
        exchange2003Url: https://legacy.fabrikam.example/exchange
        crossSiteRedirectType: Manual
        legacyRedirectType: Silent
        redirectToOptimalOwaServer: true
        formsAuthentication: true
        basicAuthentication: true
        windowsAuthentication: false
        digestAuthentication: false
        internalAuthenticationMethods: [Basic, Fba]
        externalAuthenticationMethods: ~
        requireSsl: true
      activesync:
        basicAuthEnabled: true
        windowsAuthEnabled: true
      ews:
        internalNlbBypassUrl: https://lis-cas1.fabrikam.example/EWS/Exchange.asmx
      ecp: unknown
      oab: absent
      autodiscover:
        - webSite: Default Web Site
        - {webSite: Partners, requireSsl: true}
    outlookAnywhere: {enabled: true, externalHostname: , clientAuthenticationMethod: Ntlm, sslOffloading: false}
    pop3: {enabled: true, internalConnectionSettings: ["h:995:SSL"], externalConnectionSettings: null}
    imap4: {enabled: true, allowCrossSiteSessions: false}
  - {name: 123, version: 14.10, site: NO, roles: [Mailbox], pop3: unknown, imap4: unknown, outlookAnywhere: unknown}
  - {name: EX03, version: "Version 6.5 (Build 7638.2: Service Pack 2)"}
  - {name: EX03B, version: Exchange 2003 SP2, virtualDirectories: {exchange: {windowsAuthentication: true}}}
clientAccessArrays:
  - {name: outlook.fabrikam.example, fqdn: outlook.fabrikam.example, site: Lisbon, members: [LIS-CAS1]}
mailboxDatabases:
  - {name: DB01, server: 123, rpcClientAccessServer: outlook.fabrikam.example}
  - {name: DB02, server: 123, rpcClientAccessServer: null}
proxying:
  - {from: LIS-CAS1, to: OSL-CAS1, protocols: [owa, activesync, ews]}
clients:
  - name: Oslo IMAP users
    protocol: imap4
    connectsTo: imap.fabrikam.example
    mailbox: {site: NO}
    expect: serve
  - {name: phones, protocol: activesync, connectsTo: LIS-CAS1, mailbox: {database: DB01},
     deviceProtocolVersion: 14.0, expect: [proxy, redirect]}
"""


def faults(written: str, which: str = "topology") -> list[ShapeFault]:
    parsed = parse(written)
    assert parsed.root is not None
    assert not parsed.faults
    return check(parsed.root, Source("org.yaml", written), which)


def told(found: list[ShapeFault]) -> str:
    lines: list[str] = []
    for fault in found:
        place = fault.place
        lines.append(f"{place.line}:{place.column}-{place.end_column} {fault.message}")
        if fault.fix:
            lines.append(f"{'' if fault.fix.safe else 'unsafe '}fix: {fault.fix.edits[0].text}")
    return "\n".join(lines)


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part in [schema, *schema["$defs"].values()]:
        yield from part.get("properties", {}).items()


def test_a_whole_topology_is_of_the_shape() -> None:
    assert faults(WHOLE) == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_at_its_place(name: str) -> None:
    written, expected = CASES[name]

    assert told(faults(written)) == expected


@pytest.mark.parametrize("name", [name for name, (_, expected) in CASES.items() if "fix: " in expected])
def test_a_fix_removes_its_fault_and_adds_none(name: str) -> None:
    written = CASES[name][0]
    before = faults(written)
    for fault in before:
        for edit in fault.fix.edits if fault.fix else ():
            after = told(faults(written[: edit.start] + edit.text + written[edit.end :]))

            assert fault.message not in after
            assert after.count("\n") < told(before).count("\n")


@pytest.mark.parametrize("which", SCHEMAS)
def test_the_schemas_are_schemas(which: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_bytes(which)))


@pytest.mark.parametrize("which", SCHEMAS)
def test_every_property_tells_an_editor_what_it_is(which: str) -> None:
    schema = json.loads(schema_bytes(which))
    for name, said in properties(schema):
        assert said["title"], name
        assert said["description"].endswith("."), name
        assert said["examples"], name


@pytest.mark.parametrize("which", SCHEMAS)
def test_every_example_is_valid(which: str) -> None:
    schema = json.loads(schema_bytes(which))
    for name, said in properties(schema):
        validator: Any = Draft202012Validator({**said, "$defs": schema["$defs"]})
        for example in said["examples"]:
            assert validator.is_valid(example), (name, example)


@pytest.mark.parametrize("which", SCHEMAS)
def test_no_object_takes_a_key_that_is_not_named(which: str) -> None:
    schema = json.loads(schema_bytes(which))
    for part in [schema, *schema["$defs"].values()]:
        if part.get("type") == "object":
            assert part["additionalProperties"] is False


@pytest.mark.parametrize("which", ["topology", "config"])
def test_a_choice_is_decided_by_the_type_of_the_value(which: str) -> None:
    stated = json.loads(schema_bytes(which))
    for name, said in properties(stated):
        types = [inlined(branch, stated)["type"] for branch in said.get("anyOf", ())]
        assert len(set(types)) == len(types), name
        assert all(isinstance(one, str) for one in types), name


def test_the_words_are_those_of_the_facts() -> None:
    defs = json.loads(schema_bytes("topology"))["$defs"]

    assert tuple(defs["protocol"]["enum"]) == CLIENT_PROTOCOLS
    assert tuple(defs["authenticationMethod"]["enum"]) == AUTHENTICATION_METHODS


def test_pointers_and_subjects_survive_strange_names() -> None:
    found = faults("per-file-ignores:\n  a/b~c: CAS1\n", "config")

    assert [fault.place.pointer for fault in found] == ["/per-file-ignores/a~1b~0c"]
    assert told(found) == "2:10-14 per-file-ignores: a/b~c is 'CAS1'; write a list: [CAS1]\nfix: [CAS1]"


def test_a_fault_knows_its_subject_and_key() -> None:
    found = faults(
        "sites: [{name: A, x: 1}]\nservers:\n- name: S\n  version: '2003'\n  pop3: {x: 1}\n"
        "  virtualDirectories: {owa: [{webSite: P, x: 1}]}\n  roles: [x]\n- {version: '2003'}\n"
    )

    assert [(fault.subject.kind, fault.subject.name, fault.key) for fault in found] == [
        ("site", "A", "x"),
        ("server", "S", "pop3/x"),
        ("virtualDirectory", "S/owa (P)", "x"),
        ("server", "S", "roles/0"),
        ("file", "org.yaml", "servers/1/name"),
    ]
    assert [fault.place.pointer for fault in found] == [
        "/sites/0/x",
        "/servers/0/pop3/x",
        "/servers/0/virtualDirectories/owa/0/x",
        "/servers/0/roles/0",
        "/servers/1",
    ]


def test_configurations() -> None:
    found = faults(
        "select: CAS2\nignore: [1, {a: b}]\nseverity: {CAS105: warn, CAS2: none}\nfailon: error\n"
        "fail-on: Error\npacks:\nunsuppressible: []\n",
        "config",
    )

    assert told(found) == (
        "1:9-13 select is 'CAS2'; write a list: [CAS2]\nfix: [CAS2]\n"
        "2:14-18 ignore has a mapping; write text\n"
        "3:20-24 severity: CAS105 is 'warn'; write warning\nfix: warning\n"
        "3:32-36 severity: CAS2 is 'none'; allowed: error, warning, info\n"
        "4:1-7 unknown key 'failon'; did you mean fail-on?\n"
        "5:10-15 fail-on is 'Error'; write error\nfix: error\n"
        "6:1-6 packs is empty; write a list, or leave the key out\n"
        "7:1-15 unknown key 'unsuppressible'; did you mean unsuppressable?\nunsafe fix: unsuppressable"
    )


def test_thousands_of_faults_are_each_told_at_their_place() -> None:
    found = faults("sites:\n" + "- {name: A}\n- {nam: A}\n" * 5_000)

    assert [fault.place.line for fault in found] == list(range(3, 10_003, 2))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a short text passes."""
    monkeypatch.setattr(explain, "MOST_SHOWN", 100)
    monkeypatch.setattr(explain, "MOST_COUNTED", 1_000)


@pytest.mark.usefixtures("few")
def test_many_faults_are_counted_and_not_all_told() -> None:
    found = faults("sites:\n" + "- {nam: A}\n" * 150)

    assert len(found) == 101
    assert (
        told(found[-1:])
        == "102:4-7 50 further places of this file are not of the format's shape; the first is here"
    )


@pytest.mark.usefixtures("few")
def test_one_fault_too_many_is_told_like_the_others() -> None:
    found = faults("sites:\n" + "- {nam: A}\n" * 101)

    assert len(found) == 101
    assert "unknown key" in found[-1].message


@pytest.mark.usefixtures("few")
def test_endless_faults_are_not_looked_for() -> None:
    found = faults("sites:\n" + "- {nam: A}\n" * 1_500)

    assert len(found) == 101
    assert found[-1].message.startswith("more than 900 further places")


def test_what_aliases_share_is_one_value_and_looked_at_once() -> None:
    directory = "&d {x: 1, internalAuthenticationMethods: [Basic]}"
    server = f"&s {{name: S, version: '2003', virtualDirectories: {{owa: [{directory}{', *d' * 1000}]}}}}"
    bomb = f"servers: [{server}{', *s' * 500}]\n"
    root = parse(bomb).root
    assert root is not None
    stated = json.loads(schema_bytes("topology"))
    schema = inlined(stated, stated)
    shape = Shape(schema)
    plain: Any = shape.plain(root, schema)

    assert plain["servers"][0] is plain["servers"][500]
    assert len(list(violations(plain, schema))) == 1
    assert [fault.place.start for fault in check(root, Source("bomb.yaml", bomb))] == [bomb.index("x: 1")]
