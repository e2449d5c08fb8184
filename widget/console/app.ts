import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Asking, createAsking } from "./asking.ts";
import { type FrameActions, renderFrame, renderLanguages } from "./frame.ts";
import { createFormat, type Format } from "./i18n/format.ts";
import { chooseLanguage, type LanguageTag, languages } from "./i18n/languages.ts";
import type { Texts } from "./i18n/texts.ts";
import { isAnything, isOperator } from "./net/answers.ts";
import { type Api, createApi } from "./net/api.ts";
import { type Change, followChanges } from "./net/live.ts";
import type { Operator } from "./net/shapes.ts";
import { loading } from "./pieces/basics.ts";
import { applyTheme, isTheme, remember, remembered, type Theme } from "./preferences.ts";
import { type Route, readRoute } from "./route.ts";
import { screens } from "./screens.ts";
import type { Screen, Shell } from "./shell.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";

const saidMs = 5_000;
/** A longer text is there for longer, so that it can be read. */
const saidMsPerLetter = 120;
/** After a question that the network did not let through. */
const askAgainMs = 5_000;
/** Several changes come together; the screen is read once for them. */
const gatherMs = 300;

/** The address of the console, with a slash at its end: everything before the fragment up to `/console`. */
function consoleAddress(): string {
  const { origin, pathname } = location;
  const [path = "/console"] = /^.*?\/console(?=\/|$)/.exec(pathname) ?? [];
  return `${origin}${path}/`;
}

/** The whole page: who is signed in, where they are, and the screen for that place. */
export class PayConsole extends LitElement {
  #operator: Operator | null = null;
  #hasAsked = false;
  #hasEnded = false;
  /** It is being asked whether another tab has signed in. */
  #isLooking = false;
  #texts: Texts | null = null;
  #language: LanguageTag = "en";
  #format: Format = createFormat("en");
  #theme: Theme = "auto";
  #route: Route = readRoute(location.hash);
  #screen: Screen | null = null;
  #hasFailed = false;
  #shown = "";
  #isMenuOpen = false;
  #isReachable = true;
  #isLive = false;
  #said = "";
  #live: { readonly close: () => void } | null = null;
  #gathered = new Map<string, Change>();
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  readonly #base = consoleAddress();
  readonly #asking: Asking = createAsking(() => this.requestUpdate());
  readonly #api: Api = createApi({
    base: this.#base,
    csrfToken: () => this.#operator?.csrfToken ?? null,
    // The answer may be late: somebody has signed in here since.
    onSignedOut: () => this.#isLooking || this.#end(),
    onReachable: (isReachable) => {
      if (this.#isReachable === isReachable) return;
      this.#isReachable = isReachable;
      this.requestUpdate();
    },
  });
  readonly #signIn: SignIn = createSignIn(
    this.#api,
    (operator) => this.#begin(operator),
    () => this.requestUpdate(),
  );
  readonly #actions: FrameActions = {
    toggleMenu: () => {
      this.#isMenuOpen = !this.#isMenuOpen;
      this.requestUpdate();
    },
    signOut: () => void this.#signOut(),
    choose: (taste) => {
      if ("theme" in taste) this.#setTheme(taste.theme);
      else void this.#setLanguage(taste.language);
    },
  };

  /** The page's own style sheet is for it, so it has no shadow. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const theme = remembered("theme");
    this.#setTheme(isTheme(theme) ? theme : "auto");
    addEventListener("hashchange", this.#follow);
    addEventListener("focus", this.#lookAgain);
    document.addEventListener("visibilitychange", this.#lookAgain);
    void this.#setLanguage(chooseLanguage([remembered("language") ?? "", ...navigator.languages]));
    void this.#askWho();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#follow);
    removeEventListener("focus", this.#lookAgain);
    document.removeEventListener("visibilitychange", this.#lookAgain);
    this.#live?.close();
    this.#screen?.close?.();
  }

  readonly #follow = (): void => {
    const before = this.#route;
    this.#route = readRoute(location.hash);
    this.#isMenuOpen = false;
    this.#asking.leave();
    const isSame = before.screen === this.#route.screen && before.id === this.#route.id;
    if (isSame && this.#screen?.follow !== undefined) this.#screen.follow(this.#route);
    else void this.#open();
    this.requestUpdate();
  };

  #setTheme(theme: Theme): void {
    this.#theme = theme;
    remember("theme", theme);
    applyTheme(theme);
    this.requestUpdate();
  }

  async #setLanguage(language: LanguageTag): Promise<void> {
    const texts = await languages[language].load();
    const isChosen = this.#texts !== null;
    this.#texts = texts;
    this.#language = language;
    // The browser's own form of the language, such as en-GB, writes dates as its person is used to.
    const own = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === language);
    const { numbers } = languages[language];
    this.#format = createFormat(numbers, own ?? numbers);
    document.documentElement.lang = languages[language].tag;
    if (isChosen) remember("language", language);
    else if (this.#operator !== null) void this.#open();
    this.requestUpdate();
  }

  async #askWho(): Promise<void> {
    const answer = await this.#api.get("me", {}, isOperator);
    if (answer.ok) this.#begin(answer.value);
    this.#hasAsked = true;
    // Without a network, the banner says so, and the question is put again.
    if (!answer.ok && answer.trouble.kind === "offline") setTimeout(() => void this.#askWho(), askAgainMs);
    this.requestUpdate();
  }

  /** Whoever comes back to the sign-in may have signed in in another tab. */
  readonly #lookAgain = async (): Promise<void> => {
    const isShown = document.visibilityState === "visible";
    if (!isShown || !this.#hasAsked || this.#operator !== null || this.#isLooking) return;
    this.#isLooking = true;
    const answer = await this.#api.get("me", {}, isOperator, true);
    this.#isLooking = false;
    if (answer.ok && this.#operator === null) this.#begin(answer.value);
    this.requestUpdate();
  };

  #begin(operator: Operator): void {
    this.#operator = operator;
    this.#hasAsked = true;
    this.#live?.close();
    this.#live = followChanges(
      `${this.#base}api/stream`,
      (change) => this.#gather(change),
      (isLive) => {
        this.#isLive = isLive;
        this.requestUpdate();
      },
    );
    void this.#open();
  }

  /** The session is over. The place stays in the address. */
  #end(): void {
    this.#hasEnded = this.#operator !== null || this.#hasEnded;
    this.#operator = null;
    this.#live?.close();
    this.#live = null;
    this.#screen?.close?.();
    this.#screen = null;
    this.#asking.leave();
    this.requestUpdate();
  }

  async #signOut(): Promise<void> {
    const answer = await this.#api.send({ path: "sign-out", key: null, guard: isAnything });
    if (!answer.ok && answer.trouble.kind !== "signed_out") return;
    this.#end();
    this.#hasEnded = false;
  }

  #gather(change: Change): void {
    this.#gathered.set(`${change.object} ${change.id}`, change);
    this.#gathering ??= setTimeout(() => {
      const changes = [...this.#gathered.values()];
      this.#gathered.clear();
      this.#gathering = undefined;
      for (const one of changes) this.#screen?.changed?.(one);
    }, gatherMs);
  }

  #say(text: string): void {
    this.#said = text;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(
      () => {
        this.#said = "";
        this.requestUpdate();
      },
      Math.max(saidMs, text.length * saidMsPerLetter),
    );
    this.requestUpdate();
  }

  #shell(texts: Texts, operator: Operator): Shell {
    return {
      api: this.#api,
      texts: () => this.#texts ?? texts,
      format: () => this.#format,
      operator: () => this.#operator ?? operator,
      may: (scopes) => scopes.some((scope) => (this.#operator ?? operator).scopes.includes(scope)),
      redraw: () => this.requestUpdate(),
      go: (address, { replace = false } = {}) => {
        if (!replace) location.hash = address;
        else {
          history.replaceState(null, "", address);
          this.#follow();
        }
      },
      ask: this.#asking.ask,
      say: (text) => this.#say(text),
    };
  }

  async #open(): Promise<void> {
    const route = this.#route;
    this.#screen?.close?.();
    this.#screen = null;
    this.#hasFailed = false;
    this.requestUpdate();
    const entry = screens.get(route.screen);
    const load = route.id === null ? entry?.list : entry?.one;
    try {
      const open = await load?.();
      if (this.#route !== route || this.#operator === null || this.#texts === null) return;
      if (open === undefined) location.hash = "#/today";
      else this.#screen = open(this.#shell(this.#texts, this.#operator), route);
    } catch (error) {
      // A part of the script did not come. The rest still works, and the browser's console has the reason.
      console.error(error);
      this.#hasFailed = true;
    }
    this.requestUpdate();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.#asking.updated(this);
    const title = this.#screen?.title();
    document.title = `${title === undefined ? "" : `${title} · `}${this.#texts?.product ?? ""}`;
    const place = `${this.#operator === null ? "out" : this.#route.screen} ${this.#route.id ?? ""}`;
    if (place === this.#shown || this.querySelector("main h1") === null) return;
    const isFirst = this.#shown === "";
    this.#shown = place;
    if (!isFirst) this.querySelector<HTMLElement>("main h1")?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const texts = this.#texts;
    if (texts === null || !this.#hasAsked) return nothing;
    const operator = this.#operator;
    if (operator === null) {
      return this.#signIn.render({
        texts,
        hasEnded: this.#hasEnded,
        languages: renderLanguages(texts.language, this.#language, this.#actions),
      });
    }
    const shell = this.#shell(texts, operator);
    const frame = {
      route: this.#route,
      isMenuOpen: this.#isMenuOpen,
      isReachable: this.#isReachable,
      isLive: this.#isLive,
      theme: this.#theme,
      language: this.#language,
    };
    const failed = () => html`<h1 tabindex="-1">${texts.trouble.broken}</h1>
      <button type="button" @click=${() => void this.#open()}>${texts.tryAgain}</button>`;
    const content = this.#hasFailed ? failed() : (this.#screen?.render() ?? loading(shell));
    return html`${renderFrame(shell, frame, this.#actions, content)}
      ${this.#asking.render(shell)}
      <p class="said" role="status">${this.#said}</p>`;
  }
}
