import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../../bff/cli/run.ts";
import { readConfig } from "../../bff/config.ts";
import { providers } from "../../bff/providers/registry.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
  file = join(folder, "checkout.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const shop = [
  "--name",
  "Cantina del Sol",
  "--url",
  "https://pay.example.com",
  "--origin",
  "https://shop.example.com",
];
const all = providers.flatMap(({ id }) => ["--provider", id]);

async function init(args: readonly string[], answers?: readonly string[]) {
  const lines: string[] = [];
  const rest = [...(answers ?? [])];
  const code = await runCommand(["init", "--config", file, ...args], {
    out: (line) => void lines.push(line),
    error: (line) => void lines.push(line),
    readLine: async () => rest.shift(),
    isInteractive: answers !== undefined,
    env: {},
  });
  return { code, text: lines.join("\n") };
}

function written() {
  const secrets = readFileSync(join(folder, "checkout.env"), "utf8");
  const pairs = [...secrets.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
  const env: Record<string, string> = Object.fromEntries(pairs);
  return { env, text: readFileSync(file, "utf8") };
}

test.each([[[]], [["--live"]]])(
  "init %j writes a file that lacks nothing but what a provider says",
  async (mode) => {
    const { code, text } = await init([
      ...shop,
      ...all,
      "--webhooks",
      "https://shop.example.com/webhooks",
      ...mode,
    ]);
    expect(code, text).toBe(0);
    for (const path of [file, join(folder, "checkout.env")]) expect(statSync(path).mode & 0o777).toBe(0o600);
    const { env, text: config } = written();
    const reading = readConfig({ text: config, env });
    const blanks = Object.keys(env).filter((name) => env[name] === "");
    const messages = reading.ok ? [] : reading.issues.map(({ message }) => message);
    expect(messages.toSorted()).toEqual(
      blanks.map((name) => `the environment variable ${name} is empty`).toSorted(),
    );
    for (const name of blanks)
      expect(text).toMatch(new RegExp(`^  ${name} in .*checkout\\.env: \\S.*\\.$`, "m"));
    for (const value of Object.values(env).filter(Boolean)) {
      expect(config).not.toContain(value);
      expect(text).not.toContain(value);
    }
  },
);

test("what init wrote is right once it is filled in", async () => {
  await init([...shop, "--provider", "paypro", "--docker"]);
  const { env, text } = written();
  const filled = { ...env, PAYPRO_MERCHANT_NO: "2000000001", PAYPRO_APP_SECRET: "made-up-secret" };
  expect(readConfig({ text, env: filled })).toMatchObject({
    ok: true,
    config: { listen: { host: "0.0.0.0" }, database: { url: "sqlite:/data/checkout.db" } },
  });
});

test.each([
  [["--url", "http://127.0.0.1:8799"], 8799],
  [["--url", "http://localhost:8799/pay"], 8799],
  [["--url", "http://localhost"], 8787],
  [["--url", "https://pay.example.com:8799"], 8787],
  [["--url", "http://127.0.0.1:8799", "--docker"], 8787],
])("init %j lets the server listen on port %i", async (url, port) => {
  expect((await init([...shop, "--provider", "paypro", ...url])).code).toBe(0);
  const { env, text } = written();
  const filled = { ...env, PAYPRO_MERCHANT_NO: "2000000001", PAYPRO_APP_SECRET: "made-up-secret" };
  expect(readConfig({ text, env: filled })).toMatchObject({ ok: true, config: { listen: { port } } });
});

test.each(["checkout", "the shop's $HOME"])(
  "the line that init prints reads the secrets of %j into a shell",
  async (name) => {
    file = join(folder, `${name}.json`);
    const { text } = await init([...shop, ...all]);
    const line = /^ {2}set -a; .*$/m.exec(text)?.[0] ?? "";
    const key = execFileSync("sh", ["-c", `${line}\nprintf %s "$PAY_API_KEY"`], {
      encoding: "utf8",
      env: {},
    });
    expect(readFileSync(join(folder, `${name}.env`), "utf8")).toContain(`PAY_API_KEY=${key}\n`);
    expect(key).toMatch(/^sk_sandbox_/);
  },
);

test("init overwrites nothing without --force, and then nobody else may read it", async () => {
  writeFileSync(file, "mine", { mode: 0o644 });
  const refused = await init([...shop, ...all]);
  expect(refused.code).toBe(1);
  expect(refused.text).toContain(`${file} would be overwritten`);
  expect(readFileSync(file, "utf8")).toBe("mine");
  expect((await init([...shop, ...all, "--force"])).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("without a terminal init asks nothing, and names what is missing", async () => {
  const { code, text } = await init(["--name", "Cantina del Sol"]);
  expect(code).toBe(64);
  expect(text.match(/^--\w+ is missing/gm)).toEqual([
    "--url is missing",
    "--origin is missing",
    "--provider is missing",
  ]);
});

test("on a terminal init asks for what the flags do not say", async () => {
  const answers = ["http://127.0.0.1:8787", "http://localhost:3000", "", "paypro bharatpay"];
  expect((await init(["--name", "Cantina del Sol"], answers)).code).toBe(0);
  const config: unknown = JSON.parse(written().text);
  expect(config).toMatchObject({
    publicUrl: "http://127.0.0.1:8787",
    merchant: { name: "Cantina del Sol", allowedOrigins: ["http://localhost:3000"], webhooks: [] },
    network: { allowPrivateAddresses: true },
    accounts: [{ id: "paypro" }, { id: "bharatpay" }],
  });
});

test.each([
  [[...shop, "--provider", "stripe"], "--provider stripe: there is paypro"],
  [[...shop, ...all, "--live", "--url", "http://pay.example.com"], "publicUrl: must be https in live"],
  [
    [...shop, ...all, "--origin", "https://shop.example.com/shop"],
    "merchant.allowedOrigins.0: must be an origin",
  ],
])("init %j writes nothing and says why", async (args, why) => {
  const { code, text } = await init(args);
  expect(code).toBe(64);
  expect(text).toContain(why);
  expect(() => statSync(file)).toThrow();
});

test("what init --docker wrote can be read by the image's user, and the secrets by their owner alone", async () => {
  const inFolder = join(folder, "config");
  const { text } = await init([...shop, ...all, "--docker", "--config", join(inFolder, "checkout.json")]);
  const modes = ["", "checkout.json", "checkout.env"].map(
    (name) => statSync(join(inFolder, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o755, 0o644, 0o600]);
  const config = readFileSync(join(inFolder, "checkout.json"), "utf8");
  const secrets = readFileSync(join(inFolder, "checkout.env"), "utf8");
  for (const [, value = ""] of secrets.matchAll(/^\w+=(.+)$/gm)) expect(config).not.toContain(value);
  expect(text).toContain(
    `docker run --rm --env-file ${inFolder}/checkout.env -v '${inFolder}:/config:ro' -v pay:/data pay-checkout check`,
  );
});

test("init makes the folder of the configuration", async () => {
  const inFolder = join(folder, "config/pay/checkout.json");
  const { code, text } = await init([...shop, "--provider", "paypro", "--config", inFolder]);
  expect(code, text).toBe(0);
  expect(existsSync(inFolder)).toBe(true);
  expect(existsSync(join(folder, "config/pay/checkout.env"))).toBe(true);
});

test("init leaves nothing behind where the configuration cannot be written", async () => {
  // A folder has the name of the configuration, which --force does not overwrite.
  mkdirSync(file);
  const { code, text } = await init([...shop, "--provider", "paypro", "--force"]);
  expect([code, text]).toEqual([1, expect.stringContaining("Nothing can be written")]);
  expect(existsSync(join(folder, "checkout.env"))).toBe(false);
});
