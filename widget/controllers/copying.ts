import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { CopyResult, CopyTarget } from "../view.ts";
import { copyText, selectText } from "./clipboard.ts";

/** How long a button says "Copied". */
const copiedMs = 4000;

/** Copies what is on screen and remembers what became of it. */
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

  /** Copies `raw`; where the browser refuses, selects the shown text instead. Answers whether it was copied. */
  async copy(target: CopyTarget, raw: string): Promise<boolean> {
    const ok = await copyText(raw);
    clearTimeout(this.#timer);
    this.#result = { target, ok };
    this.#host.requestUpdate();
    const source = this.#host.renderRoot.querySelector(`[data-copy="${target}"]`);
    if (ok) this.#timer = setTimeout(() => this.reset(), copiedMs);
    else if (source !== null) selectText(source);
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
