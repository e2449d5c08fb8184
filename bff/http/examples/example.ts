/** An example of one operation, as the OpenAPI document has it. A test sends it to a server and compares the answer. */
import type { FieldError } from "../../core/errors.ts";

export interface OperationExample {
  /** The body of the request. */
  readonly request?: unknown;
  /** The body of each answer that is no error, by status. */
  readonly answers?: Readonly<Record<number, unknown>>;
  /** What a request with a wrong field gets. Default: the example of the table of errors. */
  readonly wrong?: { readonly detail: string; readonly errors: readonly FieldError[] };
}

const wrongInput = "The request has fields that are wrong or unknown.";

/** What a request gets in which one field is wrong. */
export function wrongField(path: string, message: string): OperationExample["wrong"] {
  return { detail: wrongInput, errors: [{ path, message }] };
}

/** For calls without a field and a parameter: anything is one too many. */
export const unknownField = wrongField("surprise", "is not a known field");
