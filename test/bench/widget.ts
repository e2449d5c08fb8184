/**
 * The widget until a method can be chosen, on a slow phone with a slow network, beside Adyen's and Xendit's, whose packages
 * it fetches into `.cache/`. Everything comes from this machine, the peers' answers too.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { runBench } from "./support/run-bench.ts";
import { type Contender, startContest } from "./widget/contenders.ts";
import { columns, keyFiguresOf, type Measured, rowsOf } from "./widget/report.ts";
import { type Conditions, type Visited, visit } from "./widget/visit.ts";

const root = join(import.meta.dirname, "../..");
const slowVisits = 5;
const slow: Conditions = { cpuSlowdown: 4, latencyMs: 400, bytesPerSecond: 50_000 };
/** Long enough that a slow machine does not change the result. */
const farMs = 3_000;
const near: Conditions = { cpuSlowdown: 1, latencyMs: 0, bytesPerSecond: null };

/** Each round trip adds the latency once. The quicker of two visits is the one that other programs have disturbed less. */
async function countRoundTrips(browser: Browser, contender: Contender): Promise<number> {
  const quicker = async (latencyMs: number) => {
    const visits: Visited[] = [];
    for (let count = 0; count < 2; count += 1)
      visits.push(await visit(browser, contender, { ...near, latencyMs }));
    return Math.min(...visits.map(({ usableMs }) => usableMs));
  };
  return Math.round(((await quicker(farMs)) - (await quicker(0))) / farMs);
}

await runBench(
  "The widget until a method can be chosen",
  async (bench) => {
    bench.say("fetching and bundling the peers …");
    const contest = await startContest(join(root, ".cache/bench-widget"));
    bench.cleanup.defer(contest.close);
    const browser = await launchBrowser();
    bench.cleanup.defer(() => browser.close());
    const visits = new Map<Contender, Visited[]>(contest.contenders.map((contender) => [contender, []]));
    const rounds = bench.size(slowVisits);
    // All take turns, so that a busy minute of the machine slows all.
    for (let round = 1; round <= rounds; round += 1) {
      bench.say(`slow visits, ${round} of ${rounds} …`);
      for (const [contender, made] of visits) made.push(await visit(browser, contender, slow));
    }
    bench.say("round trips …");
    const measured: Measured[] = [];
    for (const [contender, made] of visits) {
      measured.push({ contender, slow: made, roundTrips: await countRoundTrips(browser, contender) });
    }
    return { columns, rows: rowsOf(measured), keyFigures: keyFiguresOf(measured) };
  },
  { mostMs: 1_800_000 },
);
