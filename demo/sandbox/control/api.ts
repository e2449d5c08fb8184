import express, { type Request, type Response, type Router } from "express";
import { z } from "zod";
import { faultSchema } from "../hostility/faults.ts";
import { providerIds } from "../state/order.ts";
import type { Played } from "../state/play.ts";
import { operations } from "../state/request-log.ts";
import type { SandboxControls } from "./controls.ts";
import { actionSchema, perform, playSchema } from "./perform.ts";
import { orderView } from "./views.ts";

const kindSchema = z.enum(["payment", "payout"]);
const listSchema = z.object({ provider: z.enum(providerIds).optional() });
const refSchema = z.object({
  provider: z.enum(providerIds),
  orderNo: z.string().min(1),
  kind: kindSchema.default("payment"),
});
const transferSchema = z.strictObject({
  amount: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/),
  currency: z.enum(["USDT", "USDC", "TRX"]),
  userId: z.string().optional(),
});
const addressSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });
const requestsSchema = listSchema.extend({
  operation: z.enum(operations).optional(),
  orderNo: z.string().optional(),
});
/** The control server's JSON API. */
export function addApi(router: Router, state: SandboxControls): void {
  router.use("/api", express.json({ limit: "64kb" }));
  router.get("/api/orders", (request, response) => {
    list(request, response, "payment");
  });
  router.get("/api/payouts", (request, response) => {
    list(request, response, "payout");
  });
  for (const [path, kind] of [
    ["/api/orders", "payment"],
    ["/api/payouts", "payout"],
  ] as const) {
    router.get(`${path}/:provider/:orderNo`, (request, response) => {
      const ref = refSchema.safeParse({ ...request.params, kind });
      const order = ref.success ? state.order(ref.data) : undefined;
      if (order) response.json(orderView(order, state));
      else complain(response, 404, "there is no such order");
    });
    router.post(`${path}/:provider/:orderNo/:action`, (request, response) => {
      const ref = refSchema.safeParse({ ...request.params, kind });
      const action = actionSchema.safeParse(request.params.action);
      const body = playSchema.safeParse(request.body ?? {});
      if (!ref.success || !state.order(ref.data)) complain(response, 404, "there is no such order");
      else if (!action.success) complain(response, 404, "there is no such action");
      else if (!body.success) complain(response, 422, z.prettifyError(body.error));
      else answerPlayed(response, perform(state, ref.data, action.data, body.data));
    });
  }
  router.post("/api/chainup/transfers", (request, response) => {
    const transfer = transferSchema.safeParse(request.body);
    if (transfer.success) response.status(201).json(orderView(state.addTransfer(transfer.data), state));
    else complain(response, 422, z.prettifyError(transfer.error));
  });
  router.post("/api/bharatpay/save-address", async (request, response) => {
    const address = addressSchema.safeParse(request.body);
    if (address.success) response.json(await state.saveAddress(address.data.url));
    else complain(response, 422, z.prettifyError(address.error));
  });
  router.get("/api/requests", (request, response) => {
    const filter = requestsSchema.safeParse(request.query);
    if (filter.success) response.json({ data: state.requests(filter.data) });
    else complain(response, 422, z.prettifyError(filter.error));
  });
  router.get("/api/faults", (_request, response) => {
    response.json({ data: state.faults() });
  });
  router.post("/api/faults", (request, response) => {
    const fault = faultSchema.safeParse(request.body);
    if (fault.success) response.status(201).json(state.arm(fault.data));
    else complain(response, 422, z.prettifyError(fault.error));
  });
  router.delete("/api/faults", (_request, response) => {
    state.disarm();
    response.status(204).end();
  });
  router.delete("/api/faults/:id", (request, response) => {
    state.disarm(Number(request.params.id));
    response.status(204).end();
  });
  router.post("/api/reset", (_request, response) => {
    state.reset();
    response.status(204).end();
  });

  function list(request: Request, response: Response, kind: "payment" | "payout"): void {
    const filter = listSchema.safeParse(request.query);
    if (!filter.success) {
      complain(response, 422, z.prettifyError(filter.error));
      return;
    }
    const orders = state.orders({ kind, ...filter.data });
    response.json({ data: orders.map((order) => orderView(order, state)) });
  }

  function answerPlayed(response: Response, played: Played): void {
    if (played.ok) response.json(orderView(played.order, state));
    else complain(response, 409, played.why);
  }
}

function complain(response: Response, status: number, detail: string): void {
  response.status(status).json({ error: detail });
}
