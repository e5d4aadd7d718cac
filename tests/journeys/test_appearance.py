"""Changing the appearance halfway through a form."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage

pytestmark = pytest.mark.browser
ATTRIBUTE = "name => document.documentElement.dataset[name]"


def test_what_was_typed_stays_when_the_text_grows_and_the_colours_change(open_page: OpenPage):
    page = open_page()
    page.goto("/sign-up/samorzad-blisko-mieszkanca")
    page.locator("[name=first_name]").fill("Łucja")
    page.locator(".preferences [value=large]").click()
    page.get_by_role("button", name="Wysoki kontrast").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert page.evaluate(ATTRIBUTE, "size") == "large"
    expect(page.locator("[name=first_name]")).to_have_value("Łucja")
    expect(page.locator(".preferences [value=large]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(500)
    page.goto("/trainings/")
    assert (page.evaluate(ATTRIBUTE, "size"), page.evaluate(ATTRIBUTE, "theme")) == ("large", "contrast")
    page.get_by_role("button", name="Wysoki kontrast").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")
