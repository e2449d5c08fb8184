import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { eventually, makeHold, pay, setStage } from "./support/stage.ts";

const stage = setStage();

/** Plays a page that goes to the background and comes back; headless Chromium has no tabs to switch. */
async function setVisibility(page: Page, state: "hidden" | "visible"): Promise<void> {
  await page.evaluate((next) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => next });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

/**
 * Counts the page's requests from here on, in the page itself: the browser's own events may reach the test late, when it
 * has already hidden the page. Returns a reader of the count.
 */
async function countRequests(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const { fetch } = window;
    let begun = 0;
    window.fetch = (...request) => {
      begun += 1;
      return fetch(...request);
    };
    Object.assign(globalThis, { countOfRequests: () => begun });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { countOfRequests(): number }).countOfRequests());
}

async function openWithCode(mode: "stream" | "poll" = "stream") {
  const scenario = stage.bff().addScenario();
  scenario.mode = mode;
  const opened = await stage.open(scenario);
  await pay(opened.page, "Bank transfer");
  await opened.page.getByRole("heading", { name: "Pay with this code" }).waitFor();
  return { scenario, ...opened };
}

describe("widget 4: wakes up right", () => {
  test("polls once, at once, when the page becomes visible, with focus and pageshow in the same moment", async () => {
    const { scenario, page } = await openWithCode();
    await eventually(() => expect(scenario.count("GET", "/checkout/events")).toBeGreaterThan(0));
    await setVisibility(page, "hidden");
    const before = scenario.count("GET", "/checkout/status");
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "visible" });
      document.dispatchEvent(new Event("visibilitychange"));
      window.dispatchEvent(new Event("focus"));
      window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
    });
    await eventually(() => expect(scenario.count("GET", "/checkout/status")).toBe(before + 1));
    await eventually(() => expect(scenario.count("GET", "/checkout/events")).toBeGreaterThan(1));
    expect(scenario.count("GET", "/checkout/status")).toBe(before + 1);
  });

  test("makes no request while hidden, and shows what happened meanwhile when it is back", async () => {
    const { scenario, page } = await openWithCode("poll");
    await page.clock.install();
    const requests = await countRequests(page);
    // The wait that follows this poll runs by the clock that the test turns.
    await eventually(async () => expect(await requests()).toBeGreaterThan(0));
    await setVisibility(page, "hidden");
    const begun = await requests();
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.clock.runFor(60_000);
    expect(await requests()).toBe(begun);
    expect(await page.getByRole("heading", { name: "Pay with this code" }).isVisible()).toBe(true);
    await setVisibility(page, "visible");
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
  });

  test("falls back to polling where there is no stream, with the ETag of the last answer", async () => {
    const { scenario, page } = await openWithCode("poll");
    await eventually(() => expect(scenario.asked.some(({ etag }) => etag !== undefined)).toBe(true));
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
  });

  test("goes on after the server was away, without saying failed in between", async () => {
    const { scenario, page } = await openWithCode("poll");
    scenario.mode = "down";
    const asked = scenario.asked.length;
    await eventually(() => expect(scenario.asked.length).toBeGreaterThan(asked + 1));
    expect(await page.getByRole("heading", { name: "Pay with this code" }).isVisible()).toBe(true);
    scenario.mode = "poll";
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    // The wait between two tries grows to half a minute while the server is away.
    await page.getByRole("heading", { name: "Payment received" }).waitFor({ timeout: 60_000 });
  });

  test("says that it is offline, keeps the code on screen, and polls when it is online again", async () => {
    const { scenario, page } = await openWithCode("poll");
    // A request whose answer is lost with the network.
    const { held, release } = makeHold();
    scenario.hold = held;
    const asked = scenario.asked.length;
    await eventually(() => expect(scenario.asked.length).toBeGreaterThan(asked));
    await page.context().setOffline(true);
    await page.getByText("You are offline.").first().waitFor();
    expect(await page.getByText("6841", { exact: true }).isVisible()).toBe(true);
    scenario.hold = Promise.resolve();
    onTestFinished(release);
    scenario.updatePayment({ status: "succeeded", nextAction: null });
    await page.context().setOffline(false);
    await page.getByRole("heading", { name: "Payment received" }).waitFor();
  });
});
