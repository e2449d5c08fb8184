/**
 * What the world may do beyond the ordinary hostility, one line each. The dice of a schedule choose which are on, and a
 * failure prints them with its seed. Their dice are their own: with all of them off, a seed tells its old story.
 */
import { createDice, type Dice } from "./random.ts";

export const switches = {
  overtakingCallbacks: "while the answer to a query travels, money moves and its callback arrives first",
  meddling: "while the answer to a query travels, a customer cancels or an operator refreshes",
  secondAssertions: "such a callback overtakes a query that was to confirm another callback",
  cancelsWhilePaid:
    "a customer or merchant cancels while a callback that told of money waits to be confirmed",
  laggingBooks: "a query finds no such order for half an hour, though a callback has told how it ended",
  moneyAtTheExpiry: "the customer pays just after the provider was queried about the expiry",
  slowDatabase: "each read and commit takes up to 600 ms",
  freezesInFlight: "a process stands still with a call or a delivery half done, for up to ten minutes",
  clockSetBackInFlight: "a clock is set back while an event is being sent",
  askedAgain: "the shop asks for an event again, and is down just then",
  keyedRequests: "the merchant cancels, refreshes and pays out under keys, insists, and mistakes an account",
  queriesNameTheOrder: "a query names what was ordered, the callback what was paid, in either order",
  staleQueries:
    "a callback tells of money, and queries say failed or pending for a while; the same bytes come again",
  failuresMadeUp: "a weakly signed callback calls an order failed that was not",
  otherSpellings: "a currency is written in lower case",
  moreAfterSuccess: "more money arrives after a payment was paid in full",
  reversalsTakenBack: "a payment is paid, reversed, and paid again",
  payoutsComeBack: "a payout is reversed after it succeeded",
  shortPayouts: "of a payout only a part goes out",
  otherContract: "for some hours the credentials are those of another contract, which knows no such order",
  lostLastQueries: "when a watch ends the provider answers 500, or no process runs",
  accountRenamed: "for three days an account has another id",
  accountsMissing: "a process lacks an account for some minutes after its start",
  webhookMoved: "the address for webhooks is changed while events wait for the old one",
  clocksFarAhead: "a clock is 400 days ahead for some seconds",
  databaseRestored: "the database is put back to an earlier copy",
  operatorsBetween:
    "operators settle by the provider's books whatever is in review, and expect to be left alone",
  ordersLeftPayable: "of two orders of one session one is paid, and the other must be given up",
  nothingToPayWith: "customers look for something to pay with",
  realAdapters: "the accounts are at the documented providers, behind their real adapters",
  gatewayAnswers: "a gateway answers for a provider for up to an hour: 404 in JSON or HTML, 502",
  busyCreations:
    "an order is booked and answered 408, or with words such as busy, query later, do not resubmit",
  foreignNumbers: "a weakly signed callback names another number of the provider's than the order has",
  dirtyText: "a provider's own number begins with U+0000",
  paidInParts: "a payment is paid in two parts, or a part comes and no more",
  createdFarAhead: "something is created at a process whose clock is far ahead",
  otherCurrencies: "an order is paid in another currency than ordered, and every source says so",
  endpointRemoved: "the endpoint for webhooks is replaced for some hours while events wait for it",
  accountRetired: "an account is retired while orders of it are open",
  reversalsDenied:
    "a strongly signed callback calls an order reversed that queries call paid for a while, and failed then",
  cancelsLost: "a cancel is answered 502 and does not come to the provider",
  refunds: "the merchant gives money back: all, a part, twice at once, too much, again under the same key",
  refundsByProvider: "providers give money back themselves, to whoever has paid",
  refundsClaimed:
    "a customer says where a refund is to go: rightly, under another name, twice, late or never",
  refundsApproved: "money out above an amount waits for a second person, who approves or rejects it",
  sessionsChanged:
    "the merchant changes the amount, the items and the time of sessions, whoever is paying them",
  reconciled: "days are reconciled all the time, and providers change orders long afterwards and tell nobody",
} as const satisfies Readonly<Record<string, string>>;

export type SwitchName = keyof typeof switches;

const isSwitch = (name: string): name is SwitchName => name in switches;
export const switchNames: readonly SwitchName[] = Object.keys(switches).filter(isSwitch);

/** In which processes stand still for longer than their right to ask or to send lasts. */
export const freezingSwitches: readonly SwitchName[] = ["freezesInFlight", "askedAgain", "keyedRequests"];

/** Which need the documented providers. */
export const wiredSwitches: readonly SwitchName[] = [
  "realAdapters",
  "gatewayAnswers",
  "busyCreations",
  "foreignNumbers",
  "dirtyText",
];

/** In which money is given back. */
export const refundSwitches: readonly SwitchName[] = [
  "refunds",
  "refundsByProvider",
  "refundsClaimed",
  "refundsApproved",
];

/** The chance of each to be on in a schedule. */
const share = 0.25;

export interface Switchboard {
  /** Those that this schedule has drawn. */
  readonly drawn: readonly SwitchName[];
  /** Draws for what the switches do. */
  readonly dice: Dice;
  /** True while it does its work: from the start until everything calms down. */
  isOn(name: SwitchName): boolean;
  /** A chance of something that a switch does; false while it is off, and then nothing is drawn. */
  happens(name: SwitchName, probability: number): boolean;
  calmDown(): void;
}

/** @param allowed the switches that the dice may choose from. @param forced exactly these are on, whatever the dice say. */
export function createSwitchboard(
  seed: number,
  { allowed, forced }: { readonly allowed: readonly SwitchName[]; readonly forced?: readonly SwitchName[] },
): Switchboard {
  const dice = createDice(seed ^ 0x9e37_79b9);
  // Drawn for every switch there is and from dice of their own: a new switch, or one that is mended, moves no other.
  const choice = createDice(seed ^ 0x51ed_270b);
  const chosen = new Set(switchNames.filter(() => choice.chance(share)));
  const drawn = forced ?? switchNames.filter((name) => chosen.has(name) && allowed.includes(name));
  let calm = false;
  const isOn = (name: SwitchName) => !calm && drawn.includes(name);
  return {
    drawn,
    dice,
    isOn,
    happens: (name, probability) => isOn(name) && dice.chance(probability),
    calmDown() {
      calm = true;
    },
  };
}
