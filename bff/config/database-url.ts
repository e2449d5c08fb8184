/** Where the database is: `sqlite:PATH` or `postgres://…`. */
import { z } from "zod";
import { isPrivateHost } from "../core/web-targets.ts";
import { readSecret, type SecretSource } from "./secrets.ts";
import type { Environment } from "./types.ts";

/** Each says plainly whether the connection is encrypted. The other modes (`prefer`, `allow`) promise nothing. */
const plainModes = new Set(["require", "verify-ca", "verify-full", "no-verify", "disable"]);

/** `allow` and `prefer` are for a sandbox, or a database nearby. */
const modes = new Set([...plainModes, "prefer", "allow"]);

/** The driver takes any other word as if it wanted TLS. */
function objectToMode(url: URL): string | null {
  return url.searchParams.getAll("sslmode").every((mode) => modes.has(mode))
    ? null
    : `has an unknown sslmode: it is one of ${[...modes].join(", ")}`;
}

/** Where the driver connects to: the last `host` wins, and without any the environment names one. */
function hostOf(url: URL, env: SecretSource["env"]): string {
  const named = url.searchParams.getAll("host").at(-1) ?? decodeURIComponent(url.hostname);
  return named === "" ? (env.PGHOST ?? "") : named;
}

/** What travels over the network in clear, the password included, or null. */
function objectToTransport(url: URL, env: SecretSource["env"]): string | null {
  const host = hostOf(url, env);
  // A socket in the file system, this machine or a private network.
  if (host === "" || host.startsWith("/") || isPrivateHost(host)) return null;
  const { searchParams } = url;
  // The last one wins, as in the driver.
  if (plainModes.has(searchParams.getAll("sslmode").at(-1) ?? "") || searchParams.get("ssl") === "true")
    return null;
  return "must say how the connection is encrypted: add ?sslmode=verify-full (sslmode=disable sends everything in clear)";
}

/** SQLite also knows its memory by a URI. */
const inMemory = /^sqlite:(?::memory:$|file:.*(?::memory:|mode=memory))/i;

function objectToFile(url: string, environment: Environment): string | null {
  if (!/^sqlite:./.test(url)) return "must be sqlite:PATH or postgres://…";
  return environment === "live" && inMemory.test(url)
    ? "must be a file or PostgreSQL in live: what is in memory is lost at each restart, open payments included"
    : null;
}

interface Reading {
  readonly url: string;
  /** As it stands in the file, not by reference. */
  readonly isLiteral: boolean;
  readonly env: SecretSource["env"];
}

function objectTo({ url, isLiteral, env }: Reading, environment: Environment): string | null {
  const parsed = /^postgres(?:ql)?:\/\//.test(url) ? URL.parse(url) : null;
  if (parsed === null) return objectToFile(url, environment);
  const objection = objectToMode(parsed);
  if (objection !== null || environment === "sandbox") return objection;
  if (isLiteral && parsed.password !== "") {
    return 'holds a password: in live it must be { "env": "NAME" } or { "file": "PATH" }';
  }
  return objectToTransport(parsed, env);
}

/** Also a secret that stands for one: a PostgreSQL URL holds a password. */
export function databaseUrlSchema(environment: Environment, source: SecretSource) {
  return z.unknown().transform((raw, context) => {
    const reading = readSecret(raw, { ...source, allowLiteral: true });
    const objection = reading.ok
      ? objectTo({ url: reading.text, isLiteral: typeof raw === "string", env: source.env }, environment)
      : reading.message;
    if (!reading.ok || objection !== null) {
      context.addIssue(objection ?? "cannot be read");
      return z.NEVER;
    }
    return reading.text;
  });
}
