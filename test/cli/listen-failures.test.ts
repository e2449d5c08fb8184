/** What is said, and with which exit code, when the server cannot listen where `listen` says. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { explainStart } from "../../bff/cli/explain-start.ts";
import { runCommand } from "../../bff/cli/run.ts";
import { minimal } from "../config/support/configuration.ts";
import { listenOnFreePort } from "../support/net.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-listen-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeConfig(listen: object): string {
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify({ ...minimal, listen, database: { url: "sqlite::memory:" } }));
  return file;
}

async function run(...args: string[]) {
  const error: string[] = [];
  const write = (line: string) => void error.push(line);
  const code = await runCommand(args, { out: write, error: write, env: {} });
  return { code, error: error.join("\n") };
}

describe("an address that cannot be listened on", () => {
  const servers = [createServer(), createServer()];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function failToListen(options: { readonly host: string; readonly port: number }): Promise<string> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<unknown>();
    server.on("error", resolve).listen(options);
    return explainStart(await promise);
  }

  test("is named with its port and the reason", async () => {
    const [taken = createServer()] = servers;
    const port = await listenOnFreePort(taken);
    expect(await failToListen({ host: "127.0.0.1", port })).toBe(
      `The server cannot listen on 127.0.0.1:${port}: another program uses it (EADDRINUSE). See listen.port in the configuration.`,
    );
    expect(await failToListen({ host: "192.0.2.1", port: 8787 })).toBe(
      "The server cannot listen on 192.0.2.1:8787: this machine has no such address (EADDRNOTAVAIL). See listen.host in the configuration.",
    );
    expect(await failToListen({ host: "name.invalid", port: 8787 })).toMatch(
      /^The server cannot listen on name\.invalid: .+ \((?:ENOTFOUND|EAI_AGAIN)\)\. See listen\.host in the configuration\.$/,
    );
  });
});

test("an address that is not there and a port in use may be there after a restart, so they are no mistakes in the configuration", async () => {
  const taken = createServer();
  onTestFinished(() => void taken.close());
  const port = await listenOnFreePort(taken);
  const serve = (listen: object) => run("serve", "--config", writeConfig(listen));
  expect(await serve({ host: "192.0.2.1" })).toMatchObject({
    code: 1,
    error: expect.stringContaining("See listen.host in the configuration."),
  });
  expect(await serve({ port })).toMatchObject({
    code: 1,
    error: expect.stringContaining("See listen.port in the configuration."),
  });
});
