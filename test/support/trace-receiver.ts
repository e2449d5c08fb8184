/** An OTLP/HTTP collector on a real port. It reads the protobuf that it gets by its wire format, without a schema. */
import type { IncomingHttpHeaders } from "node:http";
import { startTestServer } from "./net.ts";

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first of a trace. */
  readonly parentId: string;
  readonly name: string;
  /** 1 internal, 2 server, 3 client. */
  readonly kind: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly resource: Readonly<Record<string, string | number>>;
}

export interface TraceReceiver {
  readonly origin: string;
  readonly requests: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
  }[];
  spans(): ReceivedSpan[];
  /** Its answer from now on; default 200. */
  answerWith(status: number): void;
  stop(): Promise<void>;
}

type Field = bigint | Buffer;
type Message = ReadonlyMap<number, readonly Field[]>;

/** The fields of one message by their numbers. Source: https://protobuf.dev/programming-guides/encoding/ */
function readMessage(bytes: Buffer): Message {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const readField = (wireType: number): Field => {
    if (wireType === 0) return varint();
    if (wireType === 1) return take(8);
    if (wireType === 2) return take(Number(varint()));
    if (wireType === 5) return take(4);
    throw new Error(`unknown wire type ${wireType}`);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    fields.set(number, [...(fields.get(number) ?? []), readField(tag & 7)]);
  }
  return fields;
}

function messagesOf(message: Message, field: number): Message[] {
  return (message.get(field) ?? []).map((held) => readMessage(bytesOf(held)));
}

function bytesOf(field: Field | undefined): Buffer {
  if (field === undefined) return Buffer.alloc(0);
  if (typeof field === "bigint") throw new Error("a number stands where bytes are expected");
  return field;
}

const textOf = (message: Message, field: number) => bytesOf(message.get(field)?.[0]).toString("utf8");
const hexOf = (message: Message, field: number) => bytesOf(message.get(field)?.[0]).toString("hex");
const numberOf = (message: Message | undefined, field: number) => Number(message?.get(field)?.[0] ?? 0);

function attributesOf(pairs: readonly Message[]): Record<string, string | number> {
  const entries = pairs.map((pair) => {
    const [value] = messagesOf(pair, 2);
    const read = value?.has(1) === true ? textOf(value, 1) : numberOf(value, 3);
    return [textOf(pair, 1), read];
  });
  return Object.fromEntries(entries);
}

function spansOf(body: Buffer): ReceivedSpan[] {
  return messagesOf(readMessage(body), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(messagesOf(resourceSpans, 1).flatMap((held) => messagesOf(held, 1)));
    const spans = messagesOf(resourceSpans, 2).flatMap((scope) => messagesOf(scope, 2));
    return spans.map((span) => ({
      traceId: hexOf(span, 1),
      spanId: hexOf(span, 2),
      parentId: hexOf(span, 4),
      name: textOf(span, 5),
      kind: numberOf(span, 6),
      failed: numberOf(messagesOf(span, 15)[0], 3) === 2,
      attributes: attributesOf(messagesOf(span, 9)),
      resource,
    }));
  });
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const requests: TraceReceiver["requests"] = [];
  let status = 200;
  const server = await startTestServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    requests.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(status, { "content-type": "application/x-protobuf" }).end();
  });
  return {
    origin: server.origin,
    requests,
    spans: () => requests.flatMap(({ body }) => spansOf(body)),
    answerWith(next) {
      status = next;
    },
    stop: server.close,
  };
}
