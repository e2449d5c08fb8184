/** The claim page, as it is built, under the policy of the BFF, with a BFF that answers as docs/browser-api.md has it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { ClaimView } from "../../../../bff/contract.ts";
import { makeClaimPage } from "../../../../bff/http/pay-page.ts";
import { launchBrowser } from "../../../support/browser.ts";
import { claimPolicy } from "../../../support/hosted-policy.ts";
import { startTestServer, type TestServer } from "../../../support/net.ts";

const dist = join(import.meta.dirname, "../../../../dist/widget");

/** What the BFF answers next: a claim, or a problem by its status and body. */
export type ClaimAnswer = ClaimView | { readonly httpStatus: number; readonly problem: object };

export interface ClaimStage {
  /** Answers of GET and POST; a test changes them. */
  read: ClaimAnswer;
  submit: ClaimAnswer | null;
  /** What the answer waits for. */
  until: Promise<void> | null;
  /** All requests so far but those of the page and its files. */
  readonly requests: { method: string; url: string; token: string | undefined; body: string }[];
  readonly open: (context?: BrowserContextOptions, fragment?: string) => Promise<Page>;
  readonly violations: (page: Page) => Promise<readonly string[]>;
}

export const token = "rc_5Vx0cQ2mZk8sYw7LrTn1Bf0123456789";

export function setClaimStage(initial: ClaimView): ClaimStage {
  let server: TestServer;
  let browser: Browser;

  const stage: ClaimStage = {
    read: initial,
    submit: null,
    until: null,
    requests: [],
    async open(context = {}, fragment = token) {
      const page = await (await browser.newContext(context)).newPage();
      await page.addInitScript(() => {
        const store = globalThis as unknown as { violations: string[] };
        store.violations = [];
        document.addEventListener("securitypolicyviolation", (event) => {
          store.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await page.goto(`${server.origin}/claim${fragment === "" ? "" : `#${fragment}`}`);
      return page;
    },
    violations: (page) => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations),
  };

  async function answer(url: URL, method: string): Promise<[number, string, string]> {
    if (url.pathname === "/checkout/claim") {
      await stage.until;
      const said = method === "POST" && stage.submit !== null ? stage.submit : stage.read;
      const isProblem = "httpStatus" in said;
      return [
        isProblem ? said.httpStatus : 200,
        isProblem ? "application/problem+json" : "application/json",
        JSON.stringify(isProblem ? said.problem : said),
      ];
    }
    if (!url.pathname.startsWith("/widget/v1/")) return [404, "text/plain", ""];
    return [200, "text/javascript", await readFile(join(dist, url.pathname.replace("/widget/", "")), "utf8")];
  }

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await startTestServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://bff");
      const { method = "GET" } = request;
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", async () => {
        if (url.pathname === "/claim") {
          const page = await makeClaimPage({
            folder: dist,
            merchantName: "Cantina del Sol",
            accepts: () => false,
          });
          const headers = {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": claimPolicy(page).join("; "),
          };
          response.writeHead(200, headers).end(page.html);
          return;
        }
        const body = Buffer.concat(parts).toString();
        const { authorization } = request.headers;
        if (url.pathname.startsWith("/checkout")) {
          stage.requests.push({ method, url: request.url ?? "", token: authorization, body });
        }
        const [status, type, text] = await answer(url, method);
        response.writeHead(status, { "content-type": type, "x-request-id": "req_claim0123456789abcdef" });
        response.end(text);
      });
    });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    stage.read = initial;
    stage.submit = null;
    stage.until = null;
    stage.requests.length = 0;
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return stage;
}
