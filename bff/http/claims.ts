/** The claim page's API. Its token is that of one refund, and no session's. */
import express, { type Request, type Response, type Router } from "express";
import type { ClaimView } from "../contract.ts";
import { plainAddress } from "../core/address-ranges.ts";
import { fail, type Result } from "../core/errors.ts";
import type { ServiceContext } from "../services/context.ts";
import { readClaim } from "../services/refunds/read-claim.ts";
import { submitClaim } from "../services/refunds/submit-claim.ts";
import { bearerOf } from "./bearer.ts";
import { clientKeyOf, limitRate, refuseCredentials } from "./middleware/limit-rate.ts";
import type { Limiters } from "./middleware/limiters.ts";
import { nameRoute } from "./middleware/observe-request.ts";
import { parseJsonBody, readRawBody } from "./middleware/read-body.ts";
import { refuseOtherMethodsOf } from "./middleware/refuse-method.ts";
import { sendJson, sendProblem } from "./problem.ts";
import { readInput } from "./read-input.ts";
import { stateOf } from "./request-state.ts";
import { claimOperations, readClaimOperation, submitClaimOperation } from "./specs/claim.ts";

const bodyLimitBytes = 8 * 1024;

export function createClaimsRouter(context: ServiceContext, limiters: Limiters): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const { path } = readClaimOperation;
  const first = [nameRoute(path), limitRate(limiters.browser, clientKeyOf)];

  function send(request: Request, response: Response, result: Result<ClaimView>): void {
    if (result.ok) sendJson(response, 200, result.value);
    else if (result.code === "unauthorized") {
      refuseCredentials(limiters.failures, { request, response, failure: result });
    } else sendProblem(request, response, result);
  }

  async function read(request: Request, response: Response): Promise<void> {
    const token = bearerOf(request);
    const known = token === undefined ? noToken : await readClaim(context, token);
    const input = readInput(request, readClaimOperation);
    send(request, response, known.ok && !input.ok ? input : known);
  }

  async function submit(request: Request, response: Response): Promise<void> {
    const token = bearerOf(request);
    if (token === undefined) {
      send(request, response, noToken);
      return;
    }
    // Who has no token learns nothing of the form.
    const known = await readClaim(context, token);
    const input = readInput(request, submitClaimOperation);
    if (!known.ok || !input.ok) {
      send(request, response, known.ok && !input.ok ? input : known);
      return;
    }
    const { beneficiary } = input.value.body;
    const from = { address: plainAddress(request.ip), requestId: stateOf(request).requestId };
    send(request, response, await submitClaim(context, { token, beneficiary, ...from }));
  }

  router.get(path, ...first, read);
  router.post(path, ...first, readRawBody(bodyLimitBytes), parseJsonBody, submit);
  refuseOtherMethodsOf(router, claimOperations);
  return router;
}

const noToken = fail("unauthorized", "Send the claim token as Authorization: Bearer <claim token>.");
