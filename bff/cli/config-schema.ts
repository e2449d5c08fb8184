import { configJsonSchema } from "../config/json-schema.ts";
import type { Terminal } from "./load-config.ts";

/** `config-schema`: prints the JSON Schema of the configuration. */
export async function printConfigSchema(terminal: Terminal): Promise<number> {
  terminal.out(JSON.stringify(configJsonSchema(), null, 2));
  return 0;
}
