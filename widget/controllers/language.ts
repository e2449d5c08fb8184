import type { ReactiveControllerHost } from "lit";
import { englishLanguage, type Language } from "../i18n/language.ts";
import { loadLanguage } from "../i18n/load-language.ts";

/** The language in use; null until the first is loaded, so that no text changes under the reader's eyes. */
export class LanguageChoice {
  #language: Language | null = null;
  #wishes: string | null = null;
  #loaded: string | null = null;
  readonly #host: Pick<ReactiveControllerHost, "requestUpdate">;

  constructor(host: Pick<ReactiveControllerHost, "requestUpdate">) {
    this.#host = host;
  }

  /** Whether another language is on its way. */
  get isPending(): boolean {
    return this.#loaded !== this.#wishes;
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
      this.#loaded = key;
      this.#host.requestUpdate();
    });
  }
}
