/** `npm run demo` runs the whole demo on this machine, prints the address to open, and stops on Ctrl-C. */
import { ensureWidget } from "./build-widget.ts";
import { type DemoStack, startDemoStack } from "./demo-stack.ts";

function readPort(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${name} is "${text}", which is not a port. It takes a whole number from 1 to 65535.`);
}

/** Resolves when the user wants to stop. Rejects when a program ends by itself. */
async function untilTold(stop: AbortSignal, broken: Promise<never>): Promise<void> {
  if (stop.aborted) return;
  const told = new Promise<void>((resolve) =>
    stop.addEventListener("abort", () => resolve(), { once: true }),
  );
  await Promise.race([told, broken]);
}

async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);

  let stack: DemoStack | undefined;
  let failure: unknown;
  try {
    ensureWidget();
    console.log("Starting the payment providers' sandbox, the BFF and the shop …");
    stack = await startDemoStack({
      shopPort: readPort("DEMO_SHOP_PORT"),
      bffPort: readPort("DEMO_BFF_PORT"),
      onUnexpectedEnd: broken.reject,
      signal: stop.signal,
    });
    console.log(`\n  The demo shop is open at  ${stack.shopUrl}\n\nCtrl-C stops it.`);
    await untilTold(stop.signal, broken.promise);
  } catch (error) {
    if (!stop.signal.aborted) failure = error;
  }
  await stack?.stop();
  if (failure !== undefined) {
    console.error(failure instanceof Error ? failure.message : failure);
    return 1;
  }
  console.log("Stopped.");
  return 0;
}

process.exit(await main());
