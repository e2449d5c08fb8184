/** Events that are sent on purpose: all of a time once more, and as a test. Source: docs/events-api.md#events-api. */
import { eventReplay, replayEventsRequest, testEventRequest, testedEndpoints } from "../../contract.ts";
import { allowed, change, read } from "./merchant-operation.ts";
import { noQuery, type Operation } from "./operation.ts";

export const replayEventsOperation = change({
  id: "replayEvents",
  path: "/v1/events/replay",
  summary: "Deliver the events of a time once more",
  scopes: allowed.operate,
  body: replayEventsRequest,
  status: 201,
  answer: { description: "The replay; its deliveries are scheduled from now on", schema: eventReplay },
  errors: ["validation_failed"],
});
export const readReplayOperation = read({
  id: "readReplay",
  path: "/v1/event-replays/{id}",
  summary: "Read how far a replay has come",
  scopes: allowed.operate,
  query: noQuery,
  answer: { description: "The replay", schema: eventReplay },
  errors: ["not_found"],
});
export const testEventOperation = change({
  id: "testEvent",
  path: "/v1/events/test",
  summary: "Send each webhook endpoint a signed test event, and read how it answered",
  scopes: allowed.operate,
  body: testEventRequest,
  status: 200,
  answer: { description: "How each endpoint answered", schema: testedEndpoints },
  errors: ["validation_failed"],
});

export const eventChangeOperations: readonly Operation[] = [
  replayEventsOperation,
  readReplayOperation,
  testEventOperation,
];
