import { fail, type Result, succeed } from "../../core/errors.ts";
import type { StatementEntry, StatementRequest } from "../../providers/contract.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";

/** The largest page that providers send. */
const providerPageSize = 2_000;
const maxProviderPages = 500;
/** Longer than any number of an order, ours or a provider's. */
const longestNumber = 128;

/**
 * Reads one day's statement, a page at a time. The last result may be an error: `not_supported_by_provider`,
 * `provider_unavailable`.
 */
export async function* statementPages(
  context: ServiceContext,
  input: {
    readonly account: ProviderAccount;
    readonly day: string;
    readonly type: StatementRequest["type"];
  },
): AsyncGenerator<Result<readonly StatementEntry[]>, void> {
  const { account, day, type } = input;
  const { statement } = account.adapter;
  if (statement === undefined) {
    yield fail("not_supported_by_provider", "This account's provider has no statement.");
    return;
  }
  let read = 0;
  for (let page = 1; page <= maxProviderPages; page++) {
    const now = context.clock.now();
    const result = await statement({ day, type, page, pageSize: providerPageSize, now });
    if (result.kind !== "statement") {
      const why =
        result.kind === "refused" ? `refused the query (${result.code})` : `did not answer (${result.cause})`;
      context.logger.warn({ accountId: account.id, outcome: result.kind }, "statement could not be read");
      yield fail("provider_unavailable", `The provider ${why}.`);
      return;
    }
    context.successes.note(account.id, now);
    read += result.entries.length;
    yield succeed(result.entries.map(cleanEntry));
    if (result.entries.length === 0 || read >= result.total) return;
  }
  yield fail("provider_unavailable", "The provider's statement has no end.");
}

/** The numbers go into our tables and events. A provider's text may hold what a database refuses. */
function cleanEntry(entry: StatementEntry): StatementEntry {
  const { orderNo, providerOrderId, amount } = entry;
  return {
    ...entry,
    orderNo: cleanNumber(orderNo),
    providerOrderId: providerOrderId === null ? null : cleanNumber(providerOrderId),
    amount: { ...amount, currency: cleanNumber(amount.currency) },
  };
}

function cleanNumber(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .slice(0, longestNumber);
}
