/**
 * The BFF beside Vendure, which also runs from npm and takes money by a provider: from a choice to an order that is paid and a
 * merchant who has been told. Both run on PostgreSQL that writes to disk, in one process each, and call the same provider.
 *
 *     npm run bench -- peers
 *
 * They take turns over several rounds. The ratio is Vendure's CPU for a buyer by ours: how many buyers the BFF serves in
 * the time in which Vendure serves one. What each of them does besides is in docs/performance.md.
 */
import { startOrderEndpoint } from "./floor/endpoint.ts";
import type { Checkout } from "./peers/checkout.ts";
import { countBuyers, measureBuyers, type Sample, type Step, steps } from "./peers/measure.ts";
import { startOurCheckout } from "./peers/our-checkout.ts";
import { startVendureCheckout, vendureVersion } from "./peers/vendure-checkout.ts";
import { formatNumber, type KeyFigure, valueText } from "./report/results.ts";
import { assertBuilt } from "./support/built.ts";
import { inMs, quantile } from "./support/numbers.ts";
import { type Bench, runBench, type Table } from "./support/run-bench.ts";
import { startTimedSandbox } from "./support/start-timed-sandbox.ts";

const rounds = 3;
const buyers = 150;
const counted = 20;
const width = 8;
const mostMs = 1_800_000;
const peer = `Vendure ${vendureVersion}`;
/** No dearer than the peer. */
const asCheap = 1;
const payment = steps.slice(1);

type Name = "ours" | "vendure";
const names: readonly Name[] = ["ours", "vendure"];
type Round = Readonly<Record<Name, ReadonlyMap<Step, Sample>>>;

const median = (values: readonly number[]) => quantile(values, 0.5);
const cpuOf = (samples: readonly Sample[]) => samples.reduce((sum, { cpuMs }) => sum + cpuMs, 0);

function samplesOf(round: Round, name: Name, of: readonly Step[]): Sample[] {
  return of.flatMap((step) => round[name].get(step) ?? []);
}

function describe(samples: readonly Sample[]): string {
  const waits = samples.flatMap(({ waitsMs }) => waitsMs);
  const rate = median(samples.map(({ perSecond }) => perSecond)).toFixed(0);
  const cpu = inMs(median(samples.map(({ cpuMs }) => cpuMs)));
  return `${cpu} CPU, ${rate} /s, p50 ${inMs(quantile(waits, 0.5))}, p99 ${inMs(quantile(waits, 0.99))}`;
}

const ratiosOf = (found: readonly Round[], of: readonly Step[]) =>
  found.map((round) => cpuOf(samplesOf(round, "vendure", of)) / cpuOf(samplesOf(round, "ours", of)));

function keyFigureOf(what: string, found: readonly Round[], of: readonly Step[]): KeyFigure {
  const value = median(ratiosOf(found, of));
  return { what, ratioOf: `${peer}'s CPU by ours`, value, unit: "", better: "higher", goal: asCheap };
}

/** All steps, the two that are a payment provider's business, and each alone. */
function rowsOf(found: readonly Round[]): Pick<Table, "rows" | "keyFigures"> {
  const range = (of: readonly Step[]) => {
    const ratios = ratiosOf(found, of);
    const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map(formatNumber);
    return `(${low} to ${high})`;
  };
  const keyFigures = [
    keyFigureOf("a paid order, PostgreSQL, 8 at once", found, steps),
    keyFigureOf("its payment alone, PostgreSQL, 8 at once", found, payment),
  ];
  const cpu = (name: Name, of: readonly Step[]) =>
    `${inMs(median(found.map((round) => cpuOf(samplesOf(round, name, of)))))} CPU`;
  const together = keyFigures.map((figure, index) => {
    const of = index === 0 ? steps : payment;
    return [figure.what, `${valueText(figure)} ${range(of)}`, ...names.map((name) => cpu(name, of))];
  });
  const each = steps.map((step) => [
    step,
    `${formatNumber(median(ratiosOf(found, [step])))} ${range([step])}`,
    ...names.map((name) => describe(found.flatMap((round) => samplesOf(round, name, [step])))),
  ]);
  return { rows: [...together, ...each], keyFigures };
}

async function measure(bench: Bench): Promise<Table> {
  assertBuilt();
  bench.say("fetching Vendure …");
  const sandbox = await startTimedSandbox(bench);
  const endpoint = await startOrderEndpoint(bench);
  const tools = { sandbox, endpoint };
  const start = async (isCounted: boolean): Promise<Readonly<Record<Name, Checkout>>> => ({
    ours: await startOurCheckout(bench, tools, isCounted),
    vendure: await startVendureCheckout(bench, tools, isCounted),
  });

  const checkouts = await start(false);
  const found: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    bench.say(round === 0 ? "warming up …" : `round ${round} of ${rounds} …`);
    const order = round % 2 === 0 ? names : names.toReversed();
    const measured = new Map<Name, ReadonlyMap<Step, Sample>>();
    for (const name of order) {
      measured.set(name, await measureBuyers(checkouts[name], { count: bench.size(buyers), width }));
      await fetch(`${sandbox.control}/api/reset`, { method: "POST" });
    }
    const [ours, vendure] = names.map((name) => measured.get(name));
    if (round > 0 && ours !== undefined && vendure !== undefined) found.push({ ours, vendure });
  }
  for (const name of names) await checkouts[name].process.stop();

  bench.say("counting …");
  const counting = await start(true);
  const counts = {
    ours: await countBuyers(counting.ours, bench.size(counted)),
    vendure: await countBuyers(counting.vendure, bench.size(counted)),
  };
  const { rows, keyFigures } = rowsOf(found);
  const countedRows = (["statements", "commits", "roundTrips"] as const).map((what) => [
    `${what === "roundTrips" ? "round trips" : what} of an order`,
    formatNumber(counts.vendure[what] / counts.ours[what]),
    ...names.map((name) => formatNumber(counts[name][what])),
  ]);
  return {
    columns: ["what", `${peer}'s by ours`, "BFF", peer],
    rows: [...rows, ...countedRows],
    keyFigures,
  };
}

await runBench("The BFF beside Vendure, PostgreSQL, 8 at once", measure, { mostMs });
