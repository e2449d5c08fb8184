import type { Router } from "express";
import type { CredentialsOf } from "../credentials.ts";
import type { ApiFault } from "../hostility/faults.ts";
import type { ApiRequest, Outcome } from "../http/answer.ts";
import type { Quirks } from "../quirks.ts";
import type { Order, ProviderId } from "../state/order.ts";
import type { Player } from "../state/play.ts";
import type { Operation } from "../state/request-log.ts";
import type { OrderStore } from "../state/store.ts";

/** The services that the sandbox gives each provider. */
export interface Desk {
  readonly store: OrderStore;
  /** Epoch ms. */
  readonly now: () => number;
  /** Acts as the customer, for the provider's own pages. */
  readonly player: Player;
  /** Sends an order's present callback again. */
  readonly callAgain: (order: Order) => void;
  /** Origin of this provider's server, known once it listens. */
  readonly origin: () => string;
}

/** The merchant's credentials, and where its contract differs. */
export interface ProviderOptions<Id extends ProviderId> {
  readonly credentials: CredentialsOf<Id>;
  readonly quirks: Quirks[Id];
}

/** How a callback differs from the truth. All false and null for an honest one. */
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

/** The bytes and the content type of a callback. */
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

/** One provider of the sandbox. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** Path prefix of the API, such as `/mex-pay`; may be empty. */
  readonly basePath: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly calls: readonly ApiCall[];
  /** Pages for the customer's browser. */
  readonly addPages: (router: Router) => void;
  /** The page on which the customer pays this order; null when the merchant shows a code instead. */
  readonly pageOf: (order: Order) => string | null;
  /** The callback for the order's present status; null when this provider sends none for it. */
  readonly callback: (order: Order, twist: CallbackTwist) => CallbackMessage | null;
  readonly acknowledged: (answer: { readonly status: number; readonly body: string }) => boolean;
  /** The wait before each attempt, in milliseconds, including the first attempt. */
  readonly attemptDelaysMs: readonly number[];
  /** Whether the provider knows partial payments, and reversals. */
  readonly knows: { readonly partial: boolean; readonly reversal: boolean };
}
