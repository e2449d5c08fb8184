import type { Guide } from "../messages.ts";

/** Loads one language's instructions for paying. */
export type GuideLoader = () => Promise<{ readonly guide: Guide }>;

/** The instructions of every language, under the same tags as `../catalog.ts`, and English. */
export const guideCatalog: Readonly<Record<string, GuideLoader>> = {
  en: () => import("./en.ts"),
};
