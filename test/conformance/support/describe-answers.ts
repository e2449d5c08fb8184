/** Answers that no sandbox gives, from a server that says what the case says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeServer, listenOnFreePort } from "../../support/net.ts";
import type { AnswerCase, ConformanceData } from "../data-shape.ts";
import { prepareCall } from "./calls.ts";
import { accountNamed, type Lab } from "./lab.ts";
import { expectNoSecret } from "./secrecy.ts";

export function describeAnswers(data: ConformanceData, lab: () => Lab): void {
  describe("answers:", () => {
    let current: { readonly answer: AnswerCase["answer"]; readonly orderNo: string } | null = null;
    const server = createServer((request, response) => {
      reply(request, response).catch((error: unknown) => response.destroy(Error(String(error))));
    });
    let origin = "";

    async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      if (current === null) throw new Error("nobody is to ask now");
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
      const {
        status = 200,
        contentType = "application/json",
        body,
      } = current.answer({
        method: request.method ?? "",
        path: request.url ?? "",
        headers: Object.fromEntries(headers),
        body: Buffer.concat(chunks).toString("utf8"),
        orderNo: current.orderNo,
      });
      response.writeHead(status, { "content-type": contentType }).end(body);
    }

    beforeAll(async () => {
      origin = `http://127.0.0.1:${await listenOnFreePort(server)}`;
    });
    afterAll(() => closeServer(server));

    test.each(data.answers)(
      "$call: $title",
      async ({ call, account: accountName, options, nth = 0, answer, expected }) => {
        const account = accountNamed(data, accountName);
        const adapter = lab().adapter({
          account,
          options,
          baseUrl: `${origin}${new URL(lab().baseUrl).pathname}`,
        });
        const prepared = await prepareCall({ adapter, account, name: call, nth, withoutOrder: true });
        current = { answer, orderNo: prepared.orderNo };
        try {
          const result = await prepared.make();
          expect(result).toMatchObject(expected);
          expectNoSecret(lab(), result);
        } finally {
          current = null;
        }
      },
    );
  });
}
