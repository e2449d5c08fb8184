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
  process.stderr.write(`${z.prettifyError(environment.error)}\n`);
  process.exit(78);
}
const env = environment.data;

const sandbox = await startSandbox({
  host: env.SANDBOX_HOST,
  ports: {
    paypro: env.SANDBOX_PORT_PAYPRO,
    cxpay: env.SANDBOX_PORT_CXPAY,
    lhxpay: env.SANDBOX_PORT_LHXPAY,
    chainup: env.SANDBOX_PORT_CHAINUP,
    bharatpay: env.SANDBOX_PORT_BHARATPAY,
    control: env.SANDBOX_PORT_CONTROL,
  },
  callbacks: { scale: env.SANDBOX_CALLBACK_SCALE },
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    void sandbox.stop();
  });
}

const { control, providers } = sandbox;
process.stdout.write(`${JSON.stringify({ ready: true, control, providers })}\n`);
