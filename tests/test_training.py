"""The commands by which weights are made, as README and Makefile give them, beside the modules that they run."""

import ast
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT

WRITTEN = ("Makefile", "training/README.md", "training/corpus/README.md", "training/corpus/CARD.md")
COMMAND = re.compile(r"(?:python|\$\(TRAIN\)) -m (training\.[\w.]+)((?:[^`#\n\\]|\\\n)*)")
COMMANDS = sorted(
    {
        (name, m[1], " ".join(m[2].replace("\\\n", " ").split()))
        for name in WRITTEN
        for m in COMMAND.finditer((ROOT / name).read_text(encoding="utf8"))
    }
)


def source_of(module: str) -> ast.Module:
    path = ROOT / (module.replace(".", "/") + ".py")
    assert path.is_file(), f"there is no {path.relative_to(ROOT)}"
    return ast.parse(path.read_text(encoding="utf8"))


def declared(tree: ast.Module) -> dict[str, dict[str, object]]:
    """Arguments of a module's parser by name, each with what is said of it in plain values."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "add_argument")
    return {
        ast.literal_eval(c.args[0]): {k.arg: k.value.value for k in c.keywords if k.arg and isinstance(k.value, ast.Constant)}
        for c in calls
    }


@pytest.mark.parametrize(("where", "module", "given"), COMMANDS, ids=[f"{Path(w).name}: {m} {g}"[:90] for w, m, g in COMMANDS])
def test_a_command_is_one_that_its_module_takes(where: str, module: str, given: str) -> None:
    tree = source_of(module)
    arguments = declared(tree)
    runs = any(isinstance(n, ast.If) and "__main__" in ast.dump(n.test) for n in tree.body)
    assert runs, f"{where}: {module} runs nothing"
    if not arguments:  # it takes what is named, and checks it itself
        return
    words = shlex.split(given.replace("[", "").replace("]", ""))
    unknown = [w for w in words if w.startswith("--") and w not in arguments]
    assert not unknown, f"{where}: {module} takes no {', '.join(unknown)}"
    needed = [n for n, said in arguments.items() if not n.startswith("--") and said.get("nargs") != "*"]
    plain = len([w for w in words if not w.startswith("--")])
    assert "…" in given or plain >= len(needed), f"{where}: {module} wants {', '.join(needed)}"
    missing = [n for n, said in arguments.items() if said.get("required") and n not in words]
    assert "…" in given or not missing, f"{where}: {module} wants {', '.join(missing)}"


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 25 and {m for _, m, _ in COMMANDS} >= {
        "training.reader.train",
        "training.attribution.train",
        "training.events.train",
    }
