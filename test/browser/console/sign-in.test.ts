import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inReview, session } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const review = `payments/${inReview.id}`;

async function signIn(page: Page, code = "123456"): Promise<void> {
  await page.getByLabel("Operator").fill("ana");
  await page.getByLabel("Password").fill("correct horse");
  await page.getByLabel("Code from your authenticator app").fill(code);
  await page.keyboard.press("Enter");
}

describe("signing in", () => {
  test("a wrong code is refused in words, and a right one leads to the place in the address", async () => {
    bff().signedIn = false;
    const page = await open(review);
    await signIn(page, "000000");
    await page.getByText("Operator, password and code do not go together").waitFor();
    await signIn(page);
    await page.getByText("Ana Díaz was shown a store code for MX$150.00.").waitFor();
    await expect.poll(() => page.title()).toContain(inReview.id);
  });

  test("the fields say to password managers and phones what they are for", async () => {
    bff().signedIn = false;
    const page = await open("today");
    const hints = await page
      .locator("input")
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("autocomplete")));
    expect(hints).toEqual(["username", "current-password", "one-time-code"]);
  });

  test("when the session has ended, the operator signs in again and is where they were", async () => {
    const page = await open(review);
    await page.getByRole("heading", { name: "What happened" }).waitFor();
    bff().signedIn = false;
    bff().change("session", session.id);
    await page.getByText("Your session has ended.").waitFor();
    await signIn(page);
    await page.getByRole("heading", { name: "What happened" }).waitFor();
  });

  test.each(["focus", "visibilitychange"])(
    "who comes back (%s) after signing in in another tab is signed in here, too, at their place",
    async (comingBack) => {
      bff().signedIn = false;
      const page = await open(review);
      await page.getByLabel("Operator").fill("an");
      const comeBack = () =>
        page.evaluate((name) => {
          if (name === "focus") dispatchEvent(new Event(name));
          else document.dispatchEvent(new Event(name));
        }, comingBack);
      const refused = page.waitForResponse(/api\/me$/);
      await comeBack();
      expect((await refused).status()).toBe(401);
      // What was typed is still there for those who are not.
      expect(await page.getByLabel("Operator").inputValue()).toBe("an");
      bff().signedIn = true;
      await comeBack();
      await page.getByRole("heading", { name: "What happened" }).waitFor();
    },
  );

  test("signing out leads to the sign-in", async () => {
    const page = await open("today");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(bff().sent.map(({ path, csrf }) => [path, csrf])).toEqual([["sign-out", "csrf-0123456789"]]);
  });

  test("a refused sign-in is told in the operator's language", async () => {
    bff().signedIn = false;
    const page = await open(review, { locale: "es" });
    await page.locator('input[name="operator"]').fill("ana");
    await page.locator('input[name="password"]').fill("correct horse");
    await page.locator('input[name="totp"]').fill("000000");
    await page.locator('button[type="submit"]').click();
    await page.getByText("El operador, la contraseña y el código no coinciden").waitFor();
    expect(await page.getByText("The name, the password").count()).toBe(0);
  });
});
