/**
 * What today's code fails. A rule that does not hold yet is named here with the switch under which the world finds it, and
 * the dice of an ordinary run leave that switch off. `npm run test:simulation -- 200 1 all` turns everything on. An entry
 * is struck when the code is mended.
 *
 * Source: docs/rules.md#the-rules
 */
import { type SwitchName, switchNames } from "./hostile-switches.ts";

export interface KnownGap {
  /** Of docs/rules.md. */
  readonly rule: number;
  readonly under: SwitchName;
  readonly says: string;
}

const gap = (rule: number, under: SwitchName, says: string): KnownGap => ({ rule, under, says });

export const notYet: readonly KnownGap[] = [
  gap(
    13,
    "reversalsDenied",
    "a query that says paid for a while lifts a reversal that a strongly signed callback has told, as in known-gaps.ts of the exhaustive check",
  ),
  gap(
    23,
    "createdFarAhead",
    "a session, payment or payout that is created while a clock is ahead lasts as much longer",
  ),
];

/** The switches that an ordinary run may turn on. */
export const mendedSwitches: readonly SwitchName[] = switchNames.filter((name) =>
  notYet.every((gap) => gap.under !== name),
);
