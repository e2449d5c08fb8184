/** What stands between a merchant and a provider, and answers in its place. */
import type { ProviderRequest, ProviderResponse } from "../../../../bff/providers/http-client.ts";
import type { Switchboard } from "../hostile-switches.ts";
import type { VirtualTime } from "../virtual-time.ts";

export interface Gateway {
  /** An answer that the provider knows nothing of; null where the request is let through. */
  answerFor(request: ProviderRequest): ProviderResponse | null;
  /** The answer to a creation that the provider has booked; null where its own is sent. */
  answerToBooked(request: ProviderRequest): ProviderResponse | null;
}

const minutes = 60_000;
const utf8 = new TextEncoder();

export function answerOf(status: number, body: string, contentType = "application/json"): ProviderResponse {
  return { kind: "answer", status, headers: { "content-type": contentType }, body: utf8.encode(body) };
}

/** Seen in front of any API. */
const pages = [
  answerOf(404, "<html><head><title>404 Not Found</title></head></html>", "text/html"),
  answerOf(502, "<html><head><title>502 Bad Gateway</title></head></html>", "text/html"),
] as const;

/** A gateway that answers in the manner of the API behind it. */
const notFoundAt: Readonly<Record<string, ProviderResponse>> = {
  paypro: answerOf(404, '{"code":"404","msg":"Not Found"}'),
  cxpay: answerOf(404, '{"code":400,"success":false,"msg":"Not Found","desc":"Not Found","data":null}'),
  lhxpay: answerOf(404, '{"error":"not_found","errorMessage":"Not Found"}'),
  bharatpay: answerOf(404, '{"code":404,"errorDesc":"Not Found","result":null}'),
};

/** "We may have it": each is said of an order that is booked. */
const busyAnswers: Readonly<Record<string, readonly [ProviderResponse, ...ProviderResponse[]]>> = {
  paypro: [answerOf(408, '{"code":"408","msg":"Request Timeout"}')],
  bharatpay: [answerOf(200, '{"code":500,"errorDesc":"System busy, please query later","result":null}')],
  cxpay: [
    answerOf(
      200,
      '{"code":400,"success":false,"msg":"fail","desc":"order is being processed, please do not resubmit","data":null}',
    ),
  ],
  lhxpay: [answerOf(408, '{"error":"timeout","errorMessage":"Request Timeout"}')],
};

export function createGateway(options: {
  readonly time: VirtualTime;
  readonly switchboard: Switchboard;
  readonly accountId: string;
}): Gateway {
  const { time, switchboard, accountId } = options;
  const { dice } = switchboard;
  let awayUntil = 0;
  let answer: ProviderResponse | undefined;
  const isCreation = ({ operation }: ProviderRequest) => operation === "create" || operation === "payout";

  return {
    answerFor(request) {
      if (time.now() < awayUntil && answer !== undefined && !isCreation(request)) return answer;
      return null;
    },
    answerToBooked(request) {
      if (!isCreation(request)) return null;
      // The provider has the order, its answer is lost, and from then on the gateway answers for it.
      if (switchboard.happens("gatewayAnswers", 0.4)) {
        awayUntil = time.now() + dice.whole(17, 60) * minutes;
        answer = dice.chance(0.6) ? notFoundAt[accountId] : dice.pick(pages);
        return { kind: "no_answer", cause: "connection_lost" };
      }
      if (switchboard.happens("foreignNumbers", 0.5)) return { kind: "no_answer", cause: "connection_lost" };
      const busy = busyAnswers[accountId];
      return busy !== undefined && switchboard.happens("busyCreations", 0.4) ? dice.pick(busy) : null;
    },
  };
}
