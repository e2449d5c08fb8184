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
} as const satisfies Readonly<Record<string, string>>;

export type SwitchName = keyof typeof switches;

const isSwitch = (name: string): name is SwitchName => name in switches;
export const switchNames: readonly SwitchName[] = Object.keys(switches).filter(isSwitch);

/** In which processes stand still for longer than their right to ask or to send lasts. */
export const freezingSwitches: readonly SwitchName[] = ["freezesInFlight", "askedAgain", "keyedRequests"];

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
  // Drawn for every switch there is, so that a switch that is struck from a list moves no other.
  const chosen = new Set(switchNames.filter(() => dice.chance(share)));
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
