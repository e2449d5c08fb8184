/**
 * Collects what is said about one payment or payout while something is done with it, and makes the writes that keep it. They
 * go into a batch that is written anyway: no exchange has a commit of its own.
 *
 * Source: docs/exchanges.md#when-they-are-written
 */
import type { ProviderCall } from "../../providers/contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { Write } from "../../storage/engine/statements.ts";
import { insertExchange, trimExchanges } from "../../storage/repositories/exchanges.ts";
import type { ServiceContext } from "../context.ts";
import { type Hidden, type Said, type SaidCallback, saidInCall, saidInCallback } from "./said.ts";

export interface Exchanges {
  /** A call to a provider is over. What the adapter decrypts of its answer may come later. */
  hear(accountId: string, call: ProviderCall): void;
  /** A callback came. */
  take(
    accountId: string,
    callback: SaidCallback & { readonly at: number; readonly isRefused: boolean },
  ): void;
  /** Each call returns the same rows, so that writing them twice stores them once. */
  writes(): readonly Write[];
}

interface Heard {
  readonly id: string;
  readonly at: number;
  readonly isRefused: boolean;
  readonly accountId: string;
  readonly read: (hidden: Hidden) => Said;
}

/** Numbers the exchanges of this process, so that those of one millisecond keep their order. */
let count = 0;
const mostCounted = 1_000_000;

/** @param subjectId the payment's or payout's. */
export function collectExchanges(context: ServiceContext, subjectId: string): Exchanges {
  const heard: Heard[] = [];
  let made: readonly Write[] | undefined;
  const add = (entry: Omit<Heard, "id">) => {
    count = (count + 1) % mostCounted;
    const place = [subjectId, entry.at, String(count).padStart(6, "0"), context.instanceId.slice(0, 8)];
    heard.push({ ...entry, id: place.join(".") });
    made = undefined;
  };
  return {
    hear: (accountId, call) =>
      add({ at: call.at, accountId, isRefused: false, read: (hidden) => saidInCall(call, hidden) }),
    take: (accountId, { at, isRefused, ...callback }) =>
      add({ at, accountId, isRefused, read: (hidden) => saidInCallback(callback, hidden) }),
    writes() {
      made ??= writesOf(context, subjectId, heard);
      return made;
    },
  };
}

function writesOf(context: ServiceContext, subjectId: string, heard: readonly Heard[]): readonly Write[] {
  const inserted = heard.flatMap((entry) => insertOf(context, subjectId, entry));
  const isAny = (isRefused: boolean) => heard.some((entry) => entry.isRefused === isRefused);
  return [
    ...inserted,
    ...(isAny(false) ? [trimExchanges.heard({ subjectId })] : []),
    ...(isAny(true) ? [trimExchanges.refused({ subjectId })] : []),
  ];
}

/** What cannot be kept must not keep the payment from going on. */
function insertOf(context: ServiceContext, subjectId: string, entry: Heard): readonly Write[] {
  const { id, at, isRefused, accountId, read } = entry;
  const wire = context.accounts.get(accountId)?.wire;
  if (wire === undefined) return [];
  const { seal } = context;
  const tokens = [seal.callbackToken(subjectId), seal.returnMac(subjectId)];
  try {
    const text = JSON.stringify(read({ wire, tokens }));
    const said_sealed = seal.seal(text, sealedContext("exchanges.said_sealed", id));
    return [insertExchange({ id, subject_id: subjectId, at, is_refused: isRefused ? 1 : 0, said_sealed })];
  } catch (error) {
    const errorName = error instanceof Error ? error.name : typeof error;
    context.logger.error({ accountId, errorName }, "an exchange could not be kept");
    return [];
  }
}
