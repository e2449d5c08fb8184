import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Holds the text of the polite live region. */
export class Announcer implements ReactiveController {
  #text = "";
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get text(): string {
    return this.#text;
  }

  /** Lets a screen reader announce a text when it is idle. */
  say(text: string): void {
    // A screen reader ignores an unchanged text, so a repeated text gets a no-break space at its end.
    this.#text = this.#text === text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#text = "";
  }
}
