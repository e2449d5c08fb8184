import { z } from "zod";
import { startSandbox } from "./sandbox.ts";

/**
 * `node demo/sandbox/main.ts` runs the five providers and the control server until SIGTERM or SIGINT. It prints one
 * line of JSON on stdout when all of them listen. The README beside this file lists the environment variables.
 */
const port = z.coerce.number().int().min(0).max(65_535).default(0);
const environmentSchema = z.object({
  SANDBOX_HOST: z.string().min(1).default("127.0.0.1"),
  SANDBOX_PORT_PAYPRO: port,
  SANDBOX_PORT_CXPAY: port,
  SANDBOX_PORT_LHXPAY: port,
  SANDBOX_PORT_CHAINUP: port,
  SANDBOX_PORT_BHARATPAY: port,
  SANDBOX_PORT_CONTROL: port,
  SANDBOX_CALLBACK_SCALE: z.coerce.number().min(0).optional(),
});

const environment = environmentSchema.safeParse(process.env);
if (!environment.success) {
  for (const { path } of environment.error.issues) {
    const name = path.join(".");
    const wanted = name.startsWith("SANDBOX_PORT_") ? "a port from 0 to 65535" : "as the README says";
    process.stderr.write(`${name} is ${JSON.stringify(process.env[name])}, but must be ${wanted}.\n`);
  }
  process.exit(78);
}
const env = environment.data;

const ports = {
  paypro: env.SANDBOX_PORT_PAYPRO,
  cxpay: env.SANDBOX_PORT_CXPAY,
  lhxpay: env.SANDBOX_PORT_LHXPAY,
  chainup: env.SANDBOX_PORT_CHAINUP,
  bharatpay: env.SANDBOX_PORT_BHARATPAY,
  control: env.SANDBOX_PORT_CONTROL,
};

const listenReasons: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "another program listens there"],
  ["EACCES", "this user may not listen there"],
  ["EADDRNOTAVAIL", "this machine has no such address"],
  ["ENOTFOUND", "there is no such name"],
  ["EAI_AGAIN", "the name cannot be looked up right now"],
]);
const listenFailure = z.object({ code: z.string(), port: z.number().optional() });

/** Which setting is wrong, and why; undefined for an error that no setting mends. */
function explainListening(error: unknown): string | undefined {
  const failure = listenFailure.safeParse(error);
  const reason = failure.success ? listenReasons.get(failure.data.code) : undefined;
  if (!failure.success || reason === undefined) return undefined;
  const name = Object.entries(ports).find(([, wanted]) => wanted !== 0 && wanted === failure.data.port)?.[0];
  const setting = name === undefined ? "SANDBOX_HOST" : `SANDBOX_PORT_${name.toUpperCase()}`;
  const value = name === undefined ? env.SANDBOX_HOST : `${env.SANDBOX_HOST}:${failure.data.port}`;
  return `The sandbox cannot listen on ${value} (${setting}): ${reason} (${failure.data.code}).`;
}

async function start() {
  try {
    return await startSandbox({
      host: env.SANDBOX_HOST,
      ports,
      callbacks: { scale: env.SANDBOX_CALLBACK_SCALE },
    });
  } catch (error) {
    const sentence = explainListening(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

const sandbox = await start();

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void sandbox.stop();
  });
}

const { control, providers } = sandbox;
process.stdout.write(`${JSON.stringify({ ready: true, control, providers })}\n`);
