import { expect, test } from "vitest";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

test("a list is downloaded as its filters have it, and says which days are in the file", async () => {
  bff().replies.set("GET v1/exports/payments.csv", { status: 200, body: "id" });
  const page = await open("payments?status=review&account=paypro-mx&currency=MXN&cursor=abc");
  await page.getByText("Without both times chosen, the CSV has what was created from").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const { pathname, searchParams } = new URL((await download).url());
  expect(pathname).toBe("/console/api/v1/exports/payments.csv");
  const { from = "", to = "", ...filters } = Object.fromEntries(searchParams);
  expect(filters).toEqual({ status: "review", account: "paypro-mx", currency: "MXN" });
  expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBeCloseTo(30, 0);
});

test("with both times chosen, these are what the file has", async () => {
  bff().replies.set("GET v1/exports/refunds.csv", { status: 200, body: "id" });
  const times = { from: "2026-11-01T00:00:00.000Z", to: "2026-11-08T00:00:00.000Z" };
  const page = await open(`refunds?${new URLSearchParams({ ...times, status: "pending" })}`);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect(Object.fromEntries(new URL((await download).url()).searchParams)).toEqual({
    ...times,
    status: "pending",
  });
  expect(await page.getByText("Without both times chosen").count()).toBe(0);
});

test("a refusal is a sentence in the page, and goes with the next filter", async () => {
  const detail = "to: must be after from, and at most 366 days after it";
  bff().replies.set("GET v1/exports/payouts.csv", {
    status: 422,
    body: {
      type: "urn:x",
      title: "Refused",
      status: 422,
      code: "validation_failed",
      detail,
      requestId: "req_1",
    },
  });
  const page = await open("payouts?from=2024-01-01T00:00:00.000Z&to=2026-01-01T00:00:00.000Z");
  await page.getByRole("button", { name: "Download CSV" }).click();
  await page.getByRole("alert").getByText(detail).waitFor();
  expect(new URL(page.url()).hash).toContain("#/payouts");
  await page.getByRole("link", { name: "Clear filters" }).click();
  await page.getByRole("alert").waitFor({ state: "detached" });
});

test.each([
  ["payments", "payments.csv"],
  ["payouts", "payouts.csv"],
  ["refunds", "refunds.csv"],
  ["events", "events.csv"],
])("the list of %s asks for %s once, however often it is pressed", async (place, name) => {
  bff().replies.set(`GET v1/exports/${name}`, { status: 200, body: "id" });
  const page = await open(place);
  const downloads: string[] = [];
  page.on("download", (download) => downloads.push(new URL(download.url()).pathname));
  await page.getByRole("button", { name: "Download CSV" }).dblclick();
  await expect.poll(() => downloads).toEqual([`/console/api/v1/exports/${name}`]);
});
