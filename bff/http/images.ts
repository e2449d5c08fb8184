/** Serves the pictures of the configuration: the merchant's logo and icons of methods, to every origin. */
import express, { type Request, type Response, type Router } from "express";
import type { ImageFile } from "../config/images.ts";
import type { CheckoutConfig } from "../config/types.ts";
import { fail } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { sendProblem } from "./problem.ts";
import { imageOperation } from "./specs/open.ts";

function findImage({ merchant, accounts }: CheckoutConfig, name: unknown): ImageFile | undefined {
  const icons = accounts.flatMap(({ methods }) => methods.map(({ icon }) => icon));
  return [merchant.logo, ...icons].find((image) => image?.name === name) ?? undefined;
}

export function createImagesRouter(context: ServiceContext): Router {
  const router = express.Router({ caseSensitive: true, strict: true });

  function sendImage(request: Request, response: Response): void {
    const image = findImage(context.config, request.params.file);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (image === undefined) {
      sendProblem(request, response, fail("not_found", "There is no such picture."));
      return;
    }
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    // An SVG is a document when it is opened by itself: it may have styles, and nothing else.
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.setHeader("Content-Type", image.contentType);
    response.setHeader("ETag", `"${image.name}"`);
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    response.setHeader("Content-Length", image.bytes.length);
    response.end(request.method === "HEAD" ? undefined : image.bytes);
  }

  router.get("/images/:file", nameRoute(imageOperation.path), sendImage);
  refuseOtherMethodsOf(router, [imageOperation]);
  return router;
}
