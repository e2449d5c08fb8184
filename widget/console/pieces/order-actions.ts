/** What an operator can do alike with a payment and with a payout: query the provider, and settle it. */
import { html } from "lit";
import { fill } from "../../i18n/text.ts";
import type { Shell } from "../shell.ts";
import { type Standing, tellRefreshed } from "../story/refreshed.ts";
import { longField, radios, textOf } from "./fields.ts";

/** A payment or payout, as these actions need it. */
export interface Order<T> {
  readonly id: string;
  readonly account: string;
  /** How it stood when the operator pressed the button. */
  readonly before: Standing;
  /** Its address in the API, such as `v1/payments/pay_…`. */
  readonly path: string;
  readonly guard: (value: unknown) => value is T;
  /** Gets what the answer shows. */
  readonly take: (value: T) => void;
}

export function askRefresh<T extends Standing>(shell: Shell, order: Order<T>): void {
  const { id, account, before, path, guard, take } = order;
  const { refresh } = shell.texts().confirm;
  shell.ask({
    title: refresh.title,
    words: [fill(refresh.words, { id, account })],
    confirm: refresh.do,
    done: ({ value, headers }) =>
      tellRefreshed({
        account,
        before,
        after: guard(value) ? value : before,
        hasAnswered: headers.get("x-provider-answer") !== "none",
        report: headers.get("x-provider-report"),
        texts: shell.texts(),
        format: shell.format(),
      }),
    run: (_form, key) => shell.api.send({ path: `${path}/refresh`, key, guard }),
    after: (value) => guard(value) && take(value),
  });
}

interface Outcomes {
  readonly succeeded: string;
  readonly failed: string;
}

/** What an operator settles: how it ended; or, of one that has succeeded, whether its money went back. */
export function canBeSettled({ status, inDoubt }: Standing): boolean {
  return status === "review" || inDoubt !== undefined;
}

/** @param asked.outcomes the words for how it may have ended. @param asked.why that is not settled, a sentence each. */
export function askResolve<T extends Standing>(
  shell: Shell,
  { id, path, guard, take, before }: Order<T>,
  asked: { readonly outcomes: Outcomes; readonly ofReversal: Outcomes; readonly why: readonly string[] },
): void {
  const { resolve } = shell.texts().confirm;
  const isReversal = before.inDoubt !== undefined;
  const { words, outcome } = isReversal ? resolve.reversal : resolve;
  const outcomes = isReversal ? asked.ofReversal : asked.outcomes;
  shell.ask({
    title: resolve.title,
    words: [...asked.why, fill(words, { id })],
    fields: () =>
      html`${radios({
        name: "outcome",
        label: outcome,
        value: "",
        choices: [
          { value: "succeeded", label: outcomes.succeeded },
          { value: "failed", label: outcomes.failed },
        ],
      })}${longField({ name: "note", label: resolve.note, isRequired: true })}`,
    confirm: resolve.do,
    done: resolve.done,
    run: (form, key) =>
      shell.api.send({
        path: `${path}/resolve`,
        body: { outcome: textOf(form, "outcome"), note: textOf(form, "note") },
        key,
        guard,
      }),
    after: (value) => guard(value) && take(value),
  });
}
