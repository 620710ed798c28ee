"""Who proxies and redirects to whom, as the picture bundles it."""

from __future__ import annotations

from itertools import pairwise

from caslint.report.html.lanes import Lane, lanes
from caslint.report.html.layout import Layout
from caslint.report.outside import doors
from caslint.routing.router import Router
from test_report_markdown import examined


def server(name: str, site: str, owa: str = "") -> str:
    directory = f", virtualDirectories: {{owa: {{externalUrl: '{owa}'}}}}" if owa else ""
    roles = "[ClientAccess, HubTransport, Mailbox]"
    return f"  - {{name: {name}, site: {site}, version: 2010 SP3, roles: {roles}{directory}}}\n"


def router(sites: str, *servers: str) -> Router:
    names = "".join(f"  - {{name: {name}}}\n" for name in sites)
    one, _ = examined(f"sites:\n{names}servers:\n{''.join(servers)}")
    assert one.topology
    return one.topology.derived(Router)


def told(found: list[Lane]) -> list[tuple[str, str, str, str]]:
    """Outcome, protocols, where from, where to."""
    return [
        (
            lane.outcome,
            " ".join(lane.protocols),
            " ".join(one.name for one in lane.begins),
            " ".join(one.name for one in lane.ends),
        )
        for lane in found
    ]


PUBLISHED = [server(f"EX{name}", name, f"https://{name.lower()}.contoso.com/owa") for name in "ABC"]


def test_servers_that_do_the_same_share_a_lane() -> None:
    made = router("ABDE", *PUBLISHED[:2], server("EXD", "D"), server("EXE", "E"))
    found = told(lanes(list(doors(made))))

    assert ("proxy", "OWA", "EXA EXB", "EXD EXE") in found


def test_each_to_all_the_others_is_one_lane() -> None:
    found = told(lanes(list(doors(router("ABC", *PUBLISHED)))))

    assert found == [("redirect", "OWA", "EXA EXB EXC", "EXA EXB EXC")]


def test_one_that_goes_elsewhere_has_a_lane_of_its_own() -> None:
    forms = "  - {name: EXA2, site: A, version: 2010 SP3, roles: [ClientAccess], virtualDirectories: {owa: {externalUrl: 'https://a.contoso.com/owa', redirectToOptimalOwaServer: false}}}\n"  # noqa: E501
    made = router("AB", PUBLISHED[0], forms, server("EXB", "B", "https://b.contoso.com/owa"))
    found = told(lanes(list(doors(made))))

    assert ("proxy", "OWA", "EXA2", "EXB") in found
    assert any(one[0] == "redirect" and "EXA2" not in one[2] for one in found)


def test_nothing_overlaps_in_the_picture() -> None:
    made = router("ABCDE", *PUBLISHED, server("EXD", "D"), server("EXE", "E"))
    found = lanes(list(doors(made)))
    entries = {entry: ["OWA"] for door in doors(made) for entry in door.entries}
    layout = Layout([(site, site.servers) for site in made.organization.sites], found, entries)

    for left in {box.left for box in layout.boxes}:
        column = [box for box in layout.boxes if box.left == left]
        for above, below in pairwise(column):
            assert above.top + above.height < below.top
    for box, row in layout.rows.values():
        heights = [row.port(number) for number in row.ports]
        assert len(heights) == len(set(heights))
        assert all(row.top <= height <= row.top + row.height for height in heights)
        assert box.top <= row.top
        assert row.top + row.height <= box.top + box.height
    assert layout.lane_x(len(found) - 1) < layout.right
    assert all(box.top + box.height <= layout.height and box.left < layout.width for box in layout.boxes)
