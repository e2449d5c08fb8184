/** A day of an account: whether it was compared with its provider's books, where they differ, and the provider's list. */

import { html, nothing, type TemplateResult } from "lit";
import type { AccountView, ComparedDay, StatementView } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAccounts, isComparedDay, isStatement } from "../net/answers.ts";
import { openResource, type Resource } from "../net/resource.ts";
import { forbidden, identifier, moment, money, section } from "../pieces/basics.ts";
import { field, select, textOf } from "../pieces/fields.ts";
import { drawPart } from "../pieces/one.ts";
import { table } from "../pieces/table.ts";
import { writeRoute } from "../route.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { disagreementWords } from "../story/detail.ts";

type Difference = ComparedDay["discrepancies"][number];

const dayMs = 24 * 60 * 60_000;
/** The latest day that can have been compared. */
const yesterday = () => new Date(Date.now() - dayMs).toISOString().slice(0, 10);

/** What is shown of one account and day. */
interface Shown {
  readonly compared: Resource<ComparedDay>;
  /** Null where the provider has no list of a day. */
  readonly statement: Resource<StatementView> | null;
}

type Chosen = Pick<AccountView, "id" | "capabilities">;

function openShown(shell: Shell, { id, capabilities }: Chosen, day: string): Shown {
  const { api } = shell;
  const path = `v1/accounts/${encodeURIComponent(id)}/statement`;
  return {
    compared: openResource(
      (isBackground) => api.get("reconciliation", { account: id, day }, isComparedDay, isBackground),
      shell.redraw,
    ),
    statement: capabilities.includes("statement")
      ? openResource((isBackground) => api.get(path, { day }, isStatement, isBackground), shell.redraw)
      : null,
  };
}

const about = ({ kind, orderNo }: Difference) => JSON.stringify([kind, orderNo]);

/** What was found when the day was compared, then what the provider's list shows now besides. */
function differencesOf({ discrepancies }: ComparedDay, now: StatementView | null): readonly Difference[] {
  const known = new Set(discrepancies.map(about));
  return [...discrepancies, ...(now?.discrepancies ?? []).filter((one) => !known.has(about(one)))];
}

function linked(shell: Shell, payment: string | null, payout: string | undefined) {
  const found = payment ?? payout;
  return found === undefined ? "–" : identifier(shell, found);
}

function renderDifferences(shell: Shell, rows: readonly Difference[]): TemplateResult {
  const { story, word } = shell.texts();
  return table({
    caption: story.sections.discrepancies,
    rows,
    columns: [
      {
        key: "orderNo",
        title: word.orderNo,
        cell: ({ orderNo }) => identifier(shell, orderNo, { isHere: true }),
      },
      { key: "kind", title: word.kind, cell: ({ kind }) => textFor(story.discrepancy, kind) },
      { key: "about", title: word.subject, cell: (one) => linked(shell, one.paymentId, one.payoutId) },
      {
        key: "detail",
        title: word.detail,
        cell: (one) => disagreementWords(one, { texts: shell.texts(), format: shell.format() }) ?? one.detail,
      },
    ],
  });
}

function renderCompared(shell: Shell, compared: ComparedDay, now: StatementView | null): TemplateResult {
  const { sections } = shell.texts().story;
  const { finishedAt, checked, day, truncated } = compared;
  const { moment: timeWords, number } = shell.format();
  const differences = differencesOf(compared, now);
  const words =
    finishedAt === null
      ? fill(sections.notCompared, { day })
      : fill(sections.compared, { time: timeWords(finishedAt), count: number(checked) });
  const agrees = finishedAt !== null && differences.length === 0;
  return section(
    sections.discrepancies,
    html`<p>${words}</p>
      ${agrees ? html`<p class="empty">${sections.agree}</p>` : nothing}
      ${differences.length === 0 ? nothing : renderDifferences(shell, differences)}
      ${truncated ? html`<p class="second">${number(compared.discrepancies.length)}+</p>` : nothing}`,
  );
}

function renderStatement(shell: Shell, { entries }: StatementView): TemplateResult {
  const { story, word, nothing: none } = shell.texts();
  const { sections } = story;
  return section(
    sections.statement,
    entries.length === 0
      ? html`<p class="empty">${none}</p>`
      : table({
          caption: sections.statement,
          rows: entries,
          columns: [
            {
              key: "orderNo",
              title: word.orderNo,
              cell: ({ orderNo }) => identifier(shell, orderNo, { isHere: true }),
            },
            {
              key: "amount",
              title: word.amount,
              isNumber: true,
              cell: ({ amount }) => money(shell, amount),
            },
            {
              key: "time",
              title: word.time,
              cell: ({ paidAt }) => (paidAt === null ? "–" : moment(shell, paidAt)),
            },
            { key: "about", title: word.subject, cell: (one) => linked(shell, one.paymentId, one.payoutId) },
          ],
        }),
  );
}

export const openReconciliation: OpenScreen = (shell, first) => {
  let route = first;
  let shown: Shown | null = null;
  const day = () => route.query.day ?? yesterday();
  /** The one that the address names, of which the BFF says whether it is there; else the first. */
  function chosen(data: readonly AccountView[]): Chosen | undefined {
    const { account } = route.query;
    if (account === undefined) return data[0];
    return data.find(({ id }) => id === account) ?? { id: account, capabilities: [] };
  }

  /** Opens the day as soon as the accounts are known. */
  function show(): void {
    const known = accounts?.value() ?? null;
    const account = known === null ? undefined : chosen(known.data);
    if (shown === null && account !== undefined) shown = openShown(shell, account, day());
    shell.redraw();
  }
  function leave(): void {
    shown?.compared.close();
    shown?.statement?.close();
    shown = null;
  }
  const accounts = shell.may(allowed.reports)
    ? openResource((isBackground) => shell.api.get("v1/accounts", {}, isAccounts, isBackground), show)
    : null;

  function choose(event: Event): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const query = { account: textOf(form, "account"), day: textOf(form, "day") };
    shell.go(writeRoute({ screen: "reconciliation", query }));
  }

  function renderForm(data: readonly AccountView[]): TemplateResult {
    const { word, apply } = shell.texts();
    return html`<form class="panel row" @submit=${choose}>
      ${select({
        name: "account",
        label: word.account,
        value: chosen(data)?.id ?? "",
        choices: data.map(({ id }) => ({ value: id, label: id })),
      })}
      ${field({ name: "day", label: `${word.day} (UTC)`, type: "date", value: day(), isRequired: true })}
      <button type="submit" class="primary">${apply}</button>
    </form>`;
  }

  function renderShown({ compared, statement }: Shown): unknown {
    return html`${drawPart(shell, compared, (value) => renderCompared(shell, value, statement?.value() ?? null))}
      ${statement === null ? nothing : drawPart(shell, statement, (value) => renderStatement(shell, value))}`;
  }

  return {
    title: () => shell.texts().nav.reconciliation,
    render() {
      const { nav } = shell.texts();
      if (accounts === null)
        return html`<h1 tabindex="-1">${nav.reconciliation}</h1>${forbidden(shell, allowed.reports)}`;
      return html`<div class="heading"><h1 tabindex="-1">${nav.reconciliation}</h1></div>
        ${drawPart(shell, accounts, ({ data }) => renderForm(data))}
        ${shown === null ? nothing : renderShown(shown)}`;
    },
    follow(next) {
      route = next;
      leave();
      show();
    },
    close() {
      accounts?.close();
      leave();
    },
  };
};
