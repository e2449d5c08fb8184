/**
 * What today's code fails. A rule that does not hold yet is named here with the switch under which the world finds it, and
 * the dice of an ordinary run leave that switch off. `npm run test:simulation -- 200 1 all` turns everything on. An entry
 * is struck when the code is mended.
 *
 * Source: docs/lifecycle.md#the-rules
 */
import { type SwitchName, switchNames } from "./hostile-switches.ts";

export interface KnownGap {
  /** Of docs/lifecycle.md. */
  readonly rule: number;
  readonly under: SwitchName;
  readonly says: string;
}

export const notYet: readonly KnownGap[] = [
  {
    rule: 5,
    under: "secondAssertions",
    says: "an answer that is older than the newest callback counts, if an older callback was waiting already",
  },
  {
    rule: 18,
    under: "cancelsWhilePaid",
    says: "a cancel goes on when the query that should confirm gets no answer",
  },
  {
    rule: 23,
    under: "clockSetBackInFlight",
    says: "an attempt to deliver that took less than no time cannot be recorded, and its job fails",
  },
];

/** The switches that an ordinary run may turn on. */
export const mendedSwitches: readonly SwitchName[] = switchNames.filter((name) =>
  notYet.every((gap) => gap.under !== name),
);
