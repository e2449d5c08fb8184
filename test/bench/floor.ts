/**
 * The product against its floor (floor/server.ts), in turns over several rounds: CPU of the process for each operation,
 * throughput, waits; then statements and commits, counted one operation at a time. distance.ts has the round trips.
 *
 *     npm run bench -- floor sqlite
 *     npm run bench -- floor postgres
 *
 * The product is the built BFF with its default limits of rate. Provider, merchant and customers share the machine with
 * both, so that the CPU says more than the time, and the ratio within a round more than either. The ratio is the
 * floor's CPU for an operation by the product's: what share of the floor's throughput for each CPU is reached.
 */
import type { Engine } from "../../bff/storage/engine/database.ts";
import { type Contender, type Side, sides, startContender } from "./floor/contender.ts";
import { type Counted, countOperations } from "./floor/count-operations.ts";
import { createDrive } from "./floor/drive.ts";
import { startOrderEndpoint } from "./floor/endpoint.ts";
import { operations, type Sample, type Scene, type Tools } from "./floor/operations.ts";
import { formatNumber, goalText, type KeyFigure, valueText } from "./report/results.ts";
import { assertBuilt } from "./support/built.ts";
import { inMs, quantile } from "./support/numbers.ts";
import { type Bench, runBench, type Table } from "./support/run-bench.ts";
import { startTimedSandbox } from "./support/start-timed-sandbox.ts";

const rounds = 3;
/** Code runs slower at first, before it is compiled. */
const warmUpShare = 0.4;
const mostMs = 1_800_000;

/** Lines of the table, and what the product is judged by in them. */
type Part = Pick<Table, "rows" | "keyFigures">;

type BySide<T> = Readonly<Record<Side, T>>;
const bySide = async <T>(make: (side: Side) => Promise<T>): Promise<BySide<T>> => ({
  product: await make("product"),
  floor: await make("floor"),
});

/** Every operation of both, in turns. @returns the samples by operation. */
async function runRound(
  bench: Bench,
  input: { readonly tools: Tools; readonly contenders: BySide<Contender>; readonly round: number },
): Promise<Map<string, BySide<Sample>>> {
  const { tools, contenders, round } = input;
  const size = (full: number) => bench.size(round === 0 ? full * warmUpShare : full);
  const sceneOf = (side: Side): Scene => ({
    ...tools,
    contender: contenders[side],
    customers: [],
    pending: [],
    size,
  });
  const scenes = { product: sceneOf("product"), floor: sceneOf("floor") };
  const order = round % 2 === 0 ? sides : sides.toReversed();
  const samples = new Map<string, BySide<Sample>>();
  for (const { name, run } of operations) {
    const found = new Map<Side, Sample>();
    for (const side of order) found.set(side, await run(scenes[side]));
    const [product, floor] = [found.get("product"), found.get("floor")];
    if (product !== undefined && floor !== undefined) samples.set(name, { product, floor });
  }
  await fetch(`${tools.sandbox.control}/api/reset`, { method: "POST" });
  return samples;
}

const cpuOf = ({ cpuMs, count }: Sample) => cpuMs / count;
const rateOf = ({ count, tookMs }: Sample) => (count * 1000) / tookMs;
const median = (values: readonly number[]) => quantile(values, 0.5);

function describe(samples: readonly Sample[]): string {
  const waits = samples.flatMap(({ waitsMs }) => waitsMs);
  const cpu = inMs(median(samples.map(cpuOf)));
  const rate = median(samples.map(rateOf)).toFixed(0);
  return `${cpu} CPU, ${rate} /s, p50 ${inMs(quantile(waits, 0.5))}, p99 ${inMs(quantile(waits, 0.99))}`;
}

const ratiosOf = (pairs: readonly BySide<Sample>[]) =>
  pairs.map(({ product, floor }) => cpuOf(floor) / cpuOf(product));
const labels: Readonly<Record<Engine, string>> = { sqlite: "SQLite", postgres: "PostgreSQL" };

function measuredRows(engine: Engine, found: readonly Map<string, BySide<Sample>>[]): Part {
  const rows: string[][] = [];
  const keyFigures: KeyFigure[] = [];
  for (const { name, goal } of operations) {
    const pairs = found.flatMap((samples) => samples.get(name) ?? []);
    const ratios = ratiosOf(pairs);
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const figure: KeyFigure = {
      what: `${name}, ${labels[engine]}`,
      ratioOf: "the floor's CPU by ours",
      value: median(ratios),
      unit: "",
      better: "higher",
      ...(goal === undefined ? {} : { goal: goal[engine] }),
    };
    keyFigures.push(figure);
    const of = (side: Side) => describe(pairs.map((pair) => pair[side]));
    rows.push([name, goalText(figure), `${valueText(figure)} (${range})`, of("product"), of("floor")]);
  }
  return { rows, keyFigures };
}

/** What has a goal, of the operations that are counted. */
const countGoals = new Map([
  ["payment start with its webhook", { statements: 20, commits: 3 }],
  ["PayPro callback with its query and two webhooks", { statements: undefined, commits: 4 }],
]);

function countedRows(engine: Engine, counted: BySide<readonly Counted[]>): Part {
  const rows: string[][] = [];
  const keyFigures: KeyFigure[] = [];
  for (const [index, product] of counted.product.entries()) {
    const goals = countGoals.get(product.name);
    const figures = (["statements", "commits"] as const).map((what): KeyFigure => {
      const goal = goals?.[what];
      const value = Math.round(product.counts[what] * 10) / 10;
      const text = `${what} of one ${product.name}, ${labels[engine]}`;
      return { what: text, value, unit: "", better: "lower", ...(goal === undefined ? {} : { goal }) };
    });
    keyFigures.push(...figures.filter(({ goal }) => goal !== undefined));
    const counts = counted.floor[index]?.counts;
    const floor = [counts?.statements ?? Number.NaN, counts?.commits ?? Number.NaN].map(formatNumber);
    rows.push([
      `statements, and commits, of one ${product.name}`,
      figures
        .map(goalText)
        .filter((text) => text !== "")
        .join(", "),
      "",
      figures.map(valueText).join(", "),
      floor.join(", "),
    ]);
  }
  return { rows, keyFigures };
}

async function measure(bench: Bench, engine: Engine): Promise<Table> {
  assertBuilt();
  const sandbox = await startTimedSandbox(bench);
  const endpoint = await startOrderEndpoint(bench);
  const drive = createDrive({ sandbox, endpoint });
  bench.cleanup.defer(() => drive.close());
  const tools = { drive, endpoint, sandbox };
  const start = (side: Side, counted: boolean) =>
    startContender(bench, { side, engine, sandbox, merchant: endpoint.origin, counted });

  const contenders = await bySide((side) => start(side, false));
  const found: Map<string, BySide<Sample>>[] = [];
  for (let round = 0; round <= rounds; round++) {
    bench.say(round === 0 ? "warming up …" : `round ${round} of ${rounds} …`);
    const samples = await runRound(bench, { tools, contenders, round });
    if (round > 0) found.push(samples);
  }
  for (const side of sides) await contenders[side].stop();

  bench.say("counting …");
  const counting = await bySide((side) => start(side, true));
  const counted = await bySide((side) => countOperations(counting[side], tools, bench.size));
  const parts = [measuredRows(engine, found), countedRows(engine, counted)];
  return {
    columns: ["what", "goal", "the floor's CPU by ours", "BFF", "floor"],
    rows: parts.flatMap(({ rows }) => rows),
    keyFigures: parts.flatMap(({ keyFigures }) => keyFigures),
  };
}

await runBench(
  "The product against its floor",
  (bench) => measure(bench, bench.words.includes("postgres") ? "postgres" : "sqlite"),
  { words: ["sqlite", "postgres"], mostMs },
);
