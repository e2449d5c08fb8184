/** The proxy for outgoing connections: the file's, else the environment's. Source: docs/network.md#through-a-proxy */
import { z } from "zod";
import { type OutgoingProxy, objectToProxyUrl, parseDirectHosts } from "../core/outgoing-proxy.ts";
import { Secret } from "../core/secret.ts";
import { readSecret, type SecretReading, type SecretSource } from "./secrets.ts";
import type { Environment } from "./types.ts";

/** The small letters are older, and go first in other programs, too. Empty counts as not set. */
function variable(env: SecretSource["env"], name: string): string {
  return env[name.toLowerCase()] || env[name] || "";
}

/** Other programs take `proxy:3128`, too. */
function withScheme(text: string): string {
  return text.includes("://") ? text : `http://${text}`;
}

function readFileProxy(raw: unknown, environment: Environment, source: SecretSource): SecretReading {
  const reading = readSecret(raw, { ...source, allowLiteral: true });
  if (!reading.ok) return reading;
  const objection = objectToProxyUrl(reading.text);
  if (objection !== null) return { ok: false, message: objection };
  const { password } = new URL(reading.text);
  if (environment === "live" && typeof raw === "string" && password !== "") {
    const message = 'holds a password: in live it must be { "env": "NAME" } or { "file": "PATH" }';
    return { ok: false, message };
  }
  return reading;
}

function readEnvironmentProxy(env: SecretSource["env"]): SecretReading | null {
  const text = variable(env, "HTTPS_PROXY");
  if (text === "") return null;
  const objection = objectToProxyUrl(withScheme(text));
  return objection === null
    ? { ok: true, text: withScheme(text) }
    : { ok: false, message: `is not set, and HTTPS_PROXY of the environment ${objection}` };
}

export function outgoingProxySchema(environment: Environment, source: SecretSource) {
  return z.unknown().transform((raw, context): OutgoingProxy | null => {
    const reading = raw === null ? readEnvironmentProxy(source.env) : readFileProxy(raw, environment, source);
    if (reading === null) return null;
    if (!reading.ok) {
      context.addIssue(reading.message);
      return z.NEVER;
    }
    return {
      url: new Secret(reading.text),
      httpsOnly: raw === null,
      direct: parseDirectHosts(variable(source.env, "NO_PROXY")),
    };
  });
}
