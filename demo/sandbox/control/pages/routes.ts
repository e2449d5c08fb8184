import type { Request, Response, Router } from "express";
import { z } from "zod";
import type { Provider } from "../../providers/contract.ts";
import { type ProviderId, providerIds } from "../../state/order.ts";
import type { SandboxControls } from "../controls.ts";
import { actionSchema, perform } from "../perform.ts";
import { addCounter } from "./counter.ts";
import { readFaultForm } from "./fault-form.ts";
import { renderOrder } from "./order.ts";
import { renderOverview } from "./overview.ts";
import { orderPath } from "./parts.ts";

const shownSchema = z.object({ provider: z.enum(providerIds).optional() });
const refSchema = z.object({
  provider: z.enum(providerIds),
  kind: z.enum(["payment", "payout"]),
  orderNo: z.string(),
});
const playSchema = z.object({ amount: z.string().trim().optional(), mode: z.string().optional() });
const disarmSchema = z.object({ id: z.coerce.number().int() });

interface PageOptions {
  readonly state: SandboxControls;
  readonly providers: Readonly<Record<ProviderId, Provider>>;
}

/** The pages of the control server: overview, order, counter. All forms work without scripts. */
export function addPages(router: Router, { state, providers }: PageOptions): void {
  const names = {
    paypro: providers.paypro.name,
    cxpay: providers.cxpay.name,
    lhxpay: providers.lhxpay.name,
    chainup: providers.chainup.name,
    bharatpay: providers.bharatpay.name,
  };

  function showOverview(response: Response, shown: ProviderId | null, problem?: string): void {
    const filter = shown === null ? {} : { provider: shown };
    const view = { orders: state.orders(filter), requests: state.requests(filter), faults: state.faults() };
    response.type("html").send(renderOverview({ names, shown, ...view, problem }));
  }

  function showOrder(request: Request, response: Response, problem?: string): void {
    const ref = refSchema.safeParse(request.params);
    const order = ref.success ? state.order(ref.data) : undefined;
    if (order) {
      const provider = providers[order.provider];
      response.type("html").send(renderOrder({ order, provider, page: state.pageOf(order), problem }));
    } else {
      response.status(404);
      showOverview(response, null, "There is no such order any more.");
    }
  }

  router.get("/", (request, response) => {
    showOverview(response, shownSchema.safeParse(request.query).data?.provider ?? null);
  });
  router.get("/orders/:provider/:kind/:orderNo", (request, response) => {
    showOrder(request, response);
  });
  router.post("/orders/:provider/:kind/:orderNo/:action", (request, response) => {
    const ref = refSchema.safeParse(request.params);
    const action = actionSchema.safeParse(request.params.action);
    const form = playSchema.safeParse(request.body ?? {});
    const order = ref.success ? state.order(ref.data) : undefined;
    if (!order || !action.success || !form.success) {
      showOrder(request, response);
      return;
    }
    const { amount, mode } = form.data;
    const played = perform(state, order, action.data, { amount, mode: mode || undefined });
    if (played.ok) response.redirect(303, orderPath(order));
    else {
      response.status(409);
      showOrder(request, response, `Not possible: ${played.why}.`);
    }
  });
  router.post("/faults", (request, response) => {
    const fault = readFaultForm(request.body);
    if (fault.success) {
      state.arm(fault.data);
      response.redirect(303, "/");
    } else {
      response.status(422);
      showOverview(response, null, `That is no fault: ${z.prettifyError(fault.error)}`);
    }
  });
  router.post("/faults/disarm", (request, response) => {
    const form = disarmSchema.safeParse(request.body);
    if (form.success) state.disarm(form.data.id);
    response.redirect(303, "/");
  });
  router.post("/reset", (_request, response) => {
    state.reset();
    response.redirect(303, "/");
  });
  addCounter(router, { state, providers });
}
