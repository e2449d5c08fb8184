/** Compares what a provider sends with what its documentation has. Source: docs/exchanges.md#drift */
import { findDrift } from "../../core/drift.ts";
import type { ProviderCall, RawCallback } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";

/** The answer to a call. Under another status than 2xx it may be a gateway's. */
export function watchAnswer(context: ServiceContext, accountId: string, call: ProviderCall): void {
  const { answer, opened } = call;
  const known = context.accounts.get(accountId)?.wire.sheet?.answer;
  if (known === undefined || answer === null || answer.status < 200 || answer.status > 299) return;
  const text = opened ?? new TextDecoder().decode(answer.body);
  const found = findDrift({ text, contentType: answer.contentType }, known);
  context.drift.note(accountId, found, context.clock.now());
}

/** A callback that was verified: what a stranger posts is no drift. */
export function watchCallback(
  context: ServiceContext,
  accountId: string,
  { raw, opened }: { readonly raw: RawCallback; readonly opened?: string | undefined },
): void {
  const known = context.accounts.get(accountId)?.wire.sheet?.callback;
  if (known === undefined) return;
  const text = opened ?? new TextDecoder().decode(raw.body);
  const found = findDrift({ text, contentType: raw.headers["content-type"] ?? null }, known);
  context.drift.note(accountId, found, context.clock.now());
}
