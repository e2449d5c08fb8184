import { z } from "zod";
import { Secret } from "../../core/secret.ts";

const visibleAscii = /^[\x21-\x7e]+$/;
const objection =
  "must be visible ASCII characters without blanks (was it copied whole, and nothing around it?)";

/** Schema of a credential that is one word and no secret: an account number, an app key. */
export const plainWord = z.string().regex(visibleAscii, objection).max(128);

/** Schema of a credential that is one word and secret; what was given is never part of the message. */
export const secretWord = z
  .string()
  .regex(visibleAscii, objection)
  .max(512)
  .transform((text) => new Secret(text));
