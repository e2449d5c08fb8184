/**
 * Turns zod's issues into the API's field errors: a dotted path, and a message that completes a sentence
 * beginning with it.
 */
import type { z } from "zod";
import type { FieldError } from "./core/errors.ts";

const longestName = 64;

const kinds = new Map([
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["object", "an object"],
  ["record", "an object"],
  ["array", "a list"],
]);

const formats = new Map([
  ["email", "must be an e-mail address"],
  ["url", "must be an absolute URL"],
  ["datetime", "must be a time such as 2026-11-19T12:00:00Z"],
  ["date", "must be a day such as 2026-11-19"],
]);

const units = new Map([
  ["string", " characters"],
  ["array", " entries"],
]);

function describeBound(word: string, bound: unknown, origin: string): string {
  return `must be ${word} ${String(bound)}${units.get(origin) ?? ""}`;
}

/** What is said where nothing better is known. */
const wrongForm = "is not in a form that is understood";

/**
 * The message for one issue, for `schema.safeParse(value, { error: explainIssue })`. It never repeats the
 * value, which may be a secret. Zod's own words are never used.
 */
export const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return "is required";
    return `must be ${kinds.get(issue.expected) ?? issue.expected}`;
  }
  if (issue.code === "invalid_value") {
    if (issue.input === undefined) return "is required";
    return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
  }
  if (issue.code === "too_small") {
    if (issue.minimum === 1 && units.get(issue.origin) !== undefined) return "must not be empty";
    return describeBound("at least", issue.minimum, issue.origin);
  }
  if (issue.code === "too_big") return describeBound("at most", issue.maximum, issue.origin);
  if (issue.code === "invalid_format") return formats.get(issue.format) ?? wrongForm;
  if (issue.code === "invalid_union") return issue.input === undefined ? "is required" : wrongForm;
  if (issue.code === "invalid_key") return "is not a name that is allowed here";
  return wrongForm;
};

/** Shortens a name that came from outside. */
function shorten(name: PropertyKey): string {
  const text = String(name);
  return text.length > longestName ? `${text.slice(0, longestName)}…` : text;
}

/** Every issue as path and message. An unknown field is named by its own path. */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(shorten);
    if (issue.code !== "unrecognized_keys") return [{ path: path.join("."), message: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, shorten(key)].join("."),
      message: "is not a known field",
    }));
  });
}
