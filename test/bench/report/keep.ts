/** Reads and writes the results and what is made from them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writePage } from "./page.ts";
import { drawPicture } from "./picture.ts";
import { type Result, type Results, results } from "./results.ts";

const docs = join(import.meta.dirname, "../../../docs");
const dataFile = join(docs, "performance.json");
const pageFile = join(docs, "performance.md");
const pictureFile = join(docs, "images/performance.svg");

export function readResults(): Results {
  return existsSync(dataFile) ? results.parse(JSON.parse(readFileSync(dataFile, "utf8"))) : {};
}

/** Keeps the result of a run at full size, and writes the page and the picture again. */
export function keepResult(name: string, result: Result): void {
  const all = { ...readResults(), [name]: result };
  writeFileSync(dataFile, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(pageFile, writePage(readFileSync(pageFile, "utf8"), all));
  writeFileSync(pictureFile, drawPicture(all));
}
