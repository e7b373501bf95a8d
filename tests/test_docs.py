"""The documentation's site."""

import subprocess
import sys
from pathlib import Path

from dragoman.export import FORMATS
from dragoman.store import schema
from tests.conftest import ROOT


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
    assert all(f"dragoman {verb}" in commands for verb in ("read", "watch", "show", "serve", "correct join", "export", "import"))
    assert all(f"<code>{name}</code>" in commands for name in FORMATS)
    assert all(t.name in pages["reference/tables/index.html"] for t in schema.metadata.sorted_tables)
    assert "/api/{what}" in pages["reference/api/index.html"] and "disputed_by" in pages["reference/record/index.html"]
