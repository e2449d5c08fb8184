import { messages as english } from "../locales/en.ts";
import type { Messages } from "../locales/messages.ts";

/** A language in use. */
export interface Language {
  /** The wanted tag, for `Intl`, such as `es-AR`. The messages may have a wider tag. */
  readonly tag: string;
  /** The tag of the messages, such as `es-419`. */
  readonly source: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages;
}

export const englishLanguage: Language = { tag: "en", source: "en", direction: "ltr", messages: english };
