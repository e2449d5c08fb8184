/** All events to the shop: which were not delivered, and sending them again. */

import { html, nothing, type TemplateResult } from "lit";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAnything, isEvents } from "../net/answers.ts";
import { badge, identifier, moment } from "../pieces/basics.ts";
import { eventType } from "../pieces/events.ts";
import { checkbox, field, textOf } from "../pieces/fields.ts";
import { openList, toUtc } from "../pieces/list.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { eventTypes } from "../story/event-types.ts";

function askReplay(shell: Shell): void {
  const { confirm, word } = shell.texts();
  const { replay } = confirm;
  shell.ask({
    title: replay.title,
    words: [replay.words],
    fields: () => html`${field({ name: "from", label: word.from, type: "datetime-local", isRequired: true })}
      ${field({ name: "to", label: word.to, type: "datetime-local", isRequired: true })}
      ${checkbox("undelivered", replay.undelivered)}`,
    confirm: replay.do,
    done: replay.done,
    run: (form, key) =>
      shell.api.send({
        path: "v1/events/replay",
        body: {
          from: toUtc(textOf(form, "from")),
          to: toUtc(textOf(form, "to")),
          undeliveredOnly: textOf(form, "undelivered") === "yes",
        },
        key,
        guard: isAnything,
      }),
  });
}

function askTest(shell: Shell): void {
  const { test } = shell.texts().confirm;
  shell.ask({
    title: test.title,
    words: [test.words],
    confirm: test.do,
    done: test.done,
    run: (_form, key) => shell.api.send({ path: "v1/events/test", key, guard: isAnything }),
  });
}

export const openEvents: OpenScreen = (shell, route) => {
  const actions = (): TemplateResult | typeof nothing => {
    if (!shell.may(allowed.operate)) return nothing;
    const { confirm } = shell.texts();
    return html`<button type="button" @click=${() => askReplay(shell)}>${confirm.replay.title}</button>
      <button type="button" @click=${() => askTest(shell)}>${confirm.test.title}</button>`;
  };
  return openList(shell, route, {
    name: "events",
    title: () => shell.texts().nav.events,
    path: "events",
    scopes: allowed.readPayments,
    guard: isEvents,
    objects: ["session", "payout", "refund", "event"],
    csv: "events.csv",
    actions,
    columns: () => {
      const { word } = shell.texts();
      return [
        { key: "id", title: word.id, cell: ({ id }) => identifier(shell, id) },
        { key: "type", title: word.type, cell: ({ type }) => eventType(shell, type) },
        {
          key: "state",
          title: word.status,
          cell: ({ deliveries }) =>
            html`<span class="badges">${[...new Set(deliveries.map(({ state }) => state))].map((state) => badge(shell, "delivery", state))}</span>`,
        },
        {
          key: "attempts",
          title: word.attempts,
          isNumber: true,
          cell: ({ deliveries }) =>
            shell.format().number(deliveries.reduce((sum, { attempts }) => sum + attempts.length, 0)),
        },
        { key: "time", title: word.time, cell: ({ timestamp }) => moment(shell, timestamp) },
        {
          key: "about",
          title: word.subject,
          cell: ({ data }) => {
            const about = data.payment ?? data.payout ?? data.session;
            return about === undefined ? "–" : identifier(shell, about.id);
          },
        },
      ];
    },
    filters: () => {
      const { word, told, yes, no } = shell.texts();
      return [
        {
          name: "type",
          label: word.type,
          choices: eventTypes.map((value) => ({ value, label: textFor(told.event, value) })),
        },
        {
          name: "delivered",
          label: word.delivered,
          choices: [
            { value: "true", label: yes },
            { value: "false", label: no },
          ],
        },
        { name: "session", label: word.session },
        { name: "payment", label: word.payment },
        { name: "payout", label: word.payout },
        { name: "from", label: word.from, type: "datetime-local" },
        { name: "to", label: word.to, type: "datetime-local" },
      ];
    },
  });
};
