import { messages as english } from "../locales/en.ts";
import type { Messages } from "../locales/messages.ts";

/** A language in use. */
export interface Language {
  /** For `Intl`: what was asked for (`es-AR`), where the messages are of a wider tag (`es-419`). */
  readonly tag: string;
  /** The tag of the messages. */
  readonly source: string;
  readonly direction: "ltr" | "rtl";
  readonly messages: Messages;
}

export const englishLanguage: Language = { tag: "en", source: "en", direction: "ltr", messages: english };
