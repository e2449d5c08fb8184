/** How hostile the world is to one schedule. Every number is a chance; the seed decides which are there at all. */
import type { DatabaseHostility } from "./mortal-database.ts";
import { faultlessDatabase } from "./mortal-database.ts";
import type { Dice } from "./random.ts";

export interface ProviderHostility {
  /** Of a call: no answer although it was recorded; no answer and not recorded; refused; not understood. */
  readonly lostAfter: number;
  readonly lostBefore: number;
  readonly refused: number;
  readonly garbage: number;
  /** "No such order" though there is one. */
  readonly notYet: number;
  /** A query that names a status outside the documentation, whatever is true. */
  readonly undocumented: number;
  /** Of a callback: never sent; sent three times; a success that is not true; a wrong signature. */
  readonly lost: number;
  readonly duplicated: number;
  readonly lying: number;
  readonly forged: number;
  /** Sent to another order's address, or to another account's. */
  readonly misdirected: number;
  /** A true success in a currency that is not the order's; the right one follows. */
  readonly wrongCurrency: number;
}

export const calmProvider: ProviderHostility = {
  lostAfter: 0,
  lostBefore: 0,
  refused: 0,
  garbage: 0,
  notYet: 0,
  undocumented: 0,
  lost: 0,
  duplicated: 0,
  lying: 0,
  forged: 0,
  misdirected: 0,
  wrongCurrency: 0,
};

export interface Hostility {
  readonly provider: ProviderHostility;
  readonly database: DatabaseHostility;
  /** How far a process's clock may be off, in ms, all the time; and how far it may jump, now and then. */
  readonly skewMs: number;
  readonly jumpMs: number;
  /** How long a process may stand still (a machine that is moved, a disk that hangs) and then go on, in ms. */
  readonly freezeMs: number;
  /** Chance that an account's circuit is found open. */
  readonly circuitOpen: number;
}

export const calm: Hostility = {
  provider: calmProvider,
  database: faultlessDatabase,
  skewMs: 0,
  jumpMs: 0,
  freezeMs: 1_000,
  circuitOpen: 0,
};

const seconds = 1_000;
const minutes = 60 * seconds;

export function randomHostility(dice: Dice): Hostility {
  const some = (most: number) => (dice.chance(0.6) ? dice.next() * most : 0);
  const databaseFails = dice.chance(0.4);
  const faults = (most: number) => (databaseFails ? dice.next() * most : 0);
  return {
    provider: {
      lostAfter: some(0.4),
      lostBefore: some(0.3),
      refused: some(0.3),
      garbage: some(0.2),
      notYet: some(0.8),
      undocumented: some(0.2),
      lost: some(0.8),
      duplicated: some(0.8),
      lying: some(0.5),
      forged: some(0.5),
      misdirected: some(0.4),
      wrongCurrency: some(0.2),
    },
    database: {
      statementFails: faults(0.01),
      statementUntold: faults(0.01),
      commitFails: faults(0.05),
      commitUntold: faults(0.05),
    },
    skewMs: dice.chance(0.5) ? dice.whole(0, 2 * seconds) : 0,
    // Less than the 15 minutes that "no such order" must stay the answer: a longer jump could shorten them to nothing.
    jumpMs: dice.chance(0.3) ? dice.whole(0, 10 * minutes) : 0,
    freezeMs: dice.pick([5, 60, 600]) * seconds,
    circuitOpen: some(0.3),
  };
}
