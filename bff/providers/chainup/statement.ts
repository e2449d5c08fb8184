/** ChainUp's daily statement, a page at a time. Source: docs/providers/chainup.md#statement. */
import { z } from "zod";
import { parseProviderDecimal } from "../../core/money.ts";
import type { MethodConfig, StatementEntry, StatementRequest, StatementResult } from "../contract.ts";
import { cleanLine } from "../parsing/provider-details.ts";
import { queryNotSent, unreadable } from "../parsing/refused-calls.ts";
import { longestScalar, numberText, scalarText, theirNumber } from "../parsing/scalars.ts";
import { doubtOf, refusalOf } from "./codes.ts";
import { type ChainupInput, exchange, prefix } from "./exchange.ts";
import { isSameCoin } from "./wire.ts";

const largestPage = 2000;
const orderTypes = { payment: "1", transfer: "11" } as const;

const entrySchema = z.object({
  appOrderId: scalarText.nullish(),
  orderNum: theirNumber,
  payCoinSymbol: z.string().max(longestScalar),
  orderAmount: numberText,
  orderType: scalarText.nullish(),
  payTime: scalarText.nullish(),
});

const statementSchema = z.object({
  count: scalarText.pipe(z.string().regex(/^\d{1,9}$/)).transform(Number),
  list: z.array(entrySchema).nullish(),
});

export const statementPath = `${prefix}/merchantBillingDay`;

/** The inner text of the statement's call. Every value is text. */
export function statementText({ day, type, page, pageSize }: Omit<StatementRequest, "now">): string {
  return JSON.stringify({
    ...(type === null ? {} : { orderType: orderTypes[type] }),
    day,
    pageNum: String(page),
    pageSize: String(Math.min(pageSize, largestPage)),
  });
}

/** Reads one page. The caller continues until it has read `total` entries. */
export async function readStatement(
  input: ChainupInput,
  request: StatementRequest,
): Promise<StatementResult> {
  const inner = statementText(request);
  const answer = await exchange(input, {
    operation: "statement",
    path: statementPath,
    inner,
    now: request.now,
  });
  if (answer.kind === "not_sent") return queryNotSent;
  if (answer.kind === "unknown") return answer;
  if (answer.kind === "error") {
    const refusal = refusalOf(answer.code);
    return refusal === undefined
      ? doubtOf(answer)
      : { kind: "refused", code: refusal.code, alarm: refusal.alarm };
  }
  const statement = statementSchema.safeParse(answer.inner);
  if (!statement.success) return unreadable;
  const entries: StatementEntry[] = [];
  for (const row of statement.data.list ?? []) {
    const entry = readEntry(row, input.methods, request.type);
    if (entry === undefined) return unreadable;
    entries.push(entry);
  }
  return { kind: "statement", total: statement.data.count, entries };
}

function readEntry(
  row: z.output<typeof entrySchema>,
  methods: readonly MethodConfig[],
  requested: StatementRequest["type"],
): StatementEntry | undefined {
  const method = methods.find(({ channel }) => isSameCoin(row.payCoinSymbol, channel));
  const written = row.orderAmount.split(".")[1]?.length ?? 0;
  // A coin that is not configured, or is written with more decimals than configured, has as many decimals as
  // were written.
  const configured = method && parseProviderDecimal(row.orderAmount, method.decimals);
  const minor = configured ?? parseProviderDecimal(row.orderAmount, written);
  const decimals = method && configured !== undefined ? method.decimals : written;
  if (minor === undefined) return undefined;
  const isPayment = row.orderType == null ? requested !== "transfer" : row.orderType === orderTypes.payment;
  return {
    orderNo: cleanLine(row.appOrderId) ?? "",
    providerOrderId: row.orderNum,
    type: isPayment ? "payment" : "transfer",
    amount: { minor, currency: method?.currency ?? cleanLine(row.payCoinSymbol) ?? "", decimals },
    isPaid: /[1-9]/.test(row.payTime ?? ""),
    paidAt: readTime(row.payTime ?? ""),
  };
}

/** Milliseconds or seconds, as digits, or a time that names its zone. Null for any other text. */
function readTime(text: string): number | null {
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  const at = zonedTime.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
