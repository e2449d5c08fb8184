/**
 * Makes the bodies of events small before they are sealed. They are most of what a payment leaves behind, and nearly all
 * of each is in every other one.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { eventDictionary } from "./event-dictionary.ts";

const dictionary = { dictionary: eventDictionary } as const;
/** Room for the dictionary and a body. The standard is four times as much memory for each call, and packs no better. */
const small = { windowBits: 13, memLevel: 6 } as const;
/** No body is nearly as long. */
const mostBytes = 16 * 1024 * 1024;

export function pack(text: string): Uint8Array {
  return deflateRawSync(text, { ...dictionary, ...small });
}

/** Throws on anything that {@link pack} did not make. */
export function unpack(packed: Uint8Array): string {
  return inflateRawSync(packed, { ...dictionary, maxOutputLength: mostBytes }).toString("utf8");
}
