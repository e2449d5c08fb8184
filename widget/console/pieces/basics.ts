/** The small pieces that all screens are made of. */
import { html, nothing, type TemplateResult } from "lit";
import type { Money } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { type Texts, textFor } from "../i18n/texts.ts";
import type { Trouble } from "../net/api.ts";
import { addressOf } from "../route.ts";
import type { Shell } from "../shell.ts";
import { faultOf, fieldOf, refusalOf } from "../story/refusal.ts";

const tones = new Map(
  Object.entries({
    succeeded: "good",
    delivered: "good",
    closed: "good",
    review: "bad",
    dead: "bad",
    open: "bad",
    failed: "quiet",
    rejected: "quiet",
    canceled: "quiet",
    expired: "quiet",
    unknown: "warn",
    partially_paid: "warn",
    awaiting_approval: "warn",
    awaiting_claim: "warn",
    half_open: "warn",
  }),
);

/** Of what a status is: one word has another meaning for money that comes and for money that goes. */
export type StatusOf = keyof Texts["status"];

/** A status in words, with a colour that only repeats them. */
export function badge(shell: Shell, of: StatusOf, status: string): TemplateResult {
  const { status: texts } = shell.texts();
  // A server that is newer than this page may know more objects.
  const known = Object.hasOwn(texts, of) ? texts[of] : {};
  return html`<span class="badge ${tones.get(status) ?? "plain"}">${textFor(known, status)}</span>`;
}

/** What is not as expected, each as a badge. */
export function exceptions(shell: Shell, names: readonly string[]): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  const { exception } = shell.texts();
  return html`<span class="badges">${names.map((name) => html`<span class="badge warn">${textFor(exception, name)}</span>`)}</span>`;
}

export function money(shell: Shell, amount: Money): TemplateResult {
  return html`<span class="money">${shell.format().money(amount)}</span>`;
}

/** A moment in the operator's zone; the time in UTC is under the pointer. */
export function moment(shell: Shell, iso: string): TemplateResult {
  const format = shell.format();
  return html`<time datetime=${iso} title=${format.utc(iso)}>${format.moment(iso)}</time>`;
}

/** The same, with UTC on a second line. */
export function exactMoment(shell: Shell, iso: string): TemplateResult {
  return html`${moment(shell, iso)} <span class="second utc">${shell.format().utc(iso)}</span>`;
}

async function copy(shell: Shell, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    shell.say(shell.texts().copied);
  } catch {
    // Without the permission, the text can still be selected by hand.
    shell.say(text);
  }
}

/** A button that copies a text. */
export function copyButton(shell: Shell, text: string, what: string): TemplateResult {
  const label = `${shell.texts().copy}: ${what}`;
  return html`<button type="button" class="copy" aria-label=${label} title=${label} @click=${() => copy(shell, text)}><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"/></svg></button>`;
}

/** An id or number to copy, as a link where the console has a screen for it. */
export function identifier(
  shell: Shell,
  id: string,
  options: { readonly isHere?: boolean; readonly object?: string } = {},
): TemplateResult {
  const address = options.isHere === true ? null : addressOf(id, options.object);
  const text = address === null ? html`<code>${id}</code>` : html`<a href=${address}><code>${id}</code></a>`;
  return html`<span class="id">${text}${copyButton(shell, id, id)}</span>`;
}

/** Why something could not be done, with what a developer needs to find it. */
export function trouble(shell: Shell, found: Trouble, again: (() => void) | null = null): TemplateResult {
  const { trouble: words, tryAgain } = shell.texts();
  const known = found.kind === "refused" ? refusalOf(shell.texts(), found) : null;
  const own = found.kind === "refused" ? (found.title ?? words.unreadable) : words[found.kind];
  const { requestId } = found;
  return html`<div class="trouble" role="alert">
    <p class="strong">${known ?? own}</p>
    ${known !== null || found.detail === null ? nothing : html`<p>${found.detail}</p>`}
    ${
      found.fields.length === 0
        ? nothing
        : html`<ul>${found.fields.map(({ path, message }) => html`<li>${fieldOf(shell.texts(), path) ?? html`<code>${path}</code>`} ${faultOf(shell.texts(), message)}</li>`)}</ul>`
    }
    ${requestId === null ? nothing : html`<p class="second">${words.requestId}: <code>${requestId}</code>${copyButton(shell, requestId, words.requestId)}</p>`}
    ${again === null ? nothing : html`<button type="button" @click=${again}>${tryAgain}</button>`}
  </div>`;
}

/** Name and value, one under the other on a narrow screen. Values that are null are left out. */
export function facts(rows: readonly (readonly [string, unknown])[]): TemplateResult {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return html`<dl class="facts">${shown.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A part of a screen with a heading. */
export function section(
  title: string,
  content: unknown,
  options: { readonly id?: string } = {},
): TemplateResult {
  return html`<section class="panel" id=${options.id ?? nothing}><h2>${title}</h2>${content}</section>`;
}

export function loading(shell: Shell): TemplateResult {
  return html`<p class="loading" role="status">${shell.texts().loading}</p>`;
}

/** Says that a permission is missing, of which each would do. */
export function forbidden(shell: Shell, scopes: readonly string[]): TemplateResult {
  return html`<p class="empty">${fill(shell.texts().trouble.forbidden, {
    scope: shell.format().anyOf(scopes),
  })}</p>`;
}
