/** Events to the shop, with every attempt to deliver them. */

import { html, nothing, type TemplateResult } from "lit";
import type { EventView } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isAnything } from "../net/answers.ts";
import type { Shell } from "../shell.ts";
import { badge, exactMoment, moment } from "./basics.ts";

/** The type of an event in words, with its name in the API, by which a shop's developers know it. */
export function eventType(shell: Shell, type: string): TemplateResult {
  return html`${textFor(shell.texts().told.event, type)} <code class="second">${type}</code>`;
}

/** Asks to send an event again. */
export function askRedeliver(shell: Shell, event: EventView, then: () => void): void {
  const { redeliver } = shell.texts().confirm;
  shell.ask({
    title: redeliver.title,
    words: [fill(redeliver.words, { type: textFor(shell.texts().told.event, event.type) })],
    confirm: redeliver.do,
    done: redeliver.done,
    run: (_form, key) => shell.api.send({ path: `v1/events/${event.id}/redeliver`, key, guard: isAnything }),
    after: then,
  });
}

/** Each endpoint, and what was tried there. */
export function deliveries(shell: Shell, event: EventView): TemplateResult {
  const texts = shell.texts();
  const { story, word } = texts;
  const format = shell.format();
  return html`<ul class="deliveries">${event.deliveries.map(
    ({ endpoint, state, nextAttemptAt, attempts }) => html`<li>
      <p>${badge(shell, "delivery", state)} <span class="wrap">${endpoint}</span>
        ${nextAttemptAt === null ? nothing : html`<span class="second">${fill(story.sections.nextAttempt, { time: format.moment(nextAttemptAt) })}</span>`}</p>
      ${
        attempts.length === 0
          ? html`<p class="second">${story.sections.noAttempts}</p>`
          : html`<ol aria-label=${word.attempts}>${attempts.map(
              ({ at, status, error, durationMs }) =>
                html`<li>${exactMoment(shell, at)} <code>${status ?? (error === null ? "–" : textFor(texts.told.outcome, error))}</code> <span class="second">${format.duration(durationMs)}</span></li>`,
            )}</ol>`
      }
    </li>`,
  )}</ul>`;
}

/** A list of events, each with its deliveries below it. */
export function eventList(shell: Shell, events: readonly EventView[], then: () => void): TemplateResult {
  const texts = shell.texts();
  if (events.length === 0) return html`<p class="empty">${texts.nothing}</p>`;
  return html`<ul class="events">${events.map(
    (event) => html`<li>
      <div class="line"><a href=${`#/events/${event.id}`}>${eventType(shell, event.type)}</a> ${moment(shell, event.timestamp)}
        ${
          shell.may(allowed.operate)
            ? html`<button type="button" class="small" @click=${() => askRedeliver(shell, event, then)}>${texts.confirm.redeliver.do}</button>`
            : nothing
        }</div>
      ${deliveries(shell, event)}
    </li>`,
  )}</ul>`;
}
