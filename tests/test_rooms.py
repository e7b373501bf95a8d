"""What holds for the code of every room, and what the guide to it says."""

import ast
import re
from pathlib import Path

import dragoman

ROOT = Path(__file__).parent.parent
SOURCES = sorted(Path(dragoman.__file__).parent.rglob("*.py"))
MOST_DECISIONS = 15
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.comprehension, ast.match_case)


def test_no_step_leaves_its_state_on_the_parse() -> None:
    assert [str(p) for p in SOURCES if "user_data" in p.read_text(encoding="utf8")] == []


def decisions(function: ast.AST) -> int:
    """Branches, boolean operators and comprehensions of a function, and one for the function."""
    nodes = list(ast.walk(function))
    branches = sum(1 + (len(n.ifs) if isinstance(n, ast.comprehension) else 0) for n in nodes if isinstance(n, _BRANCHES))
    return 1 + branches + sum(len(n.values) - 1 for n in nodes if isinstance(n, ast.BoolOp))


def test_no_function_of_reading_decides_too_much() -> None:
    modules = [p for p in SOURCES if "reading" in p.relative_to(Path(dragoman.__file__).parent).parts]
    functions = [(p, n) for p in modules for n in ast.walk(ast.parse(p.read_text(encoding="utf8"))) if isinstance(n, ast.FunctionDef)]
    assert [f"{p.name} {n.name}" for p, n in functions if decisions(n) > MOST_DECISIONS] == []


def test_the_guide_names_files_that_are_there() -> None:
    named = re.findall(r"`([\w./-]+\.(?:py|toml|csv|tsv|json|md))`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf8"))
    paths = [f"/{p.relative_to(ROOT).as_posix()}" for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts]
    assert named and [n for n in named if not any(p.endswith(f"/{n}") for p in paths)] == []
