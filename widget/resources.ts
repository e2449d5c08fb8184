import type { Barcode } from "./codes/barcode.ts";
import type { QrMatrix } from "./codes/qr.ts";
import { loadGuide } from "./i18n/load-language.ts";
import type { Guide } from "./locales/messages.ts";
import type { Screen } from "./machine/screen.ts";

/** The chunk with all screens after the first ones. */
export type LaterScreens = typeof import("./screens/later.ts");

/** The parts of the widget that are loaded on demand. */
export interface Resources {
  readonly screens: () => LaterScreens | null;
  readonly guide: () => Guide | null;
  readonly barcode: () => Barcode | null;
  readonly qr: () => QrMatrix | null;
  /** Loads the later screens. */
  readonly prepareScreens: () => void;
  /** Loads the instructions. */
  readonly prepareGuide: (language: string) => void;
  /** Loads everything that a screen needs. */
  readonly prepareFor: (screen: Screen, language: string) => void;
  /** Whether the last load failed. A timer and `retry` repeat it. */
  readonly isFailed: () => boolean;
  readonly retry: () => void;
  readonly close: () => void;
}

const retryMs = 4000;

/** Loads parts on demand, and calls `onChange` after each load and each failure. */
export function createResources(onChange: () => void): Resources {
  let screens: LaterScreens | null = null;
  let guide: { readonly language: string; readonly texts: Guide } | null = null;
  let barcode: { readonly text: string; readonly value: Barcode | null } | null = null;
  let qr: { readonly text: string; readonly value: QrMatrix | null } | null = null;
  let failed: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const running = new Set<string>();

  /** Runs a load, unless one of the same name is running. */
  function run(name: string, fetchIt: () => Promise<void>): void {
    if (running.has(name)) return;
    running.add(name);
    fetchIt().then(
      () => {
        running.delete(name);
        failed = null;
        onChange();
      },
      () => {
        running.delete(name);
        failed = () => run(name, fetchIt);
        clearTimeout(timer);
        timer = setTimeout(() => failed?.(), retryMs);
        onChange();
      },
    );
  }

  function prepareScreens(): void {
    if (screens !== null) return;
    run("screens", async () => {
      screens = await import("./screens/later.ts");
    });
  }

  function prepareGuide(language: string): void {
    if (guide?.language === language) return;
    run(`guide ${language}`, async () => {
      guide = { language, texts: await loadGuide(language) };
    });
  }

  function prepareBarcode(text: string): void {
    if (barcode?.text === text) return;
    run(`barcode ${text}`, async () => {
      const { encodeBarcode } = await import("./codes/barcode.ts");
      barcode = { text, value: encodeBarcode(text) };
    });
  }

  function prepareQr(text: string): void {
    if (qr?.text === text) return;
    run(`qr ${text}`, async () => {
      const { encodeQr } = await import("./codes/qr.ts");
      qr = { text, value: encodeQr(text) };
    });
  }

  return {
    screens: () => screens,
    guide: () => guide?.texts ?? null,
    barcode: () => barcode?.value ?? null,
    qr: () => qr?.value ?? null,
    prepareScreens,
    prepareGuide,
    prepareFor: (screen, language) => {
      if (screen.name !== "loading") prepareScreens();
      if (screen.name === "code" || screen.name === "qr" || screen.name === "leaving") prepareGuide(language);
      if (screen.name === "code" && screen.action.barcode !== null) prepareBarcode(screen.action.code);
      if (screen.name === "qr") prepareQr(screen.action.data);
    },
    isFailed: () => failed !== null,
    retry: () => failed?.(),
    close: () => clearTimeout(timer),
  };
}
