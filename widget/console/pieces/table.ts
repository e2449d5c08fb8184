/** A table that becomes a list of cards on a narrow screen. Its roles are written out, because the cards would lose them. */
import { html, nothing, type TemplateResult } from "lit";

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: T) => unknown;
  /** Numbers stand at the end of their cell. */
  readonly isNumber?: boolean;
}

export interface TableOptions<T> {
  /** What the table holds, for those who do not see the heading. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly isBusy?: boolean;
}

export function table<T>({ caption, columns, rows, isBusy = false }: TableOptions<T>): TemplateResult {
  return html`<table class="list" role="table" aria-busy=${isBusy ? "true" : "false"}>
    <caption class="unseen">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${columns.map(
      ({ title, isNumber }) =>
        html`<th role="columnheader" scope="col" class=${isNumber === true ? "number" : nothing}>${title}</th>`,
    )}</tr></thead>
    <tbody role="rowgroup">${rows.map(
      (row) =>
        html`<tr role="row">${columns.map(
          ({ title, cell, isNumber }) =>
            html`<td role="cell" data-label=${title} class=${isNumber === true ? "number" : nothing}><div>${cell(row)}</div></td>`,
        )}</tr>`,
    )}</tbody>
  </table>`;
}
