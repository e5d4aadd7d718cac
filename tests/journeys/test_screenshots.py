"""README's picture of the site. It is taken in every run; `make screenshots` keeps it in docs/screenshots."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ROOT, OpenPage

pytestmark = pytest.mark.browser

LARGEST = 200_000
"""Bytes: a reader of README waits for it."""


def test_the_picture_of_a_training_is_small_enough_for_readme(open_page: OpenPage, tmp_path: Path):
    folder = ROOT / "docs" / "screenshots" if os.environ.get("SCREENSHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    page = open_page()
    page.goto("/trainings/partnerstwa-i-negocjacje-przyklad")
    expect(page.get_by_role("link", name="Zapisz się")).to_be_in_viewport()
    page.evaluate("document.fonts.ready.then(() => true)")
    assert len(page.screenshot(path=folder / "training.png")) <= LARGEST
