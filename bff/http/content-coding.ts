/** `Content-Encoding`: which codings a body is in, and how they are undone within a limit. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

type Inflate = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

const undoGzip: Inflate = promisify(gunzip);
const undoBrotli: Inflate = promisify(brotliDecompress);
const undoZlib: Inflate = promisify(inflate);
const undoRaw: Inflate = promisify(inflateRaw);

/** `deflate` should have zlib's two bytes in front, and many senders leave them out. */
const undoDeflate: Inflate = async (bytes, options) => {
  const [first = 0, second = 0] = bytes;
  const hasZlibHeader = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  return await (hasZlibHeader ? undoZlib : undoRaw)(bytes, options);
};

const inflaters: ReadonlyMap<string, Inflate> = new Map([
  ["gzip", undoGzip],
  ["x-gzip", undoGzip],
  ["deflate", undoDeflate],
  ["br", undoBrotli],
]);

/** Codings that IANA lists and that nothing here can undo. Every other word is no coding, and is ignored. */
const otherCodings = new Set([
  "aes128gcm",
  "compress",
  "x-compress",
  "dcb",
  "dcz",
  "exi",
  "pack200-gzip",
  "zstd",
]);

/** More layers than one are seen where a proxy compresses once more. */
const mostCodings = 2;
const longestHeader = 200;

/**
 * The codings of a body, in the order in which they were applied. Some gateways write a character set or `none` there,
 * which are no codings. Undefined for codings that cannot be undone here.
 */
export function readCodings(header: string | undefined): readonly string[] | undefined {
  if (header === undefined) return [];
  if (header.length > longestHeader) return undefined;
  const words = header.split(",").map((word) => word.trim().toLowerCase());
  const codings = words.filter((word) => inflaters.has(word) || otherCodings.has(word));
  const isKnown = codings.every((word) => inflaters.has(word));
  return isKnown && codings.length <= mostCodings ? codings : undefined;
}

export type Decoding =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: "too_large" | "coding" };

/** Undoes the codings, the last one first. Nothing grows beyond `limitBytes` at any step. */
export async function decode(
  bytes: Uint8Array,
  { codings, limitBytes }: { readonly codings: readonly string[]; readonly limitBytes: number },
): Promise<Decoding> {
  let decoded = bytes;
  for (const coding of codings.toReversed()) {
    const undo = inflaters.get(coding);
    if (undo === undefined) return { ok: false, reason: "coding" };
    try {
      decoded = await undo(decoded, { maxOutputLength: limitBytes });
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }
  return { ok: true, bytes: decoded };
}

function reasonOf(error: unknown): "too_large" | "coding" {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  return error.code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "coding";
}
