/**
 * PostgreSQL far away: starts and callbacks of the product and its floor with a network of 0, 10 and 50 ms, and 64 starts at
 * once over 50 ms, for which the product's ten connections are too few.
 */
import { type FarAway, measureFarAway, roundTripsOf, startCrowd } from "./distance/far.ts";
import { type Side, sides, startContender } from "./floor/contender.ts";
import { createDrive } from "./floor/drive.ts";
import { startOrderEndpoint } from "./floor/endpoint.ts";
import { goalText, type KeyFigure, valueText } from "./report/results.ts";
import { assertBuilt } from "./support/built.ts";
import { inMs, spread } from "./support/numbers.ts";
import { type Bench, runBench, type Table } from "./support/run-bench.ts";
import { startTimedSandbox } from "./support/start-timed-sandbox.ts";

const each = 12;
const crowd = { count: 256, width: 64, delayMs: 50 };
const mostRoundTrips = 6;
const mostMs = 1_800_000;

type Part = Pick<Table, "rows" | "keyFigures">;

const lower = (what: string, value: number, goal?: number): KeyFigure => ({
  ...{ what, value: Math.round(value * 10) / 10, unit: "", better: "lower" },
  ...(goal === undefined ? {} : { goal }),
});

function farRows(found: ReadonlyMap<Side, readonly FarAway[]>): Part {
  const [product = [], floor = []] = sides.map((side) => found.get(side));
  const trips = [
    [
      lower(
        "round trips until a payment start is answered",
        roundTripsOf(product, "startMs"),
        mostRoundTrips,
      ),
      "startMs",
    ],
    [
      lower(
        "round trips of a PayPro callback, its query and two webhooks",
        roundTripsOf(product, "callbackMs"),
      ),
      "callbackMs",
    ],
  ] as const;
  const of = (of: "startMs" | "callbackMs", title: string) =>
    product.map((row, index) => [
      `${title}, PostgreSQL ${row.delayMs} ms away`,
      "",
      inMs(row[of]),
      inMs(floor[index]?.[of] ?? Number.NaN),
    ]);
  return {
    rows: [
      ...trips.map(([figure, name]) => [
        figure.what,
        goalText(figure),
        valueText(figure),
        roundTripsOf(floor, name).toFixed(1),
      ]),
      ...of("startMs", "a start"),
      ...of("callbackMs", "a callback to its two webhooks"),
    ],
    keyFigures: trips.flatMap(([figure]) => (figure.goal === undefined ? [] : [figure])),
  };
}

async function measureFar(bench: Bench): Promise<Part> {
  const sandbox = await startTimedSandbox(bench);
  const endpoint = await startOrderEndpoint(bench);
  const drive = createDrive({ sandbox, endpoint });
  bench.cleanup.defer(() => drive.close());
  const tools = { drive, endpoint, sandbox };
  const found = new Map<Side, readonly FarAway[]>();
  const parts: Part[] = [];
  for (const side of sides) {
    bench.say(`${side}, far away …`);
    const options = { side, engine: "postgres", sandbox, merchant: endpoint.origin, counted: true } as const;
    const contender = await startContender(bench, options);
    found.set(side, await measureFarAway(contender, tools, bench.size(each)));
    if (side === "product") {
      bench.say("a crowd, far away …");
      const count = Math.max(crowd.width, bench.size(crowd.count));
      const { waitsMs, refused, mostWaiting } = await startCrowd(contender, tools, { ...crowd, count });
      const what = `starts refused of ${count}, ${crowd.width} at once, PostgreSQL ${crowd.delayMs} ms away`;
      const figure = lower(what, refused, 0);
      parts.push({
        rows: [
          [what, goalText(figure), valueText(figure), ""],
          ["  the wait of each", "", spread(waitsMs), ""],
          ["  the most that waited for one of ten connections", "", String(mostWaiting), ""],
        ],
        keyFigures: [figure],
      });
    }
    await contender.stop();
  }
  const all = [farRows(found), ...parts];
  return { rows: all.flatMap(({ rows }) => rows), keyFigures: all.flatMap(({ keyFigures }) => keyFigures) };
}

await runBench(
  "PostgreSQL far away",
  async (bench) => {
    assertBuilt();
    return { columns: ["what", "goal", "BFF", "floor"], ...(await measureFar(bench)) };
  },
  { mostMs },
);
