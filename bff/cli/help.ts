/** What `--help` says: of all commands, or of one. */

interface Described {
  readonly name: string;
  /** What follows the name. */
  readonly usage?: string;
  readonly does: string;
}

const commands: readonly Described[] = [
  {
    name: "init",
    usage: "[--config FILE] [ANSWERS]",
    does: "write a configuration (checkout.json) and its secrets",
  },
  { name: "serve", usage: "--config FILE", does: "run the server" },
  {
    name: "check",
    usage: "--config FILE",
    does: "find mistakes in the configuration, then try database and accounts",
  },
  {
    name: "check",
    usage: "--pay AMOUNT --account ID",
    does: "make a real payment with a server that runs, and report it",
  },
  { name: "check", usage: "--database COPY --config FILE", does: "look at a copy of the database" },
  { name: "backup", usage: "--to COPY --config FILE", does: "copy the database while it is in use" },
  { name: "config-schema", does: "print the JSON Schema of the configuration" },
  { name: "keys chainup", does: "make an RSA key pair in ChainUp's form" },
  { name: "keys encryption", does: "make a key for encryption.keys" },
  {
    name: "keys rotate",
    usage: "--config FILE",
    does: "seal the whole database under the first of encryption.keys",
  },
  { name: "operator add", usage: "ID", does: "make the secrets of an operator of the console" },
  {
    name: "reconcile",
    usage: "--config FILE [--day DAY]",
    does: "compare a day (yesterday) with the providers",
  },
  {
    name: "erase",
    usage: "--config FILE WHO [--yes]",
    does: "erase a person's data, and mark what is open",
  },
  { name: "jobs", usage: "--config FILE", does: "list the jobs that were abandoned" },
  { name: "jobs retry", usage: "ID --config FILE", does: "run one of them again" },
];

/** What stands in a usage, and what it means, line by line. */
const notes: readonly (readonly [string, ...string[]])[] = [
  ["--config FILE", "the configuration; CHECKOUT_CONFIG=FILE says the same"],
  [
    "WHO",
    "one of --customer ID, --email ADDRESS, --phone NUMBER, --session cs_…; a value of - is read from",
    "standard input, so that it stays in no shell history",
  ],
  ["--yes", "do not ask"],
  [
    "ANSWERS",
    "--name NAME, --url URL (of this server), --origin URL (of your pages), --webhooks URL, --provider ID",
    "(again for each), --live, --docker (for the image), --force (overwrite); on a terminal, init asks",
    "for what is missing",
  ],
  ["--day DAY", "such as 2026-11-19, in UTC"],
];

const always: typeof notes = [
  ["--help", "this text; after a command, about that command"],
  ["--version", "the version"],
];

const exitCodes =
  "Exit codes: 0 all is well, 1 something is not, 64 wrong arguments, 78 mistakes in the configuration.";

function listOf(described: readonly Described[]): string {
  const rows = described.map(({ name, usage, does }) => ({
    call: ["pay-checkout", name, usage].filter((part) => part !== undefined).join(" "),
    does,
  }));
  const width = Math.max(...rows.map(({ call }) => call.length));
  return rows.map(({ call, does }) => `  ${call.padEnd(width)}   ${does}`).join("\n");
}

function explain(shown: typeof notes): string {
  const width = Math.max(...shown.map(([term]) => term.length));
  return shown
    .flatMap(([term, ...lines]) =>
      lines.map((line, index) => `  ${(index === 0 ? term : "").padEnd(width)}   ${line}`),
    )
    .join("\n");
}

/** @param words the command, or the beginning of several: `keys`. Without words: all. @returns undefined for an unknown one. */
export function helpOf(words: readonly string[]): string | undefined {
  const wanted = words.join(" ");
  if (wanted === "") {
    const title = "pay-checkout: takes payments for a shop, by five providers behind one API";
    return [title, listOf(commands), explain([...notes, ...always]), exitCodes].join("\n\n");
  }
  const found = commands.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `));
  // What follows may be an argument: the ID of a job.
  if (found.length === 0) return words.length > 1 ? helpOf(words.slice(0, -1)) : undefined;
  const used = notes.filter(([term]) => found.some(({ usage = "" }) => usage.includes(term)));
  return [listOf(found), ...(used.length > 0 ? [explain(used)] : []), exitCodes].join("\n\n");
}
