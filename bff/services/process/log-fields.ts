/**
 * The ids that belong to what is being done: a request, a job's run, a call to a provider. Every line that is logged
 * meanwhile carries them, so that one payment can be followed through the log.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** Names of fields that may be logged (bff/logger.ts), with ids of ours. */
export type LogFields = Readonly<Record<string, string>>;

/** Grows while the work goes on: the id of a payment is known once it has been found or made. */
class FieldsOfWork {
  #fields: LogFields;

  constructor(fields: LogFields) {
    this.#fields = fields;
  }

  read(): LogFields {
    return this.#fields;
  }

  add(fields: LogFields): void {
    this.#fields = { ...this.#fields, ...fields };
  }
}

const current = new AsyncLocalStorage<FieldsOfWork>();

/**
 * Runs the work with these fields, besides those around it.
 *
 * @param work gets a function that reads the fields as they have become, also after the work.
 */
export function withLogFields<T>(fields: LogFields, work: (read: () => LogFields) => T): T {
  const own = new FieldsOfWork({ ...currentLogFields(), ...fields });
  return current.run(own, work, readerOf(own));
}

/** Holds the fields and not the work, which may be long over. */
function readerOf(own: FieldsOfWork): () => LogFields {
  return () => own.read();
}

/** Adds fields to the work that goes on. Does nothing outside of any. */
export function noteLogFields(fields: LogFields): void {
  current.getStore()?.add(fields);
}

export function currentLogFields(): LogFields {
  return current.getStore()?.read() ?? {};
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["cs", "sessionId"],
  ["pay", "paymentId"],
  ["po", "payoutId"],
  ["re", "refundId"],
  ["evt", "eventId"],
  ["rpl", "replayId"],
]);

/** The field for one of our ids. A text that is none has no field, since anybody may have written it. */
export function fieldOfId(id: unknown): LogFields {
  const prefix =
    typeof id === "string" ? /^(cs|pay|po|re|evt|rpl)_[0-9A-Za-z]{22,27}$/.exec(id)?.[1] : undefined;
  const name = prefix === undefined ? undefined : kinds.get(prefix);
  return name === undefined ? {} : { [name]: String(id) };
}

/** Adds the ids in an answer of the API: its own, its session's, and its payment's. */
export function noteIdsOf(answer: unknown): void {
  if (typeof answer !== "object" || answer === null) return;
  const { id, session, payment }: Readonly<Record<string, unknown>> = { ...answer };
  noteLogFields({ ...fieldOfId(session), ...fieldOfId(id) });
  if (typeof payment === "object" && payment !== null && "id" in payment) {
    noteLogFields(fieldOfId(payment.id));
  }
}
