"""The documents say what is true of the tree: links lead somewhere, every blueprint is in the table."""

import re
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
