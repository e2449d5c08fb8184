/** What was said between us and a provider about one payment or payout, for an operator. */
import type { ExchangeView } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { maskText } from "../../core/personal-details.ts";
import { changeFields } from "../../core/said-text.ts";
import { SealError } from "../../storage/encryption/seal.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import { type ExchangeRow, exchangesOf } from "../../storage/repositories/exchanges.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { type Said, said } from "./said.ts";

export interface ReadInput {
  readonly id: string;
  /** False: personal details are masked. */
  readonly showsPersonalDetails: boolean;
}

type Answer = Result<{ readonly data: readonly ExchangeView[] }>;

/** Oldest first. Errors: `not_found`. */
export async function readPaymentExchanges(context: ServiceContext, input: ReadInput): Promise<Answer> {
  const { id } = input;
  const [[payment], rows] = await context.database.readAll([
    paymentById({ id }),
    exchangesOf({ subjectId: id }),
  ]);
  if (payment === undefined) return fail("not_found", "There is no such payment.");
  return succeed({ data: viewsOf(context, rows, input) });
}

/** Oldest first. Errors: `not_found`. */
export async function readPayoutExchanges(context: ServiceContext, input: ReadInput): Promise<Answer> {
  const { id } = input;
  const [[payout], rows] = await context.database.readAll([
    payoutById({ id }),
    exchangesOf({ subjectId: id }),
  ]);
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  return succeed({ data: viewsOf(context, rows, input) });
}

function viewsOf(context: ServiceContext, rows: readonly ExchangeRow[], input: ReadInput): ExchangeView[] {
  return rows.flatMap((row) => {
    const words = openSaid(context, row);
    return words === undefined ? [] : [viewOf(row, words, input)];
  });
}

/** One that does not open must not hide the others. */
function openSaid({ seal, logger }: ServiceContext, row: ExchangeRow): Said | undefined {
  try {
    const text = seal.open(row.said_sealed, sealedContext("exchanges.said_sealed", row.id));
    return said.parse(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    logger.error({ subjectId: row.subject_id, err: error }, "an exchange did not open, and is left out");
    return undefined;
  }
}

function viewOf(
  { at }: ExchangeRow,
  { personal, ...words }: Said,
  { showsPersonalDetails }: ReadInput,
): ExchangeView {
  const view = { at: toIsoTime(at), ...words };
  if (showsPersonalDetails || personal.length === 0) return view;
  const names = new Set(personal);
  const mask = (text: string) =>
    changeFields(text, (name, value) => (names.has(name) ? maskText(name, value) : null));
  const masked = (text: string | null) => (text === null ? null : mask(text));
  return { ...view, url: mask(view.url), request: masked(view.request), response: masked(view.response) };
}
