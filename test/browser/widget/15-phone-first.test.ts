import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { NextAction } from "../../../bff/contract.ts";
import { pix, upi } from "../../widget/support/fixtures.ts";
import { makeLastingPayment, setStage, tag } from "./support/stage.ts";

const stage = setStage();
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 640 },
  isMobile: true,
  hasTouch: true,
};
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

const upiAction: NextAction = {
  type: "display_qr",
  data: "upi://pay?pa=a@b",
  links: [
    { name: "gpay", url: "gpay://upi/pay?pa=a@b" },
    { name: "phonepe", url: "phonepe://pay?pa=a@b" },
    { name: "tez", url: "tez://upi/pay?pa=a@b" },
  ],
  url: null,
};
const pixAction: NextAction = {
  type: "display_qr",
  data: "00020126580014br.gov.bcb.pix",
  links: [],
  url: null,
};

function addQr(nextAction: NextAction) {
  const isUpi = nextAction === upiAction;
  return stage.bff().addScenario({
    status: "requires_action",
    country: isUpi ? "IN" : "BR",
    payment: makeLastingPayment({ method: isUpi ? "upi" : "pix", nextAction }),
    methods: [isUpi ? upi : pix],
  });
}

/** The top edge of an element, in CSS pixels from the top of the page. */
async function topOf(page: Page, selector: string): Promise<number> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on screen`);
  return box.y;
}

const qr = "[part=qr] svg";
const appLinks = "a[part~=app]";

describe("widget 15: phone first", () => {
  test("on a phone the apps come before the QR, in sight without scrolling", async () => {
    const { page } = await stage.open(addQr(upiAction), { context: phone });
    await page.locator(qr).waitFor();
    await page.getByRole("heading", { name: "Open a payment app" }).waitFor();
    expect(await page.locator(appLinks).count()).toBe(3);
    expect(await topOf(page, appLinks)).toBeLessThan(640 - 44);
    expect(await topOf(page, appLinks)).toBeLessThan(await topOf(page, qr));
    const [first] = await page.getByRole("tab").allTextContents();
    expect(first).toBe("On this phone");
  });

  test("on a desktop there is the QR, and no link to an app that it cannot have", async () => {
    const { page } = await stage.open(addQr(upiAction), { context: desktop });
    await page.locator(qr).waitFor();
    await page.getByRole("heading", { name: "Scan to pay" }).waitFor();
    expect(await page.locator(appLinks).count()).toBe(0);
    expect(await page.getByText("On this phone").count()).toBe(0);
  });

  test("a narrow frame on a desktop is no phone", async () => {
    const { origin } = stage.bff();
    const inner = stage.shop().addPage({ body: tag(origin, addQr(upiAction).token) });
    const body = `<iframe width="320" height="900" src="${inner}"></iframe>`;
    const { page } = await stage.visit(stage.shop().addPage({ body }), desktop);
    const frame = page.frameLocator("iframe");
    await frame.locator(qr).waitFor();
    expect(await frame.locator(appLinks).count()).toBe(0);
  });

  test("on a phone a UPI code without links opens an app by its own text", async () => {
    const scenario = addQr(upiAction);
    scenario.updatePayment({ nextAction: { ...upiAction, links: [] } });
    const { page } = await stage.open(scenario, { context: phone });
    const link = page.getByRole("link", { name: "Open a payment app" });
    expect(await link.getAttribute("href")).toBe("upi://pay?pa=a@b");
  });

  test("on a phone Pix is a large button that copies, before the QR", async () => {
    const { page } = await stage.open(addQr(pixAction), { context: phone });
    await page.locator(qr).waitFor();
    const copy = page.getByRole("button", { name: "Copy", exact: true });
    const { y, width, height } = (await copy.boundingBox()) ?? { y: 0, width: 0, height: 0 };
    expect(y).toBeLessThan(await topOf(page, qr));
    expect(y).toBeLessThan(640 - 52);
    expect(width).toBeGreaterThan(240);
    expect(height).toBeGreaterThanOrEqual(52);
    const [first] = await page.getByRole("tab").allTextContents();
    expect(first).toBe("Copy and paste");
  });

  test("on a desktop the QR of Pix comes before its text", async () => {
    const { page } = await stage.open(addQr(pixAction), { context: desktop });
    await page.locator(qr).waitFor();
    expect(await topOf(page, qr)).toBeLessThan(await topOf(page, "[data-copy=qr]"));
  });

  test("Continue says what it leads to, and keeps its name", async () => {
    const { page } = await stage.open(stage.bff().addScenario({ methods: [pix] }));
    const button = page.getByRole("button", { name: "Continue", exact: true });
    await button.waitFor();
    expect(await button.innerText()).toMatch(/^Continue\s+Pay \$10,000\.00$/);
    expect(await button.getAttribute("aria-describedby")).toBe("leads-to");
    expect(await page.getByRole("radio", { name: "Pix" }).isChecked()).toBe(true);
  });
});
