import type { Messages } from "./messages.ts";

/** Loads one language's messages. */
export type MessagesLoader = () => Promise<{ readonly messages: Messages }>;

/**
 * Every language but English, which is built in, by its BCP 47 tag as `Intl.getCanonicalLocales` writes it
 * (`es-419`, `zh-Hant`, `pt-BR`). Loaded itself only when a page asks for something other than English.
 */
export const catalog: Readonly<Record<string, MessagesLoader>> = {
  ar: () => import("./ar.ts"),
  bg: () => import("./bg.ts"),
  bn: () => import("./bn.ts"),
  cs: () => import("./cs.ts"),
  de: () => import("./de.ts"),
  "en-IN": () => import("./en-IN.ts"),
  "en-NG": () => import("./en-NG.ts"),
  es: () => import("./es.ts"),
  "es-419": () => import("./es-419.ts"),
  "es-MX": () => import("./es-MX.ts"),
  fa: () => import("./fa.ts"),
  fr: () => import("./fr.ts"),
  gu: () => import("./gu.ts"),
  ha: () => import("./ha.ts"),
  he: () => import("./he.ts"),
  hi: () => import("./hi.ts"),
  hr: () => import("./hr.ts"),
  id: () => import("./id.ts"),
  ig: () => import("./ig.ts"),
  it: () => import("./it.ts"),
  jv: () => import("./jv.ts"),
  kn: () => import("./kn.ts"),
  ml: () => import("./ml.ts"),
  mr: () => import("./mr.ts"),
  nl: () => import("./nl.ts"),
  pa: () => import("./pa.ts"),
  pl: () => import("./pl.ts"),
  pt: () => import("./pt.ts"),
  "pt-BR": () => import("./pt-BR.ts"),
  ru: () => import("./ru.ts"),
  sk: () => import("./sk.ts"),
  sl: () => import("./sl.ts"),
  sr: () => import("./sr.ts"),
  "sr-Latn": () => import("./sr-Latn.ts"),
  ta: () => import("./ta.ts"),
  te: () => import("./te.ts"),
  uk: () => import("./uk.ts"),
  ur: () => import("./ur.ts"),
  yo: () => import("./yo.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
};
