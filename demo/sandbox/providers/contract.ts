import type { Router } from "express";
import type { CredentialsOf } from "../credentials.ts";
import type { ApiFault } from "../hostility/faults.ts";
import type { ApiRequest, Outcome } from "../http/answer.ts";
import type { Quirks } from "../quirks.ts";
import type { Order, ProviderId } from "../state/order.ts";
import type { Player } from "../state/play.ts";
import type { Operation } from "../state/request-log.ts";
import type { OrderStore } from "../state/store.ts";

/** What a provider is given to work with. */
export interface Desk {
  readonly store: OrderStore;
  /** Epoch ms. */
  readonly now: () => number;
  /** Plays the customer, for the provider's own pages. */
  readonly player: Player;
  /** Sends the callback about an order as it stands once more. */
  readonly callAgain: (order: Order) => void;
  /** Origin of this provider's server, known once it listens. */
  readonly origin: () => string;
}

/** Whose merchant this is, and where its contract differs. */
export interface ProviderOptions<Id extends ProviderId> {
  readonly credentials: CredentialsOf<Id>;
  readonly quirks: Quirks[Id];
}

/** How a callback is to differ from the truth; all false and null for an honest one. */
export interface CallbackTwist {
  readonly forged: boolean;
  readonly wrongAccount: boolean;
  readonly extraField: boolean;
  readonly unknownStatus: string | null;
}

export const honestTwist: CallbackTwist = {
  forged: false,
  wrongAccount: false,
  extraField: false,
  unknownStatus: null,
};

/** Bytes and content type of a callback. */
export interface CallbackMessage {
  readonly contentType: string;
  readonly body: string;
}

/** One call of a provider's API; `path` is appended to the base path. */
export interface ApiCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly operation: Operation;
  readonly handle: (request: ApiRequest, fault: ApiFault | null) => Outcome;
}

/** One provider, as the sandbox plays it. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** Path of the API, "" or such as `/mex-pay`. */
  readonly basePath: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly calls: readonly ApiCall[];
  /** Pages for the customer's browser. */
  readonly addPages: (router: Router) => void;
  /** The address of the page where this order is paid; null where the merchant shows a code. */
  readonly pageOf: (order: Order) => string | null;
  /** The callback about the order as it stands; null where this provider sends none for that. */
  readonly callback: (order: Order, twist: CallbackTwist) => CallbackMessage | null;
  readonly acknowledged: (answer: { readonly status: number; readonly body: string }) => boolean;
  /** Waits before each attempt, the first one included, in ms. */
  readonly attemptDelaysMs: readonly number[];
  /** Whether the provider knows money that arrives in parts, and money that goes back. */
  readonly knows: { readonly partial: boolean; readonly reversal: boolean };
}
