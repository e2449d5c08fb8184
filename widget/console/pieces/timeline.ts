/** The steps of a payment, payout or refund, as they are kept. */
import { html, type TemplateResult } from "lit";
import type { TimelineEntry } from "../../../bff/contract.ts";
import { textFor } from "../i18n/texts.ts";
import type { Shell } from "../shell.ts";
import { nameOfActor } from "../story/actor.ts";
import { detailParts } from "../story/detail.ts";
import { badge, exactMoment, type StatusOf } from "./basics.ts";
import { table } from "./table.ts";

export function timeline(shell: Shell, of: StatusOf, entries: readonly TimelineEntry[]): TemplateResult {
  const texts = shell.texts();
  const { word, cause, story } = texts;
  return table({
    caption: story.sections.timeline,
    rows: entries,
    columns: [
      { key: "at", title: word.time, cell: ({ at }) => exactMoment(shell, at) },
      {
        key: "to",
        title: word.status,
        cell: ({ from, to }) =>
          from === null || from === to
            ? badge(shell, of, to)
            : html`${badge(shell, of, from)} <span aria-hidden="true">→</span> ${badge(shell, of, to)}`,
      },
      { key: "cause", title: word.cause, cell: (entry) => textFor(cause, entry.cause) },
      {
        key: "actor",
        title: word.actor,
        cell: ({ actor }) => (actor === null ? "–" : nameOfActor(actor, texts)),
      },
      {
        key: "detail",
        title: word.detail,
        cell: (entry) => {
          const { ours, quote } = detailParts(entry, { texts, format: shell.format() });
          const both = ours !== null && quote !== null;
          return html`<span class="wrap">${both ? `${ours} ${quote}` : (ours ?? quote ?? "–")}</span>`;
        },
      },
    ],
  });
}
