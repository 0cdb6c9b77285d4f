"""Imports point one way."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Layer of each module of the law: a module imports only from lower layers.
LAYERS = [
    "tables",
    "calendar",
    "scheme",
    "decided",
    "rule",
    "measure",
    "case",
    "program",
    "share",
    "levels",
    "rules",
    "scenario",
    "override",
    "waiting",
    "judge",
    "slate",
    "last",
    "replan",
    "build",
    "audit",
    "solve",
    "question",
    "conflict",
    "repair",
    "menu",
    "clearing",
    "price",
    "verdict",
    "changes_tier",
    "drill",
    "swaps",
    "targets",
    "axes",
    "front",
    "apart",
    "together",
    "weights",
    "people",
    "sources",
    "changes",
]


def imported(path: Path) -> set[str]:
    """Modules imported at run time (not for type checking alone, not inside functions)."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def test_the_law_never_imports_the_clerk() -> None:
    for path in (ROOT / "models").rglob("*.py"):
        assert not [name for name in imported(path) if name.split(".")[0] == "planner"], path


def test_every_module_has_its_layer() -> None:
    modules = {path.stem for path in (ROOT / "models").glob("*.py")} | {"rules"}
    assert modules - {"__init__"} == set(LAYERS)


@pytest.mark.parametrize("name", LAYERS)
def test_the_law_is_layered(name: str) -> None:
    path = ROOT / "models" / (f"{name}.py" if name != "rules" else "rules/__init__.py")
    inner = {module.split(".")[1] for module in imported(path) if module.startswith("models.")}
    assert all(LAYERS.index(module) <= LAYERS.index(name) for module in inner), inner


def test_a_rule_imports_only_what_rules_are_made_of() -> None:
    for path in (ROOT / "models" / "rules").glob("*.py"):
        if path.name != "__init__.py":
            inside = ("rule", "case", "tables", "calendar", "share", "levels")
            allowed = {"models"} | {f"models.{name}" for name in inside}
            assert {name for name in imported(path) if name.startswith("models")} <= allowed, path


def test_the_judge_never_imports_the_solver() -> None:
    for name in ("audit", "slate", "judge", "build"):
        assert not [n for n in imported(ROOT / "models" / f"{name}.py") if n.startswith("ortools")]
