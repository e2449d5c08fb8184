/** The page was loaded before the server was replaced by a newer one, or says what it knows of an item. */
import { expect, test } from "vitest";
import { paid } from "./support/answers.ts";
import { today } from "./support/answers-of-days.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const item = { object: "account", id: "paypro-mx", since: null, count: 1, params: {} };

test("what needs a person stays on the screen, also where the page does not know one kind of it", async () => {
  const data = [...today.data, { ...item, kind: "moon_phase" }];
  bff().replies.set("GET today", { status: 200, body: { ...today, data } });
  const page = await open("today");
  await page.getByRole("heading", { name: "Something else" }).waitFor();
  expect(await page.locator(".need").count()).toBe(new Set(data.map(({ kind }) => kind)).size);
});

test("hits of the search stay on the screen, also where the page does not know one object", async () => {
  const hit = { why: "id", status: "waxing", amount: null, amountReceived: null, reference: null };
  const data = ["moon", "event"].map((object) => {
    return { ...hit, object, id: `${object}_1`, createdAt: paid.createdAt, needsPerson: false };
  });
  bff().replies.set("GET search", { status: 200, body: { data } });
  const page = await open("search?q=moon");
  await page.getByText("moon_1").waitFor();
  await page.getByText("waxing").first().waitFor();
});

test("a difference to the books leads to its payment, and names the order and the day", async () => {
  const params = { account: "paypro-mx", what: "amount_differs", orderNo: "order-7", day: "2026-11-02" };
  const data = [{ ...item, kind: "discrepancy", params: { ...params, payment: paid.id } }];
  bff().replies.set("GET today", { status: 200, body: { data, truncated: false } });
  const page = await open("today");
  await page.getByText("order-7").waitFor();
  await page.getByText("2026-11-02").waitFor();
  expect(await page.locator(".need a").getAttribute("href")).toBe(`#/payments/${paid.id}`);
});
