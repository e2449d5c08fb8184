/** A day of an account as its provider lists it, and where the books differ. */

import { html, type TemplateResult } from "lit";
import type { StatementView } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAccounts, isStatement } from "../net/answers.ts";
import { openResource, type Resource } from "../net/resource.ts";
import { forbidden, identifier, moment, money, section } from "../pieces/basics.ts";
import { field, select, textOf } from "../pieces/fields.ts";
import { drawPart } from "../pieces/one.ts";
import { table } from "../pieces/table.ts";
import { type Route, writeRoute } from "../route.ts";
import type { OpenScreen } from "../shell.ts";
import { disagreementWords } from "../story/detail.ts";

export const openReconciliation: OpenScreen = (shell, first) => {
  const mayRead = shell.may(allowed.reports);
  let route = first;
  const accounts = mayRead
    ? openResource((isBackground) => shell.api.get("v1/accounts", {}, isAccounts, isBackground), shell.redraw)
    : null;
  const day = () => route.query.day ?? new Date().toISOString().slice(0, 10);
  const read = ({ query }: Route): Resource<StatementView> | null => {
    const { account } = query;
    if (!mayRead || account === undefined) return null;
    const path = `v1/accounts/${encodeURIComponent(account)}/statement`;
    return openResource(
      (isBackground) => shell.api.get(path, { day: day() }, isStatement, isBackground),
      shell.redraw,
    );
  };
  let statement = read(route);

  function choose(event: Event): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const query = { account: textOf(form, "account"), day: textOf(form, "day") };
    shell.go(writeRoute({ screen: "reconciliation", query }));
  }

  function renderStatement({ discrepancies, entries }: StatementView): TemplateResult {
    const { story, word, nothing: none } = shell.texts();
    const { sections, discrepancy } = story;
    const linked = (payment: string | null, payout: string | undefined) => {
      const found = payment ?? payout;
      return found === undefined ? "–" : identifier(shell, found);
    };
    const orderNo = (text: string) => identifier(shell, text, { isHere: true });
    return html`${section(
      sections.discrepancies,
      discrepancies.length === 0
        ? html`<p class="empty">${sections.agree}</p>`
        : table({
            caption: sections.discrepancies,
            rows: discrepancies,
            columns: [
              { key: "orderNo", title: word.orderNo, cell: (one) => orderNo(one.orderNo) },
              { key: "kind", title: word.kind, cell: ({ kind }) => textFor(discrepancy, kind) },
              { key: "about", title: word.subject, cell: (one) => linked(one.paymentId, one.payoutId) },
              {
                key: "detail",
                title: word.detail,
                cell: (one) =>
                  disagreementWords(one, { texts: shell.texts(), format: shell.format() }) ?? one.detail,
              },
            ],
          }),
    )}
    ${section(
      sections.statement,
      entries.length === 0
        ? html`<p class="empty">${none}</p>`
        : table({
            caption: sections.statement,
            rows: entries,
            columns: [
              { key: "orderNo", title: word.orderNo, cell: (one) => orderNo(one.orderNo) },
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
              { key: "about", title: word.subject, cell: (one) => linked(one.paymentId, one.payoutId) },
            ],
          }),
    )}`;
  }

  return {
    title: () => shell.texts().nav.reconciliation,
    render() {
      const { nav, word, apply } = shell.texts();
      if (accounts === null)
        return html`<h1 tabindex="-1">${nav.reconciliation}</h1>${forbidden(shell, allowed.reports)}`;
      return html`<div class="heading"><h1 tabindex="-1">${nav.reconciliation}</h1></div>
        ${drawPart(shell, accounts, ({ data }) => {
          const withStatement = data.filter(({ capabilities }) => capabilities.includes("statement"));
          return html`<form class="panel row" @submit=${choose}>
            ${select({
              name: "account",
              label: word.account,
              value: route.query.account ?? "",
              choices: (withStatement.length === 0 ? data : withStatement).map(({ id }) => ({
                value: id,
                label: id,
              })),
            })}
            ${field({ name: "day", label: `${word.day} (UTC)`, type: "date", value: day() })}
            <button type="submit" class="primary">${apply}</button>
          </form>`;
        })}
        ${statement === null ? "" : drawPart(shell, statement, renderStatement)}`;
    },
    follow(next) {
      route = next;
      statement?.close();
      statement = read(route);
      shell.redraw();
    },
    close() {
      accounts?.close();
      statement?.close();
    },
  };
};
