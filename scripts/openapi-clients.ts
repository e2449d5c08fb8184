/**
 * Lints the OpenAPI document with Spectral, generates clients from it with openapi-typescript and @hey-api/openapi-ts,
 * compiles a program with both, and runs it against a checkout with the sandbox. Not a part of `npm test`, because the tools weigh 110 MB: they are fetched into `.cache/openapi/`. It
 * exits with 1 when something is wrong.
 */
import { execFile, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { describeApi } from "../bff/http/openapi.ts";
import { startEmbedded } from "../test/support/embedded.ts";

const root = dirname(import.meta.dirname);
const folder = join(root, ".cache/openapi");
const tools = [
  "@stoplight/spectral-cli@6.16.3",
  "openapi-typescript@7.13.0",
  "openapi-fetch@0.17.0",
  "@hey-api/openapi-ts@0.99.0",
  "typescript@5.9.3",
];
const program = "test/openapi/generated/run.ts";
/** What the program must have seen, by whichever client. */
const seen = (name: string) => ({
  opened: true,
  listed: true,
  read: `${name}-2`,
  canceled: "canceled",
  missing: "not_found",
  wrong: ["validation_failed", "expiresIn"],
});

function run(what: string, program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`wrong: ${what}\n${stdout}${stderr}`);
  console.log(`ok     ${what}`);
}

/** One file of the program and its clients, whose imports have no endings. */
async function bundle(): Promise<void> {
  const outDir = join(folder, "bundled");
  const lib = { entry: join(folder, "run.ts"), formats: ["es" as const], fileName: "run" };
  await build({ root: folder, configFile: false, logLevel: "error", build: { outDir, lib, minify: false } });
}

/** Runs the program against a checkout with the sandbox's providers. */
async function runProgram(): Promise<void> {
  const embedded = await startEmbedded((checkout, server) => server.on("request", checkout.handler));
  try {
    await embedded.checkout.start();
    const env = { ...process.env, PAY_URL: embedded.url, PAY_API_KEY: embedded.apiKey };
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "bundled/run.js")], { env });
    const expected = JSON.stringify(["fetch", "hey"].map(seen));
    if (stdout.trim() !== expected) throw new Error(`wrong: the clients saw\n${stdout}and not\n${expected}`);
    console.log(
      "ok     both create, open, list in pages, read and cancel sessions, and get errors with their codes",
    );
  } finally {
    await embedded.stop();
  }
}

const tool = (name: string) => join(folder, "node_modules/.bin", name);
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

try {
  mkdirSync(folder, { recursive: true });
  write("package.json", JSON.stringify({ private: true, type: "module" }));
  write("spectral.json", JSON.stringify({ extends: ["spectral:oas"] }));
  copyFileSync(join(root, program), join(folder, "run.ts"));
  const described = describeApi({ publicUrl: "https://pay.cantina-del-sol.mx", version: "1.0.0" });
  write("openapi.json", JSON.stringify(described));
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  run("the tools are there", "npm", ["install", ...quiet, ...tools]);
  const lint = ["lint", "openapi.json", "--ruleset", "spectral.json", "--fail-severity", "hint"];
  run("spectral has nothing to say", tool("spectral"), lint);
  run("openapi-typescript makes types", tool("openapi-typescript"), ["openapi.json", "-o", "api.d.ts"]);
  run("@hey-api/openapi-ts makes a client", tool("openapi-ts"), ["-i", "openapi.json", "-o", "hey"]);
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "--allowImportingTsExtensions"];
  const target = [
    "--target",
    "es2022",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    "--types",
    "node",
  ];
  run("a program with both compiles", join(root, "node_modules/.bin/tsc"), [
    ...strict,
    ...target,
    "--ignoreConfig",
    "run.ts",
  ]);
  await bundle();
  await runProgram();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
