/** Serves the widget's files under `/widget/`, to every origin, as the build compressed them. */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { z } from "zod";
import { fail } from "../core/errors.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { sendProblem } from "./problem.ts";

const contentTypes: ReadonlyMap<string, string> = new Map([
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".map", "application/json; charset=utf-8"],
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

/**
 * Says which files have a hash of their content in their name. Vite's manifest lists them; it is read again
 * when it changes.
 */
function createHashedNames(folder: string): (file: string) => Promise<boolean> {
  const path = join(folder, ".vite/manifest.json");
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

/** The file's path below the folder. Undefined if no such file may be served. */
function readFileName(request: Request): string | undefined {
  if (request.path.length > longestPath) return undefined;
  const name = normalize(decodeURIComponent(request.path)).replace(/^\/+/, "");
  if (!/^[\w-][\w./-]*$/.test(name) || name.split("/").some((part) => part.startsWith("."))) return undefined;
  return contentTypes.get(extname(name)) === undefined ? undefined : name;
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, ".vite/manifest.json"));
}

/** While the widget is not built: 404 that says what to do. */
export function requireWidget(folder: string): RequestHandler {
  return function checkWidget(request, response, next) {
    if (isBuilt(folder)) next();
    else sendProblem(request, response, notBuilt);
  };
}

/** Sends the file in the best encoding that the browser accepts and the build made. */
export function createWidgetRouter(folder: string): Router {
  const isHashed = createHashedNames(folder);

  async function sendWidgetFile(request: Request, response: Response): Promise<void> {
    const name = readFileName(request);
    if (name === undefined || !existsSync(join(folder, name))) {
      sendProblem(request, response, fail("not_found", "The widget has no such file."));
      return;
    }
    const encoding = encodings.find(
      ({ name: token, suffix }) => request.acceptsEncodings(token) && existsSync(join(folder, name + suffix)),
    );
    response.setHeader("Content-Type", contentTypes.get(extname(name)) ?? "application/octet-stream");
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", (await isHashed(name)) ? forever : shortly);
    if (encoding !== undefined) response.setHeader("Content-Encoding", encoding.name);
    // We set Cache-Control ourselves, and a part of a compressed script is of no use.
    const options = { root: folder, cacheControl: false, acceptRanges: false };
    await new Promise<void>((resolve, reject) => {
      response.sendFile(`${name}${encoding?.suffix ?? ""}`, options, (error) => {
        // A browser that has left is no error.
        if (error === undefined || response.headersSent || request.destroyed) resolve();
        else reject(error);
      });
    });
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  const open: RequestHandler = (_request, response, next) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    next();
  };
  router.use(nameRoute("/widget/{file}"), open, requireWidget(folder));
  router.get("/{*file}", sendWidgetFile);
  return router;
}
