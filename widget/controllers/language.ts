import type { ReactiveController, ReactiveControllerHost } from "lit";
import { englishLanguage, type Language, loadLanguage } from "../locale.ts";

/** The language in use; null until the first is loaded, so that no text changes under the reader's eyes. */
export class LanguageChoice implements ReactiveController {
  #language: Language | null = null;
  #wishes: string | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get language(): Language | null {
    return this.#language;
  }

  /** What to write in until it is known. */
  get current(): Language {
    return this.#language ?? englishLanguage;
  }

  /** Takes the wishes, best first; loads only when they are other than before. */
  choose(wishes: readonly (string | null)[]): void {
    const given = wishes.filter((wish): wish is string => wish !== null && wish !== "");
    const key = given.join();
    if (key === this.#wishes) return;
    this.#wishes = key;
    void loadLanguage(given).then((language) => {
      if (this.#wishes !== key) return;
      this.#language = language;
      this.#host.requestUpdate();
    });
  }

  hostConnected(): void {
    return;
  }
}
