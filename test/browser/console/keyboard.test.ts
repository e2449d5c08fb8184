/** What the keyboard reaches after something was done or opened. */
import { expect, test } from "vitest";
import { auditEntry, event, inReview } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const focused = "document.activeElement.tagName";

test("after an action that takes its own button away, the focus is on the heading", async () => {
  const page = await open(`payments/${inReview.id}`);
  await page.getByRole("button", { name: "Settle it yourself" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio").first().check();
  await dialog.locator("textarea").fill("Seen at the provider.");
  await dialog.locator('button[type="submit"]').focus();
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => page.evaluate(focused)).toBe("H1");
});

test("the choice of columns closes by Escape, with the focus on its button, and by a tap outside", async () => {
  const page = await open("payments");
  const toggle = page.getByRole("button", { name: "Columns" });
  const choices = page.locator(".choices");
  await toggle.click();
  await choices.getByRole("checkbox").first().focus();
  await page.keyboard.press("Escape");
  await choices.waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Columns");
  await toggle.click();
  await choices.getByText("Received").click();
  expect(await choices.count()).toBe(1);
  await page.locator("h1").click();
  await choices.waitFor({ state: "detached" });
});

test("an event's page is called so, and a test event in the audit leads nowhere, because it is not stored", async () => {
  bff().replies.set("GET v1/audit", {
    status: 200,
    body: { data: [{ ...auditEntry, subject: "evt_test_1" }], nextCursor: null },
  });
  const page = await open("audit");
  await page.getByText("evt_test_1").waitFor();
  expect(await page.getByRole("link", { name: "evt_test_1" }).count()).toBe(0);
  await page.goto(`${page.url().split("#")[0]}#/events/${event.id}`);
  await expect.poll(() => page.title()).toMatch(/^Event evt_/);
});
