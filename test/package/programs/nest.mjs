// The checkout in an app of Nest, as docs/embedding.md mounts it, beside a route of the app's own that reads a body.
import "reflect-metadata";
import { readFileSync } from "node:fs";
import process from "node:process";
import { Body, Controller, Module, Post } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { createCheckout } from "pay-checkout/server";
import { payOnce } from "./pay-once.mjs";

class Hello {
  greet({ name }) {
    return `hello ${name}`;
  }
}
// What TypeScript's decorators would do.
Body()(Hello.prototype, "greet", 0);
Post("hello")(Hello.prototype, "greet", Object.getOwnPropertyDescriptor(Hello.prototype, "greet"));
Controller()(Hello);
class AppModule {}
Module({ controllers: [Hello] })(AppModule);

const [, , file, sandbox] = process.argv;
const config = JSON.parse(readFileSync(file, "utf8"));
const { origin, hostname, port } = new URL(config.publicUrl);
const logger = { info: () => undefined, warn: console.error, error: console.error };
const checkout = await createCheckout(config, { logger });
await checkout.start();
const app = await NestFactory.create(AppModule, { logger: false });
app.use("/pay", checkout.router);
await app.listen(Number(port), hostname);
await payOnce(config, sandbox);
const headers = { "content-type": "application/json" };
const greeted = await fetch(`${origin}/hello`, { method: "POST", headers, body: '{"name":"Ana"}' });
console.log(await greeted.text());
await checkout.stop();
await app.close();
