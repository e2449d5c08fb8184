/** `check --pay`: walks one real payment through a server that runs, and waits for the person to pay it. */
import { writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { AccountConfig, CheckoutConfig } from "../../config/types.ts";
import {
  browserPayment,
  browserSession,
  createdSession,
  type EventView,
  eventView,
  type NextAction,
  type Payment,
  payment as paymentSchema,
} from "../../contract.ts";
import { readVersion } from "../../package-files.ts";
import { exitUsage } from "../exit-codes.ts";
import { explainStart } from "../explain-start.ts";
import type { Terminal } from "../load-config.ts";
import { type Called, callServer } from "./calls.ts";
import { endStates, judgePayment } from "./judge.ts";
import { type Finding, reportName, writeReport } from "./report.ts";

export interface PayTest {
  /** Decimal text, `1.00`. */
  readonly amount: string;
  readonly account: string;
  /** Where the report goes. */
  readonly folder: string;
  readonly pollMs?: number;
  readonly waitMs?: number;
}

interface Walk {
  readonly config: CheckoutConfig;
  readonly account: AccountConfig;
  readonly test: PayTest;
  readonly terminal: Terminal;
  readonly apiKey: string;
  readonly origin: string;
  readonly findings: Finding[];
}

const usualPollMs = 2_000;
const mostReadings = 10;
const usualWaitMs = 30 * 60_000;

/** Notes a step that failed, and ends the walk there. */
function fail({ findings }: Walk, step: Finding["step"], sentence: string): undefined {
  findings.push({ step, isProven: false, sentence });
  return undefined;
}

function describeAction(action: NextAction | null, hostedPage: string): string {
  switch (action?.type) {
    case "display_code":
      return `Pay to ${action.code} (${action.codeType}).`;
    case "redirect":
      return `Open ${action.url}`;
    case "display_qr":
      return `Scan the QR code on ${hostedPage}`;
    default:
      return `Open ${hostedPage}`;
  }
}

/** What the method needs of a payer. Undefined: it could not be asked for. */
async function askPayer(
  fields: readonly { readonly name: string; readonly required: boolean }[],
  terminal: Terminal,
): Promise<Readonly<Record<string, string>> | undefined> {
  const needed = fields.filter(({ required }) => required);
  if (needed.length > 0 && terminal.isInteractive !== true) return undefined;
  const answers: [string, string][] = [];
  for (const { name } of needed) {
    terminal.out(`The provider wants the payer's ${name}:`);
    answers.push([name, (await terminal.readLine?.()) ?? ""]);
  }
  return Object.fromEntries(answers);
}

interface Started {
  readonly sessionId: string;
  readonly paymentId: string;
  readonly isPage: boolean;
}

async function start(walk: Walk): Promise<Started | undefined> {
  const { config, account, test, terminal, apiKey, origin } = walk;
  const { publicUrl } = config;
  const [first] = account.methods;
  if (first === undefined) return fail(walk, "creation", "The account offers no method.");
  const session = await callServer(
    {
      url: `${publicUrl}/v1/sessions`,
      token: apiKey,
      body: {
        amount: { value: test.amount, currency: first.currency },
        reference: `check-${Date.now()}`,
        returnUrl: `${origin}/`,
        methods: [first.method],
        ...(first.countries === null ? {} : { country: first.countries[0] }),
      },
    },
    createdSession,
  );
  if (!session.ok) return fail(walk, "creation", `No session could be made: ${session.why}.`);
  const { id, clientToken: token, url } = session.value;
  const offered = await callServer({ url: `${publicUrl}/checkout/session`, token, origin }, browserSession);
  if (!offered.ok) return fail(walk, "creation", `The browser's API does not answer: ${offered.why}.`);
  const payer = await askPayer(offered.value.methods[0]?.payerFields ?? [], terminal);
  if (payer === undefined)
    return fail(
      walk,
      "creation",
      "The method needs details of a payer: run this on a terminal, which asks for them.",
    );
  const body = { method: first.method, ...(Object.keys(payer).length === 0 ? {} : { payer }) };
  const made = await callServer(
    { url: `${publicUrl}/checkout/payments`, token, origin, body },
    browserPayment,
  );
  if (!made.ok) return fail(walk, "creation", `No payment could be made: ${made.why}.`);
  return await note(walk, { sessionId: id, payment: made.value, hostedPage: url });
}

interface Made {
  readonly sessionId: string;
  readonly payment: z.output<typeof browserPayment>;
  readonly hostedPage: string;
}

/** Ends the walk before anybody pays, where the account that is tried is not the one that took the order. */
async function isOtherAccount(walk: Walk, { sessionId, payment }: Made): Promise<boolean> {
  const { config, account, apiKey } = walk;
  const read = await readPayment(walk, payment.id);
  if (read.ok && read.value.account === account.id) return false;
  const url = `${config.publicUrl}/v1/sessions/${sessionId}/cancel`;
  const canceled = await callServer({ url, token: apiKey, body: {} }, z.unknown());
  const rest = canceled.ok
    ? "The session is canceled."
    : `The session could not be canceled: ${canceled.why}.`;
  const why = read.ok
    ? `The account ${read.value.account} took the order: put ${account.id} before it in the file, or retire that one for the test.`
    : `The payment could not be read: ${read.why}.`;
  fail(walk, "creation", `${why} ${rest}`);
  return true;
}

async function note(walk: Walk, made: Made): Promise<Started | undefined> {
  const { sessionId, payment, hostedPage } = made;
  const { terminal, findings, test } = walk;
  const { id, status, failure, nextAction } = payment;
  if (status === "failed")
    return fail(walk, "creation", `The provider refused the order: ${failure?.code ?? "no reason"}.`);
  if (nextAction === null && status !== "succeeded")
    return fail(
      walk,
      "creation",
      `The payment is ${status}: it is not known whether the provider has the order.`,
    );
  if (await isOtherAccount(walk, made)) return undefined;
  findings.push({ step: "creation", isProven: true, sentence: "The provider took the order." });
  findings.push({
    step: "code or page",
    isProven: nextAction !== null,
    sentence: `The customer gets ${nextAction?.type ?? "nothing"}.`,
  });
  const { currency } = payment.amount;
  terminal.out(describeAction(nextAction, hostedPage));
  terminal.out(
    `It is ${test.amount} ${currency} of real money unless this is a sandbox. Waiting until it is paid; Ctrl-C ends this.`,
  );
  return {
    sessionId,
    paymentId: id,
    isPage: nextAction?.type === "redirect" || nextAction?.type === "redirect_form",
  };
}

function readPayment({ config, apiKey }: Walk, id: string): Promise<Called<Payment>> {
  return callServer({ url: `${config.publicUrl}/v1/payments/${id}`, token: apiKey }, paymentSchema);
}

/** The payment at its end, or as it was last seen. */
async function awaitEnd(walk: Walk, id: string): Promise<Payment | undefined> {
  const { pollMs = usualPollMs, waitMs = usualWaitMs } = walk.test;
  const endsAt = performance.now() + waitMs;
  let seen: Payment | undefined;
  for (;;) {
    const read = await readPayment(walk, id);
    if (read.ok) {
      if (seen !== undefined && seen.status !== read.value.status)
        walk.terminal.out(`It is ${read.value.status}.`);
      seen = read.value;
      if (endStates.has(seen.status)) return seen;
    }
    if (performance.now() > endsAt) return seen;
    await delay(pollMs);
  }
}

/** The session's events, after their deliveries or a few readings. Undefined: they could not be read. */
async function awaitDeliveries(walk: Walk, sessionId: string): Promise<readonly EventView[] | undefined> {
  const url = `${walk.config.publicUrl}/v1/events?session=${sessionId}`;
  for (let reading = 1; ; reading++) {
    const events = await callServer({ url, token: walk.apiKey }, z.object({ data: z.array(eventView) }));
    const found = events.ok ? events.value.data : undefined;
    const isWaiting =
      found?.some(({ deliveries }) => deliveries.some(({ state }) => state === "pending")) ?? true;
    if (!isWaiting || reading === mostReadings) return found;
    await delay(walk.test.pollMs ?? usualPollMs);
  }
}

async function askReturn({ terminal, findings, origin }: Walk, isPage: boolean): Promise<void> {
  if (!isPage) {
    findings.push({
      step: "return",
      isProven: false,
      sentence: "The method shows a code, so nobody is sent away and back.",
    });
    return;
  }
  let came = "";
  if (terminal.isInteractive === true) {
    terminal.out(`Did the browser come back to ${origin}? y or n`);
    came = (await terminal.readLine?.()) ?? "";
  }
  const isProven = came.trim().toLowerCase() === "y";
  const sentence = isProven
    ? `The browser came back to ${origin}, as you say.`
    : `Nobody said that the browser came back to ${origin}.`;
  findings.push({ step: "return", isProven, sentence });
}

async function judge(walk: Walk, started: Started): Promise<Payment | undefined> {
  const { config, apiKey, findings } = walk;
  const ended = await awaitEnd(walk, started.paymentId);
  if (ended === undefined) return fail(walk, "success", "The payment could not be read.");
  const refreshUrl = `${config.publicUrl}/v1/payments/${ended.id}/refresh`;
  const refreshed = await callServer({ url: refreshUrl, token: apiKey, body: {} }, paymentSchema);
  const isAnswered = refreshed.ok && refreshed.headers.get("x-provider-answer") !== "none";
  const events = await awaitDeliveries(walk, started.sessionId);
  findings.push(...judgePayment({ payment: ended, events, isAnswered }));
  await askReturn(walk, started.isPage);
  return ended;
}

/** @returns 0 when everything that the method has was proven, 1 when not, 64 for an account that there is not. */
export async function payTest(config: CheckoutConfig, test: PayTest, terminal: Terminal): Promise<number> {
  const account = config.accounts.find(({ id }) => id === test.account);
  if (account === undefined) {
    terminal.error(`--account ${test.account}: there is ${config.accounts.map(({ id }) => id).join(", ")}.`);
    return exitUsage;
  }
  const apiKey = config.merchant.apiKeys.find(({ scopes }) => scopes.includes("sessions"))?.secret.reveal();
  const [origin] = config.merchant.allowedOrigins;
  if (apiKey === undefined || origin === undefined) {
    terminal.error(
      "--pay needs an API key with the scope sessions, and an entry of merchant.allowedOrigins.",
    );
    return exitUsage;
  }
  const findings: Finding[] = [];
  const walk: Walk = { config, account, test, terminal, apiKey, origin, findings };
  const started = await start(walk);
  const payment = started === undefined ? undefined : await judge(walk, started);
  const { environment, publicUrl } = config;
  const { provider, id } = account;
  const at = new Date().toISOString();
  const amount = `${test.amount} ${account.methods[0]?.currency ?? ""}`;
  const version = readVersion();
  const report = { at, version, environment, publicUrl, account: id, provider, amount, payment, findings };
  for (const { step, isProven, sentence } of findings)
    terminal.out(`${isProven ? "proven" : "not proven"}  ${step}: ${sentence}`);
  const file = `${test.folder}/${reportName(report)}`;
  const text = writeReport(report);
  try {
    writeFileSync(file, text, { mode: 0o600 });
    terminal.out(`The report is ${file}.`);
  } catch (error) {
    // Somebody has paid for it.
    terminal.error(`${file} cannot be written, so the report stands here: ${explainStart(error)}`);
    terminal.out(text);
    return 1;
  }
  const isComplete = findings.every(
    ({ step, isProven }) => isProven || (step === "return" && started?.isPage === false),
  );
  return isComplete ? 0 : 1;
}
