import type { PayerField, PaymentMethod } from "../bff/contract.ts";
import type { Barcode } from "./codes/barcode.ts";
import type { QrMatrix } from "./codes/qr.ts";
import type { Language } from "./i18n/language.ts";
import type { Guide } from "./locales/messages.ts";
import { offerOf } from "./machine/screen.ts";
import type { Input, State } from "./machine/state.ts";

/** A text on screen that can be copied. */
export type CopyTarget = "code" | "amount" | "qr";

/** What became of the last copying. */
export interface CopyResult {
  readonly target: CopyTarget;
  readonly ok: boolean;
}

/** What is wrong with a field: it is empty, or what stands there cannot be right. */
export type FieldProblem = "required" | "email" | "phone" | "other";

/** The fields that were wrong when the customer last tried to go on. */
export type FieldProblems = Readonly<Partial<Record<PayerField["name"], FieldProblem>>>;

/** All a screen is drawn from, besides its own part of the state. */
export interface View {
  readonly state: State;
  readonly language: Language;
  /** null until it is loaded. */
  readonly guide: Guide | null;
  /** What the code screen draws; null while it is loaded, or when there is none. */
  readonly barcode: Barcode | null;
  readonly qr: QrMatrix | null;
  readonly isOnline: boolean;
  readonly copied: CopyResult | null;
  /** Milliseconds until what is on screen expires, by the server's clock; null when nothing does. */
  readonly leftMs: number | null;
  readonly send: (input: Input) => void;
  /** Copies `raw`; where that is refused, selects the element's text. */
  readonly copy: (target: CopyTarget, raw: string) => void;
  readonly fieldProblems: FieldProblems;
  readonly showFieldProblems: (problems: FieldProblems) => void;
  /** Which tab of the steps is open. */
  readonly tab: number;
  readonly openTab: (index: number) => void;
  readonly announce: (text: string) => void;
}

/** The customer's word for a method: the merchant's own label, else the language's. */
export function methodLabel(view: View, method: PaymentMethod): string {
  const { session } = view.state;
  const label = session === null ? null : (offerOf(session, method)?.label ?? null);
  return label ?? view.language.messages.methods[method];
}
