/** Compressed copies of texts that are sent many times, made when they are first wanted. */
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export type Coding = "br" | "gzip";

/** More than there are languages, each in two codings. When it is exceeded, all are made anew. */
const mostCopies = 200;

const compressors: Readonly<Record<Coding, (text: string) => Promise<Buffer>>> = {
  br: (text) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (text) => zip(text, { level: 9 }),
};

/** @returns gives the copy of a text; `tag` is the text's own, and tells it from all others */
export function createCompressedCopies(): (tag: string, text: string, coding: Coding) => Promise<Buffer> {
  const copies = new Map<string, Promise<Buffer>>();
  return async (tag, text, coding) => {
    const key = `${coding} ${tag}`;
    const known = copies.get(key);
    if (known !== undefined) return await known;
    if (copies.size >= mostCopies) copies.clear();
    const made = compressors[coding](text);
    copies.set(key, made);
    return await made;
  };
}
