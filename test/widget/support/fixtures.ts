import type {
  BrowserPayment,
  BrowserSession,
  BrowserStatus,
  NextAction,
  PaymentMethodOffer,
} from "../../../bff/contract.ts";

export const startedAt = "2026-11-20T12:00:00.000Z";
export const paymentExpiresAt = "2026-11-20T13:00:00.000Z";
export const sessionExpiresAt = "2026-11-21T12:00:00.000Z";

export const bankTransfer: PaymentMethodOffer = {
  id: "bank_transfer",
  action: "display_code",
  label: null,
  payerFields: [],
};
export const store: PaymentMethodOffer = {
  id: "store",
  action: "display_code",
  label: null,
  payerFields: [
    { name: "name", required: true, value: null },
    { name: "email", required: false, value: null },
  ],
};
export const upi: PaymentMethodOffer = { id: "upi", action: "display_qr", label: null, payerFields: [] };
export const pix: PaymentMethodOffer = { id: "pix", action: "redirect", label: null, payerFields: [] };

export const codeAction: NextAction = {
  type: "display_code",
  codeType: "store",
  code: "6841800930023213210",
  barcode: "code128",
  details: [],
  expiresAt: paymentExpiresAt,
};
export const redirectAction: NextAction = { type: "redirect", url: "https://cashier.example.com/p/1" };

export function makePayment(changes: Partial<BrowserPayment> = {}): BrowserPayment {
  return {
    id: "pay_1",
    method: "store",
    status: "pending",
    exceptions: [],
    amount: { value: "10000.00", currency: "MXN" },
    amountReceived: { value: "0.00", currency: "MXN" },
    nextAction: codeAction,
    failure: null,
    createdAt: startedAt,
    expiresAt: paymentExpiresAt,
    ...changes,
  };
}

export function makeSession(changes: Partial<BrowserSession> = {}): BrowserSession {
  return {
    id: "cs_1",
    status: "requires_payment_method",
    exceptions: [],
    merchantName: "Cantina del Sol",
    merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
    amount: { value: "10000.00", currency: "MXN" },
    amountReceived: { value: "0.00", currency: "MXN" },
    description: "2 × coffee beans",
    reference: "order-1001",
    country: "MX",
    locale: null,
    returnUrl: "https://shop.example.com/thanks",
    expiresAt: sessionExpiresAt,
    serverTime: startedAt,
    methods: [bankTransfer, store, upi, pix],
    payment: null,
    ...changes,
  };
}

export function makeStatus(changes: Partial<BrowserStatus> = {}): BrowserStatus {
  const { status, exceptions, amountReceived, payment, expiresAt, serverTime } = makeSession();
  return { status, exceptions, amountReceived, payment, expiresAt, serverTime, pollAfter: 3, ...changes };
}
