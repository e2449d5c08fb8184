/** A callback as an exchange of the payment or payout that it is about. */
import { type ErrorCode, errorTable } from "../../core/errors.ts";
import type { Refusal } from "../../core/refused-callback.ts";
import type { RawCallback } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import { collectExchanges, type Exchanges } from "../exchanges/collect-exchanges.ts";
import type { Subject } from "./find-subject.ts";

export interface HeardCallback {
  /** When it came. Epoch ms. */
  readonly at: number;
  /** Null where nobody has read it. */
  readonly raw: RawCallback | null;
  /** In clear, where it is encrypted on the wire and could be decrypted. */
  readonly opened?: string | undefined;
}

export function acceptedExchange(context: ServiceContext, subject: Subject, heard: HeardCallback): Exchanges {
  const acknowledgement = context.accounts.get(subject.row.account_id)?.adapter.acknowledgement;
  return exchangeOf(context, subject, {
    ...heard,
    isRefused: false,
    response: acknowledgement?.body ?? null,
    status: acknowledgement?.status ?? 200,
    outcome: "accepted",
  });
}

export function refusedExchange(
  context: ServiceContext,
  subject: Subject,
  refused: HeardCallback & { readonly refusal: Refusal; readonly code: ErrorCode },
): Exchanges {
  const { refusal, code, ...heard } = refused;
  const outcome = `refused_${refusal}`;
  const answer = { isRefused: true, response: null, status: errorTable[code].status, outcome } as const;
  return exchangeOf(context, subject, { ...heard, ...answer });
}

function exchangeOf(
  context: ServiceContext,
  { row }: Subject,
  callback: HeardCallback & {
    readonly isRefused: boolean;
    readonly response: string | null;
    readonly status: number;
    readonly outcome: string;
  },
): Exchanges {
  const { at, raw, opened, ...answer } = callback;
  const { id, account_id: accountId } = row;
  const exchanges = collectExchanges(context, id);
  const query = raw === null || raw.query === "" ? "" : `?${raw.query}`;
  const url = `${context.config.publicUrl}/callbacks/${accountId}/${context.seal.callbackToken(id)}${query}`;
  const ms = Math.max(0, context.clock.now() - at);
  exchanges.addCallback(accountId, { at, url, request: opened ?? raw?.body ?? null, ms, ...answer });
  return exchanges;
}
