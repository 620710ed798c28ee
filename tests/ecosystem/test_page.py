"""The page for people as others judge it: valid HTML, and open to those who hear it or use no mouse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import hostile
from caslint.cli import main
from outside_tools import ROOT, node, node_package
from report_sample import shown

SAMPLES = ROOT / "sample-topologies"
HOSTILE = ('<img src=x onerror="alert(1)">', hostile.TEXTS["bidi"], "]]></script>")


def held(judge: str, folder: Path, *pages: Path) -> list[list[str]]:
    """What `validate` or `axe` holds against each page."""
    for name in ("html-validate", "axe-core", "jsdom"):
        node_package(name)
    return list(json.loads(node("page.cjs", judge, *map(str, pages), cwd=folder)))


def test_every_page_is_valid(tmp_path: Path) -> None:
    pages = [tmp_path / "one.html", tmp_path / "all.html"]
    for path, page in zip((SAMPLES / "coexistence.yaml", SAMPLES), pages, strict=True):
        assert main(["report", str(path), "-q", "-o", str(page)]) == 0
    for number, text in enumerate(HOSTILE):
        pages.append(tmp_path / f"{number}.html")
        pages[-1].write_text(shown(hostile.result(text), "html"), encoding="utf-8")

    assert held("validate", tmp_path, *pages) == [[] for _ in pages]


def test_nobody_is_kept_out(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert main(["report", str(SAMPLES / "branch-office.yaml"), "-q", "-o", str(page)]) == 0

    assert held("axe", tmp_path, page) == [[]]


@pytest.mark.parametrize(("judge", "fault"), [("validate", "close-order"), ("axe", "image-alt")])
def test_that_a_fault_is_found(judge: str, fault: str, tmp_path: Path) -> None:
    """The judges are awake: a page with a nameless picture and an end too many is not passed."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><body><img src="x"></p></body></html>\n', encoding="utf-8"
    )

    assert any(fault in one for one in held(judge, tmp_path, page)[0])
