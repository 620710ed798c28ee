"""The job's summary as it is really shown: Markdown with GitHub's extensions, and Mermaid's own parser."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import hostile
from caslint.report.markdown_text import inert, row, table
from caslint.report.mermaid import label
from caslint.report.options import Options
from caslint.report.safe import visible
from outside_tools import node, node_package
from report_sample import shown
from test_report_markdown import MARKUP, result

TEXTS = [*hostile.TEXTS.values(), *MARKUP]
OURS = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "br", "strong", "pre", "code"}  # fmt: skip  # noqa: E501
_ENTITY = re.compile("ﬂ°°(\\d+)¶ß")
"""How Mermaid keeps `#45;` until it draws."""


class Seen(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name not in {"align", "class"}], attrs
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def rendered(folder: Path, *texts: str) -> list[Seen]:
    node_package("micromark-extension-gfm")
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return [Seen(page) for page in json.loads(node("markdown.mjs", str(folder / "texts.json"), cwd=folder))]


def drawn(folder: Path, *texts: str) -> list[dict[str, Any]]:
    node_package("mermaid")
    node_package("jsdom")
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    return list(json.loads(node("mermaid.mjs", str(folder / "texts.json"), cwd=folder)))


def test_a_cell_reads_as_the_text_does(tmp_path: Path) -> None:
    pages = [table("a", "b") + row(inert(text), "end") for text in TEXTS]
    for text, seen in zip(TEXTS, rendered(tmp_path, *pages), strict=True):
        assert set(seen.tags) <= OURS, text
        assert [cell.strip() for cell in seen.cells[:2]] == [visible(text).strip(), "end"]


def test_hostile_findings_add_no_element(tmp_path: Path) -> None:
    pages = [shown(hostile.result(text), "markdown", Options(github=True)) for text in ("x", *TEXTS)]
    plain, *others = rendered(tmp_path, *pages)

    assert set(plain.tags) <= OURS
    for seen in others:
        assert seen.tags == plain.tags


def test_the_summary_of_an_organization_is_shown(tmp_path: Path) -> None:
    (seen,) = rendered(tmp_path, shown(result(), "markdown"))

    assert set(seen.tags) <= OURS
    assert "details" in seen.tags
    assert "proxy → EX02" in [cell.strip() for cell in seen.cells]


def test_the_picture_is_drawn(tmp_path: Path) -> None:
    text = shown(result(), "markdown").split("```mermaid\n")[1].split("```")[0]
    (picture,) = drawn(tmp_path, text)

    assert picture["groups"] == {"site1": "Redmond", "site2": "Kyoto", "site3": "Paris"}
    assert picture["nodes"]["server2"] == "EX02<br>2010"
    assert "OWA, proxy" in picture["arrows"]


def test_a_label_reads_as_the_text_does(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if text.strip()]
    diagrams = [f'flowchart LR\n  a["{label(text)}"]\n  a -->|"{label(text)}"| b\n' for text in texts]
    for text, picture in zip(texts, drawn(tmp_path, *diagrams), strict=True):
        read = _ENTITY.sub(lambda found: chr(int(found[1])), picture["nodes"]["a"])
        expected = visible(text)

        assert read.strip() == (expected if len(expected) <= 40 else expected[:39] + "…").strip()
        assert list(picture["nodes"]) == ["a", "b"]
        assert len(picture["arrows"]) == 1
