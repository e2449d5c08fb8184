/** The hosted page of the BFF of fixtures: the page itself, under the policy of the BFF. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { makePayPage } from "../../../../bff/http/pay-page.ts";
import { hostedPolicy } from "../../../support/hosted-policy.ts";

/** Sends the page in the browser's first language. `folder` is the built widget's. */
export async function sendPayPage(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [wanted = "en"] = request.headers["accept-language"]?.split(/[,;]/) ?? [];
  const page = await makePayPage({
    folder,
    merchantName: "Cantina del Sol",
    accepts: (tags) =>
      tags.find((tag) => tag === wanted) ?? tags.find((tag) => wanted.startsWith(`${tag}-`)) ?? false,
  });
  const policy = hostedPolicy("*", page).join("; ");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
  response.end(page.html);
}
