import { describe, expect, test } from "vitest";
import { payout } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

describe("permissions", () => {
  test("with reports alone, all that the BFF lets read is there, and nothing to press that it would refuse", async () => {
    bff().scopes = ["reports"];
    const page = await open(`payouts/${payout.id}`);
    await page.getByText("waits until another person approves it").waitFor();
    expect(await page.locator("#menu li").allInnerTexts()).toEqual(
      expect.arrayContaining(["Payments", "Sessions", "Payouts", "Refunds", "Events"]),
    );
    expect(await page.getByRole("button", { name: /Approve|Reject|Query the provider/ }).count()).toBe(0);
  });

  test("who approves payouts sees them and nothing of the payments, which is said where they go by hand", async () => {
    bff().scopes = ["payouts:approve"];
    const page = await open("payouts");
    await page.getByRole("link", { name: payout.id }).click();
    await page.getByRole("button", { name: "Approve the payout" }).waitFor();
    expect(await page.locator("#menu li").allInnerTexts()).toEqual(["Today", "Payouts"]);
    await page.evaluate(() => {
      location.hash = "#/payments";
    });
    await page.getByText("It lacks the permission “sessions or reports”.").waitFor();
  });

  test.each(["accounts", "reconciliation?account=paypro-mx"])(
    "without reports, %s says what is missing, and asks the BFF for nothing that it would refuse",
    async (place) => {
      bff().scopes = ["payouts"];
      const page = await open("payouts");
      const asked: string[] = [];
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(page.url().replace(/#.*/, `#/${place}`));
      await page.getByText("It lacks the permission “reports”.").waitFor();
      expect(asked.filter((path) => path.includes("/api/v1/"))).toEqual([]);
    },
  );

  test("who operates queries the provider about a payout", async () => {
    bff().scopes = ["operate", "reports"];
    bff().replies.set(`GET v1/payouts/${payout.id}`, { status: 200, body: { ...payout, status: "unknown" } });
    const page = await open(`payouts/${payout.id}`);
    await page.getByRole("button", { name: "Query the provider now" }).waitFor();
  });
});

test("events are filtered by refunds, too", async () => {
  const page = await open("events?type=refund.succeeded");
  expect(await page.getByLabel("Type").inputValue()).toBe("refund.succeeded");
});
