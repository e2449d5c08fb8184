import { describe, expect, test } from "vitest";
import { makePayment } from "../../widget/support/fixtures.ts";
import type { Scenario } from "./support/scenario.ts";
import { eventually, setStage } from "./support/stage.ts";

const stage = setStage();
const dayMs = 86_400_000;

/** A store code that expires in `seconds`, on a server whose clock is ahead of the browser's. */
function addCode(seconds: number, clockAheadMs: number) {
  const expiresAt = new Date(Date.now() + clockAheadMs + seconds * 1000).toISOString();
  const action = {
    type: "display_code",
    codeType: "store",
    code: "6841800930023213210",
    barcode: "code128",
    details: [],
    expiresAt,
  } as const;
  const scenario = stage.bff().addScenario({
    status: "requires_action",
    payment: makePayment({ nextAction: action, expiresAt }),
    expiresAt: new Date(Date.now() + clockAheadMs + 30 * dayMs).toISOString(),
  });
  scenario.clockAheadMs = clockAheadMs;
  return scenario;
}

/** Lets the code expire two seconds from now, however long the page took to open, and pushes that to the page. */
function endSoon(scenario: Scenario): void {
  const expiresAt = new Date(Date.now() + scenario.clockAheadMs + 2000).toISOString();
  const action = scenario.session.payment?.nextAction;
  if (action?.type !== "display_code") throw new Error("there is no code");
  scenario.updatePayment({ expiresAt, nextAction: { ...action, expiresAt } });
}

function secondsOf(clock: string): number {
  return clock.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

describe("widget 5: the clock is the server's", () => {
  for (const [name, aheadMs] of [
    ["right", 0],
    ["a day slow", dayMs],
    ["a day fast", -dayMs],
  ] as const) {
    test(`shows the true time left on a device whose clock is ${name}, more than an hour of it`, async () => {
      const scenario = addCode(5400, aheadMs);
      const { page } = await stage.open(scenario);
      const shown = secondsOf((await page.getByRole("timer").textContent()) ?? "");
      expect(shown).toBeLessThanOrEqual(5400);
      expect(shown).toBeGreaterThan(5380);
      await page.reload();
      const again = secondsOf((await page.getByRole("timer").textContent()) ?? "");
      expect(again).toBeLessThanOrEqual(shown);
      expect(again).toBeGreaterThan(5370);
    });
  }

  test("at zero polls once more, then shows the expired screen with a way on", async () => {
    const scenario = addCode(5400, dayMs);
    const { page, heard } = await stage.open(scenario);
    await page.getByRole("timer").waitFor();
    await eventually(() => expect(scenario.count("GET", "/checkout/events")).toBeGreaterThan(0));
    endSoon(scenario);
    const before = scenario.count("GET", "/checkout/status");
    await page.getByRole("heading", { name: "The time to pay is over" }).waitFor();
    expect(scenario.count("GET", "/checkout/status")).toBe(before + 1);
    await page.getByRole("button", { name: "Choose another method" }).waitFor();
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-ready", "pay-expired"]);
  });

  test("shows paid, not expired, when the last check finds the payment", async () => {
    const scenario = addCode(5400, 0);
    const { page, heard } = await stage.open(scenario);
    await page.getByRole("timer").waitFor();
    await eventually(() => expect(scenario.count("GET", "/checkout/events")).toBeGreaterThan(0));
    endSoon(scenario);
    // Not pushed to the stream: only a request can find it.
    const payment = makePayment({ status: "succeeded", nextAction: null });
    scenario.session = { ...scenario.session, status: "succeeded", payment };
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
    expect((await heard()).map(({ name }) => name)).not.toContain("pay-expired");
  });

  test("corrects itself after the device slept and its clock was set", async () => {
    const scenario = addCode(7200, 0);
    const { page } = await stage.open(scenario);
    await page.getByRole("timer").waitFor();
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 86_400_000;
    });
    await eventually(async () => {
      const shown = secondsOf((await page.getByRole("timer").textContent()) ?? "");
      expect(shown).toBeGreaterThan(7000);
      expect(shown).toBeLessThanOrEqual(7200);
    });
    expect(await page.getByRole("heading", { name: "Pay with this code" }).isVisible()).toBe(true);
  });
});
