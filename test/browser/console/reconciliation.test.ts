/** The screen of a reconciled day. */
import { expect, test } from "vitest";
import { account, inReview } from "./support/answers.ts";
import { comparedDay, statement } from "./support/answers-of-days.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();
const agree = "Everything agrees.";
const notCompared = "The whole of this day has not been compared yet.";

function put(path: string, body: object): void {
  bff().replies.set(`GET ${path}`, { status: 200, body });
}

test("yesterday of the first account is shown at once, and says when it was compared", async () => {
  put("reconciliation", { ...comparedDay, discrepancies: [], checked: 1_234 });
  put(`v1/accounts/${account.id}/statement`, { ...statement, discrepancies: [] });
  const page = await open("reconciliation");
  await page.getByText(agree).waitFor();
  await page.getByText("Entries and orders checked: 1,234.").waitFor();
  await page.getByRole("cell", { name: inReview.orderNo }).waitFor();
  const yesterday = await page.evaluate(() => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
  expect(await page.getByLabel("Day (UTC)").inputValue()).toBe(yesterday);
});

test("a day that no job has finished does not agree, though nothing differs", async () => {
  put("reconciliation", { ...comparedDay, finishedAt: null, checked: 0, discrepancies: [] });
  put(`v1/accounts/${account.id}/statement`, { ...statement, total: 0, entries: [], discrepancies: [] });
  const page = await open("reconciliation?day=2020-01-01");
  await page.getByText(notCompared).waitFor();
  await page.getByText("The provider’s list of the day").first().waitFor();
  expect(await page.getByText(agree).count()).toBe(0);
});

test("an account whose provider lists no day can be chosen, and shows what was found", async () => {
  const paypro = { ...account, id: "paypro-br", capabilities: ["create", "query"] };
  put("v1/accounts", { data: [account, paypro] });
  const page = await open("reconciliation");
  await page.getByLabel("Account").selectOption("paypro-br");
  const found = { kind: "status_differs", orderNo: "20261119-of-paypro", paymentId: inReview.id };
  const detail = "the provider says succeeded, here it was expired";
  const values = { said: "succeeded", status: "expired" };
  const discrepancies = [{ ...found, detail, code: "says_otherwise", values }];
  put("reconciliation", { ...comparedDay, account: "paypro-br", discrepancies });
  await page.getByRole("button", { name: "Apply" }).click();
  await page.getByRole("cell", { name: "20261119-of-paypro" }).waitFor();
  expect(page.url()).toContain("account=paypro-br");
  expect(await page.getByText("The provider’s list of the day").count()).toBe(0);
  expect(await page.getByText(agree).count()).toBe(0);
});

test("what was found and what the provider’s list shows now stand there once each", async () => {
  const [known] = statement.discrepancies;
  const discrepancies = [known, { ...known, orderNo: "found-only-now" }];
  put(`v1/accounts/${account.id}/statement`, { ...statement, discrepancies });
  const page = await open("reconciliation");
  await page.getByRole("cell", { name: "found-only-now" }).waitFor();
  const rows = page.getByRole("table").first().getByRole("row");
  expect(await rows.count()).toBe(3);
});
