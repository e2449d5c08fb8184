/**
 * `npm run console-picture` takes the pictures of the console for docs/console.md. The page is the built one; the payments
 * are those of its tests, and the numbers of the charts are made up: a shop of two accounts in its last thirty days.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ChartRow } from "../bff/contract.ts";
import { inReview } from "../test/browser/console/support/answers.ts";
import { startPretendedConsole } from "../test/browser/console/support/pretended-console.ts";
import { launchBrowser } from "../test/support/browser.ts";
import { ensureWidget } from "./build-widget.ts";
import { ensureChromium } from "./ensure-chromium.ts";
import { toPalettePng } from "./palette-png.ts";

const imageFolder = join(dirname(import.meta.dirname), "docs/images/console");
const dayMs = 24 * 60 * 60 * 1_000;
const days = 30;
const firstMs = Date.UTC(2026, 9, 29);
const dayOf = (index: number) => new Date(firstMs + index * dayMs).toISOString().slice(0, 10);

/** Weeks with their weekend, and one bad day of the second account. */
function rowOf(
  index: number,
  { account, method, perDay }: { readonly account: string; readonly method: string; readonly perDay: number },
): ChartRow {
  const weekday = new Date(firstMs + index * dayMs).getUTCDay();
  const created = Math.round(perDay * (weekday % 6 === 0 ? 1.5 : 1) + ((index * 7) % 5));
  const isBad = index === 19 && method === "bank_transfer";
  const failed = isBad ? Math.round(created * 0.6) : Math.round(created * 0.1) + (index % 3);
  const succeeded = created - failed;
  const reportedByCallback = isBad ? Math.round(succeeded / 2) : succeeded - (index % 2);
  const median = (method === "store" ? 5_400_000 : 240_000) * (isBad ? 4 : 1) + ((index * 13) % 7) * 30_000;
  return {
    ...{
      day: dayOf(index),
      account,
      method,
      currency: "MXN",
      created,
      succeeded,
      failed,
      reportedByCallback,
    },
    amountSucceeded: { value: `${succeeded * 240}.00`, currency: "MXN" },
    timeToPaidMs: { median, p95: median * 4 },
  };
}

const accounts = [
  { account: "paypro-mx", method: "store", perDay: 22 },
  { account: "paypro-mx", method: "bank_transfer", perDay: 34 },
];
const charts = {
  from: dayOf(0),
  to: dayOf(days - 1),
  accounts: ["paypro-mx"],
  methods: ["bank_transfer", "store"],
  days: Array.from({ length: days }, (_, index) => accounts.map((one) => rowOf(index, one))).flat(),
};

process.env.CHROMIUM_PATH = ensureChromium({ say: console.error });
ensureWidget();
mkdirSync(imageFolder, { recursive: true });
const [bff, browser] = await Promise.all([startPretendedConsole(), launchBrowser()]);
interface Picture {
  readonly name: string;
  readonly route: string;
  readonly width: number;
  readonly height: number;
  /** Of what comes last on the screen. */
  readonly lastPart: string;
  readonly fullPage: boolean;
}

const pictures: readonly Picture[] = [
  {
    name: "charts",
    route: "charts",
    width: 1280,
    height: 860,
    lastPart: "console-chart canvas",
    fullPage: false,
  },
  {
    ...{ name: "payment", route: `payments/${inReview.id}`, width: 1280, height: 860 },
    ...{ lastPart: "text=Events to the shop", fullPage: true },
  },
  { name: "today-phone", route: "today", width: 390, height: 844, lastPart: ".need", fullPage: true },
];

async function take({ name, route, width, height, lastPart, fullPage }: Picture): Promise<void> {
  const context = await browser.newContext({
    ...{ locale: "en", timezoneId: "America/Mexico_City", reducedMotion: "reduce" },
    viewport: { width, height },
  });
  const page = await context.newPage();
  await page.goto(`${bff.url}#/${route}`);
  await page.locator(lastPart).first().waitFor();
  const picture = toPalettePng(await page.screenshot({ fullPage }));
  writeFileSync(join(imageFolder, `${name}.png`), picture);
  console.log(`docs/images/console/${name}.png: ${Math.ceil(picture.length / 1024)} kB`);
  await context.close();
}

try {
  bff.replies.set("GET charts", { status: 200, body: charts });
  for (const picture of pictures) await take(picture);
} finally {
  await browser.close();
  await bff.close();
}
