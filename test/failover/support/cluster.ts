/**
 * Two machines with PostgreSQL under Patroni, the second a synchronous standby of the first, and etcd on a third one, which
 * says who is the primary. As in production, but that etcd is one process.
 */
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { parseDocument } from "yaml";
import { z } from "zod";
import { findFreePort } from "../../../scripts/free-port.ts";
import { run } from "../../support/debian-packages.ts";
import type { ServerUser } from "../../support/postgres-programs.ts";
import { readDeployFile } from "./deploy-files.ts";
import { createNetwork, type NetworkMachine } from "./network.ts";
import { type Program, startProgram } from "./processes.ts";
import type { Programs } from "./programs.ts";

const postgresPort = 5432;
const patroniPort = 8008;
const startMs = 120_000;

const standing = z.object({
  members: z.array(z.looseObject({ name: z.string(), role: z.string(), state: z.string() })),
});

export interface DatabaseMachine extends NetworkMachine {
  /** Starts Patroni, which starts PostgreSQL. */
  start(): void;
  kill(): Promise<void>;
  /** Stops all its processes where they are, without ending them, or lets them go on. */
  freeze(isFrozen: boolean): void;
  /** Runs a statement as the superuser, on the machine itself. @returns what it says, one row a line */
  psql(statement: string): string;
}

export interface Cluster {
  readonly machines: readonly DatabaseMachine[];
  readonly password: string;
  /** The machine whose Patroni says that it is the primary; undefined while none does. */
  primary(): Promise<DatabaseMachine | undefined>;
  /** Waits until one machine is the primary and the other its synchronous standby. */
  isWhole(): Promise<boolean>;
  remove(): Promise<void>;
}

/** The status of Patroni's answer; undefined when there is none. */
async function ask(address: string, path: string, init: RequestInit = {}): Promise<Response | undefined> {
  try {
    return await fetch(`http://${address}:${patroniPort}${path}`, {
      signal: AbortSignal.timeout(2_000),
      ...init,
    });
  } catch {
    return undefined;
  }
}

/** Patroni's own planned change of the primary. Throws when Patroni refuses it. */
export async function switchOver(from: DatabaseMachine, to: DatabaseMachine): Promise<void> {
  const body = JSON.stringify({ leader: from.name, candidate: to.name });
  const answer = await ask(from.front, "/switchover", {
    method: "POST",
    body,
    signal: AbortSignal.timeout(60_000),
  });
  if (answer?.status !== 200) throw new Error(`Patroni refused: ${answer?.status} ${await answer?.text()}`);
}

export async function startCluster(options: {
  readonly programs: Programs;
  readonly user: ServerUser;
  readonly folder: string;
}): Promise<Cluster> {
  const { programs, user, folder } = options;
  const { environment } = programs;
  const network = createNetwork();
  const secret = () => randomBytes(12).toString("hex");
  const [password, replicationPassword, rewindPassword] = [secret(), secret(), secret()];
  const running: Program[] = [];
  const own = (path: string): string => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, user.uid, user.gid);
    return path;
  };
  // A change of the user forgets the signal that is to come with the death of the parent.
  const asUser = [
    "setpriv",
    "--pdeathsig=KILL",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
  ];

  const etcdPort = await findFreePort();
  const etcdUrl = `http://${network.here}:${etcdPort}`;
  running.push(
    startProgram({
      command: [
        programs.etcd,
        `--data-dir=${join(folder, "etcd")}`,
        `--listen-client-urls=${etcdUrl}`,
        `--advertise-client-urls=${etcdUrl}`,
        `--listen-peer-urls=http://${network.here}:${await findFreePort()}`,
      ],
      environment,
      logFile: join(folder, "etcd.log"),
    }),
  );

  /** The documented settings, with the names and secrets of this run. */
  function settingsOf({ name, back }: NetworkMachine, place: string): string {
    const settings = parseDocument(readDeployFile("patroni.yml"));
    const own: readonly [path: string, value: string | readonly string[]][] = [
      ["name", name],
      ["etcd3.hosts", `${network.here}:${etcdPort}`],
      ["restapi.connect_address", `${back}:${patroniPort}`],
      ["postgresql.connect_address", `${back}:${postgresPort}`],
      ["postgresql.data_dir", join(place, "data")],
      ["postgresql.bin_dir", programs.postgresBin],
      ["postgresql.pgpass", join(place, "pgpass")],
      ["postgresql.parameters.unix_socket_directories", place],
      ["postgresql.authentication.superuser.password", password],
      ["postgresql.authentication.replication.password", replicationPassword],
      ["postgresql.authentication.rewind.password", rewindPassword],
      // The user of the server has another name here than in PostgreSQL.
      ["postgresql.pg_hba.0", "local all all trust"],
    ];
    for (const [path, value] of own)
      settings.setIn(
        path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
        value,
      );
    return settings.toString();
  }

  function createMachine(name: string): DatabaseMachine {
    const machine = network.machine(name);
    const place = own(join(folder, name));
    const file = join(place, "patroni.yml");
    writeFileSync(file, settingsOf(machine, place), { mode: 0o600 });
    chownSync(file, user.uid, user.gid);
    let program: Program | undefined;
    const inside = ["ip", "netns", "exec", machine.namespace, ...asUser];
    return {
      ...machine,
      start() {
        program = startProgram({
          command: [...inside, ...programs.patroni, file],
          environment,
          logFile: join(folder, `${name}.log`),
        });
        running.push(program);
      },
      async kill() {
        await program?.kill();
      },
      freeze(isFrozen) {
        const pids = run("ip", ["netns", "pids", machine.namespace], "/").split("\n").filter(Boolean);
        for (const pid of pids) process.kill(Number(pid), isFrozen ? "SIGSTOP" : "SIGCONT");
      },
      psql(statement) {
        const psql = join(programs.postgresBin, "psql");
        const args = ["-h", place, "-U", "postgres", "-XAtqc", statement];
        const library = `LD_LIBRARY_PATH=${environment.LD_LIBRARY_PATH}`;
        return run("ip", [...inside.slice(1), "env", library, psql, ...args], "/").trim();
      },
    };
  }

  const machines = [createMachine("a"), createMachine("b")];
  async function primary(): Promise<DatabaseMachine | undefined> {
    const answers = await Promise.all(machines.map(({ front }) => ask(front, "/primary")));
    return machines.find((_, index) => answers[index]?.status === 200);
  }
  async function isWhole(): Promise<boolean> {
    const leader = await primary();
    if (leader === undefined) return false;
    const answer = await ask(leader.front, "/cluster");
    if (answer?.status !== 200) return false;
    const { members } = standing.parse(await answer.json());
    return members.some(({ role, state }) => role === "sync_standby" && /running|streaming/.test(state));
  }

  const [first, second] = machines;
  first?.start();
  await vi.waitUntil(async () => (await primary()) !== undefined, { timeout: startMs, interval: 250 });
  second?.start();
  await vi.waitUntil(isWhole, { timeout: startMs, interval: 250 });
  return {
    machines,
    password,
    primary,
    isWhole,
    async remove() {
      for (const program of running.reverse()) await program.kill();
      network.remove();
    },
  };
}
