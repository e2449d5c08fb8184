import { adoptStyles, type CSSResult, supportsAdoptingStyleSheets } from "lit";

/** The shadow roots that have their later styles. */
const complete = new WeakSet<ParentNode>();

/** Adds styles to a shadow root that has others, once. Without any, they are not loaded yet. */
export function addStyles(
  root: ParentNode,
  present: readonly CSSResult[],
  added: readonly CSSResult[] | undefined,
): void {
  if (added === undefined || !(root instanceof ShadowRoot) || complete.has(root)) return;
  complete.add(root);
  // Lit replaces adopted sheets. Where a browser has none (Safari before 16.4, Firefox before 101), it appends `<style>`.
  if (supportsAdoptingStyleSheets) adoptStyles(root, [...present, ...added]);
  else if (root.querySelector("link") === null) adoptStyles(root, [...added]);
}

/**
 * Links the style sheet of the build where the page's policy has forbidden `<style>`, and the browser knows nothing else.
 * A policy such as `style-src 'self'` allows the link on the hosted page, and in a shop that lists the BFF.
 */
export function linkForbiddenStyles(root: ParentNode, bff: string): void {
  const style = root.querySelector("style");
  if (style === null || (style.sheet?.cssRules.length ?? 0) > 0) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `${bff}/widget/v1/pay-checkout.css`;
  root.append(link);
}
