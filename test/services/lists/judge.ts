/** What the plan of a list must have, by the filters of its request. */
import type { Raw } from "./requests.ts";

/** The columns whose name is not the filter's. An unknown filter is sought in the column of its name. */
const columnOf: Readonly<Record<string, string>> = {
  session: "session_id",
  payment: "payment_id",
  payout: "payout_id",
  account: "account_id",
  orderNo: "order_no",
  providerOrderId: "provider_order_id",
  amount: "amount_minor",
};

/**
 * The columns of which a value stands in few rows. What is asked for beside one of them is compared row by row. (Of one
 * reference or amount a shop may have many: decision 0053.)
 */
const narrow: ReadonlySet<string> = new Set([
  "order_no",
  "provider_order_id",
  "session_id",
  "payment_id",
  "payout_id",
  "reference",
  "amount_minor",
  "subject",
]);

const anyIndex = /^/;

/** Filters that an index of few rows answers, or that most rows fit. */
const byOwnIndex: Readonly<Record<string, RegExp>> = {
  "exception=": /_exceptional\b/,
  "delivered=false": /\bdeliveries_undelivered\b/,
  "delivered=true": anyIndex,
};

/** One step that reads a table, as either engine describes it. */
export interface Reading {
  /** As the database wrote it, for the message of a test. */
  readonly text: string;
  readonly table: string;
  readonly index: string | undefined;
  /** The columns that are sought by one value. */
  readonly equal: readonly string[];
  /** Whether the time is bounded by what is sought. */
  readonly isSince: boolean;
  readonly isUntil: boolean;
}

/**
 * What the database knows of its tables. `values`: it chooses by how often the value stands there, so that no index is
 * always the right one.
 */
export type Known = "nothing" | "columns" | "values";

function indexFor(raw: Raw): RegExp | undefined {
  for (const [name, pattern] of Object.entries(byOwnIndex)) {
    const [filter = "", value = ""] = name.split("=");
    const given = raw[filter];
    if (given !== undefined && (value === "" || value === given)) return pattern;
  }
  return undefined;
}

/** @returns what is wrong; undefined if it reads no more than it must */
export function judge(
  reading: Reading,
  { raw, page, known }: { readonly raw: Raw; readonly page: number; readonly known: Known },
): string | undefined {
  const { equal, index = "" } = reading;
  // The second statement of a list: rows by their ids.
  if (["id", "event_id", "delivery_id"].some((column) => equal.includes(column))) return undefined;
  if (reading.index === undefined) return "reads the whole table";
  if (known === "values") return undefined;
  const columns = Object.keys(raw)
    .filter((name) => !["from", "to", "exception", "delivered"].includes(name))
    .map((name) => columnOf[name] ?? name);
  const narrowest = columns.filter((column) => narrow.has(column));
  const own = indexFor(raw);
  if (narrowest.length > 0) {
    if (!narrowest.some((column) => equal.includes(column))) return `seeks none of ${narrowest.join(", ")}`;
  } else if (own !== undefined && own !== anyIndex) {
    if (!own.test(index)) return "does not read the index of few rows";
  } else if (known === "columns") {
    // Of several indexes that have the order, one is as good as the other for whoever knows nothing.
    const left = columns.filter((column) => !equal.includes(column));
    if (left.length > 0) return `does not seek ${left.join(", ")}`;
  }
  if (equal.includes("order_no")) return undefined;
  if ("from" in raw && !reading.isSince) return "reads what is older than from";
  if ((page > 1 || "to" in raw) && !reading.isUntil) return "reads the pages before";
  return undefined;
}
