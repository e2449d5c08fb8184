/** `npm run demo` runs the whole demo on this machine, prints the address to open, and stops on Ctrl-C. */
import { createDemoOperator } from "./demo-operator.ts";
import { explainOwnShop } from "./own-shop.ts";
import { readPort, runStack } from "./run-stack.ts";

const operator = createDemoOperator();

process.exit(
  await runStack({
    what: "the payment providers' sandbox, the BFF and the shop",
    options: () => ({
      shopPort: readPort("DEMO_SHOP_PORT"),
      bffPort: readPort("DEMO_BFF_PORT"),
      adjustConfig: operator.letIn,
    }),
    announce: (stack) => [
      `  The demo shop is open at  ${stack.shopUrl}`,
      "",
      ...operator.explain(stack.bffUrl),
      "",
      ...explainOwnShop(stack),
      "",
      "  npm run sandbox starts the same without the demo shop.",
    ],
  }),
);
