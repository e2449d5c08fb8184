import { z } from "zod";

/** In characters. */
const longestUrl = 2048;
/** Browsers read them as something else, or leave them out: `http://shop\\@evil.example` is read in two ways. */
const ambiguous = /[\s\p{Cc}\\]/u;

function objectTo(text: string): string | null {
  if (ambiguous.test(text)) return "must be a URL without blanks, control characters and backslashes";
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return "must be an absolute http or https URL";
  if (url.username !== "" || url.password !== "") return "must not carry a user name or password";
  return null;
}

/** A page of the merchant's, as browsers write its address: what is stored is what is opened. */
export const returnUrl = z
  .string()
  .max(longestUrl, { abort: true })
  .transform((text, context) => {
    const objection = objectTo(text);
    if (objection === null) return new URL(text).href;
    context.addIssue(objection);
    return z.NEVER;
  });
