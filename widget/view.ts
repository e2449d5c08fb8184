import type { TemplateResult } from "lit";
import type { Money, PayerField, PaymentMethod } from "../bff/contract.ts";
import type { Barcode } from "./codes/barcode.ts";
import type { QrMatrix } from "./codes/qr.ts";
import type { Language, WholeLanguage } from "./i18n/language.ts";
import { formatMoney } from "./i18n/money.ts";
import type { Guide } from "./locales/messages.ts";
import { offerOf } from "./machine/offers.ts";
import type { Input, State } from "./machine/state.ts";
import type { LaterPart } from "./resources.ts";

/** A text on screen that can be copied. */
export type CopyTarget = "code" | "amount" | "missing" | "qr" | "address" | `detail-${number}`;

/** The result of the last copy. */
export interface CopyResult {
  readonly target: CopyTarget;
  readonly ok: boolean;
}

/** The problem of a field: it is empty, or its value cannot be right. */
export type FieldProblem = "required" | "email" | "phone" | "other";

/** The problems that were found when the customer last pressed the button. */
export type FieldProblems = Readonly<Partial<Record<PayerField["name"], FieldProblem>>>;

/** The fields for the customer's details, and what takes them. */
export interface Details {
  readonly fields: readonly TemplateResult[];
  readonly give: (event: Event) => void;
  /** The server has refused one of them, which its field says. */
  readonly isRefused: boolean;
}

/** What the first screens are rendered from, besides their own data. */
export interface FirstView {
  readonly state: State;
  readonly language: Language;
  /** null until it is loaded. */
  readonly guide: Guide | null;
  /** What the list need not wait for: the logo, the order, marks, links. null until it is loaded. */
  readonly later: LaterPart | null;
  /** The BFF's address, without a slash behind. */
  readonly bff: string;
  readonly isOnline: boolean;
  /** The page has a button of its own. */
  readonly noSubmit: boolean;
  /** The details of the chosen method are under the method itself. */
  readonly isAccordion: boolean;
  /** What the page does not want to be seen: names of `hide`. */
  readonly hidden: readonly string[];
  /** The hosted page with this session; null when there is none. */
  readonly hostedUrl: string | null;
  readonly send: (input: Input) => void;
  readonly announce: (text: string) => void;
}

/** What all other screens are rendered from. */
export interface View extends FirstView {
  readonly language: WholeLanguage;
  /** For the code screen; null while it is being loaded, or when there is none. */
  readonly barcode: Barcode | null;
  readonly qr: QrMatrix | null;
  readonly copied: CopyResult | null;
  /** Milliseconds until the payment or session expires, by the server's clock; null when nothing will expire. */
  readonly leftMs: number | null;
  /** Copies `raw`. When the browser refuses, selects the element's text. */
  readonly copy: (target: CopyTarget, raw: string) => void;
  readonly fieldProblems: FieldProblems;
  readonly showFieldProblems: (problems: FieldProblems) => void;
  /** What the customer has typed into fields, by their names. The methods share it, so nobody types anything twice. */
  readonly typed: Map<string, string>;
  /** True in the turn in which the screen came: a press was meant for the screen before. */
  readonly isUnseen: () => boolean;
  /** The index of the open tab of instructions. */
  readonly tab: number;
  readonly openTab: (index: number) => void;
}

/** An amount as the customer reads it. */
export function moneyText({ language, state }: FirstView, amount: Money): string {
  return formatMoney(amount, language.tag, state.session?.country ?? null);
}

/** The name of a method: the merchant's label, or else the one in the customer's language. */
export function methodLabel(view: FirstView, method: PaymentMethod): string {
  const { session } = view.state;
  const label = session === null ? null : (offerOf(session, method)?.label ?? null);
  return label ?? view.language.messages.methods[method];
}

/** A picture's address, if the BFF itself has it: the widget asks nobody else. `data:` is for pages without a BFF. */
export function pictureAddress({ bff }: FirstView, address: string | null | undefined): string | null {
  const isOurs = address?.startsWith(`${bff}/`) || address?.startsWith("data:image/");
  return isOurs ? (address ?? null) : null;
}
