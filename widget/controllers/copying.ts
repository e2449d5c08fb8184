import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CopyResult, CopyTarget } from "../view.ts";
import { copyText, selectText } from "./clipboard.ts";

/** How long a button shows "Copied". */
const copiedMs = 4000;

/** Copies texts of the screen and keeps the last result. */
export class Copying implements ReactiveController {
  #result: CopyResult | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode };

  constructor(host: ReactiveControllerHost & { readonly renderRoot: ParentNode }) {
    this.#host = host;
    host.addController(this);
  }

  get result(): CopyResult | null {
    return this.#result;
  }

  /** Copies `raw`. The text on screen is selected for it, and stays so when the browser refuses. */
  async copy(target: CopyTarget, raw: string): Promise<boolean> {
    const source = this.#host.renderRoot.querySelector(`[data-copy="${target}"]`);
    const ok = await copyText(raw, () => source !== null && selectText(source));
    clearTimeout(this.#timer);
    this.#result = { target, ok };
    this.#host.requestUpdate();
    if (ok) this.#timer = setTimeout(() => this.reset(), copiedMs);
    return ok;
  }

  reset(): void {
    clearTimeout(this.#timer);
    if (this.#result === null) return;
    this.#result = null;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.reset();
  }
}
