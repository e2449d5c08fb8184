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
