import type { Barcode } from "./codes/barcode.ts";
import type { QrMatrix } from "./codes/qr.ts";
import { backoffMs } from "./controllers/status-pace.ts";
import { loadGuide } from "./i18n/load-language.ts";
import type { Guide } from "./locales/messages.ts";
import type { Screen } from "./machine/screen.ts";
import { localProblem, type Problem } from "./net/problem.ts";

/** The problem of a missing chunk, for `pay-error` and the screen. */
export const missingPart = localProblem("network", "A part of the widget could not be loaded.");

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
  /** Loads everything that a screen needs. */
  readonly prepareFor: (screen: Screen, language: string) => void;
  /** Whether the last load of the later screens failed. A timer and `retry` repeat it. */
  readonly isFailed: () => boolean;
  readonly retry: () => void;
  readonly close: () => void;
}

export interface ResourcesOptions {
  /** Called after each load and each failure. */
  readonly onChange: () => void;
  /** Called once, when the later screens cannot be loaded: without them nobody can pay here. */
  readonly onFirstFailure: (problem: Problem) => void;
}

/** A load that failed, and its timer. */
interface Failure {
  readonly count: number;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly again: () => void;
}

/**
 * Loads parts on demand. Only a timer with back-off and `retry` repeat a load that failed: drawing asks for the same part
 * many times a second.
 */
export function createResources({ onChange, onFirstFailure }: ResourcesOptions): Resources {
  let screens: LaterScreens | null = null;
  let guide: { readonly language: string; readonly texts: Guide } | null = null;
  let barcode: { readonly text: string; readonly value: Barcode | null } | null = null;
  let qr: { readonly text: string; readonly value: QrMatrix | null } | null = null;
  const running = new Set<string>();
  const failures = new Map<string, Failure>();

  function start(name: string, fetchIt: () => Promise<void>): void {
    const failure = failures.get(name);
    clearTimeout(failure?.timer);
    running.add(name);
    fetchIt().then(
      () => {
        running.delete(name);
        failures.delete(name);
        onChange();
      },
      () => {
        running.delete(name);
        const count = (failure?.count ?? 0) + 1;
        const again = () => start(name, fetchIt);
        failures.set(name, { count, again, timer: setTimeout(again, backoffMs(count, Math.random())) });
        if (name === "screens" && count === 1) onFirstFailure(missingPart);
        onChange();
      },
    );
  }

  /** Starts a load, unless one of the same name is running or waits for its next try. */
  function run(name: string, fetchIt: () => Promise<void>): void {
    if (!running.has(name) && !failures.has(name)) start(name, fetchIt);
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
    prepareFor: (screen, language) => {
      if (screen.name !== "loading") prepareScreens();
      // The guide comes right after the screens, so that it is there when the customer presses something.
      if (screens !== null) prepareGuide(language);
      if (screen.name === "code" && screen.action.barcode !== null) prepareBarcode(screen.action.code);
      if (screen.name === "qr") prepareQr(screen.action.data);
    },
    isFailed: () => failures.has("screens"),
    retry: () => {
      if (!running.has("screens")) failures.get("screens")?.again();
    },
    close: () => {
      for (const { timer } of failures.values()) clearTimeout(timer);
      failures.clear();
    },
  };
}
