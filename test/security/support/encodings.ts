/** A text as it may be written elsewhere. Whoever looks for a secret has to look for all of them. */
import { createHash } from "node:crypto";

/** Shorter ones would be found by chance. */
const shortest = 8;

/** Base64 of a text somewhere in the middle of others: without the characters that its neighbours have a part in. */
function base64Inside(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const first = before === 0 ? 0 : before + 1;
    const isWhole = (before + bytes.length) % 3 === 0;
    return text.slice(first, isWhole ? text.length : -1);
  });
}

const swapCase = (text: string) =>
  text.replaceAll(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );

function escapeAll(text: string, write: (code: number) => string): string {
  return Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join("");
}

/** By name, each as it would stand in a text that is read as latin1. */
function writings(text: string): [string, string][] {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, "utf16le");
  const base64 = base64Inside(bytes);
  return [
    ["plain", bytes.toString("latin1")],
    ["plain text", text],
    ["in the other case", Buffer.from(swapCase(text)).toString("latin1")],
    ["in capitals", text.toUpperCase()],
    ["in small letters", text.toLowerCase()],
    ["backwards", [...text].reverse().join("")],
    ...base64.map((found): [string, string] => ["base64", found]),
    ...base64.map((found): [string, string] => [
      "base64url",
      found.replaceAll("+", "-").replaceAll("/", "_"),
    ]),
    ["hex", bytes.toString("hex")],
    ["hex in capitals", bytes.toString("hex").toUpperCase()],
    ["percent", encodeURIComponent(text)],
    ["percent of every byte", bytes.toString("hex").replaceAll(/../g, "%$&")],
    ["form", new URLSearchParams([["", text]]).toString().slice(1)],
    ["JSON", JSON.stringify(text).slice(1, -1)],
    ["JSON escapes", escapeAll(text, (code) => `\\u${code.toString(16).padStart(4, "0")}`)],
    ["UTF-16LE", wide.toString("latin1")],
    ["UTF-16BE", wide.swap16().toString("latin1")],
    ["base64 of UTF-16", Buffer.from(text, "utf16le").toString("base64").slice(0, -4)],
  ];
}

/** A digest without a key: whoever guesses the text can hold the guess against it. */
function digests(text: string): [string, string][] {
  return ["md5", "sha1", "sha256", "sha512"].flatMap((name) => {
    const digest = createHash(name).update(text).digest();
    return [
      [name, digest.toString("hex")],
      [name, digest.toString("base64").replaceAll("=", "")],
      [name, digest.toString("base64url")],
      [name, digest.toString("latin1")],
    ];
  });
}

/** @returns which of the secrets stand in the text, and how they are written */
export function findSecrets(text: string, secrets: Iterable<string>): string[] {
  const found = [...secrets].flatMap((secret) =>
    [...writings(secret), ...digests(secret)]
      .filter(([, written]) => written.length >= shortest && text.includes(written))
      .map(([how]) => `${secret} (${how})`),
  );
  return [...new Set(found)];
}
