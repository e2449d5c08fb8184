/** Checks of an adapter that need no call: vectors, configuration, capabilities, validation. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ConformanceData } from "../data-shape.ts";
import { accountInput, accountNamed, type Lab } from "./lab.ts";
import { amountOf, paymentOrder } from "./orders.ts";
import { expectNoSecret } from "./secrecy.ts";

const sections = z.record(z.string(), z.record(z.string(), z.unknown()));

export function describeVectors({ vectors: { section, cases } }: ConformanceData): void {
  describe("known answers:", () => {
    test.each(cases)("$title", ({ actual, expected }) => {
      expect(actual()).toEqual(expected);
    });

    test("every entry of the vectors is covered", () => {
      const text = readFileSync(new URL("../vectors.json", import.meta.url), "utf8");
      const entries = Object.keys(sections.parse(JSON.parse(text))[section] ?? {});
      const covered = new Set(
        cases.flatMap(({ covers }) => covers.map((name) => name.split(".", 1).join(""))),
      );
      expect(entries.filter((entry) => !covered.has(entry) && entry !== "note")).toEqual([]);
    });
  });
}

export function describeConfiguration(data: ConformanceData, lab: () => Lab): void {
  describe("configuration:", () => {
    test.each(data.accounts)("$name is read", ({ name }) => {
      const reading = data.provider.readAccount(accountInput(lab(), { account: accountNamed(data, name) }));
      expect(reading).toMatchObject({ ok: true });
      expectNoSecret(lab(), reading);
    });

    test.each(data.badConfigurations)("$title is told by its path", (bad) => {
      const good = accountInput(lab());
      const input = {
        ...good,
        credentials: { ...lab().sandbox.providers[data.id].credentials, ...bad.credentials },
        options: bad.options ?? good.options,
        methods: bad.methods ?? good.methods,
      };
      const reading = data.provider.readAccount(input);
      const issues = reading.ok ? [] : reading.issues;
      expect(issues.map(({ path }) => path)).toContain(bad.path);
      expectNoSecret(lab(), issues);
    });

    test("an unknown option and an unknown credential are told", () => {
      const good = accountInput(lab());
      const credentials = { ...lab().sandbox.providers[data.id].credentials, colour: "red" };
      expect(data.provider.readAccount({ ...good, credentials }).ok).toBe(false);
      expect(data.provider.readAccount({ ...good, options: { colour: "red" } }).ok).toBe(false);
    });

    test.each(data.provider.secretCredentials)("without %s it is told", (name) => {
      const { [name]: _left, ...credentials }: Record<string, unknown> = {
        ...lab().sandbox.providers[data.id].credentials,
      };
      const reading = data.provider.readAccount({ ...accountInput(lab()), credentials });
      expect(reading.ok ? [] : reading.issues.map(({ path }) => path)).toContain(`credentials.${name}`);
    });

    test("the adapter prints no credential", () => {
      expectNoSecret(lab(), lab().adapter());
    });
  });
}

export function describeCapabilities(data: ConformanceData, lab: () => Lab): void {
  describe("capabilities:", () => {
    test.each(data.accounts)("of $name are exactly the methods it has", ({ name }) => {
      const adapter = lab().adapter({ account: accountNamed(data, name) });
      const present = {
        create: true,
        query: true,
        cancel: adapter.cancelPayment !== undefined,
        callback: true,
        payout: adapter.payouts !== undefined,
        refund: adapter.refunds !== undefined,
        balance: adapter.balance !== undefined,
        statement: adapter.statement !== undefined,
      };
      const expected = Object.entries(present).flatMap(([capability, has]) => (has ? [capability] : []));
      expect([...adapter.capabilities].sort()).toEqual(expected.sort());
    });

    test("the acknowledgement is exact, byte for byte", () => {
      expect(lab().adapter().acknowledgement).toEqual(data.acknowledgement);
    });
  });
}

export function describeObjections(data: ConformanceData, lab: () => Lab): void {
  describe("before the provider is asked:", () => {
    test.each(data.amounts)("$title", ({ account, method, amount, isTaken }) => {
      const adapter = lab().adapter({ account: accountNamed(data, account) });
      const objection = adapter.objectToAmount(method, amountOf(amount, method.currency, method.decimals));
      expect(objection === null).toBe(isTaken);
    });

    const objected = data.amounts.filter(({ isTaken }) => !isTaken);
    test.each(objected)(
      "no order is sent anyway: $title",
      async ({ account: accountName, method, amount }) => {
        const account = accountNamed(data, accountName);
        const payer = account.methods[0]?.payer;
        if (!payer) throw new Error("no payer");
        const sentBefore = lab().sent.length;
        const created = await lab()
          .adapter({ account })
          .createPayment(paymentOrder({ method, amount, payer }));
        expect(created).toMatchObject({ kind: "refused", code: "amount_refused" });
        expect(lab().sent.length).toBe(sentBefore);
      },
    );

    test.each(data.payers)("$title", ({ account, method, payer, wrong }) => {
      const adapter = lab().adapter({ account: accountNamed(data, account) });
      const errors = adapter.checkPayer(method, payer);
      expect(errors.map(({ name }) => name).sort()).toEqual([...wrong].sort());
    });

    test.each(data.payoutErrors)("$title", ({ account, payout, wrong }) => {
      const adapter = lab().adapter({ account: accountNamed(data, account) });
      const errors = adapter.payouts?.check(payout) ?? [];
      expect(errors.map(({ path }) => path).sort()).toEqual([...wrong].sort());
    });

    test("the customer is asked for what the sheet names, and the account pays out what it names", () => {
      for (const account of data.accounts) {
        const adapter = lab().adapter({ account });
        for (const { method, needs } of account.methods) {
          if (needs) expect(adapter.payerFields(method)).toEqual(needs);
        }
        const { payoutCurrencies } = account;
        if (payoutCurrencies !== undefined) expect(adapter.payouts?.currencies).toEqual(payoutCurrencies);
      }
    });

    const taken = data.accounts.flatMap((account) => account.methods.map((entry) => ({ account, ...entry })));
    test.each(taken)(
      "$account.name/$method.channel takes the amount and the payer of the data, who has all it requires",
      ({ account, method, amount, payer }) => {
        const adapter = lab().adapter({ account });
        const objection = adapter.objectToAmount(method, amountOf(amount, method.currency, method.decimals));
        expect(objection).toBe(null);
        expect(adapter.checkPayer(method, payer)).toEqual([]);
        const known: Record<string, unknown> = {
          ...payer,
          exchangeUid: payer.providerAccount.openId ?? payer.providerAccount.userId,
        };
        const required = adapter.payerFields(method).filter((field) => field.required);
        expect(required.filter(({ name }) => !known[name])).toEqual([]);
      },
    );

    test("the account takes every payout of the data", () => {
      for (const account of data.accounts) {
        const adapter = lab().adapter({ account });
        for (const payout of account.payouts) expect(adapter.payouts?.check(payout)).toEqual([]);
      }
    });
  });
}
