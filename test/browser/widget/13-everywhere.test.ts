import { compile } from "svelte/compiler";
import { describe, expect, test } from "vitest";
import { bundle } from "./support/bundle.ts";
import type { Scenario } from "./support/fixture-bff.ts";
import { type Opened, pay, setStage } from "./support/stage.ts";

const stage = setStage();

/** Each framework's page sets the widget's properties, listens for an event, and shows what it got. */
const react = `
  import { createElement, useState } from "react";
  import { createRoot } from "react-dom/client";
  function Page({ bff, token }) {
    const [status, setStatus] = useState("waiting");
    return createElement("div", null,
      createElement("output", null, status),
      createElement("pay-checkout", {
        bff, clientToken: token, "onpay-ready": (event) => setStatus(event.detail.status),
      }));
  }
  window.show = (options) => createRoot(document.querySelector("#app")).render(createElement(Page, options));
`;

const vue = `
  import { createApp, h, ref } from "vue";
  window.show = ({ bff, token }) => createApp({
    setup() {
      const status = ref("waiting");
      return () => h("div", [
        h("output", status.value),
        h("pay-checkout", { bff, clientToken: token, onPayReady: (event) => { status.value = event.detail.status; } }),
      ]);
    },
  }).mount("#app");
`;

const svelteComponent = `
  <script>
    let { bff, token } = $props();
    let status = $state("waiting");
  </script>
  <output>{status}</output>
  <pay-checkout {bff} clientToken={token} onpay-ready={(event) => { status = event.detail.status; }}></pay-checkout>
`;
const svelte = `
  import { mount } from "svelte";
  import Page from "virtual:page.js";
  window.show = (props) => mount(Page, { target: document.querySelector("#app"), props });
`;
const sveltePage = {
  name: "svelte-page",
  resolveId: (id: string) => (id === "virtual:page.js" ? id : null),
  load: (id: string) =>
    id === "virtual:page.js" ? compile(svelteComponent, { generate: "client" }).js.code : null,
};

async function openWith(scenario: Scenario, script: string): Promise<Opened> {
  const { origin } = stage.bff();
  const head = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>`;
  const opened = await stage.visit(stage.shop().addPage({ head, body: '<div id="app"></div>' }));
  await opened.page.addScriptTag({ content: script, type: "module" });
  await opened.page.waitForFunction(() => "show" in globalThis);
  await opened.page.evaluate(
    (options) => {
      const { show } = globalThis as unknown as { show: (options: object) => void };
      show(options);
    },
    { bff: origin, token: scenario.token },
  );
  return opened;
}

describe("widget 13: works everywhere as it is", () => {
  for (const [name, source, plugins] of [
    ["React 19", react, []],
    ["Vue 3", vue, []],
    ["Svelte 5", svelte, [sveltePage]],
  ] as const) {
    test(`${name} sets its properties and hears its events`, async () => {
      const scenario = stage.bff().addScenario();
      const { page } = await openWith(scenario, await bundle(source, [...plugins]));
      await page.locator("output", { hasText: "requires_payment_method" }).waitFor();
      await pay(page, "Bank transfer");
      await page.getByRole("heading", { name: "Pay with this code" }).waitFor();
      expect(scenario.count("POST", "/checkout/payments")).toBe(1);
    });
  }

  test("a wrapper for React up to 18 sets properties and hears events", async () => {
    const scenario = stage.bff().addScenario();
    const source = `
      import * as React from "react";
      import { createRoot } from "react-dom/client";
      import { makePayCheckout } from "./widget/react/pay-checkout.ts";
      const PayCheckout = makePayCheckout(React);
      function Page({ bff, token }) {
        const [status, setStatus] = React.useState("waiting");
        return React.createElement("div", null,
          React.createElement("output", null, status),
          React.createElement(PayCheckout, { bff, clientToken: token, onPayReady: (event) => setStatus(event.detail.status) }));
      }
      window.show = (options) => createRoot(document.querySelector("#app")).render(React.createElement(Page, options));
    `;
    const fromRoot = {
      name: "from-root",
      resolveId: (id: string) => (id.startsWith("./widget/") ? `${process.cwd()}/${id.slice(2)}` : null),
    };
    const { page } = await openWith(scenario, await bundle(source, [fromRoot]));
    await page.locator("output", { hasText: "requires_payment_method" }).waitFor();
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
  });

  test("plain HTML inside another shadow root: the events come out, the keyboard goes in", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <div><template shadowrootmode="open">
        <pay-checkout bff="${origin}" client-token="${scenario.token}"></pay-checkout>
      </template></div>`;
    const { page, heard } = await stage.visit(stage.shop().addPage({ body }));
    await pay(page, "Bank transfer");
    const heading = page.getByRole("heading", { name: "Pay with this code" });
    await heading.waitFor();
    expect(await heading.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect((await heard()).map(({ name }) => name)).toEqual([
      "pay-ready",
      "pay-method-selected",
      "pay-action",
    ]);
  });

  test("a token that is set after the element was made, as frameworks do, is taken", async () => {
    const { origin } = stage.bff();
    const scenario = stage.bff().addScenario();
    const body = `<script type="module" src="${origin}/widget/v1/pay-checkout.js"></script>
      <pay-checkout bff="${origin}"></pay-checkout>`;
    const { page, heard } = await stage.visit(stage.shop().addPage({ body }));
    await page.locator("pay-checkout").evaluate((element, token) => {
      Object.assign(element, { clientToken: token });
    }, scenario.token);
    await page.getByRole("radio", { name: "Bank transfer" }).waitFor();
    expect((await heard()).map(({ name }) => name)).toEqual(["pay-ready"]);
  });
});
