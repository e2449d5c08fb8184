/** Who changed what. */

import { html, type TemplateResult } from "lit";
import type { AuditEntry } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAudit } from "../net/answers.ts";
import { exactMoment, identifier } from "../pieces/basics.ts";
import { openList } from "../pieces/list.ts";
import type { OpenScreen, Shell } from "../shell.ts";

/** Why a sign-in was refused, or money is given back. */
function reasonWords(shell: Shell, reason: string): string {
  const { signInRefusal, refund } = shell.texts().confirm;
  return textFor({ ...refund.reasons, ...signInRefusal }, reason);
}

function renderState(shell: Shell, state: AuditEntry["before"]): TemplateResult | string {
  if (state === null) return "–";
  const texts = Object.entries(state).map(([name, value]) => {
    const text = typeof value === "object" ? shell.format().money(value) : String(value);
    const known = name === "reason" ? reasonWords(shell, text) : text;
    return html`<span><span class="second">${name}</span> ${known}</span>`;
  });
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
        { key: "before", title: word.before, cell: ({ before }) => renderState(shell, before) },
        { key: "after", title: word.after, cell: ({ after }) => renderState(shell, after) },
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
