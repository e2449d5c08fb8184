/**
 * The places of the sources for a stack trace of the published bundle. Node could do it, but it would read all source
 * maps at the start and keep them (10 MB); here they are read at the first error.
 */
import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const mapFile = z.object({
  version: z.number(),
  file: z.string().default(""),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(""),
});

const maps = new Map<string, SourceMap | undefined>();

function mapOf(file: string): SourceMap | undefined {
  if (maps.has(file)) return maps.get(file);
  const path = `${file}.map`;
  // Run from the sources there is none, and none is needed.
  const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  const map = text === undefined ? undefined : new SourceMap(mapFile.parse(JSON.parse(text)));
  maps.set(file, map);
  return map;
}

/** Where the place begins and ends in a frame: in brackets behind the function's name, or alone. */
function placeIn(frame: string): readonly [number, number] {
  const bracket = frame.lastIndexOf("(");
  return bracket === -1 ? [frame.lastIndexOf(" ") + 1, frame.length] : [bracket + 1, frame.length - 1];
}

/** @param frame a line of a stack trace, such as `at run (file:///app/dist/bff/main-x.js:10:5)`. */
export function toSourcePlace(frame: string): string {
  const [start, end] = placeIn(frame);
  const place = frame.slice(start, end);
  const [numbers = "", line = "", column = ""] = /:(\d{1,7}):(\d{1,7})$/.exec(place) ?? [];
  const location = place.slice(0, place.length - numbers.length);
  if (numbers === "" || !location.endsWith(".js")) return frame;
  const file = location.startsWith("file:") ? fileURLToPath(location) : location;
  const origin = mapOf(file)?.findOrigin(Number(line), Number(column));
  if (origin === undefined || !("fileName" in origin) || origin.fileName === "") return frame;
  const { fileName, lineNumber, columnNumber } = origin;
  const source = `${fileName.replace(/^(?:\.\.\/)+/, "")}:${lineNumber}:${columnNumber}`;
  return frame.slice(0, start) + source + frame.slice(end);
}
