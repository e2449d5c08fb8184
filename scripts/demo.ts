/** `npm run demo` runs the whole demo on this machine, prints the address to open, and stops on Ctrl-C. */
import { explainOwnShop } from "./own-shop.ts";
import { readPort, runStack } from "./run-stack.ts";

process.exit(
  await runStack({
    what: "the payment providers' sandbox, the BFF and the shop",
    options: () => ({ shopPort: readPort("DEMO_SHOP_PORT"), bffPort: readPort("DEMO_BFF_PORT") }),
    announce: (stack) => [
      `  The demo shop is open at  ${stack.shopUrl}`,
      "",
      ...explainOwnShop(stack),
      "",
      "  npm run sandbox starts the same without the demo shop.",
    ],
  }),
);
