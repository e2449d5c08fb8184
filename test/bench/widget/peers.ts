/** The widgets that ours is compared with: fetched from npm when the bench runs, and bundled as their users would. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

export const adyenVersion = "6.45.2";
export const xenditVersion = "0.0.24";

/** Of Adyen only what a list of redirect methods needs: its smallest bundle. */
const adyenEntry = `
import { AdyenCheckout, Dropin, Redirect } from "@adyen/adyen-web";
const { api } = window;
AdyenCheckout({
  environment: "test",
  clientKey: "test_BENCH",
  _environmentUrls: {
    api: api + "/test/",
    analytics: api + "/test/analytics/",
    cdn: { images: api + "/test/", translations: api + "/test/" },
  },
  session: { id: "CS1", sessionData: "data" },
}).then((checkout) => new Dropin(checkout, { paymentMethodComponents: [Redirect] }).mount("#checkout"));
`;
const xenditEntry = `
import { XenditComponents } from "xendit-components-web";
const components = new XenditComponents({ componentsSdkKey: "session-1-pd-key-signature" });
document.querySelector("#checkout").replaceChildren(components.createChannelPickerComponent());
`;

/** What a shop serves of a peer. */
export interface Peers {
  readonly adyenScript: string;
  readonly adyenStyle: string;
  readonly xenditScript: string;
}

function install(folder: string): void {
  const wanted = { "@adyen/adyen-web": adyenVersion, "xendit-components-web": xenditVersion };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies: wanted }),
  );
  if (existsSync(join(folder, "node_modules/.package-lock.json"))) return;
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`the peers could not be fetched: ${stderr}`);
}

async function bundle(folder: string, name: string, source: string): Promise<string> {
  const entry = join(folder, `${name}.js`);
  writeFileSync(entry, source);
  const result = await build({
    configFile: false,
    root: folder,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: true,
      target: "es2020",
      modulePreload: false,
      rolldownOptions: { input: entry, output: { codeSplitting: false, format: "es" } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined || !("output" in first)) throw new Error(`${name} was not bundled`);
  return first.output[0].code;
}

/**
 * @param folder where the packages are kept between runs
 * @param gateway the origin that stands for Xendit's, whose name is fixed in its package
 */
export async function preparePeers(folder: string, gateway: string): Promise<Peers> {
  install(folder);
  const xendit = await bundle(folder, "xendit", xenditEntry);
  return {
    adyenScript: await bundle(folder, "adyen", adyenEntry),
    adyenStyle: readFileSync(join(folder, "node_modules/@adyen/adyen-web/styles/adyen.css"), "utf8"),
    xenditScript: xendit.replaceAll("https://checkout-ui-gateway-prod-dev.xendit.co", gateway),
  };
}
