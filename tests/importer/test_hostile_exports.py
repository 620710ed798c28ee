"""Files that nobody vouches for: each is passed over with a line that says why, and ends nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint.importer import gather, guarded_xml
from caslint.importer.recognise import recognise
from caslint.importer.value import ExportError
from exporting import as_csv, as_json, clixml
from importing import declared, directory, import_files, import_objects, server, skipped, text_of

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Objs><S>&b;</S></Objs>"""
OUTSIDE = """<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<Objs><S>&e;</S></Objs>"""
HOSTILE: dict[str, tuple[bytes, str]] = {
    "entity bomb": (BOMB.encode(), "document type declaration"),
    "entities from outside": (OUTSIDE.encode(), "document type declaration"),
    "bomb in utf-16": (
        b"\xff\xfe" + BOMB.replace('<?xml version="1.0"?>\n', "").encode("utf-16-le"),
        "document type",
    ),
    "an entity that nobody declared": (b"<Objs><S>&x;</S></Objs>", "broken XML in line 1"),
    "xml 100,000 deep": (b"<Objs>" + b"<Obj>" * 100_000, "elements deep"),
    "json 100,000 deep": (b"[" * 100_000, "JSON stands too deep"),
    "json of objects 100,000 deep": (b'{"a":' * 100_000, "JSON stands too deep"),
    "broken json": (b'[{"Name": "EX1",]', "broken JSON in line 1"),
    "truncated clixml": (clixml([server()])[:-20].encode(), "broken XML"),
    "another xml": (b"<configuration><a/></configuration>", "no CLIXML: it begins with <configuration>"),
    "an encoding that is not known": (b'<?xml version="1.0" encoding="x-none"?><Objs/>', "encoding"),
    "invalid utf-8 in xml": (b"<Objs><S>\xff\xfe\xfa</S></Objs>", "broken XML"),
    "utf-16 cut in half": (b"\xff\xfe" + "<Objs><S>x</S></Objs>".encode("utf-16-le")[:-1], "broken XML"),
    "nul": (b"Name : EX1\n\0\0\0", "binary file"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary file"),
    "a huge cell": (b'Name,Fqdn,ServerRole\n"' + b"x" * 200_000 + b'",a,b\n', "broken CSV"),
    "a line that is too long": (b"Name,ServerRole\nEX1,Mailbox,x,y,z\n", "broken CSV"),
    "prose": ("Dear all,\nthe servers will be down. Söry\n".encode("latin-1"), "no export"),
    "a topology file": (b"formatVersion: 1\nservers:\n  - name: EX1\n", "a topology file"),
    "a number": (b"[1, 2, 3]", "it is empty"),
    "white space": (b" \r\n\t\n", "it is empty"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_passed_over_with_its_reason_and_the_rest_is_imported(case: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[case]
    found = import_files(tmp_path, {"a.bin": data, "servers.xml": clixml([server()])})

    assert reason in skipped(found)["a.bin"]
    assert len(found.document.servers) == 1


def test_a_file_of_too_many_elements_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_xml, "MAX_ELEMENTS", 10)
    made = import_files(tmp_path, {"servers.xml": clixml([server()])})

    assert "more than 10 elements" in skipped(made)["servers.xml"]


def test_a_folder_of_too_many_files_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "MOST_FILES", 1)
    made = import_files(tmp_path, {"a.xml": clixml([server("EX1")]), "b.xml": clixml([server("EX2")])})

    assert [each["name"].value for each in made.document.servers] == ["EX1"]
    assert "more than 1 files" in made.harvest.remarks[0].reason


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_end_the_run(data: bytes) -> None:
    for name in ("x", "Get-OwaVirtualDirectory.xml"):
        with suppress(ExportError):
            assert recognise(data, name) is not None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_change_of_a_byte_ends_the_run(data: st.DataObject) -> None:
    objects = [server(), server("EX2")]
    original = data.draw(
        st.sampled_from(
            [
                clixml(objects).encode(),
                clixml(objects).encode("utf-16"),
                as_json(objects, numbers=True).encode(),
                as_csv(objects).encode(),
            ]
        )
    )
    changed = bytearray(original)
    for at in data.draw(st.lists(st.integers(0, len(original) - 1), min_size=1, max_size=5)):
        changed[at] = data.draw(st.integers(0, 255))
    with suppress(ExportError):
        assert recognise(bytes(changed), "x") is not None


WORDS = (
    "EX1\nservers: []",
    'EX1 # caslint: ignore-file[CAS101] reason="x"',
    "\x1b[31mEX1",
    "EX1\u202e",
    "##[error]",
)


@pytest.mark.parametrize("name", WORDS)
def test_no_text_of_an_export_acts_in_the_file(name: str, tmp_path: Path) -> None:
    objects = [server(name), directory("owa", of=name, ExternalUrl="https://a/owa")]
    other = directory("owa", of=name, ExternalUrl=f"https://{name}/owa")
    made = import_files(tmp_path, {"a.xml": clixml(objects), "b.xml": clixml([other])})
    text = text_of(made)

    assert "\x1b" not in text
    assert "##[" not in text
    assert declared(made)["servers"][0]["name"] == name
    assert "\u202e" not in text
    assert not [line for line in text.splitlines() if line.startswith("servers: []")]
    comments = [line.partition("#")[2] for line in text.splitlines() if line.lstrip().startswith("#")]
    assert not [comment for comment in comments if "# caslint:" in comment]


def test_a_number_too_long_for_the_shell_is_a_text() -> None:
    json.loads(as_json([server()], numbers=True))

    assert recognise(b'[{"Name": "EX1", "Port": ' + b"9" * 5000 + b"}]", "x").objects


@pytest.mark.parametrize(
    "name",
    [".contoso.example", "..", "contoso.example/Configuration/Servers/", "CN=,CN=Servers", "/", "CN=\\,"],
)
def test_no_server_is_without_a_name(name: str, tmp_path: Path) -> None:
    made = import_objects(
        tmp_path,
        server(name, Fqdn=name),
        server("EX2"),
        directory("owa", of=name, Identity=f"{name}\\owa (a)"),
    )

    assert all(each["name"] for each in declared(made)["servers"])


def test_folders_are_read_in_order_and_links_that_lead_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "servers.xml").write_text(clixml([server("EX2")]))
    try:
        (tmp_path / "b" / "loop").symlink_to(tmp_path)
    except OSError:
        pytest.skip("no symbolic links here")
    made = import_objects(tmp_path, server("EX1"))

    assert made.harvest.files == ["all.xml", "b/servers.xml"]
