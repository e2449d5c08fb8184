/** What `npm run bench` runs, in this order: the ratios first, as on the page. */

export interface Run {
  /** Of its result in docs/performance.json. */
  readonly name: string;
  /** The marks in docs/performance.md, where several runs share one table. Default: its name. */
  readonly part?: string;
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
  { name: "startup", part: "basics", args: ["startup"], minutes: 1 },
  { name: "payments", part: "basics", args: ["payments"], minutes: 1 },
  { name: "jobs", part: "basics", args: ["jobs"], minutes: 1 },
  { name: "deliveries", part: "basics", args: ["deliveries"], minutes: 1 },
  { name: "changes", part: "basics", args: ["changes"], minutes: 1 },
  { name: "killed-worker", part: "basics", args: ["killed-worker"], minutes: 1 },
  { name: "streams", args: ["streams"], minutes: 2 },
  { name: "idle-streams", part: "streams", args: ["idle-streams"], minutes: 9 },
  { name: "reconciliation", args: ["reconciliation"], minutes: 10 },
  { name: "growth", args: ["growth"], minutes: 40 },
  { name: "search", args: ["search", "sqlite"], minutes: 8 },
];

/** The parts of the page, in the plan's order. */
export const parts: readonly string[] = [...new Set(plan.map(({ name, part = name }) => part))];

/** The run that these arguments ask for, whatever its size. */
export function findRun(args: readonly string[]): Run | undefined {
  const words = args.filter((text) => Number.isNaN(Number(text)));
  return plan.find(
    (run) => run.args.length === words.length && run.args.every((word) => words.includes(word)),
  );
}
