/** The provider accounts: what they can do, whether they answer, and the money on them. */

import { html, nothing, type TemplateResult } from "lit";
import type { AccountView, BalanceView } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAccounts, isBalance } from "../net/answers.ts";
import type { Trouble } from "../net/api.ts";
import { openResource } from "../net/resource.ts";
import { badge, exactMoment, facts, forbidden, money, section, trouble } from "../pieces/basics.ts";
import { drawPart } from "../pieces/one.ts";
import { table } from "../pieces/table.ts";
import { writeRoute } from "../route.ts";
import type { OpenScreen } from "../shell.ts";

export const openAccounts: OpenScreen = (shell, { id }) => {
  const accounts = shell.may(allowed.reports)
    ? openResource((isBackground) => shell.api.get("v1/accounts", {}, isAccounts, isBackground), shell.redraw)
    : null;
  const balances = new Map<string, BalanceView | Trouble>();

  async function readBalance(account: string): Promise<void> {
    const path = `v1/accounts/${encodeURIComponent(account)}/balance`;
    const answer = await shell.api.get(path, {}, isBalance);
    balances.set(account, answer.ok ? answer.value : answer.trouble);
    shell.redraw();
  }

  function renderBalance({ id: account, capabilities }: AccountView): TemplateResult | typeof nothing {
    const { story, confirm } = shell.texts();
    if (!capabilities.includes("balance")) return nothing;
    const found = balances.get(account);
    const sum = (amount: BalanceView["total"]) => (amount === null ? null : money(shell, amount));
    return html`${
      found === undefined
        ? nothing
        : "asOf" in found
          ? html`${facts([
              [story.sections.available, sum(found.available)],
              [story.sections.total, sum(found.total)],
              [story.sections.frozen, sum(found.frozen)],
            ])}<p class="second">${fill(story.sections.asOf, { time: shell.format().moment(found.asOf) })}</p>`
          : trouble(shell, found)
    }<button type="button" @click=${() => void readBalance(account)}>${confirm.balance}</button>`;
  }

  function renderMethods({ methods }: AccountView): TemplateResult {
    const { word, method, any } = shell.texts();
    const bound = (value: string | null, currency: string) =>
      value === null ? "–" : money(shell, { value, currency });
    return table({
      caption: word.methods,
      rows: methods,
      columns: [
        { key: "method", title: word.method, cell: (one) => textFor(method, one.method) },
        { key: "channel", title: word.channel, cell: ({ channel }) => channel },
        { key: "currency", title: word.currency, cell: ({ currency }) => currency },
        { key: "country", title: word.country, cell: ({ countries }) => countries?.join(", ") ?? any },
        {
          key: "min",
          title: word.minimum,
          isNumber: true,
          cell: ({ min, currency }) => bound(min, currency),
        },
        {
          key: "max",
          title: word.maximum,
          isNumber: true,
          cell: ({ max, currency }) => bound(max, currency),
        },
      ],
    });
  }

  /** What the provider sends and its documentation does not have, the newest first. */
  function renderDrift({ drift }: AccountView): TemplateResult | typeof nothing {
    if (drift.length === 0) return nothing;
    const { drift: words } = shell.texts();
    const format = shell.format();
    const newest = drift.toSorted((one, other) => other.lastSeenAt.localeCompare(one.lastSeenAt));
    return html`<div class="drift"><h3>${words.title}</h3>
      <ul>${newest.map(({ kind, name, firstSeenAt, lastSeenAt }) => {
        const values = { name, first: format.day(firstSeenAt), last: format.day(lastSeenAt) };
        return html`<li class="wrap">${fill(textFor(words, kind), values)}</li>`;
      })}</ul>
      <p>${words.do}</p></div>`;
  }

  function renderAccount(account: AccountView): TemplateResult {
    const { story, word, nav } = shell.texts();
    const { sections } = story;
    const { circuits, lastSuccessAt } = account;
    const reconciled = writeRoute({ screen: "reconciliation", query: { account: account.id } });
    return section(
      account.id,
      html`<p class="badges">${badge(shell, "circuit", account.circuit)}</p>
        ${facts([
          [word.provider, account.provider],
          [
            sections.capabilities,
            account.capabilities.map((name) => textFor(story.operation, name)).join(", "),
          ],
          [
            sections.circuits,
            html`<span class="badges">${Object.entries(circuits).map(
              ([name, state]) =>
                html`<span>${textFor(story.operation, name)} ${badge(shell, "circuit", state)}</span>`,
            )}</span>`,
          ],
          [sections.lastSuccess, lastSuccessAt === null ? sections.never : exactMoment(shell, lastSuccessAt)],
        ])}
        ${renderDrift(account)}${renderMethods(account)}
        <div class="block">${renderBalance(account)}
        ${
          account.capabilities.includes("statement")
            ? html`<a class="button" href=${reconciled}>${nav.reconciliation}</a>`
            : nothing
        }</div>`,
      { id: `account-${account.id}` },
    );
  }

  return {
    title: () => shell.texts().nav.accounts,
    render() {
      const shown = (data: readonly AccountView[]) =>
        id === null ? data : data.filter((account) => account.id === id);
      return html`<div class="heading"><h1 tabindex="-1">${id ?? shell.texts().nav.accounts}</h1></div>
        ${accounts === null ? forbidden(shell, allowed.reports) : drawPart(shell, accounts, ({ data }) => shown(data).map(renderAccount))}`;
    },
    changed: ({ object }) => object !== "event" && accounts?.refresh(),
    close: () => accounts?.close(),
  };
};
