/**
 * Lints the OpenAPI document with Spectral, generates clients from it with openapi-typescript and @hey-api/openapi-ts, and
 * compiles them. Not a part of `npm test`, because the tools weigh 110 MB: they are fetched into `.cache/openapi/`. It
 * exits with 1 when something is wrong.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describeApi } from "../bff/http/openapi.ts";

const root = dirname(import.meta.dirname);
const folder = join(root, ".cache/openapi");
const tools = [
  "@stoplight/spectral-cli@6.16.3",
  "openapi-typescript@7.13.0",
  "openapi-fetch@0.17.0",
  "@hey-api/openapi-ts@0.99.0",
  "typescript@5.9.3",
];
const usage = `import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";
import { createSession } from "./hey/index.ts";

const api = createClient<paths>({ baseUrl: "http://127.0.0.1" });
const body = {
  amount: { value: "150.00", currency: "MXN" },
  reference: "order-1001",
  returnUrl: "https://shop.example.com/thanks",
};
export async function create(): Promise<readonly (string | undefined)[]> {
  const { data, error } = await api.POST("/v1/sessions", { body });
  const other = await createSession({ body });
  return [data?.clientToken, error?.code, other.data?.clientToken, other.error?.code];
}
`;

function run(what: string, program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`wrong: ${what}\n${stdout}${stderr}`);
  console.log(`ok     ${what}`);
}

const tool = (name: string) => join(folder, "node_modules/.bin", name);
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

try {
  mkdirSync(folder, { recursive: true });
  write("package.json", JSON.stringify({ private: true, type: "module" }));
  write("spectral.json", JSON.stringify({ extends: ["spectral:oas"] }));
  write("usage.ts", usage);
  const described = describeApi({ publicUrl: "https://pay.cantina-del-sol.mx", version: "1.0.0" });
  write("openapi.json", JSON.stringify(described));
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  run("the tools are there", "npm", ["install", ...quiet, ...tools]);
  const lint = ["lint", "openapi.json", "--ruleset", "spectral.json", "--fail-severity", "hint"];
  run("spectral has nothing to say", tool("spectral"), lint);
  run("openapi-typescript makes types", tool("openapi-typescript"), ["openapi.json", "-o", "api.d.ts"]);
  run("@hey-api/openapi-ts makes a client", tool("openapi-ts"), ["-i", "openapi.json", "-o", "hey"]);
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "--allowImportingTsExtensions"];
  const target = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  run("a program with both compiles", join(root, "node_modules/.bin/tsc"), [
    ...strict,
    ...target,
    "--ignoreConfig",
    "usage.ts",
  ]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
