import type { Messages } from "./messages.ts";

/** Loads one language's messages. */
export type MessagesLoader = () => Promise<{ readonly messages: Messages }>;

/**
 * Every language but English, which is built in, by its BCP 47 tag as `Intl.getCanonicalLocales` writes it
 * (`es-419`, `zh-Hant`, `pt-BR`). Loaded itself only when a page asks for something other than English.
 */
export const catalog: Readonly<Record<string, MessagesLoader>> = {};
