/** The console's page and its files, as the build made and compressed them. */
import { join } from "node:path";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import helmet from "helmet";
import { basePathOf } from "../../base-path.ts";
import type { ServiceContext } from "../../services/context.ts";
import { nameRoute } from "../middleware/observe-request.ts";
import { refuseMethod } from "../middleware/refuse-method.ts";
import { createFileSender, requireWidget } from "../widget-files.ts";

/** Everything comes from this server, nothing may frame the page, and no text becomes a script. */
const pageSecurity = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["lit-html"],
  },
});

/** `GET /console`, and what the page loads from `/console/…`. */
export function createConsolePage(context: ServiceContext, widgetFolder: string): Router {
  const sendFile = createFileSender(join(widgetFolder, "console"), {
    manifests: [".vite/manifest.json"],
    // A file without a hash in its name belongs to the page, which may be new.
    shortly: "no-cache",
    missing: "The console has no such file.",
  });
  const before = (name: string): RequestHandler[] => [
    nameRoute(name),
    requireWidget(widgetFolder),
    pageSecurity,
  ];
  // The page's files stand beside it by relative addresses, so it has one address.
  const sendToPage: RequestHandler = (_request, response) => {
    const location = `${basePathOf(context.config.publicUrl)}/console`;
    response.status(308).setHeader("Location", location).end();
  };

  async function sendPage(request: Request, response: Response): Promise<void> {
    await sendFile(request, response, "index.html");
  }

  async function sendPart(request: Request<{ readonly file: string }>, response: Response): Promise<void> {
    const { file } = request.params;
    await sendFile(request, response, file.endsWith(".html") ? undefined : file);
  }

  const router = express.Router({ caseSensitive: true, strict: true });
  router.get("/console", ...before("/console"), sendPage);
  router.all("/console", nameRoute("/console"), refuseMethod(["GET", "HEAD"]));
  router.get("/console/", nameRoute("/console"), sendToPage);
  router.get("/console/:file", ...before("/console/{file}"), sendPart);
  return router;
}
