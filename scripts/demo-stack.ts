/** Starts and stops the whole demo: the providers' sandbox, the BFF and the shop, or the first two for a shop of one's own. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type DemoConfig, demoConfig } from "../demo/config.ts";
import { ensureWidget } from "./build-widget.ts";
import { findFreePort, isFreePort } from "./free-port.ts";
import { type Program, ProgramEnded, startProgram } from "./program.ts";

const root = dirname(import.meta.dirname);
const readyMs = 60_000;

const sandboxReady = z.looseObject({
  ready: z.literal(true),
  control: z.string(),
  providers: z.record(
    z.string(),
    z.looseObject({ baseUrl: z.string(), credentials: z.record(z.string(), z.string()) }),
  ),
});

/** The line that the sandbox prints when it listens: its control address, and each provider's address and credentials. */
export type SandboxReady = z.infer<typeof sandboxReady>;

export interface ShopKeys {
  readonly apiKey: string;
  readonly webhookSecret: string;
}

export interface DemoStackOptions {
  /** Ports to listen on. Default: free ones. The sandbox reads its own ports from SANDBOX_PORT_… */
  readonly shopPort?: number;
  readonly bffPort?: number;
  /** The address of a shop that runs elsewhere. The demo's own is then not started. */
  readonly ownShopUrl?: string;
  /** The shop's API key and webhook secret. Default: fresh ones. */
  readonly keys?: ShopKeys;
  /** The BFF's database, `postgres://…`. Default: an SQLite file in the stack's folder. */
  readonly databaseUrl?: string;
  /** Changes the BFF's configuration before it is written to its file. */
  readonly adjustConfig?: (config: DemoConfig) => DemoConfig;
  /** Called when a program ends without having been stopped. */
  readonly onUnexpectedEnd?: (error: ProgramEnded) => void;
  /** Aborts the start: stops the programs that run, and makes the start reject. */
  readonly signal?: AbortSignal;
}

export interface DemoStack {
  readonly shopUrl: string;
  readonly bffUrl: string;
  readonly sandboxControlUrl: string;
  readonly sandbox: SandboxReady;
  readonly config: DemoConfig;
  readonly configPath: string;
  /** The folder of its database, configuration and logs. `stop` removes it. */
  readonly folder: string;
  /** Stops the BFF, as an operator or `kill -9` would. It stays down until `startBff`. */
  stopBff(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  startBff(): Promise<void>;
  restartBff(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Stops all programs, waits for their end, and removes the folder. */
  stop(): Promise<void>;
}

/** The wanted port, or a free one. Rejects, with words for the user, when another program has the wanted one. */
async function choosePort(setting: string, wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return await findFreePort();
  if (await isFreePort(wanted)) return wanted;
  throw new Error(
    `Port ${wanted} (${setting}) can't be had. Another program may listen on it: set ${setting} to another port.`,
  );
}

/** The running programs. Reports each one that ends without having been stopped. */
class Programs {
  readonly #running = new Set<Program>();
  readonly #expected = new WeakSet<Program>();
  readonly #onUnexpectedEnd: (error: ProgramEnded) => void;

  constructor(onUnexpectedEnd: (error: ProgramEnded) => void) {
    this.#onUnexpectedEnd = onUnexpectedEnd;
  }

  start(options: Parameters<typeof startProgram>[0]): Program {
    const program = startProgram(options);
    this.#running.add(program);
    void program.ended.then((how) => {
      this.#running.delete(program);
      if (!this.#expected.has(program)) this.#onUnexpectedEnd(new ProgramEnded(program, how));
    });
    return program;
  }

  async stop(program: Program, signal?: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#expected.add(program);
    await program.stop(signal);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((program) => this.stop(program)));
  }
}

async function startSandbox(programs: Programs, folder: string): Promise<SandboxReady> {
  const logFile = join(folder, "sandbox.log");
  const sandbox = programs.start({ name: "The providers' sandbox", entry: "demo/sandbox/main.ts", logFile });
  const line = await sandbox.firstLine;
  try {
    return sandboxReady.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(`The providers' sandbox did not say where it listens, but: ${line}`, { cause });
  }
}

/**
 * Starts the sandbox, the BFF and the shop as separate processes, and resolves when all of them answer. Rejects with a
 * message for the user when one does not answer, after stopping the others.
 */
export async function startDemoStack(options: DemoStackOptions = {}): Promise<DemoStack> {
  ensureWidget();
  const shopPort =
    options.ownShopUrl === undefined ? await choosePort("DEMO_SHOP_PORT", options.shopPort) : undefined;
  const bffPort = await choosePort("DEMO_BFF_PORT", options.bffPort);
  const shopUrl = options.ownShopUrl ?? `http://127.0.0.1:${shopPort}`;
  const bffUrl = `http://127.0.0.1:${bffPort}`;
  // The name of the folder is unique on this machine, because only one program can listen on the port.
  const folder = join(root, ".cache", "demo", String(bffPort));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const programs = new Programs((error) => options.onUnexpectedEnd?.(error));
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => undefined);
  options.signal?.addEventListener("abort", () => aborted.reject(options.signal?.reason), { once: true });

  async function launch(): Promise<DemoStack> {
    options.signal?.throwIfAborted();
    const sandbox = await startSandbox(programs, folder);
    const databasePath = join(folder, "checkout.db");
    const plain = demoConfig({ sandbox, bffUrl, shopUrl, databasePath, ...options.keys });
    const stored =
      options.databaseUrl === undefined ? plain : { ...plain, database: { url: options.databaseUrl } };
    const config = options.adjustConfig?.(stored) ?? stored;
    const configPath = join(folder, "config.json");
    writeFileSync(configPath, `${JSON.stringify(config, null, 2)}\n`);

    const launchBff = () => {
      const args = ["serve", "--config", configPath];
      return programs.start({ name: "The BFF", entry: "bff/cli.ts", args, logFile: join(folder, "bff.log") });
    };
    const launchShop = (port: number) =>
      programs.start({
        name: "The shop",
        entry: "demo/shop/server.ts",
        logFile: join(folder, "shop.log"),
        env: {
          SHOP_PORT: String(port),
          BFF_URL: bffUrl,
          BFF_PUBLIC_URL: bffUrl,
          API_KEY: config.merchant.apiKeys[0].secret,
          WEBHOOK_SECRET: config.merchant.webhooks[0].secrets[0],
          SANDBOX_CONTROL_URL: sandbox.control,
        },
      });
    const shop = shopPort === undefined ? undefined : launchShop(shopPort);
    let bff = launchBff();
    await Promise.all([bff.answers(`${bffUrl}/readyz`, readyMs), shop?.answers(`${shopUrl}/`, readyMs)]);

    const startBff = async () => {
      bff = launchBff();
      await bff.answers(`${bffUrl}/readyz`, readyMs);
    };
    const stopBff = (signal?: "SIGTERM" | "SIGKILL") => programs.stop(bff, signal);
    return {
      shopUrl,
      bffUrl,
      sandboxControlUrl: sandbox.control,
      sandbox,
      config,
      configPath,
      folder,
      stopBff,
      startBff,
      async restartBff(signal) {
        await stopBff(signal);
        await startBff();
      },
      async stop() {
        await programs.stopAll();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }

  try {
    return await Promise.race([launch(), aborted.promise]);
  } catch (error) {
    await programs.stopAll();
    throw error;
  }
}
