import type { PayCheckout } from "../element.ts";

/** Waits until the widget contains a control. */
export async function find(checkout: PayCheckout, selector: string): Promise<HTMLElement | null> {
  for (let frame = 0; frame < 300; frame += 1) {
    const found = checkout.shadowRoot?.querySelector<HTMLElement>(selector);
    if (found) return found;
    await new Promise(requestAnimationFrame);
  }
  return null;
}

/** Presses controls, one after the other, as soon as each is there. */
export async function press(checkout: PayCheckout, selectors: readonly string[]): Promise<void> {
  for (const selector of selectors) {
    (await find(checkout, selector))?.click();
    await checkout.updateComplete;
    // What is pressed in the turn in which a screen comes was meant for the last one. A person's next press is later.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
