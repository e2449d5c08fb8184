/** The JSON of the public API, as far as the floor answers and sends it. */
import type { Found } from "./rows.ts";

export interface Customer {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export interface NextAction {
  readonly type: "display_code";
  readonly codeType: "va";
  readonly code: string;
  readonly barcode: null;
  readonly details: readonly [];
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** What PayPro said besides. */
export interface ProviderDetails {
  readonly utr: null;
  readonly feeText: null;
  readonly code: string;
  readonly message: string | null;
}

export interface PaymentFacts {
  readonly id: string;
  readonly status: string;
  readonly orderNo: string;
  readonly providerOrderId: string | null;
  readonly amountMinor: string;
  readonly receivedMinor: string;
  readonly action: NextAction | null;
  readonly details: ProviderDetails | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export type SessionFacts = Pick<
  Found,
  "session_id" | "session_created_at" | "session_expires_at" | "amount_minor" | "reference" | "country"
>;

/** Pesos that a shop takes over the counter at most. */
const mostAtShopMinor = 1_000_000;

export const iso = (at: number): string => new Date(at).toISOString();

export function pesos(minor: string) {
  const digits = minor.padStart(3, "0");
  return { value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, currency: "MXN" };
}

const actionView = (action: NextAction | null) =>
  action === null ? null : { ...action, expiresAt: iso(action.expiresAt) };

const detailsView = (details: ProviderDetails | null) => ({
  utr: null,
  fee: null,
  code: details?.code ?? null,
  message: details?.message ?? null,
});

export function browserPaymentView(payment: Omit<PaymentFacts, "details">) {
  return {
    id: payment.id,
    method: "bank_transfer",
    status: payment.status,
    exceptions: [],
    amount: pesos(payment.amountMinor),
    amountReceived: pesos(payment.receivedMinor),
    nextAction: actionView(payment.action),
    failure: null,
    createdAt: iso(payment.createdAt),
    expiresAt: iso(payment.expiresAt),
  };
}

type OfSession = Pick<SessionFacts, "session_id" | "reference">;

export function paymentView(payment: PaymentFacts, { session_id, reference }: OfSession) {
  return {
    id: payment.id,
    object: "payment",
    session: session_id,
    reference,
    account: "paypro-mx",
    method: "bank_transfer",
    channel: "va",
    orderNo: payment.orderNo,
    providerOrderId: payment.providerOrderId,
    status: payment.status,
    exceptions: [],
    amount: pesos(payment.amountMinor),
    amountReceived: pesos(payment.receivedMinor),
    amountRefunded: pesos("0"),
    nextAction: actionView(payment.action),
    failure: null,
    providerDetails: detailsView(payment.details),
    refunds: [],
    createdAt: iso(payment.createdAt),
    expiresAt: iso(payment.expiresAt),
  };
}

export function sessionView(
  session: SessionFacts,
  parts: {
    readonly status: string;
    readonly receivedMinor: string;
    readonly customer: Customer | null;
    readonly returnUrl: string;
    readonly payments: readonly ReturnType<typeof paymentView>[];
  },
) {
  const isForShops = Number(session.amount_minor) <= mostAtShopMinor;
  return {
    id: session.session_id,
    object: "session",
    status: parts.status,
    amountReceived: pesos(parts.receivedMinor),
    exceptions: [],
    amount: pesos(session.amount_minor),
    reference: session.reference,
    description: null,
    country: session.country,
    locale: null,
    customer: parts.customer,
    metadata: {},
    methods: isForShops ? ["bank_transfer", "store", "cashier"] : ["bank_transfer", "cashier"],
    returnUrl: parts.returnUrl,
    payments: parts.payments,
    createdAt: iso(session.session_created_at),
    expiresAt: iso(session.session_expires_at),
  };
}
