/** The console's page and its files, as the build made them. All of it is the same for everybody: it holds no data. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import express, { type Request, type Response, type Router } from "express";
import helmet from "helmet";
import { fail } from "../../core/errors.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { refuseMethod } from "../middleware/refuse-method.ts";
import { sendProblem } from "../problem.ts";
import { createFileSender, isWidgetBuilt, notBuilt } from "../widget-files.ts";

/** Scripts and styles come as files of this server, nothing from elsewhere; no text becomes a script; nobody frames it. */
const security = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["lit-html"],
  },
});

const missing = "The console has no such file.";

/** @param widgetFolder where the widget was built; the console is in a folder of it */
export function createConsolePageRouter(widgetFolder: string): Router {
  const folder = join(widgetFolder, "console");
  const sendFile = createFileSender(folder, { missing, manifests: [".vite/manifest.json"] });

  async function sendPage(request: Request, response: Response): Promise<void> {
    if (!isWidgetBuilt(folder)) {
      sendProblem(request, response, notBuilt);
      return;
    }
    // Read anew each time: a build may replace it while the server runs.
    const page = await readFile(join(folder, "index.html"));
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Cache-Control", "no-cache");
    response.end(page);
  }

  async function sendNamed(request: Request, response: Response): Promise<void> {
    if (isWidgetBuilt(folder)) await sendFile(request, response);
    else sendProblem(request, response, fail("not_found", missing));
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  router.get("/console", nameRoute("/console"), security, sendPage);
  router.all("/console", nameRoute("/console"), refuseMethod(["GET", "HEAD"]));
  const files = express.Router({ caseSensitive: true, strict: true });
  files.get("/:file", nameRoute("/console/{file}"), sendNamed);
  router.use("/console", files);
  return router;
}
