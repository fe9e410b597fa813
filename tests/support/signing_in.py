"""Signs a demo account in at a page, as a person would."""

from playwright.async_api import Page

from backend.demo import PASSWORD


async def sign_in(page: Page, username: str, *, to: str = "/desk") -> None:
    """Fill in the door's form and arrive at the desk; raise when it does not open."""
    await page.goto("/desk/sign-in")
    await page.fill("[name=username]", username)
    await page.fill("[name=password]", PASSWORD)
    await page.click("main button[type=submit]")
    await page.wait_for_url("**/desk**")
    if "/desk/sign-in" in page.url:
        message = await page.inner_text("main")
        raise AssertionError(message)
    if to != "/desk":
        await page.goto(to)
