/** The languages of the console. Each is a file of its own, which is loaded when it is chosen. */
import type { Texts } from "./texts.ts";

interface Language {
  /** Its name in itself. */
  readonly name: string;
  /** BCP 47, for the page. */
  readonly tag: string;
  /** BCP 47: how numbers and amounts are written, as in the country whose payments this takes, whatever the browser's. */
  readonly numbers: string;
  readonly load: () => Promise<Texts>;
}

const loaders = {
  en: {
    name: "English",
    tag: "en",
    numbers: "en",
    load: async () => (await import("./load-en.ts")).texts,
  },
  es: {
    name: "Español",
    tag: "es",
    numbers: "es-MX",
    load: async () => (await import("./load-es.ts")).texts,
  },
  pt: {
    name: "Português",
    tag: "pt-BR",
    numbers: "pt-BR",
    load: async () => (await import("./load-pt.ts")).texts,
  },
  hi: {
    name: "हिन्दी",
    tag: "hi",
    numbers: "hi-IN",
    load: async () => (await import("./load-hi.ts")).texts,
  },
  id: {
    name: "Bahasa Indonesia",
    tag: "id",
    numbers: "id-ID",
    load: async () => (await import("./load-id.ts")).texts,
  },
  zh: {
    name: "简体中文",
    tag: "zh-Hans",
    numbers: "zh-Hans-CN",
    load: async () => (await import("./load-zh.ts")).texts,
  },
} as const satisfies Record<string, Language>;

export type LanguageTag = keyof typeof loaders;

export const languages: Readonly<Record<LanguageTag, Language>> = loaders;

export function isLanguage(tag: string): tag is LanguageTag {
  return Object.hasOwn(loaders, tag);
}

/** The best language for a person's wishes, most wanted first. */
export function chooseLanguage(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const [base = ""] = tag.toLowerCase().split("-", 1);
    if (isLanguage(base)) return base;
  }
  return "en";
}
