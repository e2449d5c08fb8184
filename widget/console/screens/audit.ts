/** Who changed what. */

import { html, type TemplateResult } from "lit";
import type { AuditEntry } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAudit } from "../net/answers.ts";
import { exactMoment, identifier } from "../pieces/basics.ts";
import { openList } from "../pieces/list.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { auditedWords } from "../story/audited.ts";

function renderState(
  shell: Shell,
  { action }: AuditEntry,
  state: AuditEntry["before"],
): TemplateResult | string {
  if (state === null) return "–";
  const about = { texts: shell.texts(), format: shell.format() };
  const texts = Object.entries(state).map(
    ([name, value]) =>
      html`<span><span class="second">${textFor(about.texts.told.field, name)}</span> ${auditedWords({ action, name, value }, about)}</span>`,
  );
  return html`<span class="badges">${texts}</span>`;
}

export const openAudit: OpenScreen = (shell, route) =>
  openList(shell, route, {
    name: "audit",
    title: () => shell.texts().nav.audit,
    path: "audit",
    scopes: allowed.audit,
    guard: isAudit,
    objects: ["session", "payout", "refund"],
    columns: () => {
      const { word } = shell.texts();
      return [
        { key: "time", title: word.time, cell: ({ at }) => exactMoment(shell, at) },
        // As the filter takes it, and not by `nameOfActor`.
        { key: "actor", title: word.actor, cell: ({ actor }) => actor },
        {
          key: "action",
          title: word.action,
          cell: ({ action }) => textFor(shell.texts().confirm.audited, action),
        },
        { key: "subject", title: word.subject, cell: ({ subject }) => identifier(shell, subject) },
        { key: "before", title: word.before, cell: (entry) => renderState(shell, entry, entry.before) },
        { key: "after", title: word.after, cell: (entry) => renderState(shell, entry, entry.after) },
        { key: "address", title: word.address, cell: ({ address }) => address ?? "–" },
        {
          key: "request",
          title: shell.texts().trouble.requestId,
          isExtra: true,
          cell: ({ requestId }) => requestId ?? "–",
        },
      ];
    },
    filters: () => {
      const { word } = shell.texts();
      return [
        { name: "subject", label: word.subject },
        { name: "actor", label: word.actor },
        { name: "from", label: word.from, type: "datetime-local" },
        { name: "to", label: word.to, type: "datetime-local" },
      ];
    },
  });
