/** A server that takes money: ours, or another of its kind. */
import type { MeasuredProcess } from "../floor/measured-process.ts";

/** Somebody who has chosen what to buy, and can pay now. */
export interface Buyer {
  /** Starts the payment at the provider. @returns ms until the customer sees where to send the money. */
  start(): Promise<number>;
  /** Pays at the provider. @returns ms until the merchant's endpoint has been told. */
  pay(): Promise<number>;
}

export interface Checkout {
  readonly process: MeasuredProcess;
  /** @returns the buyer, and ms until then. */
  prepare(): Promise<{ readonly buyer: Buyer; readonly tookMs: number }>;
  /** Before the first of those who started pays. */
  readyToBePaid(): Promise<void>;
  /** Resolves when that many buyers, counted since the start, have paid and nothing is left to be done for them. */
  settled(paid: number): Promise<void>;
  /** Between two measurements. */
  rest(): Promise<void>;
}
