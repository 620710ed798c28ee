"""The page for people as others judge it: valid HTML, and open to those who hear it or use no mouse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hostile
from caslint.cli import main
from caslint.report.options import Options
from outside_tools import ROOT, node, node_package
from report_sample import shown

SAMPLES = ("branch-office", "coexistence")


def judged(folder: Path, *pages: str) -> list[dict[str, Any]]:
    for name in ("html-validate", "axe-core", "jsdom"):
        node_package(name)
    return list(json.loads(node("page.cjs", *pages, cwd=folder)))


def test_the_pages_of_the_samples(tmp_path: Path) -> None:
    pages = [str(tmp_path / f"{name}.html") for name in SAMPLES]
    for name, page in zip(SAMPLES, pages, strict=True):
        assert main(["report", str(ROOT / "sample-topologies" / f"{name}.yaml"), "-q", "-o", page]) == 0

    for found in judged(tmp_path, *pages):
        assert found["invalid"] == []
        assert found["violations"] == []
        assert found["passed"] > 20


def test_a_page_of_hostile_texts(tmp_path: Path) -> None:
    pages: list[str] = []
    for number, text in enumerate(('<img src=x onerror="alert(1)">', hostile.TEXTS["bidi"], "]]></script>")):
        pages.append(str(tmp_path / f"{number}.html"))
        Path(pages[-1]).write_text(shown(hostile.result(text), "html", Options()), encoding="utf-8")

    for found in judged(tmp_path, *pages):
        assert found["invalid"] == []
        assert found["violations"] == []


def test_that_a_fault_is_found(tmp_path: Path) -> None:
    """The judges are awake: a page with a nameless picture and a stray end is not passed."""
    page = tmp_path / "bad.html"
    page.write_text(
        '<!DOCTYPE html>\n<html lang="en"><body><img src="x"></p></body></html>\n', encoding="utf-8"
    )
    (found,) = judged(tmp_path, str(page))

    assert found["invalid"]
    assert any("image-alt" in one for one in found["violations"])
