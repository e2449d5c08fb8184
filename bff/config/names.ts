import { z } from "zod";
import { objectToCharacters } from "../core/forbidden-characters.ts";

/** Names that travel in URLs, logs and metric labels. */
export const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "must be 1 to 64 letters, digits, - or _");

/** Text that a customer reads, in one line. */
export function shownTextSchema(mostCharacters: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(mostCharacters)
    .superRefine((text, context) => {
      const objection = objectToCharacters(text);
      if (objection !== null) context.addIssue(objection);
    });
}
