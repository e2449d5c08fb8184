import type { Browser, BrowserContextOptions } from "playwright-core";
import { type FixtureName, fixtureNames } from "../../../widget/testing/fixtures.ts";
import { showScreens, type Wishes } from "../widget/support/gallery-page.ts";

/** A picture of one screen. */
export interface Picture {
  /** `<screen>.<mode>`, e.g. `paid.dark`. */
  readonly name: string;
  readonly png: Buffer;
}

interface Mode {
  readonly name: string;
  readonly wishes: Wishes;
  readonly context: BrowserContextOptions;
}

/** The gallery's margin on either side, in CSS pixels. */
const margin = 16;
/** The time of the fixtures, so that the time left is the same in each picture. */
const fixtureTime = "2026-11-20T12:00:00.000Z";

const wide = (width: number) => ({ viewport: { width: width + 2 * margin, height: 844 } });
const modes: readonly Mode[] = [
  { name: "light", wishes: {}, context: wide(390) },
  { name: "dark", wishes: { theme: "dark" }, context: { ...wide(390), colorScheme: "dark" } },
  { name: "arabic", wishes: { locale: "ar" }, context: wide(390) },
  { name: "320", wishes: {}, context: wide(320) },
  { name: "wide", wishes: { width: 960 }, context: wide(960) },
  ...["ink", "lagoon", "market"].map(
    (look): Mode => ({ name: look, wishes: { look, only: ["methods-mexico"] }, context: wide(390) }),
  ),
];

async function takeMode(
  browser: Browser,
  url: string,
  { name, wishes, context }: Mode,
): Promise<readonly Picture[]> {
  const browserContext = await browser.newContext({ reducedMotion: "reduce", timezoneId: "UTC", ...context });
  const page = await browserContext.newPage();
  await page.clock.setFixedTime(fixtureTime);
  await showScreens(page, url, wishes);
  // The focused element depends on which screen came last.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const taken: Picture[] = [];
  for (const screen of wishes.only ?? fixtureNames) {
    const png = await page.locator(`#${screen}`).screenshot({ animations: "disabled", caret: "hide" });
    taken.push({ name: `${screen}.${name}`, png });
  }
  await browserContext.close();
  return taken;
}

/**
 * Takes a picture of every screen of the gallery in light, dark, Arabic, on 320 px and in two columns, and of the list in
 * each theme.
 * @param url the gallery's address
 */
export async function takePictures(browser: Browser, url: string): Promise<readonly Picture[]> {
  const taken: Picture[] = [];
  for (const mode of modes) taken.push(...(await takeMode(browser, url, mode)));
  return taken;
}

const chosen: readonly FixtureName[] = [
  "methods-mexico",
  "methods-order",
  "methods-unavailable",
  "code-transfer-nigeria",
  "payer-wrong",
  "code-store",
  "qr-upi",
  "partly-paid",
  "paid",
  "failed",
];

/** The pictures that are kept and compared with: few, because each change of looks changes them all. */
export const kept: readonly string[] = [
  ...chosen.flatMap((screen) => [`${screen}.light`]),
  ...["methods-mexico.dark", "methods-china.dark", "code-store.dark", "qr-upi.dark", "paid.dark"],
  ...["methods-mexico.arabic", "methods-order.arabic", "code-store.arabic"],
  ...["methods-mexico.ink", "methods-mexico.lagoon", "methods-mexico.market"],
  ...["methods-order.wide", "code-order.wide", "code-store.320", "payer-wrong.320", "qr-upi.320"],
];
