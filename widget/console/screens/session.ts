/** One session: what is to be paid, by whom, and each payment. */

import { html, nothing, type TemplateResult } from "lit";
import type { Payment, Session } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { isLink, isSession } from "../net/answers.ts";
import type { Resource } from "../net/resource.ts";
import { amountFault, amountField, notSent, readTypedAmount } from "../pieces/amount-field.ts";
import {
  badge,
  copyButton,
  exactMoment,
  exceptions,
  facts,
  identifier,
  money,
  section,
} from "../pieces/basics.ts";
import { field, textOf } from "../pieces/fields.ts";
import { openOne } from "../pieces/one.ts";
import { table } from "../pieces/table.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { paymentColumns } from "./payments.ts";

type Put = (session: Session) => void;

function askCancel(shell: Shell, { id, reference }: Session, put: Put): void {
  const { cancelSession } = shell.texts().confirm;
  shell.ask({
    title: cancelSession.title,
    words: [fill(cancelSession.words, { reference })],
    confirm: cancelSession.do,
    isDangerous: true,
    done: cancelSession.done,
    run: (_form, key) => shell.api.send({ path: `v1/sessions/${id}/cancel`, key, guard: isSession }),
    after: (value) => isSession(value) && put(value),
  });
}

/** @param unsettled whose amount cannot be changed; the rest of the session can be. */
function askChange(shell: Shell, session: Session, unsettled: Payment | null, put: Put): void {
  const { confirm, word } = shell.texts();
  const { changeSession } = confirm;
  const { amount, description, reference } = session;
  shell.ask({
    title: changeSession.title,
    words: [unsettled === null ? changeSession.words : confirm.settleFirst, changeSession.keep],
    fields: () => html`${unsettled === null ? amountField(shell, amount) : nothing}
      ${field({ name: "reference", label: word.reference, value: reference, isRequired: true, maxlength: 64 })}
      ${field({ name: "description", label: word.description, value: description ?? "", maxlength: 500 })}
      ${field({ name: "hours", label: changeSession.expiresIn, inputmode: "numeric", pattern: "[0-9]{1,3}" })}`,
    confirm: changeSession.do,
    done: changeSession.done,
    async run(form, key) {
      const typed = textOf(form, "amount");
      const read = unsettled === null ? readTypedAmount(shell, typed, amount) : null;
      if (read?.ok === false) return notSent(amountFault(shell, typed, { why: read.why, like: amount }));
      const changed = (name: string, before: string) => {
        const text = textOf(form, name);
        return text === before ? null : text;
      };
      const value = read === null || read.value === amount.value ? null : read.value;
      const newReference = changed("reference", reference);
      const newDescription = changed("description", description ?? "");
      const hours = textOf(form, "hours");
      const body = {
        ...(value === null ? {} : { amount: { value, currency: amount.currency } }),
        ...(newReference === null ? {} : { reference: newReference }),
        ...(newDescription === null ? {} : { description: newDescription || null }),
        ...(hours === "" ? {} : { expiresIn: Number(hours) * 3_600 }),
      };
      return await shell.api.send({
        method: "PATCH",
        path: `v1/sessions/${session.id}`,
        body,
        key,
        guard: isSession,
      });
    },
    after: (value) => isSession(value) && put(value),
  });
}

function askLink(shell: Shell, session: Session, show: (url: string) => void): void {
  const { link } = shell.texts().confirm;
  const { id, reference, payments } = session;
  const isInReview = payments.some(({ status }) => status === "review");
  shell.ask({
    title: link.title,
    words: [fill(isInReview ? link.inReview : link.words, { reference })],
    confirm: link.do,
    done: link.done,
    run: (_form, key) => shell.api.send({ path: `v1/sessions/${id}/link`, key, guard: isLink }),
    after: (value) => isLink(value) && show(value.url),
  });
}

const unsettledStates: ReadonlySet<string> = new Set(["review", "partially_paid"]);
const unsettledOf = ({ payments }: Session): Payment | null =>
  payments.find(({ status }) => unsettledStates.has(status)) ?? null;

const open: ReadonlySet<string> = new Set(["requires_payment_method", "requires_action", "processing"]);

export const openSession: OpenScreen = (shell, { id }) => {
  let url: string | null = null;

  function renderButtons(session: Session, resource: Resource<Session>): TemplateResult {
    const { confirm } = shell.texts();
    const show = (found: string) => {
      url = found;
      shell.redraw();
    };
    const unsettled = unsettledOf(session);
    // Late money opens an expired session again, and then nothing of it can be changed.
    const canChange = unsettled === null || Date.parse(session.expiresAt) > Date.now();
    const change = () => askChange(shell, session, unsettled, resource.put);
    const cancel = () => askCancel(shell, session, resource.put);
    return html`<div class="buttons">
        <button type="button" @click=${() => askLink(shell, session, show)}>${confirm.link.title}</button>
        ${canChange ? html`<button type="button" @click=${change}>${confirm.changeSession.title}</button>` : nothing}
        ${unsettled === null ? html`<button type="button" @click=${cancel}>${confirm.cancelSession.title}</button>` : nothing}
      </div>
      ${unsettled === null ? nothing : html`<p class="second">${confirm.settleFirst} ${identifier(shell, unsettled.id)}</p>`}
      ${url === null ? nothing : html`<p class="code"><code>${url}</code>${copyButton(shell, url, confirm.link.title)}</p>`}`;
  }

  function draw(session: Session, resource: Resource<Session>): TemplateResult {
    const { word, story } = shell.texts();
    const { customer, items = [] } = session;
    const pairs = Object.entries(session.metadata).map(([name, value]) => `${name}: ${value}`);
    return html`<div class="heading"><h1 tabindex="-1">${session.reference} · ${shell.format().money(session.amount)}</h1>
        <p class="badges">${badge(shell, "session", session.status)} ${exceptions(shell, session.exceptions)}</p></div>
      ${open.has(session.status) && shell.may(allowed.sessions) ? section(story.sections.actions, renderButtons(session, resource)) : nothing}
      ${section(
        story.sections.payments,
        session.payments.length === 0
          ? html`<p class="empty">${shell.texts().nothing}</p>`
          : table({
              caption: story.sections.payments,
              columns: paymentColumns(shell).filter(({ isExtra }) => isExtra !== true),
              rows: session.payments,
            }),
      )}
      ${section(
        story.sections.details,
        facts([
          [word.id, identifier(shell, session.id, { isHere: true })],
          [word.reference, identifier(shell, session.reference, { isHere: true })],
          [word.description, session.description],
          [word.amount, money(shell, session.amount)],
          [word.received, money(shell, session.amountReceived)],
          [word.customer, customer?.name],
          [word.email, customer?.email],
          [word.phone, customer?.phone],
          [word.taxId, customer?.taxId],
          [word.country, session.country],
          [
            word.items,
            items.length === 0 ? null : items.map(({ name, quantity }) => `${quantity} × ${name}`).join(", "),
          ],
          [word.metadata, pairs.length === 0 ? null : pairs.join(", ")],
          [word.returnUrl, session.returnUrl],
          [word.created, exactMoment(shell, session.createdAt)],
          [word.expires, exactMoment(shell, session.expiresAt)],
        ]),
      )}`;
  }

  return openOne(shell, {
    title: shell.texts().word.session,
    id: id ?? "",
    path: "sessions",
    guard: isSession,
    draw,
  });
};
