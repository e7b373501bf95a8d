"""The documentation: its site, its generated pages, and its links."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.export import FORMATS
from dragoman.store import schema
from tests.conftest import ROOT

WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_site_is_built_without_a_warning_and_asks_nothing_of_the_network(tmp_path: Path) -> None:
    mkdocs = str(Path(sys.executable).parent / "mkdocs")
    done = subprocess.run(
        [mkdocs, "build", "--strict", "--quiet", "--site-dir", tmp_path], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr + done.stdout
    pages = {p.relative_to(tmp_path).as_posix(): p.read_text(encoding="utf8") for p in tmp_path.rglob("*.html")}
    assert {"tutorial/index.html", "reference/cli/index.html", "explanation/claims/index.html", "how-to/share/index.html"} <= set(pages)
    for name, page in pages.items():
        assert 'src="http' not in page and 'rel="stylesheet" href="http' not in page, name
    commands = pages["reference/cli/index.html"]
    assert all(f"dragoman {verb}" in commands for verb in ("read", "watch", "show", "serve", "correct merge", "export", "import"))
    assert all(f"<code>{name}</code>" in commands for name in FORMATS)
    assert all(t.name in pages["reference/tables/index.html"] for t in schema.metadata.sorted_tables)
    assert "/api/{what}" in pages["reference/api/index.html"] and "disputed_by" in pages["reference/record/index.html"]


def test_generated_pages_are_as_the_code_is() -> None:
    made = runpy.run_path(str(ROOT / "docs/generate.py"))["pages"]()
    stale = [name for name, text in made.items() if (ROOT / "docs/reference" / name).read_text(encoding="utf8") != text]
    assert not stale, f"{stale} are not as the code is; run `make docs`"


def test_every_variable_that_is_looked_at_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf8")
    asked = {name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r'"(DRAGOMAN_[A-Z_]+)"', path.read_text(encoding="utf8"))}
    assert len(asked) >= 5 and {name for name in asked if f"`{name}`" not in page} == set()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere_in_the_repository(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if link.startswith(("http://", "https://", "mailto:", "#")):
            continue
        assert (page.parent / link.partition("#")[0]).exists(), f"{page.name}: {link}"


def test_the_readme_is_short() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf8")
    assert len(text.splitlines()) < 130 and text.count("![") == 3
