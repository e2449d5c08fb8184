/** A new screen: the focus goes to its heading, unless the customer is busy elsewhere on the page: then `say` is told. */
export function arrive(host: HTMLElement, say: (text: string) => void): void {
  const heading = host.shadowRoot?.querySelector("h2");
  if (!heading) return;
  const focused = document.activeElement;
  const isFree = focused === null || focused === document.body || host.matches(":focus-within");
  if (isFree) heading.focus();
  else say(heading.textContent ?? "");
}
