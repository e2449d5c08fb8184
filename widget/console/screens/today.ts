/** What needs a person today: each with what to do about it, and the way there. */
import { html, nothing, type TemplateResult } from "lit";
import type { ConsoleNeed, NeedKind, TodayAnswer } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { type Texts, textFor } from "../i18n/texts.ts";
import { isToday } from "../net/answers.ts";
import { openResource } from "../net/resource.ts";
import { exceptions, loading, moment, money, trouble } from "../pieces/basics.ts";
import { addressOf, writeRoute } from "../route.ts";
import type { OpenScreen } from "../shell.ts";

/** Which of its kind it is. */
function whatWords(kind: NeedKind, what: string, { story, told }: Texts): string {
  const groups: Partial<Record<NeedKind, Readonly<Record<string, string>>>> = {
    discrepancy: story.discrepancy,
    open_circuit: story.operation,
    dead_job: told.job,
    uncovered_account: told.uncovered,
    drift: told.drift,
  };
  return textFor(groups[kind] ?? {}, what);
}

/** Where an operator sees to it. An endpoint and a replay have no screen of their own: their events are listed. */
function placeOf({ kind, object, id, params }: ConsoleNeed): string | null {
  // The books differ about one of them, and its account has nothing to do there.
  const differing = kind === "discrepancy" ? (params.payment ?? params.payout) : undefined;
  if (differing !== undefined) return addressOf(differing);
  if (object === "endpoint") return writeRoute({ screen: "events", query: { delivered: "false" } });
  if (object === "replay") return writeRoute({ screen: "events" });
  return addressOf(id, object);
}

export const openToday: OpenScreen = (shell) => {
  const today = openResource(
    (isBackground) => shell.api.get("today", {}, isToday, isBackground),
    shell.redraw,
  );

  function renderItem(need: ConsoleNeed): TemplateResult {
    const { id, since, count, params } = need;
    const { amount, received, exceptions: unexpected = [], reported, account, name, detail, what } = params;
    const { reference, orderNo, day } = params;
    const place = placeOf(need);
    const { look, word } = shell.texts();
    const own = what === undefined ? undefined : whatWords(need.kind, what, shell.texts());
    // What is said in words here needs no English beside it. Of a job, it is the error that a developer has to see.
    const said = need.kind === "uncovered_account" && own !== undefined ? undefined : detail;
    const otherAccount = account === id ? undefined : account;
    const known = [reference, otherAccount, own, name, orderNo, day, reported, said].filter(
      (text) => text !== undefined,
    );
    return html`<li>
      <code>${id}</code>
      ${count === 1 ? nothing : html`<span class="count">${shell.format().number(count)}</span>`}
      ${amount === undefined ? nothing : money(shell, amount)}
      ${received === undefined ? nothing : html`<span>${word.received}: ${money(shell, received)}</span>`}
      ${exceptions(shell, unexpected)}
      ${known.map((text) => html`<span class="wrap">${text}</span>`)}
      ${since === null ? nothing : html`<span class="second">${moment(shell, since)}</span>`}
      ${place === null ? nothing : html`<a class="button small" href=${place} aria-label=${`${look}: ${id}`}>${look}</a>`}
    </li>`;
  }

  function renderGroup(kind: NeedKind, items: readonly ConsoleNeed[]): TemplateResult {
    const { today: texts } = shell.texts().story;
    // A server that is newer than this page may know more kinds.
    const { name, words } = Object.hasOwn(texts, kind) ? texts[kind] : texts.other;
    return html`<section class="panel need">
      <h2>${name} <span class="count">${shell.format().number(items.length)}</span></h2>
      <p>${words}</p>
      <ul class="items">${items.map(renderItem)}</ul>
    </section>`;
  }

  function renderItems({ data, truncated }: TodayAnswer): TemplateResult {
    const { today: texts } = shell.texts().story;
    if (data.length === 0)
      return html`<div class="panel calm"><span class="mark" aria-hidden="true"></span><p>${texts.calm}</p></div>`;
    const count = `${shell.format().number(data.length)}${truncated ? "+" : ""}`;
    const kinds = [...new Set(data.map(({ kind }) => kind))];
    return html`<p class="second">${fill(texts.counts, { count })}</p>
      <div class="needs">${kinds.map((kind) =>
        renderGroup(
          kind,
          data.filter((item) => item.kind === kind),
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
