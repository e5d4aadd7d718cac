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
    with page.expect_response("**/preferences"):
        page.locator(".preferences [value=large]").click()
    with page.expect_response("**/preferences"):
        page.get_by_role("button", name="Wysoki kontrast").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    assert page.evaluate(ATTRIBUTE, "size") == "large"
    expect(page.locator("[name=first_name]")).to_have_value("Łucja")
    expect(page.locator(".preferences [value=large]")).to_have_attribute("aria-pressed", "true")
    page.goto("/trainings/")
    assert (page.evaluate(ATTRIBUTE, "size"), page.evaluate(ATTRIBUTE, "theme")) == ("large", "contrast")
    page.get_by_role("button", name="Wysoki kontrast").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_stays_in_another_language_and_without_javascript(
    open_page: OpenPage, javascript: bool
):
    page = open_page(javascript=javascript)
    page.goto("/sign-up/samorzad-blisko-mieszkanca")
    page.locator("[name=first_name]").fill("Łucja")
    page.locator("main [name=consents]").first.check()
    page.locator(".preferences [value=larger]").click()
    expect(page.locator("main [name=consents]").first).to_be_checked()
    page.locator(".preferences [value=en]").click()
    expect(page.locator("h1")).to_have_text("Sign up")
    assert page.evaluate(ATTRIBUTE, "size") == "larger"
    expect(page.locator("[name=first_name]")).to_have_value("Łucja")
    expect(
        page.locator("main [name=consents]").first
    ).not_to_be_checked()  # to another text nobody has agreed yet
    assert page.locator("[data-error-summary]").count() == 0
    page.locator("[name=first_name]").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_visible()
