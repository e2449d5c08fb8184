/** `init`: writes a configuration and the file of its secrets, and says what is still to be filled in. */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { makeStarter, type Starter, type StarterAnswers } from "../config/starter.ts";
import { readConfig } from "../config.ts";
import { providers } from "../providers/registry.ts";
import { exitUsage } from "./exit-codes.ts";
import { explainStart } from "./explain-start.ts";
import type { InitFlags } from "./init-flags.ts";
import { configPath, type Terminal } from "./load-config.ts";

const ids = providers.map(({ id }) => id).join(", ");

interface Question {
  readonly flag: "name" | "url" | "origin" | "webhooks" | "provider";
  readonly text: string;
  readonly isOptional?: boolean;
}

const questions: readonly Question[] = [
  { flag: "name", text: "What is the shop called? Customers read it." },
  {
    flag: "url",
    text: "At which address do customers and providers reach this server? Such as https://pay.example.com",
  },
  { flag: "origin", text: "Where is the page with the widget? Such as https://shop.example.com" },
  {
    flag: "webhooks",
    text: "Where do events go? Such as https://shop.example.com/webhooks; nothing for none.",
    isOptional: true,
  },
  {
    flag: "provider",
    text: `At which providers do you have an account? One or several of ${ids}, with blanks between.`,
  },
];

type Answered = Readonly<Partial<Record<Question["flag"], string>>>;

/** The answers that the flags give. On a terminal, a person gives the others. */
async function answer(flags: InitFlags, terminal: Terminal): Promise<Answered> {
  const given: Answered = {
    ...(flags.name === undefined ? {} : { name: flags.name }),
    ...(flags.url === undefined ? {} : { url: flags.url }),
    ...(flags.origin === undefined ? {} : { origin: flags.origin }),
    ...(flags.webhooks === undefined ? {} : { webhooks: flags.webhooks }),
    ...(flags.provider === undefined ? {} : { provider: flags.provider.join(" ") }),
  };
  if (terminal.isInteractive !== true) return given;
  const asked: [string, string][] = [];
  for (const { flag, text } of questions) {
    if (given[flag] !== undefined) continue;
    terminal.out(text);
    const line = (await terminal.readLine?.())?.trim() ?? "";
    if (line !== "") asked.push([flag, line]);
  }
  return { ...given, ...Object.fromEntries(asked) };
}

type Reading =
  | { readonly ok: true; readonly answers: StarterAnswers }
  | { readonly ok: false; readonly mistakes: readonly string[] };

function readAnswers(answered: Answered, flags: InitFlags): Reading {
  const missing = questions
    .filter(({ flag, isOptional }) => isOptional !== true && answered[flag] === undefined)
    .map(({ flag, text }) => `--${flag} is missing: ${text}`);
  const wanted = (answered.provider ?? "").split(/[\s,]+/).filter(Boolean);
  const known = providers.filter(({ id }) => wanted.includes(id));
  const unknown = wanted
    .filter((id) => !known.some((provider) => provider.id === id))
    .map((id) => `--provider ${id.slice(0, 64)}: there is ${ids}.`);
  const mistakes = [...missing, ...unknown];
  const { name, url, origin, webhooks } = answered;
  if (name === undefined || url === undefined || origin === undefined || mistakes.length > 0)
    return { ok: false, mistakes };
  const [isLive, isInContainer] = [flags.live === true, flags.docker === true];
  const nowMs = Date.now();
  return {
    ok: true,
    answers: { name, url, origin, webhooks, providers: known, isLive, isInContainer, nowMs },
  };
}

/** The mistakes in the answers, each as a sentence with its path. A credential that is still empty is none yet. */
function findMistakes({ config, variables }: Starter): string[] {
  const reading = readConfig({ text: JSON.stringify(config), env: variables });
  const issues = reading.ok ? [] : reading.issues;
  return issues
    .filter(({ path }) => !path.startsWith("accounts."))
    .map(
      ({ path, message, found }) => `${path}: ${message}${found === undefined ? "" : ` (found: ${found})`}`,
    );
}

interface Files {
  readonly config: string;
  readonly secrets: string;
  readonly isInContainer: boolean;
}

/** The image's user is another than whoever calls `init`, and has to read the configuration. It has no secrets. */
const imageMode = 0o644;
const ownerOnly = 0o600;

function write(files: Files, { config, variables }: Starter, force: boolean): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  const texts = [
    // Docker itself reads this one, as the caller.
    [files.secrets, lines.join(""), ownerOnly],
    [files.config, `${JSON.stringify(config, null, 2)}\n`, files.isInContainer ? imageMode : ownerOnly],
  ] as const;
  const made: string[] = [];
  try {
    const folder = dirname(files.config);
    const isNewFolder = mkdirSync(folder, { recursive: true }) !== undefined;
    if (isNewFolder && files.isInContainer) chmodSync(folder, 0o755);
    for (const [file, text, mode] of texts) {
      const isNew = !existsSync(file);
      writeFileSync(file, text, { mode, flag: force ? "w" : "wx" });
      if (isNew) made.push(file);
      // A file that was there before keeps its mode, and a new one has what the umask leaves.
      chmodSync(file, mode);
    }
  } catch (error) {
    // Secrets without their configuration would be in the way of the next attempt.
    for (const file of made) rmSync(file, { force: true });
    throw error;
  }
}

/** For a POSIX shell. */
function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The lines that check what was written where it will run. */
function checkLines({ config, secrets, isInContainer }: Files): string[] {
  if (isInContainer) {
    const name = basename(config);
    const other = name === "checkout.json" ? "" : ` --config ${quote(`/config/${name}`)}`;
    const mount = quote(`${dirname(resolve(config))}:/config:ro`);
    return [
      "Then check, in the image:",
      `  docker run --rm --env-file ${quote(secrets)} -v ${mount} -v pay:/data pay-checkout check${other}`,
    ];
  }
  // A shell looks for a name without a slash in its PATH.
  const sourced = secrets.includes("/") ? secrets : `./${secrets}`;
  return [
    "Then read the secrets into the environment, and check:",
    `  set -a; . ${quote(sourced)}; set +a`,
    `  pay-checkout check --config ${quote(config)}`,
  ];
}

function report(files: Files, { blanks }: Starter, terminal: Terminal): void {
  terminal.out(`${files.config} is written, and ${files.secrets} with its secrets.`);
  terminal.out(
    files.isInContainer
      ? "The secrets are for you alone (mode 0600). The configuration has none, and the image's user reads it (0644)."
      : "Both are for you alone (mode 0600).",
  );
  terminal.out("Keep a copy of the secrets, above all of CHECKOUT_KEY_…, apart from the database's backups.");
  terminal.out("");
  terminal.out("Still to be filled in:");
  for (const { place, sentence } of blanks) {
    const file = place.startsWith("accounts.") ? files.config : files.secrets;
    terminal.out(`  ${place} in ${file}: ${sentence}`);
  }
  terminal.out("");
  for (const line of checkLines(files)) terminal.out(line);
}

/** @returns 0, 64 for wrong or missing answers, 1 when a file is there already or cannot be written. */
export async function init(
  { file, flags }: { readonly file: string | undefined; readonly flags: InitFlags },
  terminal: Terminal,
): Promise<number> {
  const config = configPath(file, terminal) ?? "checkout.json";
  const secrets = `${config.replace(/\.json$/, "")}.env`;
  const files: Files = { config, secrets, isInContainer: flags.docker === true };
  const force = flags.force === true;
  const there = [files.config, files.secrets].filter((path) => existsSync(path));
  if (there.length > 0 && !force) {
    terminal.error(
      `${there.join(" and ")} would be overwritten. --force does that; --config FILE names another place.`,
    );
    return 1;
  }
  const reading = readAnswers(await answer(flags, terminal), flags);
  const starter = reading.ok ? makeStarter(reading.answers) : undefined;
  const mistakes = reading.ok ? (starter === undefined ? [] : findMistakes(starter)) : reading.mistakes;
  if (starter === undefined || mistakes.length > 0) {
    for (const mistake of mistakes) terminal.error(mistake);
    return exitUsage;
  }
  try {
    write(files, starter, force);
  } catch (error) {
    terminal.error(`Nothing can be written: ${explainStart(error)}`);
    return 1;
  }
  report(files, starter, terminal);
  return 0;
}
