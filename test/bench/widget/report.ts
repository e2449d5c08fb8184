/** What was measured of the widget as rows: medians, and ratios to the better peer. */
import type { KeyFigure } from "../report/results.ts";
import { quantile } from "../support/numbers.ts";
import type { Contender } from "./contenders.ts";
import { adyenVersion, xenditVersion } from "./peers.ts";
import type { Visited } from "./visit.ts";

/** All visits of one contender. */
export interface Measured {
  readonly contender: Contender;
  /** Through the slow network, on the slow processor. */
  readonly slow: readonly Visited[];
  /** In sequence, from the navigation to the list. */
  readonly roundTrips: number;
}

const titles: Readonly<Record<Contender["name"], string>> = {
  hosted: "our hosted page",
  tag: "our tag and `early.js` in a shop's page",
  adyen: `Adyen Drop-in ${adyenVersion}`,
  xendit: `Xendit Components ${xenditVersion}`,
};
const goals: Readonly<Partial<Record<Contender["name"], number>>> = { hosted: 0.4, tag: 0.5 };

const median = (visits: readonly Visited[], of: (one: Visited) => number) => quantile(visits.map(of), 0.5);
const isPeer = ({ contender: { name } }: Measured) => name === "adyen" || name === "xendit";
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const number = (value: number) => value.toLocaleString("en");

/** The smallest median among the peers. */
function best(all: readonly Measured[], of: (one: Visited) => number): number {
  return Math.min(...all.filter(isPeer).map(({ slow }) => median(slow, of)));
}

export const columns: readonly string[] = [
  "until a method can be chosen",
  "time, as a share of the faster peer's",
  "bytes, as a share of the lighter peer's",
  "time (median, from – to)",
  "bytes",
  "requests",
  "round trips",
  "layout shift",
];

/** The ratios that have a goal. */
export function keyFiguresOf(all: readonly Measured[]): readonly KeyFigure[] {
  const fastest = best(all, ({ usableMs }) => usableMs);
  return all.flatMap(({ contender: { name, language }, slow }) => {
    const goal = goals[name];
    if (goal === undefined) return [];
    const value = median(slow, ({ usableMs }) => usableMs) / fastest;
    const what = `${titles[name]} until a method can be chosen, ${language}`;
    return [{ what, ratioOf: "our time by the faster peer's", value, unit: "", better: "lower", goal }];
  });
}

/** One row for each contender and language. */
export function rowsOf(all: readonly Measured[]): readonly (readonly string[])[] {
  const [fastest, lightest] = [best(all, ({ usableMs }) => usableMs), best(all, ({ bytes }) => bytes)];
  return all.map((measured) => {
    const { contender, slow, roundTrips } = measured;
    const times = slow.map(({ usableMs }) => usableMs);
    const share = quantile(times, 0.5) / fastest;
    const goal = goals[contender.name];
    const verdict = goal === undefined ? "" : ` (goal ≤ ${goal}${share > goal ? ": **missed**" : ""})`;
    const bytes = median(slow, (one) => one.bytes);
    return [
      `${titles[contender.name]}, ${contender.language}`,
      `${share.toFixed(2)}${verdict}`,
      (bytes / lightest).toFixed(2),
      `${seconds(quantile(times, 0.5))}, ${seconds(Math.min(...times))} – ${seconds(Math.max(...times))}`,
      number(bytes),
      number(median(slow, ({ requests }) => requests)),
      number(roundTrips),
      Math.max(...slow.map(({ shift }) => shift)).toFixed(3),
    ];
  });
}
