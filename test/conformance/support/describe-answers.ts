/** Answers that the sandbox never gives, from a server that sends what the case says. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeServer, listenOnFreePort } from "../../support/net.ts";
import type { AnswerCase, ConformanceData, GivenAnswer } from "../data-shape.ts";
import { callsOf, type PreparedCall, prepareCall } from "./calls.ts";
import { accountNamed, type Lab } from "./lab.ts";
import { expectNoSecret } from "./secrecy.ts";

/** Bodies that mean nothing to any adapter. */
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

    /** Every call of the account, about an order that the provider has numbered and about one that it has not. */
    async function prepareAll(accountName: string): Promise<PreparedCall[]> {
      const account = accountNamed(data, accountName);
      const caller = lab().adapter({ account, baseUrl: `${origin}${new URL(lab().baseUrl).pathname}` });
      // Its own connections: the lab's have idled, and may be closed just now.
      const adapter = lab().adapter({ account, http: {} });
      const prepared: PreparedCall[] = [];
      for (const name of callsOf(caller, account)) {
        const wish = { adapter, caller, account, name };
        prepared.push(await prepareCall(wish));
        if (name === "query") prepared.push(await prepareCall({ ...wish, withoutOrder: true }));
      }
      return prepared;
    }

    async function askWith({ make, orderNo }: PreparedCall, given: GivenAnswer) {
      current = { answer: () => given, orderNo };
      try {
        return await make();
      } finally {
        current = null;
      }
    }

    describe.each(data.accounts)("to every call of $name:", ({ name: accountName }) => {
      test.each(unreadableBodies)("the body %j says nothing", async (body) => {
        for (const call of await prepareAll(accountName)) {
          const kind = call.name === "probe" ? "not_reached" : "unknown";
          expect(await askWith(call, { body }), call.name).toMatchObject({
            kind,
            cause: "unreadable_answer",
          });
        }
      });

      test("no JSON that knows nothing of the order is taken for it, and none brings a secret out", async () => {
        const calls = await prepareAll(accountName);
        await fc.assert(
          fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 403, 404), async (body, status) => {
            for (const call of calls) {
              const result = await askWith(call, { body, status });
              expect(["accepted", "report", "canceled"], call.name).not.toContain(result.kind);
              expectNoSecret(lab(), result);
            }
          }),
          { numRuns: 20 },
        );
      });
    });
  });
}
