/** Tries flows in one browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FixtureBff } from "../browser/widget/support/fixture-bff.ts";
import type { Shop } from "../browser/widget/support/shop.ts";
import type { Driver } from "./drivers/driver.ts";
import { startBrowser } from "./drivers/start.ts";
import { fetchBrowser } from "./fetch.ts";
import type { Flow } from "./flows.ts";
import type { BrowserEntry } from "./list.ts";
import type { BrowserResult } from "./table.ts";

export interface TryOptions {
  readonly bff: FixtureBff;
  readonly shop: Shop;
  readonly flows: readonly Flow[];
  /** Where browsers and pictures are kept. */
  readonly cache: string;
  readonly say: (line: string) => void;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function runFlows(
  driver: Driver,
  browser: BrowserEntry,
  { bff, shop, flows, cache, say }: TryOptions,
): Promise<BrowserResult> {
  const pictures = join(cache, "pictures");
  mkdirSync(pictures, { recursive: true });
  const keepPicture = async (name: string) =>
    writeFileSync(join(pictures, `${browser.id}-${name}.png`), await driver.screenshot());
  const cells = new Map<string, string | null>();
  for (const { name, run } of flows) {
    const wrong = await run({ driver, bff, shop, keepPicture }).then(() => null, messageOf);
    cells.set(name, wrong);
    if (wrong === null) continue;
    say(`${browser.title}, ${name}: ${wrong}`);
    await keepPicture(`wrong-${name.replace(/\W+/g, "-")}`).catch((error: unknown) =>
      say(`${browser.title}: no picture of it (${messageOf(error)})`),
    );
  }
  return { kind: "tried", title: browser.title, version: driver.version, cells };
}

/** Fetches the browser, starts it, and runs the flows in it one after the other. */
export async function tryBrowser(browser: BrowserEntry, options: TryOptions): Promise<BrowserResult> {
  const { title } = browser;
  const fetched = fetchBrowser(browser, options.cache);
  if (!fetched.ok) return { kind: "missing", title, why: fetched.why };
  const profile = mkdtempSync(join(tmpdir(), "pay-checkout-browser-"));
  try {
    const driver = await startBrowser(browser, { program: fetched.program, profile });
    try {
      return await runFlows(driver, browser, options);
    } finally {
      await driver.close();
    }
  } catch (error) {
    return { kind: "missing", title, why: messageOf(error) };
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
