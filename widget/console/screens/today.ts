/** What needs a person today: each with what to do about it, and the way there. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/format.ts";
import { openResource } from "../net/resource.ts";
import { loading, moment, money, trouble } from "../pieces/basics.ts";
import { addressOf } from "../route.ts";
import type { OpenScreen } from "../shell.ts";
import { type Need, type NeedKind, needKinds, readNeeds } from "../story/needs.ts";

export const openToday: OpenScreen = (shell) => {
  const today = openResource(
    (isBackground) => readNeeds({ api: shell.api, may: shell.may, isBackground, nowMs: Date.now() }),
    shell.redraw,
  );

  function renderItem({ object, id, since, detail, amount }: Need): TemplateResult {
    const address = addressOf(id, object);
    return html`<li>
      <code>${id}</code>
      ${amount === null ? nothing : money(shell, amount)}
      ${detail === null ? nothing : html`<span class="wrap">${detail}</span>`}
      ${since === null ? nothing : html`<span class="second">${moment(shell, since)}</span>`}
      ${address === null ? nothing : html`<a class="button small" href=${address} aria-label=${`${shell.texts().look}: ${id}`}>${shell.texts().look}</a>`}
    </li>`;
  }

  function renderGroup(kind: NeedKind, items: readonly Need[]): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    const { name, words } = shell.texts().story.today[kind];
    return html`<section class="panel need">
      <h2>${name} <span class="count">${shell.format().number(items.length)}</span></h2>
      <p>${words}</p>
      <ul class="items">${items.map(renderItem)}</ul>
    </section>`;
  }

  function renderItems(items: readonly Need[]): TemplateResult {
    const { today: texts } = shell.texts().story;
    if (items.length === 0)
      return html`<div class="panel calm"><span class="mark" aria-hidden="true"></span><p>${texts.calm}</p></div>`;
    return html`<p class="second">${fill(texts.counts, { count: shell.format().number(items.length) })}</p>
      <div class="needs">${needKinds.map((kind) =>
        renderGroup(
          kind,
          items.filter((item) => item.kind === kind),
        ),
      )}</div>`;
  }

  function renderContent(): TemplateResult {
    const value = today.value();
    if (value !== null) return renderItems(value);
    const wrong = today.trouble();
    return wrong === null ? loading(shell) : trouble(shell, wrong, today.reload);
  }

  return {
    title: () => shell.texts().nav.today,
    render: () =>
      html`<div class="heading"><h1 tabindex="-1">${shell.texts().story.today.title}</h1></div>${renderContent()}`,
    changed: () => today.refresh(),
    close: today.close,
  };
};
