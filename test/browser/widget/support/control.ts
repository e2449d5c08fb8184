import type { Page } from "playwright-core";
import type { PayCheckout } from "../../../../widget/element.ts";
import type { Scenario } from "./scenario.ts";
import { type Stage, tag } from "./stage.ts";

/** What a page with a button of its own does: it keeps each state, and presses when the customer does. */
const ownPage = `<button id="own">Buy now</button>
  <script>
    globalThis.states = [];
    document.addEventListener("pay-state-changed", ({ detail }) => {
      states.push(detail);
      document.querySelector("#own").disabled = detail.busy;
    });
    document.querySelector("#own").onclick = () => document.querySelector("pay-checkout").submit();
  </script>`;

type State = PayCheckout["state"];

/** A page that steers the widget from outside. */
export interface Steered {
  readonly page: Page;
  /** The element's `state`. */
  readonly state: () => Promise<State>;
  /** All states that the page was told of, in order. */
  readonly states: () => Promise<readonly State[]>;
  /** Runs in the page with the element. */
  readonly steer: <T>(run: (element: PayCheckout) => T) => Promise<T>;
}

/** Opens a page with a button of its own, before the widget, and waits for the widget's screen. */
export async function openSteered(stage: Stage, scenario: Scenario, attributes = ""): Promise<Steered> {
  const body = ownPage + tag(stage.bff().origin, scenario.token, attributes);
  const { page, checkout } = await stage.visit(stage.shop().addPage({ body }));
  await checkout.locator("[part=body][aria-busy=false]").waitFor();
  return {
    page,
    state: () => checkout.evaluate((element: PayCheckout) => element.state),
    states: () => page.evaluate(() => (globalThis as unknown as { states: State[] }).states),
    steer: (run) => checkout.evaluate(run),
  };
}
