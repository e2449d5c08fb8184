/** docs/webhooks.md: its receivers in three languages, as they stand there, with a webhook that the BFF has signed. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Secret } from "../../bff/core/secret.ts";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { findFreePort } from "../../scripts/free-port.ts";
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
  /** These headers are left out. */
  readonly without?: readonly string[];
}

/** What the page's function says of a message. @returns the event's type, or undefined when it throws. */
function receive({ language, program, file, call }: Receiver, message: Message): string | undefined {
  const { now = Date.now(), signedBy = [secret ?? ""], body: sent = body, without = [] } = message;
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-receiver-"));
  try {
    const [block] = blocksOf(language).filter((one) => one.file === "docs/webhooks.md");
    const secrets = signedBy.map((text) => new Secret(text));
    const signed = Object.entries({ ...signWebhook({ id: "evt_1", now, body, secrets }) });
    const headers = Object.fromEntries(signed.filter(([name]) => !without.includes(name)));
    writeFileSync(join(folder, file), `${block?.text}\n${call}`);
    writeFileSync(join(folder, "input.json"), JSON.stringify({ headers, secret }));
    writeFileSync(join(folder, "body.json"), sent);
    const run = spawnSync(program, [file], { cwd: folder, encoding: "utf8" });
    expect(run.error).toBeUndefined();
    return run.status === 0 ? run.stdout.trim() : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
    expect(receive(receiver, { without: ["webhook-signature"] })).toBeUndefined();
  });
});

const undo: (() => unknown)[] = [];
afterEach(() => {
  for (const action of undo.splice(0).reverse()) action();
});

/** The page in PHP that receives webhooks, in a PHP that shows errors. @returns what it answers to the signed body. */
async function servePhp(program: string, env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "pay-checkout-receiver-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const [reader, page] = blocksOf("php").filter((one) => one.file === "docs/webhooks.md");
  writeFileSync(join(folder, "read-event.php"), reader?.text ?? "");
  writeFileSync(join(folder, "webhooks.php"), page?.text ?? "");
  const address = `127.0.0.1:${await findFreePort()}`;
  const args = ["-d", "display_errors=1", "-S", address, "webhooks.php"];
  const server = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: "ignore",
  });
  undo.push(() => server.kill());
  await vi.waitFor(() => fetch(`http://${address}`), { timeout: 20_000 });
  return async (signedBy: string) => {
    const headers = signWebhook({ id: "evt_1", now: Date.now(), body, secrets: [new Secret(signedBy)] });
    const answer = await fetch(`http://${address}`, { method: "POST", headers: { ...headers }, body });
    return [answer.status, await answer.text()];
  };
}

const php = process.env.PHP_PATH ?? "php";
test.skipIf(!isThere(php))(
  "the page in PHP answers 401 to what is foreign, and 500 when it fails",
  async () => {
    const right = await servePhp(php, { PAY_WEBHOOK_SECRET: secret ?? "" });
    expect(await right(secret ?? "")).toEqual([204, ""]);
    expect(await right(foreign ?? "")).toEqual([401, ""]);
    const withoutSecret = await servePhp(php, {});
    expect((await withoutSecret(secret ?? ""))[0]).toBe(500);
  },
);
