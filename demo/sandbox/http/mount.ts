import express, { type Express, type Request, type Response } from "express";
import type { FaultBox } from "../hostility/faults.ts";
import { misbehave, sendAnswer } from "../hostility/misbehave.ts";
import { addStyle } from "../pages/layout.ts";
import type { ApiCall, Provider } from "../providers/contract.ts";
import type { RequestLog } from "../state/request-log.ts";
import type { ApiRequest } from "./answer.ts";
import { refuseUnreadable } from "./unreadable.ts";

interface MountOptions {
  readonly provider: Provider;
  readonly faults: FaultBox;
  readonly log: RequestLog;
}

/** A provider's server: its API, to which armed faults apply, and its pages. */
export function providerApp({ provider, faults, log }: MountOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  for (const call of provider.calls) {
    const handler = apiHandler({ provider, faults, log }, call);
    const path = provider.basePath + call.path;
    if (call.method === "GET") app.get(path, handler);
    else app.post(path, express.raw({ type: () => true, limit: "256kb" }), handler);
  }
  const pages = express.Router();
  pages.use(express.urlencoded({ extended: false, limit: "16kb" }));
  addStyle(pages);
  provider.addPages(pages);
  app.use(pages);
  app.use((_request: Request, response: Response) => {
    response.status(404).type("text/plain").send("not found");
  });
  app.use(refuseUnreadable);
  return app;
}

function apiHandler({ provider, faults, log }: MountOptions, call: ApiCall) {
  return function handleApiCall(request: Request, response: Response): void {
    const fault = faults.takeForApi({ provider: provider.id, operation: call.operation });
    const entry = {
      provider: provider.id,
      operation: call.operation,
      method: request.method,
      path: request.path,
      fault: fault?.kind ?? null,
    };
    if (fault?.when === "before") {
      log.add({ ...entry, signature: "absent", orderNo: null, result: "never reached the provider" });
      misbehave(request, response, fault, null);
      return;
    }
    const { answer, signature, orderNo, result } = call.handle(readRequest(request), fault);
    log.add({ ...entry, signature, orderNo, result });
    if (fault) misbehave(request, response, fault, answer);
    else sendAnswer(response, answer);
  };
}

function readRequest(request: Request): ApiRequest {
  const mark = request.originalUrl.indexOf("?");
  return {
    method: request.method,
    path: request.path,
    query: new URLSearchParams(mark < 0 ? "" : request.originalUrl.slice(mark + 1)),
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}
