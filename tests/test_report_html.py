"""The page for people: what it tells, what it leaves out, and that no text of a file acts in it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import hostile
from big import big
from caslint.finding import Edit, Fix, Related, Subject
from caslint.report.html.document import MOST_FINDINGS, MOST_ORGANIZATIONS
from caslint.report.html.excerpt import MOST_PLACES
from caslint.report.html.markup import LONGEST, text
from caslint.report.html.picture import MOST_ENTRIES, MOST_SITES
from caslint.report.options import Options
from caslint.report.result import Examined, Result, StaleEntry
from caslint.text import Place, Source
from html_page import Element, parsed, skeleton
from linting import RULES
from report_sample import KYOTO, ORG, QUOTE, finding, place, shown
from test_report_markdown import MARKUP, examined, result
from workflow_runner import commands

ROOM = Path(__file__).parent.parent / "linter" / "caslint" / "report" / "html"
OURS = {
    "a", "body", "button", "circle", "code", "del", "desc", "details", "div", "fieldset", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "head", "header", "html", "input", "ins", "label", "legend", "li", "main",
    "mark", "meta", "nav", "ol", "option", "p", "path", "pre", "rect", "script", "section", "select", "span", "strong",
    "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip


def page(found: Result) -> Element:
    return parsed(shown(found, "html"))


def told(found: Result) -> str:
    return " ".join(page(found).text.split())


def test_the_head_tells_whose_report_it_is_and_what_came_out() -> None:
    read = page(result())
    title = next(read.all("title"))
    (header,) = read.all("header")

    assert re.fullmatch(r"caslint: Contoso: \d+ errors?", title.text)
    assert [one.text for one in header.all("h1")] == ["Contoso"]
    cards = [one.text for one in header.all("li")]
    assert cards[:1] == [f"✕ {result().severities['error']} error{'s' * (result().severities['error'] > 1)}"]
    assert cards[-2:] == ["1 organization", "1 file"]


def test_findings_stand_by_site_then_object() -> None:
    read = page(result())
    sites = list(read.all("section", "site"))
    (paris,) = [one for one in sites if next(one.all("h4")).text.startswith("Paris")]

    assert next(one.text for one in paris.all("h5")) == "site Paris"
    assert "CAS101" in [one.text for one in paris.all("span", "code")]
    codes = [one.text for one in read.all("span", "code")]
    found = [one.code for one in result().findings]
    assert sorted(codes[: len(found)]) == sorted(found)


def test_a_finding_has_its_lines_its_places_its_rule_and_its_fix() -> None:
    read = page(Result([KYOTO, QUOTE], files=1, organizations=1, rules=RULES))
    kyoto, quote = read.all("details", "finding")

    assert [one.text for one in kyoto.all("mark")] == ["Kyoto", "MBX03"]
    assert [one.text for one in kyoto.all("div", "label")] == ["site Kyoto", "MBX03 is declared here"]
    assert [one.text for one in kyoto.all("span", "no")] == ["4", "5", "6", "7", "10", "11", "12", "13"]
    (rule,) = kyoto.all("p", "rule")
    assert [one.of["href"] for one in rule.all("a")] == ["#rule-CAS101"]
    assert [one.text for one in quote.all("del")] == ["10    version: 14.10"]
    assert [one.text for one in quote.all("ins")] == ['10    version: "14.10"']


def test_a_rule_is_told_once_with_its_documents() -> None:
    twice = [KYOTO, KYOTO.replaced(message="again")]
    rules = page(Result(twice, files=1, organizations=1, rules=RULES)).named("rules")
    (one,) = rules.all("details", "page")

    assert "Every site that holds an Exchange 2010 Mailbox server" in one.text
    assert [example.text for example in one.all("p", "example")] == ["Reported:", "Fine:"]
    assert one.named("rule-CAS101").of["class"] == "body"
    assert all(str(a.of["href"]).startswith("http") for a in one.all("a"))


def test_places_of_a_long_or_a_many_lined_source() -> None:
    source = Source("long.yaml", f"a: {'x' * 9000}bad{'y' * 9000}\nb:\n  - 1\n  - 2\nend")
    start = source.text.index("bad")
    far = finding(
        Place(source, start, start + 3),
        related=(
            Related(Place(source, source.text.index("- 1"), source.text.index("end")), "all of it"),
            Related(Place(source, len(source.text), len(source.text)), "the end"),
        ),
    )
    (one,) = page(Result([far], files=1, organizations=1)).all("details", "finding")
    first = next(one.all("div", "line"))

    assert "…" in first.text
    assert len(first.text) < 1000
    assert [mark.text for mark in one.all("mark")] == ["bad", "- 1", " "]
    assert "all of it (to line 4)" in [label.text for label in one.all("div", "label")]


def test_a_finding_about_many_places_shows_the_first_ones() -> None:
    many = finding(
        place(ORG, "Kyoto"), related=tuple([Related(place(ORG, "MBX03"), f"no. {n}") for n in range(500)])
    )
    (one,) = page(Result([many], files=1, organizations=1)).all("details", "finding")

    assert len(list(one.all("div", "label"))) == MOST_PLACES
    assert f"and {501 - MOST_PLACES} more places" in one.text


def test_a_long_fix_is_cut() -> None:
    source = Source("a.yaml", "x: 1\n" * 300)
    fix = Fix("rewrite", (Edit(source, 0, len(source.text), "y: 2\n" * 300),))
    (one,) = page(Result([finding(Place(source, 0, 1), fix=fix)], files=1, organizations=1)).all(
        "details", "finding"
    )

    assert len(list(one.all("ins"))) == 20
    assert "… 280 more lines" in one.text


def test_what_is_no_finding_is_told_with_its_reason() -> None:
    stale = StaleEntry("CAS201", "0f", KYOTO.subject, "org.yaml")
    found = Result(
        suppressed=[KYOTO],
        baselined=[QUOTE],
        reasons={KYOTO: "next quarter (until 2027-03-31)", QUOTE: "known"},
        stale_baseline=[stale],
        unreadable=[("old.yaml", "denied")],
        files=1,
        organizations=1,
    )
    read = page(found)
    rows = [[cell.text for cell in row.all("td")] for row in read.named("silenced").all("tr")][1:]

    assert [(row[4], row[5]) for row in rows] == [
        ("by a comment", "next quarter (until 2027-03-31)"),
        ("by the baseline", "known"),
    ]
    assert "CAS201 site Kyoto (org.yaml)" in read.named("stale").text
    assert "denied" in read.named("unreadable").text


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Result(files=1, organizations=1), "Nothing was found"),
        (Result(), "Nothing was checked"),
        (Result(unreadable=[("a", "b")]), "Files cannot be read"),
    ],
)
def test_nothing_found_is_not_nothing_checked(found: Result, words: str) -> None:
    (verdict,) = page(found).all("p", "verdict")

    assert verdict.text == words


def test_every_outcome_opens_on_its_steps_and_their_documents() -> None:
    routes = page(result()).named("o1-routes")
    (owa,) = [one for one in routes.all("details", "protocol") if one.text.strip().startswith("OWA")]
    cells = list(owa.all("details", "cell"))
    (rejected,) = [one for one in cells if "reject (no-cas-in-mailbox-site)" in one.text]

    assert owa.of["open"] is None
    assert [row.text for row in owa.all("th") if row.of["scope"] == "row"] == [
        "Redmond (2010)",
        "Kyoto (2010)",
        "Paris (2010)",
    ]
    assert [one.of["class"] for one in rejected.all("li")][-2:] == ["show", "change"]
    assert "org.yaml:" in rejected.text
    assert "E14 Overview CAS Proxy AND Redirection" in rejected.text
    for cell in cells:
        words = next(cell.all("span", "outcome"))
        assert re.match(r"[✓→↪✕?] \w+", words.text)


def test_every_protocol_counts_every_request() -> None:
    routes = page(result()).named("o1-routes")
    numbers = [re.search(r"([\d,]+) requests", one.text) for one in routes.all("summary")]

    assert [found[1] for found in numbers if found] == ["6"] * 10


def test_the_picture_has_sites_servers_and_a_legend_in_words() -> None:
    section = page(result()).named("o1-picture")
    (svg,) = section.all("svg")
    words = [one.text for one in svg.all("text")]

    assert {"Redmond", "Kyoto", "Paris", "CAS01", "EX02", "MBX03", "clients"} <= set(words)
    assert svg.of["role"] == "img"
    assert [svg.named(name).tag for name in str(svg.of["aria-labelledby"]).split()] == ["title", "desc"]
    legend = [one.text for one in section.all("li")]
    assert len(legend) == len(list(svg.all("circle", "number")))
    assert any(re.fullmatch(r"→ proxy OWA\b.*: from CAS01 to EX02", one) for one in legend), legend
    assert any("reject (no-cas-in-mailbox-site)" in one and "mailboxes in Paris" in one for one in legend)


def test_single_points_of_failure() -> None:
    section = page(result()).named("o1-weak")
    rows = [[cell.text for cell in row.all() if cell.tag in {"td", "th"}] for row in section.all("tr")]

    assert rows[0][:2] == ["While this is down", "Routes lost"]
    assert [row[0] for row in rows if row[0].startswith(("CAS01", "EX02"))] == [
        "CAS01, and with it the site Redmond",
        "EX02, and with it the site Kyoto",
    ]
    assert any("no server for the mailboxes of Paris (2010) is left (DB1)" in row[2] for row in rows[1:])


def test_a_broken_declaration_has_findings_and_no_routes() -> None:
    broken = Examined("org.yaml", ("org.yaml",), None)

    assert "Routes and picture are left out: the declaration is broken." in told(
        Result([KYOTO], examined=[broken])
    )


def test_servers_without_a_site_are_drawn() -> None:
    text = "servers: [{name: EX03, version: 2003 SP2, roles: [BackEnd]}]\n"
    one, findings = examined(text)

    assert "without a site" in told(Result(findings, examined=[one], organizations=1))


def test_two_organizations_each_have_their_own_names_in_the_page() -> None:
    one, findings = examined()
    other, _ = examined(root="other.yaml")
    read = page(Result(findings, examined=[one, other], files=2, organizations=2, rules=RULES))
    names = [one.of["id"] for one in read.all() if "id" in one.of]

    assert len(names) == len(set(names))
    assert {"o1-routes", "o2-routes", "o1-picture", "o2-picture"} <= set(names)


def test_every_link_leads_somewhere_and_nothing_is_loaded() -> None:
    read = page(result())
    names = {one.of["id"] for one in read.all() if "id" in one.of}
    for one in read.all():
        assert one.tag in OURS
        assert not {"src", "style", "srcset", "data", "action", "ping", "xlink:href"} & set(one.of), (
            one.attributes
        )
        assert not [name for name in one.of if name.startswith("on")]
        address = one.of.get("href")
        if address is None:
            continue
        assert one.tag == "a"
        assert (
            address[1:] in names if address.startswith("#") else urlsplit(address).scheme in {"http", "https"}
        )
    for one in read.all():
        for name in ("for", "aria-labelledby"):
            assert set((one.of.get(name) or "").split()) <= names


def test_the_policy_lets_act_what_is_in_the_page_and_nothing_else() -> None:
    read = page(result())
    (policy,) = [one.of["content"] for one in read.all("meta") if "http-equiv" in one.of]
    hashes = [
        f"'sha256-{b64encode(sha256(one.text.encode()).digest()).decode()}'"
        for name in ("style", "script")
        for one in read.all(name)
    ]

    assert policy == (
        f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    )
    assert len(hashes) == 2
    css, script = ((ROOM / name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    assert not re.search(r"url\(|@import|</", css)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|eval|Function\(|fetch|</|document\.write|https?:", script
    )


def test_only_one_module_makes_markup() -> None:
    ours = {"document.py": 1, "assets.py": 2}
    for path in ROOM.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.name != "markup.py":
            assert not re.search(r"\bHtml\(|cast\(", source), path.name
            assert len(re.findall(r"\btrusted\(", source)) == ours.get(path.name, 0), path.name


@pytest.mark.parametrize("words", [*hostile.TEXTS.values(), *MARKUP, "'", '" onmouseover="x', "]]>"])
def test_text_is_no_markup(words: str) -> None:
    written = text(words)

    assert not re.search(r"[<>\"']|&(?!(?:amp|lt|gt|quot|#x27|#35);)|##\[", written)
    assert written.isprintable()


def vocabulary(text: str) -> set[tuple[str, str, str | None]]:
    """Every element with each attribute that it has somewhere, and the attribute's value."""
    return {
        (tag, name, value) for tag, attributes in skeleton(text) for name, value in (*attributes, ("", None))
    }


@pytest.mark.parametrize("words", [*hostile.TEXTS.values(), *MARKUP, "'", '" onmouseover="x', "]]>"])
def test_hostile_text_adds_no_element_and_no_attribute(words: str) -> None:
    written = shown(hostile.result(words), "html", Options(github=True))
    # Line ends in the text make more lines, and a rule's document may have an address.
    usual = vocabulary(shown(hostile.result("https://x.example/\ny"), "html"))
    usual |= vocabulary(shown(hostile.result("https://x.example"), "html"))
    added = {one for one in vocabulary(written) - usual if one != ("a", "href", words)}

    assert commands(written) == []
    assert not added
    body = written[written.index("<body>") : written.index("<script>")]
    assert body.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", [*MARKUP, *filter(None, hostile.TEXTS.values()), "'", '" onmouseover="x'])
def test_names_of_a_topology_change_nothing_in_the_structure(name: str) -> None:
    def written(word: str) -> str:
        topology = examined()[0].topology
        assert topology
        topology.organization.name = word
        for declared in (
            *topology.organization.sites,
            *topology.organization.servers,
            *topology.organization.databases,
            *topology.organization.arrays,
            *topology.organization.clients,
        ):
            declared.name = word
        return shown(Result(examined=[Examined(word, (word,), topology)], files=1, organizations=1), "html")

    assert commands(written(name)) == []
    assert skeleton(written(name)) == skeleton(written("x"))


def test_a_name_of_a_megabyte_is_cut() -> None:
    name = "x" * 1_000_000
    far = finding(place(ORG, "Kyoto"), message=name, subject=Subject("server", name))
    written = shown(Result([far, far, far, far], files=1, organizations=1), "html")

    assert len(written) < 100_000
    assert f"{'x' * (LONGEST - 1)}…" in written
    assert "x" * LONGEST not in written


def test_findings_beyond_the_room_are_counted() -> None:
    many = [KYOTO.replaced(message=f"no. {n}") for n in range(MOST_FINDINGS + 50)]
    found = Result([*many, QUOTE], files=1, organizations=1)

    assert len(list(page(found).all("details", "finding"))) == MOST_FINDINGS
    assert "51 more findings left out for want of room" in told(found)


def test_a_large_organization_is_told_in_part_and_that_is_said() -> None:
    one, findings = examined(big(600, faults=20).text)
    found = Result(findings, examined=[one], files=1, organizations=1, rules=RULES)
    written = shown(found, "html")

    assert len(written) < 1_500_000
    assert f"nobody could read a picture of 60 sites; up to {MOST_SITES} are drawn" in written
    assert "Mailboxes with one fate stand together" in written
    assert "caslint impact tells it" in written


def test_a_picture_with_too_many_entries_is_left_out() -> None:
    servers = "".join(
        f"  - {{name: EX{at}, site: S, version: 2010 SP3, roles: [ClientAccess],"
        f" virtualDirectories: {{owa: {{externalUrl: 'https://mail{at}.contoso.com/owa'}}}}}}\n"
        for at in range(MOST_ENTRIES + 1)
    )
    one, _ = examined(f"sites: [{{name: S}}]\nservers:\n{servers}")

    assert f"a picture of {MOST_ENTRIES + 1} servers at which clients enter" in told(
        Result(examined=[one], files=1)
    )


def test_of_many_organizations_the_first_have_routes_and_weak_points() -> None:
    text = big(150).text
    every = [examined(text, f"{number}.yaml")[0] for number in range(3)]
    every += [
        examined("sites: [{name: S}]\n", f"small{number}.yaml")[0] for number in range(MOST_ORGANIZATIONS)
    ]
    read = page(Result(examined=every, files=len(every), organizations=len(every)))
    tables = [len(list(read.named(f"o{number}-weak").all("table"))) for number in (1, 2, 3)]

    assert tables == [1, 1, 0]
    assert (
        read.text.count(f"Routes and picture are left out: more than {MOST_ORGANIZATIONS} organizations.")
        == 3
    )


def test_the_same_bytes_for_the_same_files() -> None:
    assert shown(result(), "html") == shown(result(), "html")
