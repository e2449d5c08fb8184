/** One session: what can be done with it follows from its payments. */
import { expect, test } from "vitest";
import { inReview, session, waiting } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const path = `sessions/${session.id}`;
const far = "2099-12-31T00:00:00.000Z";

function put(payments: readonly object[], expiresAt = far): void {
  bff().replies.set(`GET v1/${path}`, { status: 200, body: { ...session, payments, expiresAt } });
}

test("a session's change sends what was changed alone", async () => {
  put([waiting]);
  const page = await open(path);
  await page.getByRole("button", { name: "Cancel the session" }).waitFor();
  await page.getByRole("button", { name: "Change what is to be paid" }).click();
  await page.getByLabel("Amount (MXN)").fill("120.00");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByText("Changed.", { exact: true }).waitFor();
  expect(bff().sent[0]?.body).toEqual({ amount: { value: "120.00", currency: "MXN" } });
});

test.each(["review", "partially_paid"])(
  "a session with a payment in %s offers neither to cancel it nor another amount, and leads to the payment",
  async (status) => {
    put([waiting, { ...inReview, status }]);
    const page = await open(path);
    const words = page.getByText("A payment of this session is not settled.");
    await words.waitFor();
    expect(await words.getByRole("link", { name: inReview.id }).getAttribute("href")).toContain(inReview.id);
    expect(await page.getByRole("button", { name: "Cancel the session" }).count()).toBe(0);
    await page.getByRole("button", { name: "Change what is to be paid" }).click();
    await page.getByLabel("Reference").fill("order-1002");
    expect(await page.getByLabel("Amount (MXN)").count()).toBe(0);
    await page.getByRole("button", { name: "Change", exact: true }).click();
    await page.getByText("Changed.", { exact: true }).waitFor();
    expect(bff().sent[0]?.body).toEqual({ reference: "order-1002" });
  },
);

test("a session that had expired when its money came can only be seen until that is settled", async () => {
  put([inReview], "2026-01-01T00:00:00.000Z");
  const page = await open(path);
  await page.getByText("A payment of this session is not settled.").waitFor();
  expect(await page.getByRole("button", { name: "Change what is to be paid" }).count()).toBe(0);
});

test("the link's words say whether it can be paid", async () => {
  put([waiting]);
  const page = await open(path);
  await page.getByRole("button", { name: "Link to the payment page" }).click();
  await page.getByRole("dialog").getByText("Whoever has it can see the order and pay it.").waitFor();
  put([inReview]);
  await page.reload();
  await page.getByRole("button", { name: "Link to the payment page" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Nothing can be paid there until its payment is settled.").waitFor();
  expect(await dialog.getByText("and pay it").count()).toBe(0);
});
