import escapeHtml from "escape-html";

/** Markup in which every text was escaped. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Html[];

function markupOf(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}

/** A template literal that escapes its values. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = literals[0] ?? "";
  for (const [index, part] of parts.entries()) markup += markupOf(part) + (literals[index + 1] ?? "");
  return { markup };
}
