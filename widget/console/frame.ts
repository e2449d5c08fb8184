/** What stands around every screen: the menu, the search box, and the words about the connection. */

import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/text.ts";
import { allowed } from "./allowed.ts";
import { chooseLanguage, isLanguage, languages } from "./i18n/languages.ts";
import { select } from "./pieces/fields.ts";
import { isTheme, type Theme, themes } from "./preferences.ts";
import { type Route, writeRoute } from "./route.ts";
import { screens } from "./screens.ts";
import type { Shell } from "./shell.ts";

export interface FrameState {
  readonly route: Route;
  readonly isMenuOpen: boolean;
  readonly isReachable: boolean;
  readonly isLive: boolean;
  readonly theme: Theme;
  readonly language: string;
}

export interface FrameActions {
  readonly toggleMenu: () => void;
  readonly signOut: () => void;
  readonly choose: (taste: { readonly theme: Theme } | { readonly language: keyof typeof languages }) => void;
}

function renderSearch(shell: Shell, route: Route): TemplateResult {
  const { search } = shell.texts();
  const find = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const text = new FormData(event.currentTarget).get("q");
    if (typeof text === "string" && text.trim() !== "") {
      shell.go(writeRoute({ screen: "search", query: { q: text.trim() } }));
    }
  };
  const value = route.screen === "search" ? (route.query.q ?? "") : "";
  return html`<form class="search" role="search" @submit=${find}>
    <input type="search" name="q" aria-label=${search.label} placeholder=${search.hint} value=${value}
      autocomplete="off" spellcheck="false" autocapitalize="none" enterkeyhint="search">
    <button type="submit">${search.go}</button>
  </form>`;
}

function renderTaste(shell: Shell, state: FrameState, actions: FrameActions): TemplateResult {
  const texts = shell.texts();
  return html`<div class="taste">
    ${select({
      name: "theme",
      label: texts.theme,
      value: state.theme,
      choices: themes.map((value) => ({ value, label: texts.themes[value] })),
      onChange: (theme) => isTheme(theme) && actions.choose({ theme }),
    })}
    ${renderLanguages(texts.language, state.language, actions)}
  </div>`;
}

/** The choice of a language, each by its own name. */
export function renderLanguages(
  label: string,
  language: string,
  { choose }: Pick<FrameActions, "choose">,
): TemplateResult {
  return select({
    name: "language",
    label,
    value: chooseLanguage([language]),
    choices: Object.entries(languages).map(([value, { name }]) => ({ value, label: name })),
    onChange: (tag) => isLanguage(tag) && choose({ language: tag }),
  });
}

function renderNav(shell: Shell, state: FrameState, actions: FrameActions): TemplateResult {
  const texts = shell.texts();
  const entries = [...screens].flatMap(([name, { nav, scopes }]) => {
    if (nav === null || (scopes !== null && !shell.may(scopes))) return [];
    const current = state.route.screen === name ? "page" : nothing;
    return [
      html`<li><a href=${writeRoute({ screen: name })} aria-current=${current}>${texts.nav[nav]}</a></li>`,
    ];
  });
  return html`<nav id="menu" class=${state.isMenuOpen ? "open" : ""} aria-label=${texts.menu}>
    <ul>${entries}</ul>
    <div class="foot">
      ${renderTaste(shell, state, actions)}
      <p class="second">${fill(texts.signIn.signedInAs, { name: shell.operator().operator })}</p>
      <button type="button" class="plain" @click=${actions.signOut}>${texts.signIn.out}</button>
    </div>
  </nav>`;
}

export function renderFrame(
  shell: Shell,
  state: FrameState,
  actions: FrameActions,
  content: unknown,
): TemplateResult {
  const texts = shell.texts();
  const live = state.isLive ? texts.live : texts.notLive;
  const skip = (event: Event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>("main h1")?.focus();
  };
  return html`<a class="skip" href="#main" @click=${skip}>${texts.skip}</a>
    <header class="top">
      <button type="button" class="menu" aria-expanded=${state.isMenuOpen ? "true" : "false"} aria-controls="menu"
        @click=${actions.toggleMenu}>${texts.menu}</button>
      <a class="brand" href="#/today"><span aria-hidden="true" class="mark"></span>${shell.operator().merchant}</a>
      ${shell.operator().environment === "sandbox" ? html`<span class="sandbox">${texts.sandbox}</span>` : nothing}
      ${shell.may(allowed.reports) ? renderSearch(shell, state.route) : nothing}
      <span class="live ${state.isLive ? "on" : ""}" role="img" aria-label=${live} title=${live}></span>
    </header>
    ${renderNav(shell, state, actions)}
    <main id="main">
      ${state.isReachable ? nothing : html`<p class="lost" role="alert">${texts.lost}</p>`}
      ${content}
    </main>`;
}
