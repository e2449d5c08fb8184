/** The flows that are tried in every browser, a column of the table each. */
import type { BrowserPayment, NextAction } from "../../bff/contract.ts";
import type { Scenario } from "../browser/widget/support/scenario.ts";
import { makePayment, upi } from "../widget/support/fixtures.ts";
import {
  heading,
  heard,
  named,
  openShop,
  pay,
  press,
  root,
  see,
  seeHeading,
  type Visit,
  violations,
  widgetTag,
} from "./visit.ts";

/** A flow resolves when everything was as it should be, and rejects with what was not. */
export interface Flow {
  readonly name: string;
  readonly run: (visit: Visit) => Promise<void>;
}

const expiresAt = "2030-01-01T00:00:00.000Z";
const code: NextAction = {
  type: "display_code",
  codeType: "store",
  code: "6841800930023213210",
  barcode: "code128",
  details: [],
  expiresAt,
};
const withCode = () => makePayment({ expiresAt, nextAction: code });

/** A session whose next payment is as given. */
function prepare(
  { bff }: Visit,
  payment: BrowserPayment,
  methods?: Scenario["session"]["methods"],
): Scenario {
  const scenario = bff.addScenario(methods === undefined ? {} : { methods });
  scenario.next = () => payment;
  return scenario;
}

/** Opens the code screen of a payment that has been started before. */
async function openCode(visit: Visit): Promise<Scenario> {
  const scenario = visit.bff.addScenario({ status: "requires_action", payment: withCode() });
  await openShop(visit, scenario);
  await seeHeading(visit.driver, "Pay with this code");
  return scenario;
}

/** The background of an element is drawn: not the default, which lets everything through. */
async function seeColour({ driver }: Visit, selector: string): Promise<void> {
  const element = `${root}.querySelector(${JSON.stringify(selector)})`;
  await see(
    driver,
    `${element} && !/^(transparent|rgba\\(0, 0, 0, 0\\))$/.test(getComputedStyle(${element}).backgroundColor)`,
    `colour of ${selector}`,
  );
}

async function expectEvent({ driver }: Visit, name: string): Promise<void> {
  const names = await heard(driver);
  if (names.filter((one) => one === name).length !== 1) throw new Error(`${name} came ${names.join(", ")}`);
}

async function runList(visit: Visit): Promise<void> {
  const { driver } = visit;
  await openShop(visit, visit.bff.addScenario());
  await see(driver, `${root} && ${root}.querySelector("input[type=radio]")`, "list of methods");
  for (const selector of [".card", ".primary"]) await seeColour(visit, selector);
  await visit.keepPicture("list");
  await driver.resize(320, 700);
  const widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
  await see(driver, `${widths}[0] <= ${widths}[1]`, "room for the list at 320 px");
  await visit.keepPicture("list-320");
  await driver.resize(480, 1100);
}

async function runCode(visit: Visit): Promise<void> {
  const { driver } = visit;
  await openShop(visit, prepare(visit, withCode()));
  await pay(driver);
  await seeHeading(driver, "Pay with this code");
  await see(driver, `${root}.querySelector("[part~=barcode] path, .paper path")`, "barcode");
  await visit.keepPicture("code");
  await press(driver, named("Copy"), "copy button");
  await see(driver, named("Copied"), "word that it is copied");
}

async function runReload(visit: Visit): Promise<void> {
  const { driver } = visit;
  await openCode(visit);
  await driver.evaluate("window.isOld = true");
  await driver.reload();
  await see(
    driver,
    `window.isOld === undefined && ${heading} === "Pay with this code"`,
    "same screen after a reload",
  );
}

async function runPaid(visit: Visit): Promise<void> {
  const scenario = await openCode(visit);
  scenario.updatePayment({ status: "succeeded", nextAction: null });
  await seeHeading(visit.driver, "Payment received");
  await visit.keepPicture("paid");
  await expectEvent(visit, "pay-succeeded");
}

/** The payment ends without money, and the customer chooses another method. */
async function runEnd(visit: Visit, status: "failed" | "expired", text: string): Promise<void> {
  const { driver } = visit;
  const scenario = await openCode(visit);
  scenario.updatePayment({ status, nextAction: null });
  await seeHeading(driver, text);
  await visit.keepPicture(status);
  await expectEvent(visit, `pay-${status}`);
  await press(driver, named("Choose another method"), "way on");
  await see(driver, `${root}.querySelector("input[type=radio]")`, "list after it");
}

const withQr = (): BrowserPayment =>
  makePayment({
    method: "upi",
    expiresAt,
    nextAction: {
      type: "display_qr",
      data: "upi://pay?pa=shop@bank",
      links: [{ name: "gpay", url: "gpay://upi/pay?pa=shop@bank" }],
      url: null,
    },
  });

async function runQr(visit: Visit): Promise<void> {
  const { driver } = visit;
  await openShop(visit, prepare(visit, withQr(), [upi]));
  await pay(driver);
  await see(driver, `${root}.querySelector("[part~=qr] path")`, "QR");
  await visit.keepPicture("qr");
}

/** Only a phone gets links to apps, and these browsers run on a desktop. */
const asPhone = `<script>
  const ask = window.matchMedia.bind(window);
  window.matchMedia = (query) => ask(query.includes("coarse") ? "all" : query);
</script>`;

async function runAppLink(visit: Visit): Promise<void> {
  const { driver, bff } = visit;
  const scenario = bff.addScenario({ status: "requires_action", payment: withQr(), methods: [upi] });
  await openShop(visit, scenario, { inside: asPhone });
  await see(driver, `${root} && ${root}.querySelector("a[href^='gpay:']")`, "link to the app");
}

async function runRedirect(visit: Visit, kind: "redirect" | "redirect_form"): Promise<void> {
  const { driver, shop } = visit;
  const url = shop.addPage({ body: "<h1>The provider</h1>" });
  const nextAction: NextAction =
    kind === "redirect" ? { type: kind, url } : { type: kind, url, fields: { order: "1" } };
  await openShop(visit, prepare(visit, makePayment({ expiresAt, nextAction })));
  await pay(driver);
  await see(driver, `(document.querySelector("h1") || {}).textContent === "The provider"`, "provider's page");
}

/** The shop's policy forbids the provider's form. */
async function runFormForbidden(visit: Visit): Promise<void> {
  const { driver, bff } = visit;
  const nextAction: NextAction = { type: "redirect_form", url: `${bff.origin}/pay`, fields: { order: "1" } };
  const scenario = prepare(visit, makePayment({ expiresAt, nextAction }));
  await openShop(visit, scenario, { policy: "form-action 'self'" });
  await pay(driver);
  await see(driver, `${root}.querySelector("a[part~=primary][href*='/pay#ct_']")`, "link to the hosted page");
  await visit.keepPicture("form-forbidden");
  await expectEvent(visit, "pay-error");
}

/** The element's shadow root in a frame at the corner of the page, so that places in both are the same. */
const framedRoot =
  'window.frames[0] && (window.frames[0].document.querySelector("pay-checkout") || {}).shadowRoot';

/** A frame that may neither open a tab nor move the page around it, so the customer can only copy the address. */
async function runClosedFrame(visit: Visit): Promise<void> {
  const { driver, bff, shop } = visit;
  const nextAction: NextAction = { type: "redirect_form", url: `${bff.origin}/pay`, fields: { order: "1" } };
  const scenario = prepare(visit, makePayment({ expiresAt, nextAction }));
  const inner = shop.addPage({ body: widgetTag(bff.origin, scenario) });
  const style = "position:fixed;left:0;top:0;border:0";
  const frame = `<iframe sandbox="allow-scripts allow-same-origin allow-forms" src="${inner}" width="480" height="1000" style="${style}"></iframe>`;
  await driver.open(shop.addPage({ body: frame }));
  const find = (selector: string) =>
    `${framedRoot} && ${framedRoot}.querySelector(${JSON.stringify(selector)})`;
  await press(driver, find("input[type=radio]"), "first method");
  await press(driver, find("button.primary"), "main button");
  await press(driver, find("button.primary[type=button]"), "button for the payment page");
  await see(driver, find("[data-copy=address]"), "address to copy");
  await visit.keepPicture("closed-frame");
}

async function runError(visit: Visit): Promise<void> {
  const scenario = visit.bff.addScenario();
  scenario.mode = "down";
  await openShop(visit, scenario);
  await seeHeading(visit.driver, "Something went wrong");
  await visit.keepPicture("error");
  await expectEvent(visit, "pay-error");
}

async function runStrict(visit: Visit): Promise<void> {
  const { driver } = visit;
  const scenario = prepare(visit, withCode());
  await openShop(visit, scenario, { isStrict: true });
  await pay(driver);
  await seeHeading(driver, "Pay with this code");
  await seeColour(visit, ".panel");
  scenario.updatePayment({ status: "succeeded", nextAction: null });
  await seeHeading(driver, "Payment received");
  const found = await violations(driver);
  if (found.length > 0) throw new Error(`policy violated: ${found.join(", ")}`);
}

export const flows: readonly Flow[] = [
  { name: "list", run: runList },
  { name: "code, copy", run: runCode },
  { name: "reload", run: runReload },
  { name: "paid", run: runPaid },
  { name: "failed", run: (visit) => runEnd(visit, "failed", "The payment did not go through") },
  { name: "expired", run: (visit) => runEnd(visit, "expired", "The time to pay is over") },
  { name: "QR", run: runQr },
  { name: "app link", run: runAppLink },
  { name: "redirect", run: (visit) => runRedirect(visit, "redirect") },
  { name: "form", run: (visit) => runRedirect(visit, "redirect_form") },
  { name: "form forbidden", run: runFormForbidden },
  { name: "closed frame", run: runClosedFrame },
  { name: "server away", run: runError },
  { name: "strict policy", run: runStrict },
];
