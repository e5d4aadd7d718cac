"""The documents say what is true of the tree: links lead somewhere, every blueprint is in the table."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from registration import wiring

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    assert not missing


def test_every_blueprint_stands_in_the_readme_s_table():
    table = (ROOT / "README.md").read_text()
    missing = [blueprint.name for blueprint, _ in wiring.blueprints() if f"`{blueprint.name}`" not in table]
    assert not missing


def test_every_package_stands_in_the_architecture():
    told = (ROOT / "docs" / "architecture.md").read_text()
    packages = [path.parent.name for path in (ROOT / "registration").glob("*/__init__.py")]
    missing = [name for name in packages if name != "migrations" and not re.search(rf"\b{name}\b", told)]
    assert not missing


def test_every_hook_stands_in_the_architecture():
    told = (ROOT / "docs" / "architecture.md").read_text()
    rooms = [path.parent.name for path in (ROOT / "registration").glob("*/hooks.py")]
    hooks = [
        f"{room}.hooks.{name}"
        for room in rooms
        for name, value in vars(import_module(f"registration.{room}.hooks")).items()
        if isinstance(value, list)
    ]
    assert len(hooks) >= 10
    assert [name for name in hooks if f"`{name}`" not in told] == []


def test_decisions_are_numbered_one_after_the_other_and_short():
    told = (ROOT / "docs" / "decisions.md").read_text()
    decisions = [part.rstrip() for part in re.split(r"\n\n(?=\*\*\d+\.)", told)[1:]]
    numbers = [int(re.findall(r"\d+", one)[0]) for one in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [one for one in decisions if len(one.splitlines()) > 8] == []
