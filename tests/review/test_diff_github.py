"""A review as annotations: what a change takes from clients stands beside the line that takes it."""

from __future__ import annotations

from io import BytesIO

from caslint.report.github import MOST
from caslint.report.options import Options
from caslint.review.formats import write
from reviewing import PROXIED, reviewed
from workflow_runner import Annotation, annotated

ENTERING = "ActiveSync clients of Kyoto entering at CAS01: "


def told(after: str) -> list[Annotation]:
    target = BytesIO()
    write(reviewed(PROXIED, after), "github", target, Options())
    return annotated(target.getvalue().decode())


def lost(after: str) -> list[Annotation]:
    return [one for one in told(after) if one.properties["title"].endswith("lost")]


def test_a_lost_route_stands_where_its_cause_stands() -> None:
    (one,) = lost(PROXIED.replace("{windowsAuthEnabled: true", "{windowsAuthEnabled: false"))

    assert one.level == "error"
    assert one.properties == {
        "title": "1 client route lost",
        "file": "org.yaml",
        "line": "17",
        "endLine": "17",
        "col": "40",
        "endColumn": "45",
    }
    assert one.message.splitlines() == [
        ENTERING + "proxied to CAS03 → rejected (proxy-target-not-windows-auth)",
        "because virtualDirectories.activesync.windowsAuthEnabled of CAS03 changed from true to false (org.yaml:17)",
    ]


def test_what_is_lost_comes_before_what_is_found() -> None:
    every = told(PROXIED.replace("{windowsAuthEnabled: true", "{windowsAuthEnabled: false"))

    assert "lost" in every[0].properties["title"]
    assert any(one.properties["title"].startswith("CAS301") for one in every[1:])


def test_a_cause_that_is_gone_has_no_line_to_stand_at() -> None:
    without = PROXIED[: PROXIED.index("  - name: CAS03")]
    gone = lost(without)

    assert gone
    assert any("file" not in one.properties for one in gone)
    assert any("server CAS03 removed" in one.message for one in gone)


def test_no_more_than_github_keeps() -> None:
    sites = "".join(f"  - {{name: S{number}}}\n" for number in range(MOST + 3))
    servers = "".join(
        f"  - {{name: C{number}, site: S{number}, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox],"
        f" virtualDirectories: {{activesync: {{windowsAuthEnabled: true}}}}}}\n"
        for number in range(MOST + 3)
    )
    before = f"sites:\n{sites}servers:\n{servers}"
    target = BytesIO()
    write(
        reviewed(before, before.replace("{windowsAuthEnabled: true", "{windowsAuthEnabled: false")),
        "github",
        target,
        Options(),
    )
    every = annotated(target.getvalue().decode())

    assert sum(one.level == "error" for one in every) == MOST
    assert "not shown here" in every[-1].message


def test_no_change_says_nothing() -> None:
    assert told(PROXIED) == []
