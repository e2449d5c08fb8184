import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const compressible = /\.(js|css)$|\bfallback\.json$/;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Writes `<file>.br` and `<file>.gz`, so that the server need not compress. */
async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  await Promise.all([
    brotli(bytes, { params }).then((short) => writeFile(`${file}.br`, short)),
    zip(bytes, { level: 9 }).then((short) => writeFile(`${file}.gz`, short)),
  ]);
}

/**
 * Compresses every script and style in `folder` and the texts of the fallback, and writes `integrity.json` with the hash of each, `sha384-…`, for
 * `<script integrity>`. A page that pins the entry also pins its chunks, because the entry contains their hashed names.
 */
export async function finishBuild(folder: string): Promise<void> {
  const files = await filesOf(folder);
  await Promise.all(files.map(compress));
  const integrity = await Promise.all(
    files.map(async (file) => {
      const hash = createHash("sha384")
        .update(await readFile(file))
        .digest("base64");
      return [relative(folder, file).split(sep).join("/"), `sha384-${hash}`] as const;
    }),
  );
  await writeFile(
    join(folder, "integrity.json"),
    `${JSON.stringify(Object.fromEntries(integrity), null, 2)}\n`,
  );
}
