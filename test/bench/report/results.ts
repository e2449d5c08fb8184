/** What a measurement found, as it is kept in docs/performance.json and shown in docs/performance.md. */
import { z } from "zod";

const keyFigure = z.object({
  /** Of what it is, to be read without the rest: "a PayPro callback to two webhooks, SQLite". */
  what: z.string(),
  /** For a ratio, what is divided by what: "the floor's CPU by ours". */
  ratioOf: z.string().optional(),
  value: z.number(),
  /** Empty for a ratio or a count. */
  unit: z.string(),
  better: z.enum(["higher", "lower"]),
  /** Absent where nobody set one. */
  goal: z.number().optional(),
});

/** A figure by which the product is judged. */
export type KeyFigure = Readonly<z.output<typeof keyFigure>>;

const result = z.object({
  title: z.string(),
  /** The day of the run, in UTC. */
  date: z.string(),
  /** "2 cores, AMD EPYC, Node 24.21.0" */
  machine: z.string(),
  /** The average of the last minute, at the end. */
  load: z.number().optional(),
  /** What a durable write took. */
  disk: z.string(),
  tookS: z.number().optional(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  keyFigures: z.array(keyFigure),
});

/** One run at full size. */
export type Result = z.output<typeof result>;

/** What a bench hands to whoever started it. Below 1, `scale` says how much smaller the run was. */
export const report = z.object({ scale: z.number(), result });

/** The newest result of each run of the plan, by its name. */
export const results = z.record(z.string(), result);
export type Results = Readonly<z.output<typeof results>>;

export function isMissed({ value, better, goal }: KeyFigure): boolean {
  if (goal === undefined) return false;
  return better === "higher" ? value < goal : value > goal;
}

const digitsFrom = [
  [100, 0],
  [10, 1],
  [0, 2],
] as const;

/** At most three digits that count, and none that only repeat zeros. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "none";
  const [, digits = 0] = digitsFrom.find(([from]) => Math.abs(value) >= from) ?? [];
  return Number(value.toFixed(digits)).toLocaleString("en");
}

const withUnit = (value: number, unit: string) => `${formatNumber(value)}${unit === "" ? "" : ` ${unit}`}`;

/** "≤ 120 MB"; empty where nobody set a goal. */
export function goalText({ goal, better, unit }: KeyFigure): string {
  if (goal === undefined) return "";
  return `${better === "higher" ? "≥" : "≤"} ${withUnit(goal, unit)}`;
}

const ratioDigits = 2;

/** "0.50", "108 MB" or "135 MB: **missed**". */
export function valueText(figure: KeyFigure): string {
  const { ratioOf, value, unit } = figure;
  const text = ratioOf === undefined ? withUnit(value, unit) : value.toFixed(ratioDigits);
  return `${text}${isMissed(figure) ? ": **missed**" : ""}`;
}

/** How much of the goal is reached: 1 is the goal itself, more is better. Undefined without a goal. */
export function reached({ value, better, goal }: KeyFigure): number | undefined {
  if (goal === undefined) return undefined;
  if (goal === 0) return value === 0 ? 1 : 0;
  const share = better === "higher" ? value / goal : goal / value;
  return Number.isFinite(share) ? share : 0;
}
