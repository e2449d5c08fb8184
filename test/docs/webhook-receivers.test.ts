/** docs/webhooks.md: its receivers in three languages, as they stand there, with a webhook that the BFF has signed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { blocksOf } from "./support/blocks.ts";

interface Receiver {
  readonly language: string;
  readonly program: string;
  readonly file: string;
  /** Calls the page's function with what is in input.json and body.json, and prints the type of the event. */
  readonly call: string;
}

const receivers: readonly Receiver[] = [
  {
    language: "js",
    program: process.execPath,
    file: "receive.mjs",
    call: `import { readFileSync } from "node:fs";
      const { headers, secret } = JSON.parse(readFileSync("input.json", "utf8"));
      console.log(readEvent(readFileSync("body.json"), headers, secret).type);`,
  },
  {
    language: "php",
    program: process.env.PHP_PATH ?? "php",
    file: "receive.php",
    call: `$input = json_decode(file_get_contents("input.json"), true);
      echo read_event(file_get_contents("body.json"), $input["headers"], $input["secret"])["type"], "\\n";`,
  },
  {
    language: "python",
    program: "python3",
    file: "receive.py",
    call: `
given = json.load(open("input.json"))
print(read_event(open("body.json", "rb").read(), given["headers"], given["secret"])["type"])
`,
  },
];

/** Whether this machine has the language. Node is always there. */
function isThere(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

const [secret, newSecret, foreign] = [1, 2, 3].map(
  (byte) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`,
);
const body = JSON.stringify({ type: "session.succeeded", data: { session: { description: "café  1.0" } } });

interface Message {
  readonly now?: number;
  readonly signedBy?: readonly string[];
  readonly body?: string;
  /** A header that does not arrive. */
  readonly without?: string;
}

/** Runs the page's function on a message. */
function runOn({ language, program, file, call }: Receiver, message: Message) {
  const { now = Date.now(), signedBy = [secret ?? ""], body: sent = body } = message;
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-receiver-"));
  try {
    const [block] = blocksOf(language).filter((one) => one.file === "docs/webhooks.md");
    const secrets = signedBy.map((text) => new Secret(text));
    const signed = Object.entries(signWebhook({ id: "evt_1", now, body, secrets }));
    const headers = Object.fromEntries(signed.filter(([name]) => name !== message.without));
    writeFileSync(join(folder, file), `${block?.text}\n${call}`);
    writeFileSync(join(folder, "input.json"), JSON.stringify({ headers, secret }));
    writeFileSync(join(folder, "body.json"), sent);
    const run = spawnSync(program, [file], { cwd: folder, encoding: "utf8" });
    expect(run.error).toBeUndefined();
    return run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the page's function says of a message. @returns the event's type, or undefined when it throws. */
function receive(receiver: Receiver, message: Message): string | undefined {
  const { status, stdout } = runOn(receiver, message);
  return status === 0 ? stdout.trim() : undefined;
}

describe.each(receivers)("the receiver in $language", (receiver) => {
  const here = test.skipIf(!isThere(receiver.program));

  here("takes what the BFF has signed, also while a secret is exchanged", () => {
    expect(receive(receiver, {})).toBe("session.succeeded");
    expect(receive(receiver, { signedBy: [newSecret ?? "", secret ?? ""] })).toBe("session.succeeded");
  });

  here("refuses another secret, another body and an old message", () => {
    expect(receive(receiver, { signedBy: [foreign ?? ""] })).toBeUndefined();
    expect(receive(receiver, { body: body.replace("  1.0", " 1.0") })).toBeUndefined();
    expect(receive(receiver, { now: Date.now() - 301_000 })).toBeUndefined();
    expect(receive(receiver, { now: Date.now() + 330_000 })).toBeUndefined();
  });
});

test.skipIf(!isThere("python3")).each(["webhook-id", "webhook-timestamp", "webhook-signature"])(
  "the receiver in python raises the ValueError that it names where %s is missing",
  (without) => {
    const receiver = receivers.find(({ language }) => language === "python");
    const run = receiver === undefined ? undefined : runOn(receiver, { without });
    expect(run?.stderr).toContain("ValueError: a header of the webhook is missing");
    expect(run?.status).not.toBe(0);
  },
);
