/**
 * Moves the focus to the heading of a new screen, or of a question on it. When the customer's focus is elsewhere on the page, it stays there,
 * and `announce` gets the heading's text instead.
 */
export function focusHeading(host: HTMLElement, announce: (text: string) => void): void {
  const root = host.shadowRoot;
  const heading = root?.querySelector<HTMLElement>("#question") ?? root?.querySelector("h2");
  if (!heading) return;
  const focused = document.activeElement;
  const isFree = focused === null || focused === document.body || host.matches(":focus-within");
  if (isFree) heading.focus();
  else announce(heading.textContent ?? "");
}
