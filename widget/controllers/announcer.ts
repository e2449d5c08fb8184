import type { ReactiveController, ReactiveControllerHost } from "lit";

/** The one polite live region: what it says now. */
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

  /** Has a screen reader say something when it has a moment. */
  say(text: string): void {
    // The same words twice are only read out twice when they differ: a no-break space makes the difference.
    this.#text = this.#text === text ? `${text}\u00a0` : text;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#text = "";
  }
}
