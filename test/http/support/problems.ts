import type { Reply } from "../../support/http-client.ts";

/** The code of a refusal, and the paths of the fields that it names. */
export function problemCode(reply: Reply): string[] {
  const { code, errors } = reply.problem();
  return [code, ...(errors ?? []).map(({ path }) => path)];
}
