"""The documentation: every link leads to a file or a heading that is there, and what it names exists."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk import __version__, cli

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("resources/**/*.md")]
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def anchors(path: Path) -> set[str]:
    """The names that headings of a document can be linked by."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


def broken(path: Path) -> list[str]:
    """The links of a document that lead nowhere."""
    found = []
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    assert broken(path) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One thing\n[good](#one-thing) [bad](#two) [gone](gone.md) ![no](no.png) [web](https://x)", "utf-8"
    )
    assert broken(page) == ["#two", "gone.md", "no.png"]


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`shopdesk ([a-z][a-z-]+)", text)) | {"restore", "verify"}
    assert {"demo", "doctor", "backup"} <= named
    for command in named:
        with pytest.raises(SystemExit) as ended:
            cli.parse([command, "--help"])
        assert ended.value.code == 0


def test_the_contributing_guide_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`((?:shopdesk|tests|packaging|benchmarks)/[\w./-]+\.\w+)`", text))
    made_by_the_reader = {"tests/engine/test_prices_halfway.py"}
    assert len(named) > 15
    assert [name for name in named - made_by_the_reader if "NAME" not in name and not (ROOT / name).exists()] == []


def test_every_model_that_ships_has_a_card() -> None:
    manifest = json.loads((ROOT / "resources" / "models" / "manifest.json").read_text("utf-8"))
    cards = " ".join(path.read_text("utf-8") for path in (ROOT / "docs" / "models").glob("*.md"))
    for model in manifest["models"]:
        assert re.sub(r"-(encoder|decoder|tokenizer)$", "", model["name"]) in cards
        assert model["licence"] in cards


def test_the_changes_begin_with_this_version() -> None:
    assert re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)[1] == __version__  # type: ignore[index]


def test_the_documents_are_spelt_right() -> None:
    tool = shutil.which("codespell", path=str(Path(sys.executable).parent)) or shutil.which("codespell")
    if tool is None:
        pytest.skip("codespell is not installed")
    done = subprocess.run([tool, *map(str, DOCUMENTS)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
