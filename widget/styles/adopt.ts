import type { CSSResult } from "lit";

/** Adds to a shadow root the styles that it lacks. */
export function adoptStyles(root: ShadowRoot | null, styles: readonly CSSResult[]): void {
  if (root === null) return;
  const missing = styles
    .map(({ styleSheet }) => styleSheet)
    .filter((sheet) => sheet !== undefined)
    .filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  if (missing.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing];
}
