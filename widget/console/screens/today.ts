/** What needs a person today: each with what to do about it, and the way there. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/format.ts";
import { isToday } from "../net/answers.ts";
import { openResource } from "../net/resource.ts";
import type { TodayItem } from "../net/shapes.ts";
import { loading, moment, money, trouble } from "../pieces/basics.ts";
import { addressOf } from "../route.ts";
import type { OpenScreen } from "../shell.ts";

/** In the order of urgency: money that may be lost comes first. */
const kinds = [
  "payment_review",
  "payout_review",
  "payout_unknown",
  "payment_unknown",
  "payout_approval",
  "refund_approval",
  "circuit_open",
  "account_uncovered",
  "endpoint_disabled",
  "event_dead",
  "discrepancy",
  "job_dead",
  "drift",
] as const;

export const openToday: OpenScreen = (shell) => {
  const today = openResource(
    (isBackground) => shell.api.get("today", {}, isToday, isBackground),
    shell.redraw,
  );

  function renderItem({ object, id, since, detail, amount }: TodayItem): TemplateResult {
    const address = addressOf(id, object);
    return html`<li>
      ${address === null ? html`<code>${id}</code>` : html`<a href=${address}><code>${id}</code></a>`}
      ${amount === null ? nothing : money(shell, amount)}
      ${detail === null ? nothing : html`<span class="wrap">${detail}</span>`}
      ${since === null ? nothing : html`<span class="second">${moment(shell, since)}</span>`}
    </li>`;
  }

  function renderGroup(
    kind: (typeof kinds)[number],
    items: readonly TodayItem[],
  ): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    const { name, words } = shell.texts().story.today[kind];
    return html`<section class="panel need">
      <h2>${name} <span class="count">${shell.format().number(items.length)}</span></h2>
      <p>${words}</p>
      <ul class="items">${items.map(renderItem)}</ul>
    </section>`;
  }

  function renderItems(items: readonly TodayItem[]): TemplateResult {
    const { today: texts } = shell.texts().story;
    if (items.length === 0)
      return html`<div class="panel calm"><span class="mark" aria-hidden="true"></span><p>${texts.calm}</p></div>`;
    return html`<p class="second">${fill(texts.counts, { count: shell.format().number(items.length) })}</p>
      <div class="needs">${kinds.map((kind) =>
        renderGroup(
          kind,
          items.filter((item) => item.kind === kind),
        ),
      )}</div>`;
  }

  function renderContent(): TemplateResult {
    const value = today.value();
    if (value !== null) return renderItems(value.items);
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
