import type { Guide } from "../messages.ts";

/** Loads one language's instructions for paying. */
export type GuideLoader = () => Promise<{ readonly guide: Guide }>;

/** The instructions of every language, under the same tags as `../catalog.ts`, and English. */
export const guideCatalog: Readonly<Record<string, GuideLoader>> = {
  ar: () => import("./ar.ts"),
  bn: () => import("./bn.ts"),
  cs: () => import("./cs.ts"),
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
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
  sk: () => import("./sk.ts"),
  ta: () => import("./ta.ts"),
  te: () => import("./te.ts"),
  ur: () => import("./ur.ts"),
  yo: () => import("./yo.ts"),
  "zh-Hans": () => import("./zh-Hans.ts"),
  "zh-Hant": () => import("./zh-Hant.ts"),
};
