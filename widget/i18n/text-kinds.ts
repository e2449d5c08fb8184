import type { CatalogTag } from "../locales/catalog.ts";
import type { Guide, Messages } from "../locales/messages.ts";

/** All texts of the widget, by name. */
type AllTexts = Messages<Intl.LDMLPluralRule> & Guide;

/** Any of the texts in `Texts`, with the same names and kinds. */
type SomeOf<Texts> = {
  readonly [Name in keyof Texts]?: Texts[Name] extends string | readonly string[]
    ? Texts[Name]
    : SomeOf<Texts[Name]>;
};

/** Texts of the page's own in place of the widget's. A text keeps the `{placeholders}` that it needs. */
export type OwnTexts = SomeOf<AllTexts>;

/**
 * Texts of the page's own for all languages by their names, and for one language under its BCP 47 tag:
 * `{ continue: "Go on", es: { continue: "Seguir" } }`.
 */
export type OwnMessages = OwnTexts & { readonly [Tag in CatalogTag | "en"]?: OwnTexts } & {
  readonly [tag: `${string}-${string}`]: OwnTexts | undefined;
};

/** The kind of each text: one text, a list of texts, or texts by name. */
type TextKinds<Texts = AllTexts> = {
  readonly [Name in keyof Texts]-?: Texts[Name] extends string
    ? "text"
    : Texts[Name] extends readonly string[]
      ? "list"
      : TextKinds<Texts[Name]>;
};

const text = "text";
const list = "list";
const plural = { zero: text, one: text, two: text, few: text, many: text, other: text } as const;

/** What a page may write in its own words. A text that is missing here does not compile. */
export const textKinds: TextKinds = {
  loading: text,
  amount: text,
  reference: text,
  choose: text,
  methods: {
    bank_transfer: text,
    store: text,
    wechat_pay: text,
    alipay: text,
    unionpay: text,
    bank_card: text,
    upi: text,
    pix: text,
    crypto: text,
    red_packet: text,
    cashier: text,
  },
  hints: { display_code: text, display_qr: text, redirect: text },
  unavailable: text,
  continue: text,
  pay: text,
  busy: text,
  noMethods: text,
  details: text,
  fields: { name: text, email: text, phone: text, taxId: text, exchangeUid: text },
  optional: text,
  fieldErrors: { required: text, email: text, phone: text, other: text },
  otherMethod: text,
  cancel: text,
  tryAgain: text,
  openPage: text,
  backTo: text,
  copy: text,
  copied: text,
  copyFailed: text,
  offline: text,
  codeTitle: { va: text, store: text },
  codeLabel: { va: text, store: text },
  qrTitle: text,
  payBefore: text,
  timeLeft: text,
  waiting: text,
  confirming: text,
  confirmingNote: text,
  partial: text,
  arrived: text,
  missing: text,
  review: text,
  reviewNote: text,
  paid: text,
  paidNote: text,
  reversed: text,
  reversedNote: text,
  failed: text,
  failedNote: text,
  failures: { declined: text, busy: text, amount: text, details: text },
  expired: text,
  lateNote: text,
  canceled: text,
  error: text,
  errors: {
    network: text,
    token: text,
    limit: text,
    unavailable: text,
    method: text,
    inProgress: text,
    page: text,
    unknown: text,
  },
  requestId: text,
  minutesLeft: plural,
  secondsLeft: plural,
  sandbox: text,
  order: text,
  help: text,
  terms: text,
  codeDetails: { beneficiary: text, bank: text, concept: text, reference: text },
  howTo: text,
  tabs: { app: text, web: text, atm: text, ussd: text, store: text, scan: text, paste: text, phone: text },
  steps: {
    bankApp: list,
    spei: list,
    va: list,
    nigeria: list,
    bankWeb: list,
    atm: list,
    ussd: list,
    store: list,
    pixScan: list,
    pixPaste: list,
    qris: list,
    upiScan: list,
    upiPhone: list,
    wallet: list,
    coin: list,
    page: list,
  },
  chooseFirst: text,
  giveUp: { title: text, note: text, stay: text, cancel: text },
  print: text,
  saveImage: text,
  share: text,
  remind: text,
  reminder: text,
  keep: text,
  barcodeOf: text,
  qrOf: text,
  qrText: text,
  openIn: text,
  openAny: text,
  notOpened: text,
  leaving: text,
  leavingNote: text,
  newTab: text,
};
