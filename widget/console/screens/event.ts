/** One event, with each attempt to deliver it and what it says. */

import { html, nothing } from "lit";
import { allowed } from "../allowed.ts";
import { isEvent } from "../net/answers.ts";
import { exactMoment, facts, identifier, section } from "../pieces/basics.ts";
import { askRedeliver, deliveries, eventType } from "../pieces/events.ts";
import { openOne } from "../pieces/one.ts";
import type { OpenScreen } from "../shell.ts";

export const openEvent: OpenScreen = (shell, { id }) =>
  openOne(shell, {
    title: shell.texts().word.event,
    id: id ?? "",
    path: "events",
    guard: isEvent,
    draw(event, { reload }) {
      const { word, story, confirm } = shell.texts();
      const { payment, payout, session } = event.data;
      const link = (found: { readonly id: string } | undefined) =>
        found === undefined ? null : identifier(shell, found.id);
      return html`<div class="heading"><h1 tabindex="-1">${eventType(shell, event.type)}</h1>
          ${
            shell.may(allowed.operate)
              ? html`<div class="buttons"><button type="button" @click=${() => askRedeliver(shell, event, reload)}>${confirm.redeliver.title}</button></div>`
              : nothing
          }</div>
        ${section(
          story.sections.details,
          facts([
            [word.id, identifier(shell, event.id, { isHere: true })],
            [word.time, exactMoment(shell, event.timestamp)],
            [word.payment, link(payment)],
            [word.payout, link(payout)],
            [word.session, link(session)],
          ]),
        )}
        ${section(story.sections.events, deliveries(shell, event))}
        ${section(word.detail, html`<pre tabindex="0">${JSON.stringify(event.data, null, 2)}</pre>`)}`;
    },
  });
