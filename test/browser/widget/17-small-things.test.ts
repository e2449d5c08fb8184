import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { readBarcode } from "../../support/read-codes.ts";
import { shiftOf, watchShifts } from "./support/shifts.ts";
import { eventually, makeHold, makeLastingPayment, pay, setStage } from "./support/stage.ts";

const stage = setStage();

function addCode(code = "6841800930023213210", expiresAt = "2030-01-01T00:00:00.000Z") {
  const payment = makeLastingPayment({
    expiresAt,
    nextAction: {
      details: [],
      type: "display_code",
      codeType: "store",
      code,
      barcode: "code128",
      expiresAt,
    },
  });
  return stage.bff().addScenario({ status: "requires_action", payment });
}

/** Does to every text of the widget what a page translator does: puts an element in the place of the text node. */
function translate(): void {
  const root = document.querySelector("pay-checkout")?.shadowRoot;
  if (!root) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.data.trim() === "") continue;
    const font = document.createElement("font");
    font.textContent = `[${text.data}]`;
    text.replaceWith(font);
  }
}

/** A picture with its axes exchanged, because this reader, unlike those at tills, wants bars that stand. */
function laidDown(png: Buffer): Buffer {
  const from = PNG.sync.read(png);
  const to = new PNG({ width: from.height, height: from.width });
  for (let y = 0; y < from.height; y += 1) {
    for (let x = 0; x < from.width; x += 1) {
      from.data.copy(to.data, (x * to.width + y) * 4, (y * from.width + x) * 4, (y * from.width + x) * 4 + 4);
    }
  }
  return PNG.sync.write(to);
}

describe("small things that customers notice", () => {
  test("the countdown goes on when the page is translated, and Copy still says Copied", async () => {
    const inHalfAnHour = new Date(Date.now() + 1_800_000).toISOString();
    const { page } = await stage.open(addCode(undefined, inHalfAnHour), {
      context: { permissions: ["clipboard-read", "clipboard-write"] },
    });
    const timer = page.getByRole("timer");
    await timer.waitFor();
    await page.evaluate(translate);
    await eventually(async () => expect(await timer.textContent()).not.toContain("["));
    await page.locator("[part~=copy]").click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
  });

  test("a code is one text for screen readers, with its gaps", async () => {
    const { page } = await stage.open(addCode());
    await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
    expect(await page.locator("pay-checkout").ariaSnapshot()).toContain("6841 8009 3002 3213 210");
    expect(await page.locator(".digits").getAttribute("aria-hidden")).toBe("true");
  });

  test("429 while it loads is asked again after Retry-After, and not before", async () => {
    const scenario = stage.bff().addScenario();
    scenario.tooMany = 1;
    scenario.retryAfter = 3;
    const { page } = await stage.open(scenario);
    await page.getByText("Too many tries. Please wait a moment.").first().waitFor();
    const from = Date.now();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect(Date.now() - from).toBeGreaterThan(1500);
    expect(scenario.count("POST", "/checkout/open")).toBe(2);
  });

  test("a double click on a button marks no text", async () => {
    const scenario = stage.bff().addScenario();
    const { page } = await stage.open(scenario);
    await page.getByRole("radio", { name: "Pix" }).check();
    const { held, release } = makeHold();
    scenario.hold = held;
    await page.getByRole("button", { name: "Continue" }).dblclick();
    await page.getByRole("button", { name: "One moment…" }).dblclick({ force: true });
    expect(await page.evaluate(() => String(getSelection()))).toBe("");
    release();
  });

  test("a code too long for a narrow screen has a barcode that can be read, standing upright", async () => {
    const code = "A1B2C3D4E5F6G7H8J9K0L1M2N3P4";
    const { page } = await stage.open(addCode(code), {
      context: { viewport: { width: 320, height: 900 }, deviceScaleFactor: 1 },
    });
    const barcode = page.locator("[part=barcode] svg");
    await barcode.waitFor();
    await eventually(async () => {
      await barcode.scrollIntoViewIfNeeded();
      expect(readBarcode(laidDown(await barcode.screenshot()))).toBe(code);
    });
    const { width, height } = (await barcode.boundingBox()) ?? { width: 0, height: 0 };
    expect(height).toBeGreaterThan(width);
    expect(width).toBeLessThanOrEqual(320);
  });

  for (const method of ["Bank transfer", "UPI"]) {
    test(`nothing moves after ${method} is chosen on a slow network`, async () => {
      const scenario = stage.bff().addScenario();
      if (method === "UPI") {
        scenario.next = () => ({
          nextAction: { type: "display_qr", data: "upi://pay?pa=a@b&am=10000", links: [], url: null },
        });
      }
      const { page } = await stage.open(scenario, { context: { viewport: { width: 390, height: 844 } } });
      await page.getByRole("radio", { name: method }).waitFor();
      const session = await page.context().newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 600,
        downloadThroughput: 40_000,
        uploadThroughput: 20_000,
      });
      await page.evaluate(watchShifts);
      await pay(page, method);
      await page.locator("[part=tools]").waitFor();
      await page.locator(".paper path").waitFor();
      await page.getByRole("timer").waitFor();
      expect(await shiftOf(page)).toBeLessThanOrEqual(0.02);
    });
  }
});
