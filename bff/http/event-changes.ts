/** The routes of events that are sent on purpose. */
import type { IRouter } from "express";
import type { ServiceContext } from "../services/context.ts";
import { readReplay, replayEvents } from "../services/events/replay-events.ts";
import { sendTestEvent } from "../services/events/send-test-event.ts";
import { exampleEvent } from "./examples/events.ts";
import { serveMerchant } from "./serve-merchant.ts";
import * as specs from "./specs/event-changes.ts";

export function serveEventChanges(router: IRouter, context: ServiceContext): void {
  serveMerchant(router, context, {
    operation: specs.replayEventsOperation,
    perform: ({ body, ...call }) => replayEvents(context, { request: body, ...call }),
    holdsKey: false,
    answerForMade: (id) => readReplay(context, { replayId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.readReplayOperation,
    perform: ({ id }) => readReplay(context, { replayId: id }),
  });
  serveMerchant(router, context, {
    operation: specs.testEventOperation,
    perform({ body, author }) {
      const type = body?.type ?? null;
      const example = type === null ? null : exampleEvent(type).data;
      return sendTestEvent(context, { type, example, endpoint: body?.endpoint ?? null, author });
    },
  });
}
