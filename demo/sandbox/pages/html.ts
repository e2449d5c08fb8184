import escapeHtml from "escape-html";

/** Markup that is safe to send, because every text in it was escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | false | readonly Html[];

function markupOf(part: Part): string {
  if (part === null || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}

/** A template literal that escapes its values, unless they are markup themselves. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = literals[0] ?? "";
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (literals[index + 1] ?? "");
  return { markup };
}
