import { createServer } from "node:http";
import { z } from "zod";
import { shopApp } from "./app.ts";

/** `node demo/shop/server.ts`: the demo shop. Prints one line of JSON on stdout when it listens. */
const environmentSchema = z.object({
  SHOP_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  SHOP_HOST: z.string().min(1).default("127.0.0.1"),
  BFF_URL: z.url(),
  BFF_PUBLIC_URL: z.url().optional(),
  API_KEY: z.string().min(1),
  WEBHOOK_SECRET: z.string().startsWith("whsec_"),
  SANDBOX_CONTROL_URL: z.url(),
});

const environment = environmentSchema.safeParse(process.env);
if (!environment.success) {
  process.stderr.write(`${z.prettifyError(environment.error)}\n`);
  process.exit(78);
}
const env = environment.data;
const withoutSlash = (url: string) => url.replace(/\/$/, "");

let url = "";
const server = createServer(
  shopApp({
    shopUrl: () => url,
    bffUrl: withoutSlash(env.BFF_URL),
    bffPublicUrl: withoutSlash(env.BFF_PUBLIC_URL ?? env.BFF_URL),
    apiKey: env.API_KEY,
    webhookSecret: env.WEBHOOK_SECRET,
    sandboxUrl: withoutSlash(env.SANDBOX_CONTROL_URL),
  }),
);

server.listen(env.SHOP_PORT, env.SHOP_HOST, () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the shop has no port");
  url = `http://${env.SHOP_HOST}:${address.port}`;
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
