import type { ReactiveControllerHost } from "lit";
import { englishLanguage, type Language } from "../i18n/language.ts";
import { loadLanguage } from "../i18n/load-language.ts";

/** Loads the language of the texts. Until the first one is loaded, no text is shown, so that none changes its language. */
export class LanguageChoice {
  #language: Language | null = null;
  #wishes: string | null = null;
  #loaded: string | null = null;
  readonly #host: Pick<ReactiveControllerHost, "requestUpdate">;

  constructor(host: Pick<ReactiveControllerHost, "requestUpdate">) {
    this.#host = host;
  }

  /** Whether a language is being loaded. */
  get isPending(): boolean {
    return this.#loaded !== this.#wishes;
  }

  /** The loaded language; English before that. */
  get current(): Language {
    return this.#language ?? englishLanguage;
  }

  /** Takes the wanted languages, best first, and loads the best available one when they have changed. */
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
