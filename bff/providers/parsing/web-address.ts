import { longestLink } from "./scalars.ts";

/** The address to send a customer's browser to, when it is a plain http or https one; else null (`javascript:`, `data:`, …). */
export function readWebAddress(text: string): string | null {
  if (text.length > longestLink || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain =
    (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "";
  return isPlain ? url.href : null;
}
