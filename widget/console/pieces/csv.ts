/** The button that downloads a list as a table for a spreadsheet: all that the filters name, and not one page alone. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../../i18n/text.ts";
import type { Trouble } from "../net/api.ts";
import type { Shell } from "../shell.ts";
import { trouble } from "./basics.ts";
import { rangeOf } from "./csv-range.ts";

type Filters = Readonly<Record<string, string>>;

export interface Csv {
  readonly renderButton: (filters: Filters) => TemplateResult;
  /** Which time the file has, where the filters don't say it, and why there is none. */
  readonly renderNote: (filters: Filters) => TemplateResult | typeof nothing;
  /** Another list is seen: what was said about the one before goes. */
  readonly forget: () => void;
}

/** @param name of the export, such as `payments.csv`. */
export function openCsv(shell: Shell, name: string): Csv {
  const path = `v1/exports/${name}`;
  let refusal: Trouble | null = null;
  let isAsked = false;

  async function download(filters: Filters): Promise<void> {
    // A second press while the first is being looked at would load the file twice.
    if (isAsked) return;
    isAsked = true;
    const { cursor: _, ...others } = filters;
    const query = { ...others, ...rangeOf(filters, Date.now()) };
    const answer = await shell.api.check(path, query);
    isAsked = false;
    refusal = answer.ok ? null : answer.trouble;
    shell.redraw();
    if (!answer.ok) return;
    const link = document.createElement("a");
    link.href = shell.api.addressOf(path, query);
    link.download = "";
    link.click();
  }

  return {
    renderButton: (filters) =>
      html`<button type="button" class="plain" @click=${() => download(filters)}>${shell.texts().download}</button>`,
    renderNote(filters) {
      const format = shell.format();
      const { from, to } = rangeOf(filters, Date.now());
      const note = fill(shell.texts().downloadRange, { from: format.moment(from), to: format.moment(to) });
      const isChosen = Boolean(filters.from) && Boolean(filters.to);
      return html`${isChosen ? nothing : html`<p class="second">${note}</p>`}
        ${refusal === null ? nothing : trouble(shell, refusal)}`;
    },
    forget() {
      refusal = null;
    },
  };
}
