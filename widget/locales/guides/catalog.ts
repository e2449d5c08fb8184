import type { Guide } from "../messages.ts";

/** Loads one language's instructions for paying. */
export type GuideLoader = () => Promise<{ readonly guide: Guide }>;

/** The instructions of every language, under the same tags as `../catalog.ts`, and English. */
export const guideCatalog: Readonly<Record<string, GuideLoader>> = {
  de: () => import("./de.ts"),
  en: () => import("./en.ts"),
  es: () => import("./es.ts"),
  fr: () => import("./fr.ts"),
  it: () => import("./it.ts"),
  nl: () => import("./nl.ts"),
  pt: () => import("./pt.ts"),
  "pt-BR": () => import("./pt-BR.ts"),
};
