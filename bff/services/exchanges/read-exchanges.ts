/** What was said between us and a provider about one payment or payout, for an operator. */
import type { ExchangeView } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { type Masking, maskSaidText } from "../../core/mask-said-text.ts";
import type { PayoutRecord } from "../../core/records.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import { type ExchangeRow, exchangesOf } from "../../storage/repositories/exchanges.ts";
import { type PaymentRow, paymentById } from "../../storage/repositories/payments.ts";
import { payoutById } from "../../storage/repositories/payouts.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { readBeneficiary } from "../rows/beneficiaries.ts";
import { openPayer } from "../rows/payer.ts";
import { isUnreadable } from "../rows/readable-fields.ts";
import { readCustomer } from "../rows/session-columns.ts";
import { type StoredExchange, storedExchange } from "./stored-exchange.ts";

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
  return succeed({ data: viewsOf(context, rows, await maskingOfPayment(context, payment, input)) });
}

/** Oldest first. Errors: `not_found`. */
export async function readPayoutExchanges(context: ServiceContext, input: ReadInput): Promise<Answer> {
  const { id } = input;
  const [[payout], rows] = await context.database.readAll([
    payoutById({ id }),
    exchangesOf({ subjectId: id }),
  ]);
  if (payout === undefined) return fail("not_found", "There is no such payout.");
  return succeed({ data: viewsOf(context, rows, maskingOfPayout(context, payout, input)) });
}

/** Who the person is, and what numbers are nobody's. Null: nothing is masked. */
type KnownPerson = Pick<Masking, "person" | "kept"> | null;

async function maskingOfPayment(
  context: ServiceContext,
  payment: PaymentRow,
  { showsPersonalDetails }: ReadInput,
): Promise<KnownPerson> {
  if (showsPersonalDetails) return null;
  const [session] = await context.database.read(sessionById({ id: payment.session_id }));
  const payer = openPayer(context, payment);
  const customer = session === undefined ? null : readCustomer(context, session);
  const people = [payer, payer.providerAccount, customer ?? {}];
  return { person: textsOf(people), kept: numbersOf(payment) };
}

function maskingOfPayout(
  context: ServiceContext,
  payout: PayoutRecord,
  { showsPersonalDetails }: ReadInput,
): KnownPerson {
  if (showsPersonalDetails) return null;
  return { person: textsOf([readBeneficiary(context, payout) ?? {}]), kept: numbersOf(payout) };
}

/** Shared by many, and a part of other texts. */
const impersonal: ReadonlySet<string> = new Set(["id", "accountType", "bankName", "bankCode"]);

function textsOf(people: readonly object[]): Masking["person"] {
  return people
    .flatMap((person): [string, unknown][] => Object.entries(person))
    .flatMap(([field, text]) =>
      typeof text === "string" && !impersonal.has(field) ? [{ field, text }] : [],
    );
}

function numbersOf(row: Pick<PaymentRow, "order_no" | "provider_order_id">): readonly string[] {
  return [row.order_no, row.provider_order_id].filter((number) => number !== null);
}

function viewsOf(context: ServiceContext, rows: readonly ExchangeRow[], person: KnownPerson): ExchangeView[] {
  return rows.flatMap((row) => {
    const exchange = unsealExchange(context, row);
    return exchange === undefined ? [] : [viewOf(row, exchange, person)];
  });
}

/** One that cannot be read must not hide the others. */
function unsealExchange({ seal, logger }: ServiceContext, row: ExchangeRow): StoredExchange | undefined {
  try {
    const text = seal.open(row.said_sealed, sealedContext("exchanges.said_sealed", row.id));
    return storedExchange.parse(JSON.parse(text));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    logger.error({ subjectId: row.subject_id, err: error }, "an exchange cannot be read, and is left out");
    return undefined;
  }
}

function viewOf(
  { at }: ExchangeRow,
  { personal, ...exchange }: StoredExchange,
  person: KnownPerson,
): ExchangeView {
  const view = { at: toIsoTime(at), ...exchange };
  if (person === null) return view;
  const masked = (text: string) => maskSaidText(text, { ...person, fields: personal });
  const maskedBody = (text: string | null) => (text === null ? null : masked(text));
  return {
    ...view,
    url: masked(view.url),
    request: maskedBody(view.request),
    response: maskedBody(view.response),
  };
}
