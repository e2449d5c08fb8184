/** One visit with an empty cache, through a slow network and on a slow processor, until the list can be used. */
import type { Browser } from "playwright-core";
import type { Contender, Language } from "./contenders.ts";

/** What is between the page and its servers. */
export interface Conditions {
  readonly cpuSlowdown: number;
  readonly latencyMs: number;
  /** Null: as fast as it goes. */
  readonly bytesPerSecond: number | null;
}

export interface Visited {
  /** From the start of the navigation until a method can be chosen. */
  readonly usableMs: number;
  /** Of all answers that had come by then, headers included. */
  readonly bytes: number;
  readonly requests: number;
  /** The layout shifts from the start until a second after. */
  readonly shift: number;
}

const locales: Readonly<Record<Language, string>> = { en: "en-US", es: "es-MX", hi: "hi-IN" };
const patienceMs = 90_000;

interface Found {
  usableMs: number;
  shift: number;
}

declare global {
  interface Window {
    /** What the page's watch has seen. */
    found?: Found;
  }
}

/** Looks in each frame whether the list is there, and adds up the layout shifts. Runs in the page. */
function watch(isUsable: string): void {
  const found: Found = { usableMs: 0, shift: 0 };
  window.found = found;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ("value" in entry && typeof entry.value === "number") found.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const test = new Function(`return ${isUsable}`);
  const look = () => {
    if (test()) found.usableMs = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

const isFound = () => (window.found?.usableMs ?? 0) > 0;
/** What was seen until a second from now. */
const readLater = () =>
  new Promise<Found>((resolve) =>
    setTimeout(() => resolve(window.found ?? { usableMs: Number.NaN, shift: Number.NaN }), 1_000),
  );

export async function visit(
  browser: Browser,
  { language, url, isUsable }: Contender,
  { cpuSlowdown, latencyMs, bytesPerSecond }: Conditions,
): Promise<Visited> {
  const context = await browser.newContext({
    locale: locales[language],
    viewport: { width: 390, height: 844 },
    bypassCSP: true,
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, isUsable);
    const devtools = await context.newCDPSession(page);
    const finished: { readonly at: number; readonly bytes: number }[] = [];
    devtools.on("Network.loadingFinished", ({ encodedDataLength }) =>
      finished.push({ at: performance.now(), bytes: encodedDataLength }),
    );
    await devtools.send("Network.enable");
    const throughput = bytesPerSecond ?? -1;
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
    await page.goto(url, { waitUntil: "commit", timeout: patienceMs });
    await page.waitForFunction(isFound, undefined, { timeout: patienceMs });
    const until = performance.now();
    const { usableMs, shift } = await page.evaluate(readLater);
    const before = finished.filter(({ at }) => at <= until);
    return {
      usableMs,
      shift,
      bytes: before.reduce((sum, { bytes }) => sum + bytes, 0),
      requests: before.length,
    };
  } finally {
    await context.close();
  }
}
