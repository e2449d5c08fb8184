/** The settings that docs/deploy/failover/ shows. A run uses them, so that what is measured is what is documented. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../docs/deploy/failover");

export function readDeployFile(name: "patroni.yml" | "haproxy.cfg" | "pgbouncer.ini"): string {
  return readFileSync(join(folder, name), "utf8");
}

/** The lines of PgBouncer's settings that say nothing about a place or a size. */
export function pgBouncerSettings(): string[] {
  const lines = readDeployFile("pgbouncer.ini").split("\n");
  return lines.filter((line) => /^(?:server_|max_client_conn)/.test(line));
}
