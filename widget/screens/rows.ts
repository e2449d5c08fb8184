import { css, html, nothing, type TemplateResult } from "lit";
import type { BrowserPayment, BrowserSession } from "../../bff/contract.ts";
import { moneyText, type View } from "../view.ts";
import type { Piece } from "./pieces.ts";

/** A name and its value, each a text or what is drawn in its place. */
export type Row = readonly [name: unknown, value: unknown];

/** A list of names and values. */
export function renderRows(rows: readonly Row[]): TemplateResult {
  return html`<dl part="rows">
    ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

/** What has arrived of a payment. */
export function arrivedRow(view: View, { amountReceived }: BrowserPayment): Row {
  return [view.language.messages.arrived, moneyText(view, amountReceived)];
}

/** Whether any money has arrived. */
export function hasArrived({ amountReceived }: BrowserPayment): boolean {
  return /[1-9]/.test(amountReceived.value);
}

/** What has arrived of a payment that is not paid, so that the customer sees that it is known; nothing before that. */
export function renderArrived(view: View, payment: BrowserPayment | null): Piece {
  return payment === null || !hasArrived(payment)
    ? nothing
    : html`<div class="panel">${renderRows([arrivedRow(view, payment)])}</div>`;
}

/** The shop's own number of the order, as a list of rows; empty where the page does not want it to be seen. */
export function referenceRows(view: View, { reference }: BrowserSession): readonly Row[] {
  return view.hidden.includes("reference") ? [] : [[view.language.messages.reference, reference]];
}

export const rowsStyles = css`
  dl {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    margin: 0;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    min-height: 28px;
  }
  dt {
    margin-inline-end: 16px;
    color: var(--_muted);
  }
  dd {
    min-width: 0;
    margin: 0;
    margin-inline-start: auto;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  @container (max-width: 12em) {
    dd {
      font-size: 0.8em;
    }
  }
`;
