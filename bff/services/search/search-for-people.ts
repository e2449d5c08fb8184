/** The search as the console shows it: what was found, told apart, and what needs a person first. Source: docs/search.md#at-the-console */
import type { ConsoleSearchAnswer, ConsoleSearchHit, SearchHit } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { type Result, succeed } from "../../core/errors.ts";
import { toMoney } from "../../core/money.ts";
import { formsOf } from "../../core/search-terms.ts";
import {
  type FoundDetails,
  foundEvents,
  foundPayments,
  foundPayouts,
  foundRefunds,
  foundSessions,
} from "../../storage/repositories/found.ts";
import type { ServiceContext } from "../context.ts";
import { search } from "./search.ts";

type Found = Omit<ConsoleSearchHit, "object" | "id" | "why">;

interface HitDetails {
  readonly details: ReadonlyMap<string, Found>;
  /** The sessions of the payments. */
  readonly sessions: ReadonlySet<string>;
}

const statusesThatNeedAPerson: ReadonlySet<string> = new Set(["review", "unknown", "awaiting_approval"]);

function detailsOf(row: FoundDetails & { readonly reference?: string }): Found {
  return {
    status: row.status,
    amount: toMoney(amountOf(row)),
    amountReceived: null,
    reference: row.reference ?? null,
    createdAt: toIsoTime(row.created_at),
    needsPerson: statusesThatNeedAPerson.has(row.status),
  };
}

/** Reads each table once, and only those of which something was found. */
async function readDetails({ database }: ServiceContext, hits: readonly SearchHit[]): Promise<HitDetails> {
  const details = new Map<string, Found>();
  const sessions = new Set<string>();
  async function read<Row>(
    kind: SearchHit["object"],
    find: (
      executor: typeof database.kysely,
      options: { readonly ids: readonly string[] },
    ) => Promise<readonly Row[]>,
    take: (row: Row) => void,
  ): Promise<void> {
    const ids = hits.filter(({ object }) => object === kind).map(({ id }) => id);
    if (ids.length > 0) (await find(database.kysely, { ids })).forEach(take);
  }
  await read("session", foundSessions, (row) => {
    details.set(row.id, { ...detailsOf(row), needsPerson: row.open > 0 });
  });
  await read("payment", foundPayments, (row) => {
    sessions.add(row.session_id);
    const amountReceived = toMoney({ ...amountOf(row), minor: BigInt(row.received_minor) });
    details.set(row.id, { ...detailsOf(row), amountReceived });
  });
  await read("payout", foundPayouts, (row) => {
    details.set(row.id, detailsOf(row));
  });
  await read("refund", foundRefunds, (row) => {
    details.set(row.id, detailsOf(row));
  });
  await read("event", foundEvents, ({ id, created_at }) => {
    const nothing = { status: null, amount: null, amountReceived: null, reference: null };
    details.set(id, { ...nothing, createdAt: toIsoTime(created_at), needsPerson: false });
  });
  return { details, sessions };
}

export async function searchForPeople(
  context: ServiceContext,
  { q }: { readonly q: string },
): Promise<Result<ConsoleSearchAnswer>> {
  const found = await search(context, { q });
  if (!found.ok) return found;
  const { details, sessions } = await readDetails(context, found.value.data);
  const wholes = new Set(formsOf(q).map((form) => form.toLowerCase()));
  const isWhole = ({ reference }: Found) => reference !== null && wholes.has(reference.toLowerCase());
  const data = found.value.data
    .flatMap((hit): ConsoleSearchHit[] => {
      // What was removed meanwhile is not there, and a session's payment says all that the session would.
      const known = details.get(hit.id);
      return known === undefined || sessions.has(hit.id) ? [] : [{ ...hit, ...known }];
    })
    .sort(
      (one, other) =>
        Number(other.needsPerson) - Number(one.needsPerson) ||
        Number(isWhole(other)) - Number(isWhole(one)) ||
        other.createdAt.localeCompare(one.createdAt),
    );
  return succeed({ data });
}
