import { firstMessages } from "../locales/english/first.ts";
import type { FirstMessages, Messages } from "../locales/messages.ts";

/** Puts the page's own texts in the place of those of a language, given by its wanted tag. */
export type Adapt = <Texts extends object>(texts: Texts, tag: string) => Texts;

/** A language in use. */
export interface Language {
  /** The wanted tag, for `Intl`, such as `es-AR`. The messages may have a wider tag. */
  readonly tag: string;
  /** The tag of the messages, such as `es-419`. */
  readonly source: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: FirstMessages;
  /** For the texts that come later. */
  readonly adapt: Adapt;
}

/** A language with its later texts. */
export interface WholeLanguage extends Language {
  readonly messages: Messages;
}

export const englishLanguage: Language = {
  tag: "en",
  source: "en",
  direction: "ltr",
  messages: firstMessages,
  adapt: (texts) => texts,
};
