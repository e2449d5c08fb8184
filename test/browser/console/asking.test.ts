/** How the outcome of an action is always said, whatever somebody does while its request runs. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inReview } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

const path = `v1/payments/${inReview.id}/resolve`;
const settled = { ...inReview, status: "succeeded" };
const problem = { type: "urn:x", requestId: "req_8sQm1VfX0bYw7LrTn2C3Zk" };

/** Fills the dialog in, and presses its button. The answer is held back. */
async function settle(page: Page): Promise<void> {
  bff().replies.set(`POST ${path}`, "hold");
  await page.getByRole("button", { name: "Settle it yourself" }).click();
  await page.getByLabel("Paid: the shop delivers").check();
  await page.getByLabel("Why?").fill("The bank has it.");
  await page.getByRole("button", { name: "Settle", exact: true }).dblclick();
  await expect.poll(() => bff().sent.length).toBe(1);
}

/** The answer is lost on its way. A browser tries some requests again by itself, so the next is lost, too. */
function lose(): void {
  bff().replies.set(`POST ${path}`, "drop");
  bff().release(`POST ${path}`, "drop");
}

async function leave(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = "#/payouts";
  });
  await page.getByRole("heading", { name: "Payouts", level: 1 }).waitFor();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

describe("while an action is under way", () => {
  test("Escape, however often, Cancel and a click beside the dialog leave it open, and nothing in it can be changed", async () => {
    const page = await open(`payments/${inReview.id}`);
    await settle(page);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Please wait for the answer.").waitFor();
    for (let pressed = 0; pressed < 3; pressed++) await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Back" }).click({ force: true });
    await page.mouse.click(5, 5);
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.matches(":modal"))).toBe(true);
    expect(await page.locator(".asked").getAttribute("inert")).not.toBeNull();
    bff().release(`POST ${path}`, { status: 200, body: settled });
    await page.getByText("Settled.").waitFor();
    await dialog.waitFor({ state: "detached" });
    expect(bff().sent).toHaveLength(1);
  });

  test("who goes elsewhere is told there that it was done", async () => {
    const page = await open(`payments/${inReview.id}`);
    await settle(page);
    await leave(page);
    bff().release(`POST ${path}`, { status: 200, body: settled });
    await page.getByText("Settle it yourself: Settled.").waitFor();
  });

  test("who goes elsewhere is told there why it was not done", async () => {
    const page = await open(`payments/${inReview.id}`);
    await settle(page);
    await leave(page);
    const refused = {
      ...problem,
      title: "No",
      status: 409,
      code: "not_in_review",
      detail: "It is succeeded.",
    };
    bff().release(`POST ${path}`, { status: 409, body: refused });
    await page.getByText("Settle it yourself: not done. It is not in review any more.").waitFor();
  });

  test("who goes elsewhere is told there when nobody knows whether it was done", async () => {
    const page = await open(`payments/${inReview.id}`);
    await settle(page);
    await leave(page);
    lose();
    await page.getByText("it is not known whether this was done").waitFor();
  });

  test("the browser asks before it closes the page, and not once it is done", async () => {
    const page = await open(`payments/${inReview.id}`);
    await settle(page);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(["beforeunload"]);
    bff().release(`POST ${path}`, { status: 200, body: settled });
    await page.getByText("Settled.").waitFor();
    await page.reload();
    await page.locator("h1").waitFor();
    expect(asked).toEqual(["beforeunload"]);
  });
});

test("after an answer that was lost, the same request is sent again under the same key", async () => {
  const page = await open(`payments/${inReview.id}`);
  await settle(page);
  lose();
  await page.getByText("Press the button again: it is done at most once.").waitFor();
  expect(await page.locator(".asked").getAttribute("inert")).not.toBeNull();
  bff().replies.set(`POST ${path}`, { status: 200, body: settled });
  await page.getByRole("button", { name: "Settle", exact: true }).click();
  await page.getByText("Settled.").waitFor();
  expect(bff().sent.at(-1)).toEqual(bff().sent[0]);
});

test("before anything is sent, Escape and Cancel close the dialog", async () => {
  const page = await open(`payments/${inReview.id}`);
  for (const close of [
    () => page.keyboard.press("Escape"),
    () => page.getByText("Back", { exact: true }).click(),
  ]) {
    await page.getByRole("button", { name: "Settle it yourself" }).click();
    await page.getByRole("dialog").waitFor();
    await close();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  expect(bff().sent).toEqual([]);
});
