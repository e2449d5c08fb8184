/**
 * `npm run console-picture` takes the picture of the console's charts for docs/console.md. The page is the built one; the
 * numbers are made up: a shop of two accounts in its last thirty days.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ChartRow } from "../bff/contract.ts";
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
try {
  bff.replies.set("GET charts", { status: 200, body: charts });
  const context = await browser.newContext({
    locale: "en",
    viewport: { width: 1280, height: 860 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.goto(`${bff.url}#/charts`);
  await page.locator("console-chart canvas").first().waitFor();
  const picture = toPalettePng(await page.screenshot());
  writeFileSync(join(imageFolder, "charts.png"), picture);
  console.log(`docs/images/console/charts.png: ${Math.ceil(picture.length / 1024)} kB`);
} finally {
  await browser.close();
  await bff.close();
}
