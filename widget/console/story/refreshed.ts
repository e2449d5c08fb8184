/** What came of a query that an operator has asked for: what the provider reports, and whether anything has changed. Pure. */
import type { Money } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import type { Format } from "../i18n/format.ts";
import { type Texts, textFor } from "../i18n/texts.ts";

/** How a payment or payout stands. */
export interface Standing {
  readonly status: string;
  readonly exceptions: readonly string[];
  readonly amount: Money;
  /** A payout has none. */
  readonly amountReceived?: Money;
  /** Whether its money went back is not known. Absent: nothing is in doubt. */
  readonly inDoubt?: string | undefined;
}

export interface Refreshed {
  readonly account: string;
  readonly before: Standing;
  readonly after: Standing;
  readonly hasAnswered: boolean;
  /** What the provider reports, such as `succeeded 250.00 MXN`, `failed` or `not_found`; null: the BFF does not say. */
  readonly report: string | null;
  readonly texts: Texts;
  readonly format: Format;
}

function reportedText({ account, report, texts, format }: Refreshed): string {
  const { refresh } = texts.confirm;
  if (report === null) return fill(refresh.answered, { account });
  const [name = "", value, currency] = report.split(" ");
  if (name === "not_found") return fill(refresh.notFound, { account });
  const status = textFor(refresh.reports, name);
  if (value === undefined || currency === undefined) return fill(refresh.reportedStatus, { account, status });
  return fill(refresh.reported, { account, status, amount: format.money({ value, currency }) });
}

function isSame(before: Standing, after: Standing): boolean {
  const stateOf = ({ status, exceptions, amountReceived, inDoubt }: Standing) =>
    JSON.stringify([status, exceptions, amountReceived?.value, inDoubt]);
  return stateOf(before) === stateOf(after);
}

function changedText({ before, after, texts, format }: Refreshed): string {
  const { refresh } = texts.confirm;
  if (isSame(before, after)) return refresh.same;
  const { amountReceived } = after;
  const received =
    amountReceived === undefined ? "" : fill(refresh.received, { amount: format.money(amountReceived) });
  if (before.status === after.status) return received;
  const words = amountReceived === undefined ? texts.status.payout : texts.status.payment;
  const change = fill(refresh.changed, {
    from: textFor(words, before.status),
    to: textFor(words, after.status),
  });
  return `${change} ${received}`.trim();
}

export function tellRefreshed(refreshed: Refreshed): string {
  const { account, hasAnswered, texts } = refreshed;
  const { refresh } = texts.confirm;
  const first = hasAnswered ? reportedText(refreshed) : fill(refresh.silent, { account });
  return `${first} ${changedText(refreshed)}`.trim();
}
