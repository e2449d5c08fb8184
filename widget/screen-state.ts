import type { ReactiveControllerHost } from "lit";
import type { Copying } from "./controllers/copying.ts";
import type { LaterScreens } from "./resources.ts";
import type { FieldProblems, View } from "./view.ts";

type Kept = "copied" | "copy" | "fieldProblems" | "showFieldProblems" | "tab" | "openTab";

/** What a screen remembers until another one takes its place. */
export class ScreenState {
  #copying: Copying | null = null;
  #fieldProblems: FieldProblems = {};
  #tab = 0;
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
  }

  reset(): void {
    this.#copying?.reset();
    this.#fieldProblems = {};
    this.#tab = 0;
  }

  /** @param onCopied gets whether the browser has copied */
  view(screens: LaterScreens | null, onCopied: (ok: boolean) => void): Pick<View, Kept> {
    return {
      copied: this.#copying?.result ?? null,
      copy: (target, raw) => {
        if (screens === null) return;
        this.#copying ??= new screens.Copying(this.#host);
        void this.#copying.copy(target, raw).then(onCopied);
      },
      fieldProblems: this.#fieldProblems,
      showFieldProblems: (problems) => {
        this.#fieldProblems = problems;
        this.#host.requestUpdate();
      },
      tab: this.#tab,
      openTab: (index) => {
        this.#tab = index;
        this.#host.requestUpdate();
      },
    };
  }
}
