/**
 * What a run of failover needs beside the packages: PostgreSQL with its tools, Patroni, etcd, HAProxy and PgBouncer, as
 * Debian has them. They are fetched into `.cache/`, without being installed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { libraryPathIn, unpackDebianPackages } from "../../support/debian-packages.ts";
import type { ServerUser } from "../../support/postgres-programs.ts";

const root = join(import.meta.dirname, "../../..");
const fetched = join(root, ".cache/failover");
/** Written last, so that a fetch that was broken off begins again. */
const complete = join(fetched, "complete");
/** Debian's, for which its packages of Python are. */
const python = "/usr/bin/python3";

const packages = ["etcd-server", "haproxy", "pgbouncer"];
const pythonPackages = [
  "patroni",
  ..."cdiff click dateutil dnspython etcd pkg-resources prettytable psutil psycopg2 six urllib3 wcwidth yaml"
    .split(" ")
    .map((name) => `python3-${name}`),
];
const libraries = /^lib(?:pq|lua|c-?ares|event|opentracing)/;

export interface Programs {
  /** The environment in which all of them find their libraries. */
  readonly environment: Readonly<Record<string, string>>;
  readonly postgresBin: string;
  readonly patroni: readonly string[];
  readonly etcd: string;
  readonly haproxy: string;
  readonly pgbouncer: string;
}

function within(place: string): Programs {
  const versions = join(place, "usr/lib/postgresql");
  const environment = {
    PATH: process.env.PATH ?? "",
    LD_LIBRARY_PATH: libraryPathIn(place),
    PYTHONPATH: join(place, "usr/lib/python3/dist-packages"),
    // The files that one user has compiled are none of the other's.
    PYTHONDONTWRITEBYTECODE: "1",
    LC_ALL: "C",
  };
  return {
    environment,
    postgresBin: join(versions, readdirSync(versions)[0] ?? "", "bin"),
    patroni: [python, "-m", "patroni"],
    etcd: join(place, "usr/bin/etcd"),
    haproxy: join(place, "usr/sbin/haproxy"),
    pgbouncer: join(place, "usr/sbin/pgbouncer"),
  };
}

/** Fetches what is not there yet: 32 MB. Throws where Debian's packages cannot be had. */
export function fetchPrograms(): void {
  if (existsSync(complete)) return;
  if (!existsSync(python))
    throw new Error(`Patroni needs Debian's Python (${python}): apt-get install python3`);
  mkdirSync(fetched, { recursive: true });
  const postgres = /Depends: (postgresql-\d+)/.exec(
    spawnSync("apt-cache", ["depends", "postgresql"], { encoding: "utf8" }).stdout ?? "",
  )?.[1];
  if (postgres === undefined) throw new Error("Debian's package postgresql is not to be had: apt-get update");
  const client = postgres.replace("postgresql-", "postgresql-client-");
  const all = [...packages, ...pythonPackages, postgres, client];
  unpackDebianPackages({ packages: all, libraries }, fetched);
  writeFileSync(complete, "");
}

/**
 * The programs for the user that runs PostgreSQL, who may not be allowed to look into the folder of the project (root's
 * home): then they are copied.
 */
export function programsFor(user: ServerUser, folder: string): Programs {
  const place = join(fetched, "root");
  const inPlace = within(place);
  const { status } = spawnSync(join(inPlace.postgresBin, "postgres"), ["--version"], {
    ...user,
    cwd: "/",
    env: inPlace.environment,
  });
  if (status === 0) return inPlace;
  const copy = join(folder, "programs");
  cpSync(place, copy, { recursive: true, verbatimSymlinks: true });
  return within(copy);
}

/** Each version, as its program says it. */
export function versionsOf({ environment, postgresBin, patroni, ...programs }: Programs): string[] {
  const [python3 = "", ...patroniArgs] = patroni;
  const calls: [string, readonly string[]][] = [
    [join(postgresBin, "postgres"), ["--version"]],
    [python3, [...patroniArgs, "--version"]],
    [programs.etcd, ["--version"]],
    [programs.haproxy, ["-v"]],
    [programs.pgbouncer, ["--version"]],
  ];
  return calls.map(([program, args]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { env: environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} does not run here: ${stderr}`);
    return (stdout.split("\n")[0] ?? "").replace("__main__.py", "patroni");
  });
}
