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
import {
  exchangeOfCall,
  exchangeOfCallback,
  type Hidden,
  type ReceivedCallback,
  type StoredExchange,
} from "./stored-exchange.ts";

export interface Exchanges {
  /** A call to a provider is over. What the adapter decrypts of its answer may come later. */
  addCall(accountId: string, call: ProviderCall): void;
  /** A callback came. */
  addCallback(
    accountId: string,
    callback: ReceivedCallback & { readonly at: number; readonly isRefused: boolean },
  ): void;
  /** Each call returns the same rows, so that writing them twice stores them once. */
  writes(): readonly Write[];
}

interface AddedExchange {
  readonly id: string;
  readonly at: number;
  readonly isRefused: boolean;
  readonly accountId: string;
  readonly read: (hidden: Hidden) => StoredExchange;
}

/** Numbers the exchanges of this process, so that those of one millisecond keep their order. */
let count = 0;
const mostCounted = 1_000_000;

/** Whose exchanges they are. */
interface Subject {
  /** The payment's or payout's. */
  readonly id: string;
  /** True where nothing can have been said about it before, so that there is nothing to make room for. */
  readonly isNew: boolean;
}

/** @param id the payment's or payout's. */
export function collectExchanges(context: ServiceContext, id: string): Exchanges {
  return collect(context, { id, isNew: false });
}

/** The same for the call that creates the order. @param id the payment's or payout's. */
export function collectFirstExchanges(context: ServiceContext, id: string): Exchanges {
  return collect(context, { id, isNew: true });
}

function collect(context: ServiceContext, subject: Subject): Exchanges {
  const added: AddedExchange[] = [];
  let made: readonly Write[] | undefined;
  const add = (entry: Omit<AddedExchange, "id">) => {
    count = (count + 1) % mostCounted;
    const place = [subject.id, entry.at, String(count).padStart(6, "0"), context.instanceId.slice(0, 8)];
    added.push({ ...entry, id: place.join(".") });
    made = undefined;
  };
  return {
    addCall: (accountId, call) =>
      add({ at: call.at, accountId, isRefused: false, read: (hidden) => exchangeOfCall(call, hidden) }),
    addCallback: (accountId, { at, isRefused, ...callback }) =>
      add({ at, accountId, isRefused, read: (hidden) => exchangeOfCallback(callback, hidden) }),
    writes() {
      made ??= writesOf(context, subject, added);
      return made;
    },
  };
}

function writesOf(
  context: ServiceContext,
  { id: subjectId, isNew }: Subject,
  added: readonly AddedExchange[],
): readonly Write[] {
  const inserted = added.flatMap((entry) => insertOf(context, subjectId, entry));
  if (isNew) return inserted;
  const isAny = (isRefused: boolean) => added.some((entry) => entry.isRefused === isRefused);
  return [
    ...inserted,
    ...(isAny(false) ? [trimExchanges.heard({ subjectId })] : []),
    ...(isAny(true) ? [trimExchanges.refused({ subjectId })] : []),
  ];
}

/** What cannot be kept must not keep the payment from going on. */
function insertOf(context: ServiceContext, subjectId: string, entry: AddedExchange): readonly Write[] {
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
