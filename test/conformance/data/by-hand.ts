/** What data files sign and write by themselves, so that no adapter is the judge of its own work. */
import { createHash } from "node:crypto";
import type { GivenAnswer } from "../data-shape.ts";

export function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}

/** An answer with this value as its JSON. */
export function json(value: unknown, status = 200): GivenAnswer {
  return { status, body: JSON.stringify(value) };
}

/** JSON text of pairs that are JSON already: numbers keep the text they have here. */
export function jsonText(pairs: readonly (readonly [name: string, literal: string])[]): string {
  return `{${pairs.map(([name, literal]) => `${JSON.stringify(name)}:${literal}`).join(",")}}`;
}
