/**
 * Runs one temporary PostgreSQL server until its owner process ends.
 *
 * It is a process of its own and reads commands from its standard input. That stream ends when the owner ends, however
 * it died. Then it stops the server and removes its folder, so a killed test run leaves nothing behind.
 *
 * In, one word a line: `stop` (as an operator would), `crash` (as `kill -9` would), `start`, and with `--standby`, `demote`
 * (stops it, and starts it as a standby).
 * Out, one JSON object a line: `{"state":"running","url":…}`, `{"state":"stopped"}`, `{"state":"failed","reason":…}`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findFreePort } from "../../scripts/free-port.ts";
import { findServerUser, preparePrograms, programsIn, type ServerUser } from "./postgres-programs.ts";

const readyLine = /database system is ready to accept (?:read-only )?connections/;
const startAttempts = 5;

const user = findServerUser();
const durable = process.argv.includes("--durable") ? "on" : "off";
const canBeStandby = process.argv.includes("--standby");
const bin = process.argv.find((arg) => arg.startsWith("--programs="))?.slice("--programs=".length);
const folder = mkdtempSync(join(tmpdir(), "pay-checkout-pg-"));
const data = join(folder, "data");
const password = randomBytes(12).toString("hex");
const identity: Partial<ServerUser> = user ?? {};

let server: ChildProcess | undefined;
let port = 0;

function report(message: Record<string, string>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function initialise(initdb: string): Promise<void> {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`);
  if (user !== undefined) {
    chownSync(folder, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  // An ICU locale, as production servers have: "a" < "B" here, "B" < "a" in SQLite. Code that relies on the order of
  // text in one engine fails on the other, so the tests should find it.
  const args = ["--pgdata", data, "--username=postgres", "--auth=password", `--pwfile=${passwordFile}`];
  args.push("--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US", "--no-sync");
  const child = spawn(initdb, args, { ...identity, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${complaint.trim()}`);
}

/** Resolves to undefined when the server accepts connections, or to its last output when it ended. */
async function launch(postgres: string): Promise<string | undefined> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "300",
    shared_buffers: "64MB",
    // Tests need not survive a power loss, but measurements must include its cost. synchronous_commit stays on, because
    // a crashed server must keep what it acknowledged.
    fsync: durable,
    full_page_writes: durable,
    wal_level: canBeStandby ? "replica" : "minimal",
    max_wal_senders: canBeStandby ? "1" : "0",
    lc_messages: "C",
  };
  const args = ["-D", data, "-p", String(port)];
  for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
  const child = spawn(postgres, args, { ...identity, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  server = child;
  let tail = "";
  return await new Promise((resolve) => {
    child.stderr.on("data", (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-4000);
      if (readyLine.test(tail)) resolve(undefined);
    });
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => {
      if (server === child) server = undefined;
      resolve(tail.trim() || "it ended without a word");
    });
  });
}

async function start(postgres: string, attempts: number): Promise<void> {
  let complaint: string | undefined = "it was never tried";
  for (let attempt = 0; attempt < attempts && complaint !== undefined; attempt++) {
    // Another program may have taken the port since.
    if (attempts > 1) port = await findFreePort();
    complaint = await launch(postgres);
  }
  if (complaint !== undefined) throw new Error(`PostgreSQL did not start: ${complaint}`);
  report({ state: "running", url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` });
}

async function stop(signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (server === undefined) return;
  const closed = once(server, "close");
  server.kill(signal);
  await closed;
}

async function obey(command: string, postgres: string): Promise<void> {
  if (command === "start") await start(postgres, 1);
  else if (command === "demote") {
    await stop("SIGINT");
    writeFileSync(join(data, "standby.signal"), "");
    await start(postgres, 1);
  } else if (command === "stop" || command === "crash") {
    await stop(command === "stop" ? "SIGINT" : "SIGQUIT");
    report({ state: "stopped" });
  } else throw new Error(`unknown command ${command}`);
}

async function main(): Promise<void> {
  const commands = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  try {
    const programs = bin === undefined ? await preparePrograms({ folder, user }) : programsIn(bin);
    await initialise(programs.initdb);
    await start(programs.postgres, startAttempts);
    for (let next = await commands.next(); next.done !== true; next = await commands.next()) {
      await obey(next.value, programs.postgres);
    }
  } catch (error) {
    report({ state: "failed", reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
  await stop("SIGQUIT");
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}

// Ignore Ctrl-C, which the terminal sends to the whole group: this process ends when its owner ends.
process.on("SIGINT", () => undefined);
process.stdout.on("error", () => undefined);
await main();
