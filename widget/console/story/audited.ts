/** What the audit keeps of a state, in the operator's language. */
import type { AuditEntry } from "../../../bff/contract.ts";
import type { Format } from "../i18n/format.ts";
import type { Texts } from "../i18n/texts.ts";

type Value = NonNullable<AuditEntry["before"]>[string];

interface Kept {
  readonly action: string;
  readonly name: string;
  readonly value: Value;
}

/** The statuses of what the action is about: `payout.approve` is about a payout. */
function statusesOf(action: string, { status, told }: Texts): Readonly<Record<string, string>> {
  const [subject = ""] = action.split(".", 1);
  const own = Object.entries(status).find(([name]) => name === subject)?.[1] ?? {};
  return { ...told.state, ...own };
}

function wordsOf(action: string, name: string, texts: Texts): Readonly<Record<string, string>> {
  switch (name) {
    case "status":
    case "state":
      return statusesOf(action, texts);
    case "method":
      return texts.story.refundMethod;
    case "type":
    case "types":
      return { ...texts.told.state, ...texts.told.event };
    case "reversal":
      return texts.told.reversal;
    case "reason":
      return {
        ...texts.confirm.refund.reasons,
        ...texts.confirm.signInRefusal,
        ...texts.told.refusedRequest,
      };
    default:
      return {};
  }
}

export function auditedWords(
  { action, name, value }: Kept,
  { texts, format }: { readonly texts: Texts; readonly format: Format },
): string {
  if (typeof value === "object") return format.money(value);
  if (typeof value === "number") return format.number(value);
  if (name === "from" || name === "to") return format.moment(value);
  const words = wordsOf(action, name, texts);
  return name === "types"
    ? value
        .split(" ")
        .map((type) => words[type] ?? type)
        .join(", ")
    : (words[value] ?? value);
}
