/** A secret in the configuration: `{ "env": NAME }`, `{ "file": PATH }` or, in sandbox only, the text itself. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { nameDenial } from "../core/denied-access.ts";
import { Secret } from "../core/secret.ts";

/** Where secrets are read from, and whether their text may stand in the file. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly allowLiteral: boolean;
}

export type SecretReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

const envReference = z.strictObject({ env: z.string().min(1) });
const fileReference = z.strictObject({ file: z.string().min(1) });

function refuse(message: string): SecretReading {
  return { ok: false, message };
}

function readVariable(name: string, env: SecretSource["env"]): SecretReading {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  if (text === undefined) return refuse(`the environment variable ${name} is not set`);
  if (text === "") return refuse(`the environment variable ${name} is empty`);
  return { ok: true, text };
}

function readSecretFile(path: string): SecretReading {
  try {
    // An editor or `echo` ends a file with a newline that is not part of the secret.
    const text = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    return text === "" ? refuse(`the file ${path} is empty`) : { ok: true, text };
  } catch (error) {
    return refuse(`the file ${path} cannot be read (${whyUnreadable(error)})`);
  }
}

/** The system's word for what went wrong (`ENOENT`), or the flag that Node lacks. */
export function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const code = "code" in error && typeof error.code === "string" ? error.code : "unknown error";
  return nameDenial(error) ?? code;
}

/** True for `{ "env": … }` and `{ "file": … }`. */
export function isSecretReference(raw: unknown): boolean {
  return envReference.safeParse(raw).success || fileReference.safeParse(raw).success;
}

/** The text of a secret. A message names the variable or the file, never the value. */
export function readSecret(raw: unknown, source: SecretSource): SecretReading {
  const variable = envReference.safeParse(raw);
  if (variable.success) return readVariable(variable.data.env, source.env);
  const file = fileReference.safeParse(raw);
  if (file.success) return readSecretFile(file.data.file);
  if (raw === undefined) return refuse("is required");
  if (typeof raw !== "string") return refuse('must be { "env": "NAME" } or { "file": "PATH" }');
  if (!source.allowLiteral) {
    return refuse('must be { "env": "NAME" } or { "file": "PATH" }: a secret may not stand in a live file');
  }
  return raw === "" ? refuse("must not be empty") : { ok: true, text: raw };
}

/**
 * A zod schema that reads a secret. `check` returns what is wrong with its text (without repeating it), or
 * null.
 */
export function secretSchema(source: SecretSource, check: (text: string) => string | null = () => null) {
  return z.unknown().transform((raw, context) => {
    const reading = readSecret(raw, source);
    const objection = reading.ok ? check(reading.text) : reading.message;
    if (!reading.ok || objection !== null) {
      context.addIssue(objection ?? "cannot be read");
      return z.NEVER;
    }
    return new Secret(reading.text);
  });
}
