/** Serves the widget's files under `/widget/`, to every origin, as the build compressed them. */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { z } from "zod";
import { fail } from "../core/errors.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseMethod } from "./middleware/refuse-method.ts";
import { sendProblem } from "./problem.ts";

const contentTypes: ReadonlyMap<string, string> = new Map([
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml; charset=utf-8"],
  [".map", "application/json; charset=utf-8"],
  [".txt", "text/plain; charset=utf-8"],
]);
const encodings = [
  { name: "br", suffix: ".br" },
  { name: "gzip", suffix: ".gz" },
] as const;

/** In characters; no file of the widget has a longer name. */
const longestPath = 200;

const forever = "public, max-age=31536000, immutable";
/** The entry file keeps its name from release to release. Five minutes bring a new one to every page soon. */
const shortly = "public, max-age=300";

export const notBuilt = fail(
  "not_found",
  "The widget is not built here: run `npm run build` in the project's folder, or start with `npm start`, which does it.",
);

const manifest = z.record(z.string(), z.looseObject({ file: z.string(), isEntry: z.boolean().optional() }));

/** A language's file. The hash in its name is that of all languages. */
const textsName = /^v1\/texts-[\w-]{8}-[\w-]+\.js$/;

/** Vite's manifests, which list all files but the languages': of the script for pages, and of the hosted page's. */
const manifestNames = [".vite/manifest.json", ".vite/hosted-manifest.json"] as const;

/** Says which files of a manifest have a hash of their content in their name. It is read again when it changes. */
function createManifestReader(path: string): (file: string) => Promise<boolean> {
  let readAtMs = 0;
  let hashed: ReadonlySet<string> = new Set();
  return async (file) => {
    const { mtimeMs } = await stat(path);
    if (mtimeMs !== readAtMs) {
      const chunks = Object.values(manifest.parse(JSON.parse(await readFile(path, "utf8"))));
      const names = chunks.filter((chunk) => chunk.isEntry !== true).map((chunk) => chunk.file);
      hashed = new Set(names.filter((name) => /-[\w-]{8}\.js$/.test(name)));
      readAtMs = mtimeMs;
    }
    return hashed.has(file);
  };
}

/** Says which files have a hash of their content in their name. */
function createHashedNames(folder: string, manifests: readonly string[]): (file: string) => Promise<boolean> {
  const readers = manifests.map((name) => createManifestReader(join(folder, name)));
  return async (file) => {
    if (textsName.test(file)) return true;
    return (await Promise.all(readers.map((isHashed) => isHashed(file)))).includes(true);
  };
}

/**
 * The file's path below the folder. Undefined if no such file may be served: each has one address, so that caches keep
 * one copy of it.
 */
function readFileName(request: Request): string | undefined {
  if (request.path.length > longestPath) return undefined;
  const name = decodeURIComponent(request.path).replace(/^\//, "");
  if (!/^[\w-][\w./-]*$/.test(name)) return undefined;
  if (name.split("/").some((part) => part === "" || part.startsWith("."))) return undefined;
  return contentTypes.get(extname(name)) === undefined ? undefined : name;
}

/** Whether the widget has been built there. Without it, its files and the hosted page are 404. */
export function isWidgetBuilt(folder: string): boolean {
  return existsSync(join(folder, ".vite/manifest.json"));
}

/** While the widget is not built: 404 that says what to do. */
export function requireWidget(folder: string): RequestHandler {
  return function checkWidget(request, response, next) {
    if (isWidgetBuilt(folder)) next();
    else sendProblem(request, response, notBuilt);
  };
}

/** A file as it is sent. All answers share the bytes. */
interface ServedFile {
  readonly bytes: Buffer;
  readonly mtimeMs: number;
  readonly etag: string;
}

/** Reads each file once, and again when it has changed: a build may replace it while the server runs. */
function createFileReader(folder: string): (name: string) => Promise<ServedFile | undefined> {
  const held = new Map<string, ServedFile>();
  const reading = new Map<string, Promise<ServedFile>>();

  async function read(name: string, mtimeMs: number): Promise<ServedFile> {
    const bytes = await readFile(join(folder, name));
    const etag = `W/"${bytes.length.toString(16)}-${Math.round(mtimeMs).toString(16)}"`;
    const file = { bytes, mtimeMs, etag };
    held.set(name, file);
    return file;
  }

  return async (name) => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile() !== true) return undefined;
    const { mtimeMs } = found;
    const known = held.get(name);
    if (known?.mtimeMs === mtimeMs) return known;
    const current = reading.get(name) ?? read(name, mtimeMs).finally(() => reading.delete(name));
    reading.set(name, current);
    return await current;
  };
}

/**
 * Sends the file that the request's path names, in the best encoding that the browser accepts and the build made.
 * @param options.missing what a 404 says
 * @param options.manifests Vite's manifests in the folder
 */
export function createFileSender(
  folder: string,
  options: { readonly missing: string; readonly manifests: readonly string[] },
): (request: Request, response: Response) => Promise<void> {
  const { missing, manifests } = options;
  const isHashed = createHashedNames(folder, manifests);
  const readServed = createFileReader(folder);

  async function findEncoded(request: Request, name: string) {
    for (const { name: encoding, suffix } of encodings) {
      if (!request.acceptsEncodings(encoding)) continue;
      const file = await readServed(name + suffix);
      if (file !== undefined) return { encoding, file };
    }
    return undefined;
  }

  return async function sendWidgetFile(request: Request, response: Response): Promise<void> {
    const name = readFileName(request);
    const plain = name === undefined ? undefined : await readServed(name);
    if (name === undefined || plain === undefined) {
      sendProblem(request, response, fail("not_found", missing));
      return;
    }
    const encoded = await findEncoded(request, name);
    const { bytes, etag, mtimeMs } = encoded?.file ?? plain;
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", (await isHashed(name)) ? forever : shortly);
    response.setHeader("ETag", etag);
    response.setHeader("Last-Modified", new Date(mtimeMs).toUTCString());
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    response.setHeader("Content-Type", contentTypes.get(extname(name)) ?? "application/octet-stream");
    if (encoded !== undefined) response.setHeader("Content-Encoding", encoded.encoding);
    response.setHeader("Content-Length", bytes.length);
    response.end(request.method === "HEAD" ? undefined : bytes);
  };
}

/** The widget's files, for pages of any origin. */
export function createWidgetRouter(folder: string): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const open: RequestHandler = (_request, response, next) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    next();
  };
  router.use(nameRoute("/widget/{file}"), open, requireWidget(folder));
  router.get(
    "/{*file}",
    createFileSender(folder, { missing: "The widget has no such file.", manifests: manifestNames }),
  );
  router.all("/{*file}", refuseMethod(["GET", "HEAD"]));
  return router;
}
