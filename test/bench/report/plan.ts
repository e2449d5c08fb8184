/** What `npm run bench` runs, in this order: the ratios first, as on the page. */

export interface Run {
  /** Of its marks in docs/performance.md and of its result in docs/performance.json. */
  readonly name: string;
  /** As on the command line: `npm run bench -- floor sqlite`. */
  readonly args: readonly [bench: string, ...words: string[]];
  /** What it takes at full size on two cores. */
  readonly minutes: number;
}

export const plan: readonly Run[] = [
  { name: "floor-sqlite", args: ["floor", "sqlite"], minutes: 4 },
  { name: "floor-postgres", args: ["floor", "postgres"], minutes: 5 },
  { name: "peers", args: ["peers"], minutes: 4 },
  { name: "widget", args: ["widget"], minutes: 9 },
  { name: "distance", args: ["distance"], minutes: 1 },
  { name: "sharing", args: ["sharing"], minutes: 2 },
  { name: "startup", args: ["startup"], minutes: 1 },
  { name: "payments", args: ["payments"], minutes: 1 },
  { name: "jobs", args: ["jobs"], minutes: 1 },
  { name: "deliveries", args: ["deliveries"], minutes: 1 },
  { name: "changes", args: ["changes"], minutes: 1 },
  { name: "streams", args: ["streams"], minutes: 2 },
  { name: "idle-streams", args: ["idle-streams"], minutes: 9 },
  { name: "killed-worker", args: ["killed-worker"], minutes: 1 },
  { name: "reconciliation", args: ["reconciliation"], minutes: 10 },
  { name: "search", args: ["search", "sqlite"], minutes: 8 },
];

/** The run that these arguments ask for, whatever its size. */
export function findRun(args: readonly string[]): Run | undefined {
  const words = args.filter((text) => Number.isNaN(Number(text)));
  return plan.find(
    (run) => run.args.length === words.length && run.args.every((word) => words.includes(word)),
  );
}
