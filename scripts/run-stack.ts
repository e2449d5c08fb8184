/** Runs the demo, whole or without its shop, until Ctrl-C. */
import { parseArgs } from "node:util";
import { ensureWidget } from "./build-widget.ts";
import { type DemoStack, type DemoStackOptions, startDemoStack } from "./demo-stack.ts";

/** The port that an environment variable names. Throws, with words for the user, when it names none. */
export function readPort(name: string): number | undefined {
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

/** What the sandbox reads itself, for the help of both scripts. */
export const helpOfSandboxPorts = [
  "  SANDBOX_PORT_CONTROL  the page on which you play the provider; a free port by default",
  "  SANDBOX_PORT_PAYPRO   one provider; so are _CXPAY, _LHXPAY, _CHAINUP and _BHARATPAY",
  "  SANDBOX_HOST          the address on which they listen; 127.0.0.1 by default",
];

type Texts = Readonly<Record<string, string | undefined>>;

/** @returns the options that were given, or "help". Throws, with words for the user, when one is unknown. */
function readArguments(names: readonly string[]): Texts | "help" {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  try {
    const { help, ...values } = parseArgs({
      options: { ...options, help: { type: "boolean", short: "h" } },
    }).values;
    if (help === true) return "help";
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value : undefined]),
    );
  } catch (cause) {
    const [sentence = ""] = cause instanceof Error ? cause.message.split(/\.? To specify |\. This /) : [];
    throw new Error(`${sentence.replace(/\.$/, "")}. "--help" says what there is.`, { cause });
  }
}

export interface StackRun {
  /** What is started, for the first line: "the payment providers' sandbox and the BFF". */
  readonly what: string;
  /** Reads ports, arguments and keys. What it throws is told to the user. */
  readonly options: (values: Texts) => Omit<DemoStackOptions, "onUnexpectedEnd" | "signal">;
  /** What `--help` prints, instead of starting anything. */
  readonly help: readonly string[];
  /** The options besides `--help`, all of which take a text. */
  readonly names?: readonly string[];
  /** The lines to print when everything answers. */
  readonly announce: (stack: DemoStack) => readonly string[];
}

/** @returns the exit code. */
export async function runStack({ what, help, names = [], options, announce }: StackRun): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);

  let stack: DemoStack | undefined;
  let failure: unknown;
  try {
    const values = readArguments(names);
    if (values === "help") {
      console.log(help.join("\n"));
      return 0;
    }
    const chosen = options(values);
    ensureWidget();
    console.log(`Starting ${what} …`);
    stack = await startDemoStack({ ...chosen, onUnexpectedEnd: broken.reject, signal: stop.signal });
    console.log(`\n${announce(stack).join("\n")}\n\nCtrl-C stops it.`);
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
