import { type Adapt, englishLanguage, type Language } from "../i18n/language.ts";
import { directionOf, negotiate } from "../i18n/languages.ts";
import { catalog } from "../locales/catalog.ts";
import type { FirstMessages } from "../locales/messages.ts";
import type { Fetching } from "../net/fetching.ts";

const english = "en";
const available: ReadonlySet<string> = new Set([...Object.keys(catalog), english]);

const ownTexts = "own texts";

const fetchName = (source: string) => `language ${source}`;

/**
 * The language of the texts. English is built in; any other is fetched, and until it is there no text is shown, so that
 * none changes its language. Where it cannot be fetched, English serves until a later try succeeds.
 */
export class LanguageChoice {
  readonly #loaded = new Map<string, FirstMessages>([[english, englishLanguage.messages]]);
  #wishes = "";
  #tag = english;
  #source = english;
  #current = englishLanguage;
  #own: unknown = null;
  #adapt = englishLanguage.adapt;
  #isOwnTaken = true;
  #adaptTo: ((given: unknown) => Adapt) | null = null;
  readonly #fetching: Fetching;

  constructor(fetching: Fetching) {
    this.#fetching = fetching;
  }

  get #isFailed(): boolean {
    return this.#fetching.failures(fetchName(this.#source)) > 0;
  }

  /** Whether the wanted language, or what reads the page's own texts, is being fetched for the first time. */
  get isPending(): boolean {
    if (!this.#isOwnTaken && this.#fetching.failures(ownTexts) === 0) return true;
    return !this.#loaded.has(this.#source) && !this.#isFailed;
  }

  /** The wanted language; the last one while it is being fetched, and English where that has failed. */
  get current(): Language {
    const messages = this.#loaded.get(this.#source);
    if (messages !== undefined) {
      const direction = directionOf(this.#source);
      const [tag, adapt] = [this.#tag, this.#adapt];
      this.#current = { tag, source: this.#source, direction, messages: adapt(messages, tag), adapt };
    } else if (this.#isFailed) {
      this.#current = englishLanguage;
    }
    return this.#current;
  }

  /** Takes the page's own texts. Few pages have any, so what reads them is fetched. Without it, the widget's serve. */
  adapt(own: unknown): void {
    if (own !== null) {
      this.#fetching.start(ownTexts, async () => {
        this.#adaptTo = (await import("../i18n/own-texts.ts")).adaptTo;
      });
    }
    if (own === this.#own && this.#isOwnTaken) return;
    this.#own = own;
    this.#isOwnTaken = own === null || this.#adaptTo !== null;
    this.#adapt = own === null ? englishLanguage.adapt : (this.#adaptTo?.(own) ?? this.#adapt);
  }

  /** Takes the wanted languages, best first, and fetches the best available one. */
  choose(wishes: readonly (string | null)[]): void {
    const key = wishes.join();
    if (key !== this.#wishes) {
      this.#wishes = key;
      const given = wishes.filter((wish): wish is string => wish !== null && wish !== "");
      const { wish, source } = negotiate(given, available) ?? { wish: english, source: english };
      this.#tag = wish;
      this.#source = source;
    }
    const source = this.#source;
    const load = catalog[source];
    // Also for the same wishes: a fetch may have ended with the element's stay in the page.
    if (load === undefined || this.#loaded.has(source)) return;
    this.#fetching.start(fetchName(source), async () => {
      this.#loaded.set(source, (await load()).messages);
    });
  }
}
