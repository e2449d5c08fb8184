/** `npm run demo` runs the whole demo on this machine, prints the address to open, and stops on Ctrl-C. */
import { createDemoOperators } from "./demo-operators.ts";
import { explainOwnShop } from "./own-shop.ts";
import { helpOfSandboxPorts, readPort, runStack } from "./run-stack.ts";

const operators = createDemoOperators();

process.exit(
  await runStack({
    what: "the payment providers' sandbox, the BFF and the shop",
    help: [
      "npm run demo",
      "",
      "Runs a shop, the BFF and the sandbox of all five payment providers on this machine. It prints the address to",
      "open, and Ctrl-C stops it and deletes its orders. It takes no options besides --help.",
      "",
      "Ports are free ones. Environment variables set others:",
      "  DEMO_SHOP_PORT        the shop",
      "  DEMO_BFF_PORT         the BFF, with its console",
      ...helpOfSandboxPorts,
      "",
      "For example: DEMO_SHOP_PORT=8080 DEMO_BFF_PORT=8787 npm run demo",
    ],
    options: () => ({
      shopPort: readPort("DEMO_SHOP_PORT"),
      bffPort: readPort("DEMO_BFF_PORT"),
      adjustConfig: operators.letIn,
    }),
    announce: (stack) => [
      `  The demo shop is open at  ${stack.shopUrl}`,
      "",
      ...operators.explain(stack.bffUrl),
      "",
      ...explainOwnShop(stack),
      "",
      "  npm run sandbox starts the same without the demo shop.",
    ],
  }),
);
