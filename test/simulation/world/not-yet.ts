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

const gap = (rule: number, under: SwitchName, says: string): KnownGap => ({ rule, under, says });

export const notYet: readonly KnownGap[] = [
  gap(
    5,
    "secondAssertions",
    "an answer older than the newest callback counts, if an older callback was waiting",
  ),
  gap(
    8,
    "nothingToPayWith",
    "a payment that cannot be paid is offered again, when the creation's answer was lost",
  ),
  gap(13, "queriesNameTheOrder", "what the callback says of the amount is dropped"),
  gap(13, "otherSpellings", "a coin in lower case is another currency"),
  gap(13, "moreAfterSuccess", "more money after the success is an exception without an event"),
  gap(
    14,
    "staleQueries",
    "a query that says failed ends a payment that a callback called paid; repeats are dropped",
  ),
  gap(14, "lostLastQueries", "a last query without an answer ends the watch"),
  gap(15, "otherContract", 'another contract\'s "no such order" counts'),
  gap(15, "gatewayAnswers", "a gateway's 404 is a provider's no such order"),
  gap(15, "busyCreations", "an order that is booked is called refused"),
  gap(15, "foreignNumbers", "orders are queried by a number that only an unconfirmed callback has named"),
  gap(16, "failuresMadeUp", "a weakly signed callback that says failed counts"),
  gap(18, "cancelsWhilePaid", "a cancel goes on when the query that should confirm gets no answer"),
  gap(19, "ordersLeftPayable", "an open order stays payable when its session is paid"),
  gap(20, "reversalsTakenBack", "a reversal stays when the money has come again"),
  gap(20, "payoutsComeBack", "a payout that comes back is a line without an event"),
  gap(20, "shortPayouts", "a payout in another amount is told as a success"),
  gap(21, "operatorsBetween", "what an operator settled is opened again without more money"),
  gap(22, "accountRenamed", "a payment of an account that is gone expires"),
  gap(22, "webhookMoved", "what waits for an address that is gone is never delivered"),
  gap(23, "clocksFarAhead", "what a wrong clock put off stays put off"),
  gap(23, "clockSetBackInFlight", "an attempt to deliver that took less than no time cannot be recorded"),
  gap(24, "databaseRestored", "verified money for an order that was lost is not told"),
  gap(25, "dirtyText", "a provider's number is stored as it came"),
];

/** The switches that an ordinary run may turn on. */
export const mendedSwitches: readonly SwitchName[] = switchNames.filter((name) =>
  notYet.every((gap) => gap.under !== name),
);
