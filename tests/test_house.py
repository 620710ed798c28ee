"""Imports point down: the floors of linter/README.md, held by reading every import."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "linter" / "caslint"

FLOORS = (
    (
        "record",
        "text",
        "node",
        "exchange",
        "words",
        "hosts",
        "links",
        "matching",
        "repository",
        "schema_data",
    ),
    ("outline", "decode", "reading", "tree", "finding", "model"),
    ("schema", "building", "routing", "mend"),
    ("topology", "access"),
    ("rule",),
    ("ruleset", "fix", "page", "catalogue", "configuration", "silencing"),
    (
        "files",
        "compose",
        "discovery",
        "clients",
        "lint",
        "checked",
        "baseline",
        "run",
        "mending",
        "report",
        "review",
        "importer",
    ),
    ("cli", "lsp", "__main__"),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS, 1) for room in rooms}
FOR_RULES = {
    "access",
    "exchange",
    "finding",
    "hosts",
    "mend",
    "model",
    "record",
    "routing",
    "rule",
    "text",
    "topology",
    "words",
}


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.extend(f"{node.module}.{alias.name}" for alias in node.names)
    return [name for name in found if name.split(".")[0] in {"caslint", "rules", "schemas", "linter"}]


def room(name: str) -> str:
    """The room of an import `caslint.room.thing`; the empty text for the package itself."""
    part = name.split(".")[1]
    return part if part in FLOOR_OF or (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists() else ""


def files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    assert own in FLOOR_OF, f"{own} has no floor: give it one in this test and in linter/README.md"
    for name in imports(path):
        assert name.startswith("caslint"), f"{path.name} imports {name}"
        assert name.split(".")[1] not in {"rules", "schemas"}, f"{path.name} imports {name}"
        if room(name):
            assert FLOOR_OF[room(name)] <= FLOOR_OF[own], f"{path.name} imports {name}, which stands above"


def rule_files() -> list[Path]:
    return [path for path in sorted((ROOT / "rules").glob("*.py")) if path.name != "__init__.py"]


@pytest.mark.parametrize("path", rule_files(), ids=lambda path: path.stem)
def test_a_rule_knows_the_model_and_no_other_rule(path: Path) -> None:
    for name in imports(path):
        assert name.startswith("caslint.")
        assert room(name) in FOR_RULES, f"{path.name} imports {name}"


def test_no_room_imports_in_a_circle() -> None:
    arrows = {
        path: {(PACKAGE.joinpath(*name.split(".")[1:-1])).with_suffix(".py") for name in imports(path)}
        for path in files()
    }
    seen: set[Path] = set()

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        assert path not in above, f"a circle: {[step.name for step in above]} and {path.name}"
        if path in seen:
            return
        for target in arrows.get(path, ()):
            visit(target, (*above, path))
        seen.add(path)

    for path in arrows:
        visit(path, ())
