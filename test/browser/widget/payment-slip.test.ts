import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { readBarcode, scanBarcode } from "../../support/read-codes.ts";
import { eventually, makeLastingPayment, type Opened, setStage } from "./support/stage.ts";

const stage = setStage();
const code = "6841800930023213210";

/** The code screen in the dark theme. The slip must be dark on white all the same. */
async function openCode(): Promise<Opened> {
  const payment = makeLastingPayment();
  const opened = await stage.open(stage.bff().addScenario({ status: "requires_action", payment }), {
    context: { colorScheme: "dark" },
  });
  await opened.page.getByRole("button", { name: "Save image" }).waitFor();
  return opened;
}

interface Shared {
  readonly title: string;
  readonly text: string;
  readonly pictures: readonly (readonly number[])[];
}

/** Gives the browser a share dialog that either accepts everything or is closed by the customer. */
function playSheet(outcome: "takes" | "takes text" | "closed"): void {
  const shared: Shared[] = [];
  Object.assign(globalThis, { shared });
  Object.assign(navigator, {
    canShare: (data: ShareData) => outcome !== "takes text" || data.files === undefined,
    share: async ({ title = "", text = "", files = [] }: ShareData) => {
      const bytes = await Promise.all(files.map((file) => file.arrayBuffer()));
      shared.push({ title, text, pictures: bytes.map((one) => [...new Uint8Array(one)]) });
      if (outcome === "closed") throw new DOMException("", "AbortError");
    },
  });
}

const sharedIn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { shared: readonly Shared[] }).shared);

/** Notes what is written on canvases, and keeps the printer's frame by not printing it. */
function playPrinter(): void {
  const written: string[] = [];
  Object.assign(globalThis, { written, printed: 0 });
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    written.push(text);
    fillText.call(this, text, ...rest);
  };
  const inner = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
    get(this: HTMLIFrameElement) {
      const frame: Window | null = inner?.get?.call(this);
      if (frame !== null) {
        frame.print = () => {
          Object.assign(globalThis, { printed: 1 });
        };
      }
      return frame;
    },
  });
}

describe("the payment slip", () => {
  test("the saved picture is dark on white, and a till reads its barcode", async () => {
    const { page } = await openCode();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save image" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("order-1001.png");
    const png = readFileSync(await file.path());
    const { width, height, data } = PNG.sync.read(png);
    expect(width).toBeGreaterThan(1000);
    expect(height).toBeGreaterThan(1000);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect(readBarcode(png)).toBe(code);
  });

  test("the printed sheet has the number, its barcode and the amount, and nothing else of the page", async () => {
    const { page, violations } = await openCode();
    await page.evaluate(playPrinter);
    await page.getByRole("button", { name: "Print" }).click();
    await eventually(async () =>
      expect(await page.evaluate(() => (globalThis as unknown as { printed: number }).printed)).toBe(1),
    );
    const sheet = page.locator("iframe");
    const inside = sheet.contentFrame().locator("body > *");
    expect(await inside.evaluateAll((all) => all.map(({ tagName }) => tagName))).toEqual(["CANVAS"]);
    const written = await page.evaluate(() => (globalThis as unknown as { written: string[] }).written);
    expect(written).toEqual(expect.arrayContaining(["6841 8009 3002 3213 210", "$10,000.00"]));

    // The frame has no size on the page; on paper it has the paper's.
    await sheet.evaluate((frame) => {
      Object.assign(frame.style, { position: "fixed", inset: "0", inlineSize: "800px", blockSize: "1100px" });
    });
    await page.setViewportSize({ width: 800, height: 1100 });
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    expect(await scanBarcode(page)).toBe(code);
    expect(await violations()).toEqual([]);
  });

  test("a printed page has its amounts and codes, and no buttons", async () => {
    const money = (value: string) => ({ value, currency: "MXN" });
    const payment = makeLastingPayment({
      status: "partially_paid",
      amountReceived: money("4000.00"),
      nextAction: null,
    });
    const waiting = stage.bff().addScenario({ status: "requires_action", payment: makeLastingPayment() });
    const partly = stage.bff().addScenario({
      status: "processing",
      payment,
      amountReceived: money("4000.00"),
    });
    for (const [scenario, amount] of [
      [waiting, "$10,000.00"],
      [partly, "$6,000.00"],
    ] as const) {
      const { page } = await stage.open(scenario);
      await page.locator("button.inline", { hasText: amount }).waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("button.inline", { hasText: amount }).isVisible()).toBe(true);
      expect(await page.locator("button:not(.inline):visible, .inline svg:visible").count()).toBe(0);
    }
  });

  test("shares the bare number in words, with the picture where one is taken; a closed sheet is no error", async () => {
    const { page, heard } = await openCode();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    for (const outcome of ["takes", "takes text", "closed"] as const) {
      await page.evaluate(playSheet, outcome);
      await page.getByRole("button", { name: "Share" }).click();
      await eventually(async () => expect(await sharedIn(page)).toHaveLength(1));
      const [first] = await sharedIn(page);
      expect(first?.text.split("\n")).toContain(`Payment code: ${code}`);
      expect(first?.text).toContain("$10,000.00");
      const read = first?.pictures.map((bytes) => readBarcode(Buffer.from(bytes)));
      expect(read, outcome).toEqual(outcome === "takes text" ? [] : [code]);
    }
    expect(errors).toEqual([]);
    expect((await heard()).filter(({ name }) => name === "pay-error")).toEqual([]);
  });
});
