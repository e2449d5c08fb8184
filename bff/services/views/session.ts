/** A session as merchants see it. */
import * as contract from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { exceptionsOf, readExceptions } from "../../core/payment/status.ts";
import type { PaymentRow } from "../../storage/repositories/payments.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { createFieldReader, type FieldReader, type Reading } from "../rows/readable-fields.ts";
import { privateFields, readCustomer, readPrivateData } from "../rows/session-columns.ts";
import { paymentView } from "./payment.ts";

/** The amount received and the exceptions, over all payments of the session. */
export function sessionTotals(
  session: SessionRow,
  payments: readonly PaymentRow[],
  fields: Pick<FieldReader, "read">,
): { amountReceived: contract.Money; exceptions: contract.PaymentException[] } {
  const received = payments.reduce((sum, row) => sum + BigInt(row.received_minor), 0n);
  const exceptions = new Set(
    payments.flatMap((row) =>
      fields.read("exceptions", () => exceptionsOf(row.status, readExceptions(row)), []),
    ),
  );
  return {
    amountReceived: toMoney({ ...amountOf(session), minor: received }),
    exceptions: [...exceptions],
  };
}

export function sessionAmount(session: SessionRow): contract.Money {
  return toMoney(amountOf(session));
}

/** @param input.methods gives the methods on offer, in order. */
export function sessionView(
  context: ServiceContext,
  input: {
    readonly session: SessionRow;
    readonly payments: readonly PaymentRow[];
    readonly methods: () => readonly contract.PaymentMethod[];
    readonly reading?: Reading;
    /** How what the merchant wrote is read. Default: as the rest. */
    readonly words?: Reading;
  },
): contract.Session {
  const { session, payments, methods, reading = "whole", words = reading } = input;
  const fields = createFieldReader(context, { id: session.id, reading });
  const written = words === reading ? fields : createFieldReader(context, { id: session.id, reading: words });
  const data = written.read(privateFields, () => readPrivateData(context, session), null);
  return {
    id: session.id,
    object: "session",
    status: session.status,
    ...sessionTotals(session, payments, fields),
    amount: sessionAmount(session),
    reference: session.reference,
    description: data?.description ?? null,
    country: session.country,
    locale: session.locale,
    customer: written.read(
      "customer",
      () => contract.shownCustomer.nullable().parse(readCustomer(context, session)),
      null,
    ),
    metadata: data?.metadata ?? {},
    ...(data?.items == null ? {} : { items: data.items }),
    methods: [...written.read("methods", methods, [])],
    returnUrl: data?.returnUrl ?? null,
    payments: payments.map((row) => paymentView(context, row, { reading })),
    createdAt: toIsoTime(session.created_at),
    expiresAt: toIsoTime(session.expires_at),
    ...(session.erasure === "erased" ? { erased: true } : {}),
    ...fields.leftOut(),
    ...written.leftOut(),
  };
}
