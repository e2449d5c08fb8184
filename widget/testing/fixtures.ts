import type { BrowserPayment, BrowserSession, NextAction } from "../../bff/contract.ts";
import {
  brazil,
  type Country,
  china,
  coins,
  india,
  indonesia,
  mexico,
  nigeria,
  picture,
  shop,
} from "./samples.ts";

/** The behaviour of the pretended BFF for one screen. The gallery and the mock for merchants' tests show the same ones. */
export interface Fixture {
  readonly title: string;
  /** The answer to `POST /checkout/open`: a session, "never" for no answer, or the status of an error. */
  readonly session: BrowserSession | "never" | number;
  /** The answer to the start of a payment, likewise. */
  readonly start?: BrowserPayment | "never" | number;
  /** CSS selectors in the widget of the controls to press, in order, once the screen is shown. */
  readonly press?: readonly string[];
}

/** The present time of every fixture. */
export const now = "2026-11-20T12:00:00.000Z";
const soon = "2026-11-20T12:47:12.000Z";
const tomorrow = "2026-11-22T05:59:00.000Z";

function session(country: Country, changes: Partial<BrowserSession> = {}): BrowserSession {
  const { value, currency } = country;
  return {
    id: "cs_gallery",
    status: "requires_payment_method",
    exceptions: [],
    merchantName: "Cantina del Sol",
    merchant: { name: "Cantina del Sol", logo: null, support: null, terms: null },
    amount: { value, currency },
    amountReceived: { value: "0.00", currency },
    description: "2 × coffee beans, 1 × clay mug",
    reference: "order-1001",
    country: country.country,
    locale: null,
    returnUrl: "https://shop.example.com/thanks?order=1001",
    expiresAt: tomorrow,
    serverTime: now,
    methods: [...country.methods],
    payment: null,
    ...changes,
  };
}

function payment(country: Country, changes: Partial<BrowserPayment>): BrowserPayment {
  const { value, currency } = country;
  return {
    id: "pay_gallery",
    method: country.methods[0]?.id ?? "cashier",
    status: "pending",
    exceptions: [],
    amount: { value, currency },
    amountReceived: { value: "0.00", currency },
    nextAction: null,
    failure: null,
    createdAt: now,
    expiresAt: soon,
    ...changes,
  };
}

function paying(country: Country, nextAction: NextAction, changes: Partial<BrowserPayment> = {}): Fixture {
  return {
    title: "",
    session: session(country, {
      status: "requires_action",
      payment: payment(country, { nextAction, ...changes }),
    }),
  };
}

function ended(
  country: Country,
  status: BrowserSession["status"],
  changes: Partial<BrowserPayment>,
): BrowserSession {
  return session(country, { status, payment: payment(country, changes) });
}

const mexicoShop = session(mexico, { ...shop, items: [...shop.items] });
export const storeCode: NextAction = {
  type: "display_code",
  codeType: "store",
  code: "6841800930023213210",
  barcode: "code128",
  details: [],
  expiresAt: tomorrow,
};
export const clabe: NextAction = {
  type: "display_code",
  codeType: "va",
  code: "646180157034567894",
  barcode: null,
  details: [],
  expiresAt: soon,
};
const nigerianAccount: NextAction = {
  ...clabe,
  code: "9012345678",
  details: [
    { name: "beneficiary", value: "CANTINA DEL SOL / PAYPRO" },
    { name: "bank", value: "Providus Bank" },
    { name: "concept", value: "order-1001" },
    { name: "reference", value: "7730019482" },
  ],
};
const upiUrl = "upi://pay?pa=cantina@examplebank&pn=Cantina%20del%20Sol&am=2499.50&cu=INR&tr=order1001";
export const upiQr: NextAction = {
  type: "display_qr",
  data: upiUrl,
  links: [
    { name: "gpay", url: upiUrl.replace("upi:", "gpay:") },
    { name: "phonepe", url: upiUrl.replace("upi:", "phonepe:") },
    { name: "paytmmp", url: upiUrl.replace("upi:", "paytmmp:") },
    { name: "other", url: upiUrl },
  ],
  url: "https://cashier.example.com/p/1",
};
export const pixQr: NextAction = {
  type: "display_qr",
  data: "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865406189.905802BR5915Cantina del Sol6009Sao Paulo62070503***63041D3D",
  links: [],
  url: null,
};
export const redirect = {
  type: "redirect",
  url: "https://cashier.example.com/p/1",
} as const satisfies NextAction;
const failure = { code: "payment_failed", retryable: true };
const chooseFirst = "input[type=radio]";
const proceed = "button.primary";

/** Every screen in every state, by its name in the address. */
export const fixtures = {
  loading: { title: "Loading", session: "never" },
  "methods-mexico": { title: "Methods, Mexico", session: session(mexico) },
  "methods-chosen": { title: "Methods, one chosen", session: session(mexico), press: [chooseFirst] },
  "methods-unchosen": {
    title: "Methods, “Continue” with none chosen",
    session: session(mexico),
    press: [proceed],
  },
  "methods-busy": {
    title: "Methods, after “Continue”",
    session: session(mexico),
    start: "never",
    press: [chooseFirst, proceed],
  },
  "methods-notice": {
    title: "Methods, a request failed",
    session: session(mexico),
    start: 422,
    press: [chooseFirst, proceed],
  },
  "methods-india": { title: "Methods, India", session: session(india) },
  "methods-brazil": { title: "Methods, Brazil", session: session(brazil) },
  "methods-indonesia": { title: "Methods, Indonesia", session: session(indonesia) },
  "methods-nigeria": { title: "Methods, Nigeria", session: session(nigeria) },
  "methods-china": { title: "Methods, China", session: session(china) },
  "methods-coins": { title: "Methods, a coin", session: session(coins) },
  "methods-order": { title: "Methods, with all that a shop can show", session: mexicoShop },
  "methods-unavailable": {
    title: "Methods, one cannot be used now",
    session: session(mexico, {
      methods: mexico.methods.map((one) => ({
        ...one,
        ...(one.id === "store" ? { icon: picture } : {}),
        ...(one.id === "bank_transfer" ? { unavailable: { reason: "temporarily_unavailable" } } : {}),
      })),
    }),
  },
  "methods-none": { title: "Methods, none on offer", session: session({ ...mexico, methods: [] }) },
  "payer-brazil": { title: "Payer details, Brazil", session: session(brazil), press: [proceed] },
  "payer-wrong": {
    title: "Payer details, left empty",
    session: session(brazil),
    press: [proceed, "#field-taxId", proceed],
  },
  "payer-coins": { title: "Payer details, a coin", session: session(coins), press: [proceed] },
  "code-store": { ...paying(mexico, storeCode, { method: "store" }), title: "Store code, Mexico" },
  "code-order": {
    title: "Store code, with the order",
    session: {
      ...mexicoShop,
      status: "requires_action",
      payment: payment(mexico, { nextAction: storeCode, method: "store" }),
    },
  },
  "code-question": {
    ...paying(mexico, storeCode, { method: "store" }),
    title: "Store code, about to be given up",
    press: [".exits button"],
  },
  "code-transfer": { ...paying(mexico, clabe), title: "Bank transfer, Mexico" },
  "code-transfer-indonesia": { ...paying(indonesia, clabe), title: "Virtual account, Indonesia" },
  "code-transfer-nigeria": { ...paying(nigeria, nigerianAccount), title: "Bank transfer, Nigeria" },
  "qr-upi": { ...paying(india, upiQr), title: "QR, UPI with apps" },
  "qr-pix": { ...paying(brazil, pixQr), title: "QR, Pix" },
  "qr-wechat": {
    ...paying(china, { ...pixQr, data: "weixin://wxpay/bizpayurl?pr=ExAmPlE01" }),
    title: "QR, WeChat Pay",
  },
  leaving: { ...paying(nigeria, redirect), title: "Payment page, come back without paying" },
  "leaving-coins": { ...paying(coins, redirect), title: "Exchange's page" },
  confirming: {
    title: "Confirming",
    session: ended(mexico, "processing", { status: "unknown" }),
  },
  "partly-paid": {
    title: "Partly paid",
    session: ended(mexico, "processing", {
      status: "partially_paid",
      amountReceived: { value: "1000.00", currency: "MXN" },
    }),
  },
  review: {
    title: "In review, with too little money",
    session: ended(mexico, "processing", {
      status: "review",
      exceptions: ["underpaid"],
      amountReceived: { value: "1000.00", currency: "MXN" },
    }),
  },
  paid: { title: "Paid", session: ended(mexico, "succeeded", { status: "succeeded" }) },
  reversed: {
    title: "Paid and sent back",
    session: {
      ...ended(mexico, "succeeded", { status: "succeeded", exceptions: ["reversed"] }),
      exceptions: ["reversed"],
    },
  },
  failed: {
    title: "Failed, may be tried again",
    session: ended(mexico, "requires_payment_method", { status: "failed", failure }),
  },
  "failed-amount": {
    title: "Failed for its amount",
    session: ended(mexico, "requires_payment_method", {
      status: "failed",
      failure: { code: "amount_refused", retryable: false },
    }),
  },
  expired: {
    title: "Code expired",
    session: ended(mexico, "requires_payment_method", { status: "expired" }),
  },
  "expired-session": { title: "Session expired", session: session(mexico, { status: "expired" }) },
  canceled: {
    title: "Payment canceled",
    session: ended(mexico, "requires_payment_method", { status: "canceled" }),
  },
  "canceled-session": { title: "Session canceled", session: session(mexico, { status: "canceled" }) },
  "error-server": { title: "Server not there", session: 503 },
  "error-token": { title: "Wrong token", session: 401 },
} as const satisfies Readonly<Record<string, Fixture>>;

/** The name of a fixture. */
export type FixtureName = keyof typeof fixtures;

export const isFixtureName = (name: string): name is FixtureName => Object.hasOwn(fixtures, name);

/** The names of all fixtures, in the order in which the gallery shows them. */
export const fixtureNames: readonly FixtureName[] = Object.keys(fixtures).filter(isFixtureName);
