import type { EventType } from "../../contract.ts";
import type { ServiceContext, WebhookEndpoint } from "../context.ts";

/** The endpoints that an event of this type goes to. */
export function endpointsFor(
  { endpoints }: Pick<ServiceContext, "endpoints">,
  type: EventType,
): readonly WebhookEndpoint[] {
  return endpoints.filter(({ events }) => events === null || events.includes(type));
}

/** By the id that a delivery belongs to: the endpoint's own, or that of its address, from before it had one. */
export function endpointOf(
  { endpoints }: Pick<ServiceContext, "endpoints">,
  endpointId: string,
): WebhookEndpoint | undefined {
  return (
    endpoints.find(({ id }) => id === endpointId) ??
    endpoints.find(({ addressId }) => addressId === endpointId)
  );
}
