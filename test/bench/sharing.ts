/**
 * One, two and four processes share the deliveries of one PostgreSQL, to an endpoint that takes 200 ms: how many they make,
 * how many claims found that another process had been first, and whether heartbeats wait for locks.
 */
import { startSandbox } from "../../demo/sandbox/sandbox.ts";
import { measureShared, type Shared } from "./distance/sharing.ts";
import type { KeyFigure } from "./report/results.ts";
import { runBench } from "./support/run-bench.ts";

const deliveriesOfProcess = 1_000;
const processCounts = [1, 2, 4];
const mostInVain = 5;
const mostMs = 1_800_000;

function rowOf(shared: Shared, alone: number): string[] {
  const { processes, deliveries, perSecond, claims, inVain, heartbeats, lockWaits, looks, waiting } = shared;
  return [
    `${processes}`,
    `${perSecond.toFixed(0)} /s (${deliveries})`,
    (perSecond / alone).toFixed(2),
    `${claims}`,
    `${inVain}`,
    `${heartbeats}`,
    `${lockWaits} of ${looks}${waiting.length === 0 ? "" : ` (${waiting.join("; ")})`}`,
  ];
}

function keyFiguresOf(found: readonly Shared[]): KeyFigure[] {
  const many = found.filter(({ processes }) => processes > 1);
  const sum = (of: (shared: Shared) => number) => many.reduce((total, shared) => total + of(shared), 0);
  const share = (100 * sum(({ inVain }) => inVain)) / sum(({ claims }) => claims);
  return [
    {
      what: "claims in vain of two and four processes",
      value: share,
      unit: "%",
      better: "lower",
      goal: mostInVain,
    },
    {
      what: "heartbeats of two and four processes seen to wait for a lock",
      ...{ value: sum(({ heartbeatWaits }) => heartbeatWaits), unit: "", better: "lower", goal: 0 },
    },
    {
      what: "deliveries sent twice by two and four processes",
      ...{ value: sum(({ repeats }) => repeats), unit: "", better: "lower", goal: 0 },
    },
  ];
}

await runBench(
  "Processes that share one PostgreSQL",
  async (bench) => {
    const sandbox = await startSandbox();
    bench.cleanup.defer(() => sandbox.stop());
    const found: Shared[] = [];
    for (const processes of processCounts) {
      bench.say(`${processes} of them …`);
      const deliveries = bench.size(deliveriesOfProcess) * processes;
      found.push(await measureShared(bench, { sandbox, processes, deliveries }));
    }
    const alone = found[0]?.perSecond ?? Number.NaN;
    return {
      columns: [
        "processes",
        "deliveries",
        "of one's",
        "claims",
        "in vain",
        "heartbeats",
        "looks that saw a wait for a lock",
      ],
      rows: found.map((shared) => rowOf(shared, alone)),
      keyFigures: keyFiguresOf(found),
    };
  },
  { mostMs },
);
