/** docs/webhooks.md: its receivers in three languages, as they stand there, with a webhook that the BFF has signed. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { signWebhook } from "../../bff/webhooks/sign.ts";
import { secretOf } from "./support/webhook-secret.ts";
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

const secret = secretOf("the endpoint's");
const body = JSON.stringify({ type: "session.succeeded", data: { session: { description: "café  1.0" } } });

function headersAt(now: number, secrets: readonly string[]): Readonly<Record<string, string>> {
  return { ...signWebhook({ id: "evt_1", now, body, secrets }) };
}
