/** A sandbox and a merchant's callback address, in this process, for one test. */
import type { IncomingHttpHeaders } from "node:http";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../../demo/sandbox/sandbox.ts";
import { startTestServer } from "../../support/net.ts";
import { type Merchant, merchantOf } from "./merchant.ts";

export interface ReceivedCallback {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Bench {
  readonly sandbox: Sandbox;
  /** The merchant's requests to the sandbox, with the right credentials. */
  readonly merchant: Merchant;
  /** Where callbacks go; what comes there is in `received`. */
  readonly callbackUrl: string;
  readonly received: ReceivedCallback[];
  /** What the merchant answers from now on. */
  answerWith(status: number, body: string): void;
  stop(): Promise<void>;
}

/** Callbacks go out at once unless `options` say otherwise. */
export async function startBench(options: SandboxOptions = {}): Promise<Bench> {
  let answer = { status: 200, body: "success" };
  const received: ReceivedCallback[] = [];
  const endpoint = await startTestServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      received.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(answer.status, { "content-type": "text/plain" }).end(answer.body);
    });
  });
  const sandbox = await startSandbox({ callbacks: { scale: 0 }, ...options });
  const callbackUrl = `${endpoint.origin}/callback`;
  return {
    sandbox,
    merchant: merchantOf(sandbox, callbackUrl),
    callbackUrl,
    received,
    answerWith(status, body) {
      answer = { status, body };
    },
    async stop() {
      await sandbox.stop();
      await endpoint.close();
    },
  };
}
