import { css, html, type TemplateResult } from "lit";

/** A list of names and values. */
export function renderRows(rows: readonly (readonly [name: string, value: unknown])[]): TemplateResult {
  return html`<dl part="rows">
    ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

export const rowsStyles = css`
  dl {
    display: grid;
    gap: 0.25rem;
    margin: 0;
  }
  dl div {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1rem;
    min-block-size: 1.75rem;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    margin-inline-start: auto;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;
