/** A secret in the configuration: `{ "env": NAME }`, `{ "file": PATH }` or, in sandbox only, the text itself. */
import { z } from "zod";
import { Secret } from "../core/secret.ts";
import { hasSecretPrefix } from "./found.ts";
import { readTextFile } from "./read-text.ts";

/** Where secrets are read from, and whether their text may stand in the file. */
export interface SecretSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly allowLiteral: boolean;
}

export type SecretReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** A PEM of several certificates has a few. */
const mostSecretBytes = 64 * 1024;

const envReference = z.strictObject({ env: z.string().min(1) });
const fileReference = z.strictObject({ file: z.string().min(1) });

function refuse(message: string): SecretReading {
  return { ok: false, message };
}

/** What every shell takes as the name of a variable. */
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function readVariable(name: string, env: SecretSource["env"]): SecretReading {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  if (text !== undefined && text !== "") return { ok: true, text };
  // Somebody may have put the secret itself where its name belongs.
  if (!variableName.test(name) || hasSecretPrefix(name)) {
    return refuse(
      'holds no variable\'s name: write { "env": "NAME" }, and set the variable NAME to the secret',
    );
  }
  return refuse(`the environment variable ${name} is ${text === undefined ? "not set" : "empty"}`);
}

function readSecretFile(path: string): SecretReading {
  const reading = readTextFile(path, mostSecretBytes);
  if (!reading.ok && (hasSecretPrefix(path) || /\p{Cc}|-----/u.test(path))) {
    return refuse('holds no file\'s path: write { "file": "PATH" }, and store the secret in the file PATH');
  }
  if (!reading.ok) return refuse(`the file ${path} ${reading.message}`);
  // An editor or `echo` ends a file with a newline that is not part of the secret.
  const text = reading.text.replace(/\r?\n$/, "");
  return text === "" ? refuse(`the file ${path} is empty`) : { ok: true, text };
}

/** What a secret may be, for the JSON Schema: every schema that reads one has it among its metadata. */
export const secretShape = {
  anyOf: [
    { type: "string" },
    {
      type: "object",
      properties: { env: { type: "string", minLength: 1 } },
      required: ["env"],
      additionalProperties: false,
    },
    {
      type: "object",
      properties: { file: { type: "string", minLength: 1 } },
      required: ["file"],
      additionalProperties: false,
    },
  ],
} as const;

/** True for `{ "env": … }` and `{ "file": … }`. */
export function isSecretReference(raw: unknown): boolean {
  return envReference.safeParse(raw).success || fileReference.safeParse(raw).success;
}

/** The text of a secret. A message names the variable or the file, never what may be the value. */
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
