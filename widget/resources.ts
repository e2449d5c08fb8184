import { loadGuide } from "./i18n/load-language.ts";
import type { Guide } from "./locales/messages.ts";
import { offerOf } from "./machine/offers.ts";
import type { State } from "./machine/state.ts";
import type { Fetching } from "./net/fetching.ts";
import { localProblem } from "./net/problem.ts";

/** The problem of a missing chunk, for `pay-error` and the screen. */
export const missingPart = localProblem("network", "A part of the widget could not be loaded.");

/** The chunk with all screens after the first ones, and all that only they need. */
export type LaterPart = typeof import("./screens/later.ts");

/** The encoders of codes, which are chunks of their own; null until they are there. */
export interface Encoders {
  readonly encodeBarcode: typeof import("./codes/barcode.ts").encodeBarcode | null;
  readonly encodeQr: typeof import("./codes/qr.ts").encodeQr | null;
}

/** The name of the fetch of {@link LaterPart}. Without it nobody can pay here. */
export const laterName = "later";

/** The parts of the widget that are fetched on demand. */
export interface Resources {
  readonly later: () => LaterPart | null;
  /** @param language the tag of the instructions; null for those that are not there yet */
  readonly parts: (language: string) => { readonly guide: Guide | null; readonly encoders: Encoders };
  /**
   * Fetches, all at one moment, what the screens of a state will need: once the list is shown, or while an order is being
   * made.
   * @param language the tag of the instructions
   */
  readonly prepareFor: (state: State, language: string) => void;
}

export function createResources(fetching: Fetching): Resources {
  let later: LaterPart | null = null;
  let encoders: Encoders = { encodeBarcode: null, encodeQr: null };
  const guides = new Map<string, Guide>();

  function prepareCode({ session, selected }: State): void {
    const action = session?.payment?.nextAction ?? null;
    const type = action?.type ?? (session === null ? null : offerOf(session, selected)?.action);
    if (type === "display_qr") {
      fetching.start("qr", async () => {
        const { encodeQr } = await import("./codes/qr.ts");
        encoders = { ...encoders, encodeQr };
      });
    }
    // Only a store reads a code with a scanner, but the answer to the order decides.
    if (action?.type === "display_code" ? action.barcode !== null : selected === "store") {
      fetching.start("barcode", async () => {
        const { encodeBarcode } = await import("./codes/barcode.ts");
        encoders = { ...encoders, encodeBarcode };
      });
    }
  }

  return {
    later: () => later,
    parts: (language) => ({ guide: guides.get(language) ?? null, encoders }),
    prepareFor: (state, language) => {
      if (state.session === null) return;
      fetching.start(laterName, async () => {
        later = await import("./screens/later.ts");
      });
      // The guide comes right after the later screens, so that it is there when the customer presses something.
      const isSoon = state.busy === "submit" || (state.session.payment?.nextAction ?? null) !== null;
      if (!isSoon && later === null) return;
      later?.fetchMarks(fetching, state);
      fetching.start(`guide ${language}`, async () => {
        guides.set(language, await loadGuide(language));
      });
      if (isSoon) prepareCode(state);
    },
  };
}
