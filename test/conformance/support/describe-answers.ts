/** Answers that no sandbox gives, from a server that says what the case says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeServer, listenOnFreePort } from "../../support/net.ts";
import type { AnswerCase, AskedCall, ConformanceData, GivenAnswer } from "../data-shape.ts";
import { callsOf, prepareCall } from "./calls.ts";
import { accountNamed, type Lab } from "./lab.ts";
import { expectNoSecret } from "./secrecy.ts";

/** Bodies that say nothing in any provider's language. */
const unreadableBodies = [
  "",
  "[1,2]",
  "{}",
  "null",
  '{"code":0,"succ',
  '{"code":0,"code":1}',
  "<h1>Hello</h1>",
];

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

    /** What every call of the account makes of the same answer. */
    async function askAll(accountName: string, given: GivenAnswer) {
      const account = accountNamed(data, accountName);
      const adapter = lab().adapter({ account, baseUrl: `${origin}${new URL(lab().baseUrl).pathname}` });
      const results: { readonly call: AskedCall; readonly result: { readonly kind: string } }[] = [];
      for (const call of callsOf(adapter, account)) {
        const prepared = await prepareCall({ adapter, account, name: call, withoutOrder: true });
        current = { answer: () => given, orderNo: prepared.orderNo };
        try {
          results.push({ call, result: await prepared.make() });
        } finally {
          current = null;
        }
      }
      return results;
    }

    describe.each(data.accounts)("to every call of $name:", ({ name: accountName }) => {
      test.each(unreadableBodies)("the body %j says nothing", async (body) => {
        for (const { call, result } of await askAll(accountName, { body })) {
          // ChainUp cannot cancel an order that it has not numbered.
          if (call === "cancel") continue;
          const kind = call === "probe" ? "not_reached" : "unknown";
          expect(result, call).toMatchObject({ kind, cause: "unreadable_answer" });
        }
      });

      test("no JSON that knows nothing of the order is taken for it, and none brings a secret out", async () => {
        await fc.assert(
          fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 403, 404), async (body, status) => {
            for (const { call, result } of await askAll(accountName, { body, status })) {
              expect(["accepted", "report", "canceled"], call).not.toContain(result.kind);
              expectNoSecret(lab(), result);
            }
          }),
          { numRuns: 30 },
        );
      });
    });
  });
}
