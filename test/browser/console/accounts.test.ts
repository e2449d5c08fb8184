/** The accounts' screen: amounts and calls as an operator reads them. */
import { test } from "vitest";
import { account } from "./support/answers.ts";
import { setConsole } from "./support/set-console.ts";

const { bff, open } = setConsole();

test("the least and the most of a method are written like all amounts, and the calls have names", async () => {
  const [method] = account.methods;
  const methods = [{ ...method, currency: "MXN", min: "10.00", max: "29999.50" }];
  const circuits = { payout_query: "closed" };
  bff().replies.set("GET v1/accounts", { status: 200, body: { data: [{ ...account, methods, circuits }] } });
  const page = await open("accounts");
  await page.getByText("MX$29,999.50").waitFor();
  await page.getByText("MX$10.00").waitFor();
  await page.getByText("query of a payout").waitFor();
});
