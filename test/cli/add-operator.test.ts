import { expect, test } from "vitest";
import { addOperator } from "../../bff/cli/add-operator.ts";
import { readConfig } from "../../bff/config.ts";
import { fromBase32 } from "../../bff/core/base32.ts";
import { Secret } from "../../bff/core/secret.ts";
import { createPasswordChecks } from "../../bff/services/operators/passwords.ts";

async function run(id: string, line?: string) {
  const [out, errors]: [string[], string[]] = [[], []];
  const code = await addOperator(id, {
    out: (text) => void out.push(text),
    error: (text) => void errors.push(text),
    readLine: async () => line,
    env: {},
  });
  return { code, out, said: errors.join("\n") };
}

/** The variables as a shell reads them. */
function variablesOf(out: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    out.map((line) => {
      const [name = "", value = ""] = line.split("='");
      return [name, value.slice(0, -1)];
    }),
  );
}

test("prints secrets that the configuration takes, and a code for the phone", async () => {
  const { code, out, said } = await run("ana-b", "a long enough password");
  expect(code).toBe(0);
  const env = variablesOf(out);
  expect(Object.keys(env)).toEqual(["CONSOLE_ANA_B_PASSWORD", "CONSOLE_ANA_B_TOTP"]);
  const secret = String(env.CONSOLE_ANA_B_TOTP);
  expect(fromBase32(secret)).toHaveLength(20);
  expect(said).toContain(`otpauth://totp/pay-checkout:ana-b?secret=${secret}&issuer=pay-checkout`);
  expect(said).toContain("█");
  expect(said).not.toContain("a long enough password");
  const snippet: unknown = JSON.parse(/^\{[\s\S]*?^\}/m.exec(said)?.[0] ?? "");
  const reading = readConfig({
    text: JSON.stringify(Object.assign({}, snippet, { environment: "live" })),
    env,
  });
  const issues = reading.ok ? [] : reading.issues.filter(({ path }) => path.startsWith("console"));
  expect(issues).toEqual([]);
  const { check } = createPasswordChecks({ costFor: () => ({ ln: 4, r: 8, p: 1 }) });
  const password = new Secret(String(env.CONSOLE_ANA_B_PASSWORD));
  const operator = { id: "ana-b", password, totp: new Secret(secret), scopes: [] };
  expect(await check(operator, "a long enough password")).toBe(true);
});

test("makes a password where none is given, another each time, and says it once", async () => {
  const [one, other] = [await run("ana"), await run("ana", "")];
  const passwordOf = (said: string) => /^The password is (\S{24})$/m.exec(said)?.[1];
  expect(passwordOf(one.said)).toBeDefined();
  expect(passwordOf(one.said)).not.toBe(passwordOf(other.said));
  expect(one.out[1]).not.toBe(other.out[1]);
});

test.each([
  ["an id that no operator can have", "ana:b", ""],
  ["a password that is too short", "ana", "short"],
  ["a password that is too long", "ana", "x".repeat(257)],
])("%s: 64, and nothing is printed that could be used", async (_, id, line) => {
  const { code, out, said } = await run(id, line);
  expect([code, out]).toEqual([64, []]);
  expect(said).not.toContain("otpauth");
});
