/**
 * A real PgBouncer before a PostgreSQL server: the one that PGBOUNCER names, the one that `npm run test:postgres` has
 * fetched, or the machine's.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { findFreePort } from "../../scripts/free-port.ts";

/** Where `npm run test:postgres` puts it. */
export const fetchedPgBouncer = join(import.meta.dirname, "../../.cache/pgbouncer/pgbouncer");

/** Looked for at each call: `npm run test:postgres` fetches it in between. */
export function pgBouncerPath(): string {
  return process.env.PGBOUNCER || (existsSync(fetchedPgBouncer) ? fetchedPgBouncer : "pgbouncer");
}

export const hasPgBouncer = spawnSync(pgBouncerPath(), ["--version"]).status === 0;

export interface PgBouncer {
  /** The same database, through PgBouncer. */
  readonly url: string;
  stop(): Promise<void>;
}

async function canConnect(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}

export interface PgBouncerOptions {
  readonly mode: "session" | "transaction";
  /** Of its pool. */
  readonly size: number;
  /** More lines of its section `[pgbouncer]`. */
  readonly settings?: readonly string[];
  /** Another program than {@link pgBouncerPath}, and what it needs to run. */
  readonly program?: { readonly path: string; readonly environment: Readonly<Record<string, string>> };
}

/** @param url of the database behind it. */
export async function startPgBouncer(url: string, options: PgBouncerOptions): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), "pgbouncer-"));
  const [port, behind] = [await findFreePort(), new URL(url)];
  const name = behind.pathname.slice(1);
  const file = join(folder, "pgbouncer.ini");
  const user = decodeURIComponent(behind.username);
  writeFileSync(join(folder, "users.txt"), `"${user}" "${decodeURIComponent(behind.password)}"\n`);
  writeFileSync(
    file,
    [
      "[databases]",
      `${name} = host=${behind.hostname} port=${behind.port}`,
      "[pgbouncer]",
      `listen_addr = 127.0.0.1\nlisten_port = ${port}\nunix_socket_dir =`,
      `auth_type = plain\nauth_file = ${join(folder, "users.txt")}`,
      `pool_mode = ${options.mode}\ndefault_pool_size = ${options.size}`,
      ...(options.settings ?? []),
    ].join("\n"),
  );
  // PgBouncer does not run as root, and reads its files as the other user.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) spawnSync("chown", ["-R", "nobody", folder]);
  const { path, environment } = options.program ?? { path: pgBouncerPath(), environment: process.env };
  const args = [...(isRoot ? ["-u", "nobody"] : []), file];
  const running = spawn(path, args, { stdio: "ignore", env: environment });
  const ended = once(running, "exit");
  await vi.waitFor(() => canConnect(port), { timeout: 20_000 });
  const before = new URL(url);
  before.host = `127.0.0.1:${port}`;
  return {
    url: before.href,
    async stop() {
      running.kill("SIGINT");
      running.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
