/**
 * The texts of a language, which are in two files: `locales/<tag>.ts` (a `Messages`, loaded before the first screen) and
 * `locales/guides/<tag>.ts` (a `Guide`, loaded right after the list). A missing text does not compile.
 *
 * The widget replaces each `{name}` in a text. `Intl` writes amounts, dates, numbers and the names of months, so no text
 * contains them. Each built file has at most 2 kB after gzip.
 */

/** One text per plural category that the language has (`Intl.PluralRules`), e.g. `Plural<"one" | "other">`. */
export type Plural<Category extends Intl.LDMLPluralRule> = Readonly<Record<Category, string>>;

/** The payment methods, which are the same for all providers. */
export type MethodName =
  | "bank_transfer"
  | "store"
  | "wechat_pay"
  | "alipay"
  | "unionpay"
  | "bank_card"
  | "upi"
  | "pix"
  | "crypto"
  | "red_packet"
  | "cashier";

/** The payer details with a translated label. CPF, CNPJ and the like are names, not texts. */
export type PayerFieldName = "name" | "email" | "phone" | "taxId" | "exchangeUid";

/**
 * All texts but the instructions for paying. `Category` is the set of the language's plural categories; a test compares it
 * with `Intl.PluralRules(tag).resolvedOptions().pluralCategories`. By default it is `other`, which every language has.
 */
export interface Messages<Category extends Intl.LDMLPluralRule = "other"> {
  /** Announced while the skeleton is shown. */
  readonly loading: string;

  // Header
  /** Label of the amount. */
  readonly amount: string;
  /** Label of the shop's own order number. */
  readonly reference: string;

  // Methods
  /** Heading of the list and name of its radio group. */
  readonly choose: string;
  readonly methods: Readonly<Record<MethodName, string>>;
  /** One short line under a method, on what happens next. */
  readonly hints: Readonly<Record<"display_code" | "display_qr" | "redirect", string>>;
  /** In place of the hint: why a method is greyed. It may work again soon. */
  readonly unavailable: string;
  readonly continue: string;
  /** Under "Continue": what the button leads to. `{amount}` */
  readonly pay: string;
  /** The label of the button after a click, until the answer arrives. */
  readonly busy: string;
  /** The session offers no method. */
  readonly noMethods: string;

  // Payer details
  readonly details: string;
  readonly fields: Readonly<Record<PayerFieldName, string>>;
  /** After the label of a field that may stay empty, in brackets. */
  readonly optional: string;
  /** Under a field: it is empty (`required`), or its value is not an e-mail address and so on. */
  readonly fieldErrors: Readonly<Record<"required" | "email" | "phone" | "other", string>>;

  // On many screens
  readonly otherMethod: string;
  readonly cancel: string;
  readonly tryAgain: string;
  /** A link to the provider's page, or to the hosted page. */
  readonly openPage: string;
  /** A link to the shop. `{merchant}` */
  readonly backTo: string;
  readonly copy: string;
  readonly copied: string;
  /** The browser refused to copy; the text is now selected. */
  readonly copyFailed: string;
  readonly offline: string;

  // Code (bank transfer, store) and QR
  readonly codeTitle: Readonly<Record<"va" | "store", string>>;
  /** The name of the number. */
  readonly codeLabel: Readonly<Record<"va" | "store", string>>;
  readonly qrTitle: string;
  /** `{date}` with time */
  readonly payBefore: string;
  readonly timeLeft: string;
  /** The status line until money arrives. */
  readonly waiting: string;

  // Confirming
  readonly confirming: string;
  /** It may take minutes, and the customer must not pay twice. */
  readonly confirmingNote: string;
  readonly partial: string;
  readonly arrived: string;
  readonly missing: string;
  readonly review: string;
  /** `{merchant}` */
  readonly reviewNote: string;

  // End screens
  readonly paid: string;
  /** `{merchant}` */
  readonly paidNote: string;
  /** The money was returned after it had arrived. */
  readonly reversed: string;
  /** Whom to ask about it. `{merchant}` */
  readonly reversedNote: string;
  readonly failed: string;
  readonly failedNote: string;
  /** Why a provider refused, when that is known. */
  readonly failures: Readonly<Record<"declined" | "busy" | "amount" | "details", string>>;
  readonly expired: string;
  /** Money that arrives later still counts. */
  readonly lateNote: string;
  readonly canceled: string;

  // Errors
  readonly error: string;
  readonly errors: Readonly<
    Record<
      "network" | "token" | "limit" | "unavailable" | "method" | "inProgress" | "page" | "unknown",
      string
    >
  >;
  /** `{id}`, the request id for the shop's support */
  readonly requestId: string;

  // Announced as the time runs out. `{n}`
  readonly minutesLeft: Plural<Category>;
  readonly secondsLeft: Plural<Category>;
}

/** The names of the texts until a payment is made: all that the list and the error screen show. */
type FirstName =
  | "loading"
  | "amount"
  | "choose"
  | "methods"
  | "hints"
  | "unavailable"
  | "continue"
  | "pay"
  | "busy"
  | "noMethods"
  | "cancel"
  | "tryAgain"
  | "openPage"
  | "backTo"
  | "offline"
  | "error"
  | "errors"
  | "requestId";

/** The texts until a payment is made. */
export type FirstMessages = Pick<Messages, FirstName>;

/** All other texts, which are there with the later screens. */
export type LaterMessages<Category extends Intl.LDMLPluralRule = "other"> = Omit<
  Messages<Category>,
  FirstName
>;

/** The tabs of instructions: where the customer pays from. */
export type TabName = "app" | "web" | "atm" | "ussd" | "store" | "scan" | "paste" | "phone";

/**
 * Sets of steps. Each is for the payment methods of one country, or for all countries:
 * - `bankApp` any country, `spei` Mexico, `va` Indonesia (virtual account), `nigeria` bank transfer: in the bank's app
 * - `bankWeb` online banking, `atm` Indonesia and Nigeria, `ussd` Nigeria (dial the bank's code)
 * - `store` Mexico (OXXO and the like) and elsewhere: cash over the counter with the code
 * - `pixScan`, `pixPaste` Brazil (scan; "Pix Copia e Cola"), `qris` Indonesia
 * - `upiScan` India, from another screen; `upiPhone` India, UPI app on this phone
 * - `wallet` WeChat, Alipay, UnionPay: `{app}`; `coin` a coin wallet or exchange
 * - `page` a payment page of the provider opens
 */
export type StepsName =
  | "bankApp"
  | "spei"
  | "va"
  | "nigeria"
  | "bankWeb"
  | "atm"
  | "ussd"
  | "store"
  | "pixScan"
  | "pixPaste"
  | "qris"
  | "upiScan"
  | "upiPhone"
  | "wallet"
  | "coin"
  | "page";

/** What can be read only after the customer has pressed something: instructions, tools, questions. */
export interface Guide {
  /** After "Sandbox", which stays as it is. */
  readonly sandbox: string;
  /** The button that shows what is paid for, before the number of items. */
  readonly order: string;
  /** Links to pages of the shop. */
  readonly help: string;
  readonly terms: string;
  /**
   * The names of what else a bank's form wants to know, as banks say it: who gets the money, their bank, a text that goes
   * with the transfer, a number by which the money is found.
   */
  readonly codeDetails: Readonly<Record<"beneficiary" | "bank" | "concept" | "reference", string>>;

  /** Heading over the steps. */
  readonly howTo: string;
  readonly tabs: Readonly<Record<TabName, string>>;
  /** Two to four short steps each. `{amount}` and `{app}` may be used. */
  readonly steps: Readonly<Record<StepsName, readonly string[]>>;

  /** Shown at the list after "Continue" with nothing chosen. */
  readonly chooseFirst: string;
  /** The question before a code that was shown is given up. `stay` and `cancel` are its buttons. */
  readonly giveUp: Readonly<Record<"title" | "note" | "stay" | "cancel", string>>;

  readonly print: string;
  readonly saveImage: string;
  readonly share: string;
  readonly remind: string;
  /** Title of the calendar entry. `{merchant}` */
  readonly reminder: string;
  /** The code remains valid after the page is closed. */
  readonly keep: string;
  /** Text alternative. `{code}` */
  readonly barcodeOf: string;
  /** Text alternative. `{amount}` */
  readonly qrOf: string;
  /** Label of the QR's text, for copying. */
  readonly qrText: string;
  /** `{app}` */
  readonly openIn: string;
  /** The button of a `upi:` link, for which the phone lets the customer choose an app. */
  readonly openAny: string;
  readonly notOpened: string;

  readonly leaving: string;
  readonly leavingNote: string;
  readonly newTab: string;
}
