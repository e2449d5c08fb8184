/** The command lines of the Dockerfile and of the systemd unit, with the folders of a test in place of theirs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const root = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(root, file), "utf8").replaceAll(/\\\n\s*/g, "");

/** What they call these folders: the package, the configuration, secrets, state. */
interface Places {
  readonly app: string;
  readonly config: string;
  readonly secrets: string;
  readonly data: string;
}

interface Written {
  readonly places: Places;
  /** Node's own arguments, the program, and its command. */
  readonly words: readonly string[];
}

function readDockerfile(): Written {
  const text = read("Dockerfile");
  const listIn = (name: string) =>
    z
      .array(z.string())
      .parse(
        JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, "m").exec(text)?.[1] ?? "the Dockerfile lacks it"),
      );
  const file = /CHECKOUT_CONFIG=(\S+)/.exec(text)?.[1] ?? "";
  return {
    places: { app: "/app", config: "/config", secrets: "/run/secrets", data: "/data" },
    words: [...listIn("ENTRYPOINT").slice(1), ...listIn("CMD"), "--config", file],
  };
}

function readUnit(): Written {
  const [, line = ""] = /^ExecStart=(.*)$/m.exec(read("docs/deploy/pay-checkout.service")) ?? [];
  return {
    places: {
      app: "/opt/pay-checkout",
      config: "/etc/pay-checkout",
      secrets: "/run/credentials/pay-checkout.service",
      data: "/var/lib/pay-checkout",
    },
    words: line.split(/\s+/).slice(1),
  };
}

const written = { image: readDockerfile, service: readUnit } as const;
export type Launch = keyof typeof written;
export const launches = ["image", "service"] as const satisfies readonly Launch[];

export interface Ran {
  readonly child: ChildProcess;
  readonly output: { text: string };
  readonly ended: Promise<number | null>;
}

export interface Launched {
  /** The flags, as they are written but for the folders. */
  readonly flags: readonly string[];
  readonly folders: Places;
  configure(config: object): void;
  /** Runs a command of the program. `without` takes one flag away. */
  run(command: readonly string[], without?: string): Ran;
  /** Runs a script under the same flags. Resolves to what it prints. */
  evaluate(script: string): Promise<string>;
}

const running = new Set<ChildProcess>();
const made: string[] = [];

function start(args: readonly string[]): Ran {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output.text += String(chunk);
    });
  }
  const ended = once(child, "close").then(([code]) => {
    running.delete(child);
    return code;
  });
  return { child, output, ended };
}

export function launch(kind: Launch): Launched {
  const { places, words } = written[kind]();
  const base = mkdtempSync(join(tmpdir(), "pay-checkout-locked-"));
  made.push(base);
  const [config, secrets, data] = ["config", "secrets", "data"].map((name) => join(base, name));
  if (config === undefined || secrets === undefined || data === undefined) throw new Error("three names");
  for (const folder of [config, secrets, data]) mkdirSync(folder);
  const folders: Places = { app: root, config, secrets, data };
  const pairs = [
    [places.app, root],
    [places.config, config],
    [places.secrets, secrets],
    [places.data, data],
  ] as const;
  const here = words.map((word) => {
    for (const [from, to] of pairs) {
      const [name = "", path = word] =
        word.startsWith("--") && word.includes("=") ? word.split("=") : ["", word];
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      return `${name === "" ? "" : `${name}=`}${to}${path.slice(from.length)}`;
    }
    return word;
  });
  const at = here.indexOf(join(root, "dist/bff/cli.js"));
  const [flags, program, file] = [here.slice(0, at), here[at] ?? "", here.at(-1) ?? ""];
  return {
    flags,
    folders,
    configure: (changed) => writeFileSync(file, JSON.stringify(changed)),
    run: (command, without) =>
      start([...flags.filter((flag) => flag !== without), program, ...command, "--config", file]),
    async evaluate(script) {
      const ran = start([...flags, "--input-type=module", "-e", script]);
      await ran.ended;
      return ran.output.text;
    },
  };
}

/** For `afterEach`. */
export async function endLaunches(): Promise<void> {
  for (const child of [...running]) {
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  }
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
