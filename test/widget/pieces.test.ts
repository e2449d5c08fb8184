import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { readOutAt } from "../../widget/controllers/countdown.ts";
import { createServerClock } from "../../widget/controllers/server-clock.ts";
import { groupsOfFour, missingAmount, rawAmount } from "../../widget/i18n/format.ts";
import { formatMoney } from "../../widget/i18n/money.ts";
import { fill, pluralize } from "../../widget/i18n/text.ts";
import { formatTimeLeft } from "../../widget/i18n/time-left.ts";
import { isAppLink } from "../../widget/net/app-link.ts";
import { isSafeRedirect } from "../../widget/net/safe-url.ts";
import { calendarFile } from "../../widget/tools/calendar.ts";

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  test("is written by the language and the currency, to the last unit", () => {
    expect(plain(formatMoney({ value: "1250.00", currency: "MXN" }, "es-MX", null))).toBe("$1,250.00");
    expect(plain(formatMoney({ value: "189.90", currency: "BRL" }, "pt-BR", null))).toBe("R$ 189,90");
    expect(plain(formatMoney({ value: "9007199254740993.10", currency: "INR" }, "en", null))).toBe(
      "₹9,007,199,254,740,993.10",
    );
    expect(plain(formatMoney({ value: "0.000001", currency: "USDT" }, "en", null))).toBe("0.000001 USDT");
    expect(plain(formatMoney({ value: "18.500000", currency: "USDT" }, "en", null))).toBe("18.50 USDT");
    expect(formatMoney({ value: "1250.00", currency: "MXN" }, "ar", null)).toMatch(/MX\$\u200e/);
  });

  test("has the short sign of a currency in its own country, in any language, and nowhere else", () => {
    const amount = { value: "349.00", currency: "MXN" };
    expect(formatMoney(amount, "en", "MX")).toBe("$349.00");
    expect(formatMoney(amount, "en-MX", "MX")).toBe("$349.00");
    expect(formatMoney(amount, "en", "US")).toBe("MX$349.00");
    expect(formatMoney({ value: "1.00", currency: "USD" }, "es-MX", "MX")).not.toBe("$1.00");
    expect(formatMoney({ value: "18500.00", currency: "NGN" }, "en", "NG")).toBe("₦18,500.00");
  });

  test("to paste is the bare number", () => {
    expect(rawAmount({ value: "10000.00", currency: "MXN" })).toBe("10000");
    expect(rawAmount({ value: "10000.50", currency: "MXN" })).toBe("10000.50");
    expect(rawAmount({ value: "10000", currency: "IDR" })).toBe("10000");
  });

  test("that is missing plus what arrived is the amount, without a float", () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 24n });
    const text = (units: bigint) => {
      const digits = units.toString().padStart(3, "0");
      return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
    };
    fc.assert(
      fc.property(cents, cents, (missing, arrived) => {
        const amount = { value: text(missing + arrived), currency: "MXN" };
        const received = { value: text(arrived), currency: "MXN" };
        expect(missingAmount(amount, received)).toEqual({ value: text(missing), currency: "MXN" });
      }),
    );
  });
});

test("a number in groups of four is the number when the groups are joined", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z]{1,40}$/), (code) => {
      const groups = groupsOfFour(code);
      expect(groups.join("")).toBe(code);
      expect(groups.slice(0, -1).every((group) => group.length === 4)).toBe(true);
    }),
  );
});

describe("addresses", () => {
  test("https is followed, http only where the BFF is http, and nothing else", () => {
    expect(isSafeRedirect("https://a.example/", false)).toBe(true);
    expect(isSafeRedirect("http://a.example/", false)).toBe(false);
    expect(isSafeRedirect("http://a.example/", true)).toBe(true);
    for (const url of [
      "javascript:alert(1)",
      " javascript:alert(1)",
      "JaVaScRiPt:1",
      "data:text/html,x",
      "blob:x",
      "//a.example/",
      "",
    ]) {
      expect(isSafeRedirect(url, true), url).toBe(false);
      expect(isAppLink(url), url).toBe(false);
    }
  });

  test("only the schemes on the provider's sheet open apps", () => {
    const ok = ["upi", "gpay", "tez", "phonepe", "paytmmp"];
    expect(ok.every((scheme) => isAppLink(`${scheme}://pay?pa=a@b`))).toBe(true);
    expect(["https", "intent", "market", "sms"].some((scheme) => isAppLink(`${scheme}://x`))).toBe(false);
  });
});

describe("the server's clock", () => {
  function makeDevice(wallMs: number) {
    let elapsedMs = 0;
    let setMs = 0;
    return {
      wallMs: () => wallMs + elapsedMs + setMs,
      steadyMs: () => elapsedMs,
      pass: (ms: number) => {
        elapsedMs += ms;
      },
      setClock: (ms: number) => {
        setMs += ms;
      },
    };
  }

  test("is told right by a device whose clock is off by whatever it is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 1e8 }),
        (offMs, passedMs) => {
          const serverMs = Date.parse("2026-11-20T12:00:00.000Z");
          const device = makeDevice(serverMs + offMs);
          const clock = createServerClock(device);
          const atMs = device.wallMs();
          clock.sync("2026-11-20T12:00:00.000Z", { sentAtMs: atMs - 200, receivedAtMs: atMs + 200 });
          device.pass(passedMs);
          expect(clock.nowMs()).toBe(serverMs + passedMs);
        },
      ),
    );
  });

  test("notices when the device's clock was set, once", () => {
    const device = makeDevice(0);
    const clock = createServerClock(device);
    device.pass(3_600_000);
    expect(clock.hasJumped()).toBe(false);
    device.setClock(-86_400_000);
    expect(clock.hasJumped()).toBe(true);
    expect(clock.hasJumped()).toBe(false);
  });
});

describe("the time left", () => {
  test("is digits below a day, and days and hours from there on", () => {
    expect(formatTimeLeft(59_001, "en")).toBe("1:00");
    expect(formatTimeLeft(65_000, "en")).toBe("1:05");
    expect(formatTimeLeft(86_352_000, "en")).toBe("23:59:12");
    expect(formatTimeLeft(41 * 3_600_000 + 59 * 60_000, "en")).toBe("1 day 17 hours");
    expect(formatTimeLeft(41 * 3_600_000, "es-MX")).toMatch(/^1 día.* 17 horas$/);
    expect(formatTimeLeft(3 * 86_400_000, "en")).toBe("3 days");
    expect(formatTimeLeft(41 * 3_600_000, "ha", false)).toBe("kwana 1, awa 17");
    expect(formatTimeLeft(48 * 3_600_000, "yo-NG", false)).toBe("ọjọ́ 2");
    expect(formatTimeLeft(41 * 3_600_000, "am", false)).toBe("1 d 17 h");
    expect(formatTimeLeft(-5, "en")).toBe("0:00");
  });

  test("is in international signs in a browser that writes no units", () => {
    const numberFormat = vi.spyOn(Intl, "NumberFormat").mockImplementation(function refuse() {
      throw new RangeError("unit is not a style");
    });
    expect(formatTimeLeft(41 * 3_600_000, "en", true)).toBe("1 d 17 h");
    numberFormat.mockRestore();
  });

  test("is read out at three minutes, one minute and thirty seconds, and not each second", () => {
    const said: number[] = [];
    for (let leftMs = 300_000; leftMs > 0; leftMs -= 1000) {
      const seconds = readOutAt(leftMs, leftMs - 1000);
      if (seconds !== null) said.push(seconds);
    }
    expect(said).toEqual([180, 60, 30]);
    expect(readOutAt(3_600_000, 20_000)).toBe(30);
    expect(readOutAt(20_000, 0)).toBeNull();
  });
});

test("a calendar entry ends when the code expires, folds its lines and escapes its text", async () => {
  const expiresAtMs = Date.parse("2026-11-22T05:59:00.000Z");
  const file = calendarFile({
    id: "pay_1",
    title: "Pay Cantina, del Sol; now",
    description: `first line\n${"ñ".repeat(80)}`,
    expiresAtMs,
    nowMs: Date.parse("2026-11-20T12:00:00.000Z"),
  });
  const text = await file.text();
  expect(file.type).toBe("text/calendar");
  expect(text).toContain("DTEND:20261122T055900Z\r\n");
  expect(text).toContain("DTSTART:20261122T015900Z\r\n");
  expect(text).toContain("SUMMARY:Pay Cantina\\, del Sol\\; now\r\n");
  expect(text).toContain("first line\\nñ");
  const encoder = new TextEncoder();
  for (const line of text.split("\r\n")) expect(encoder.encode(line).length).toBeLessThanOrEqual(75);
});

test.each([
  ["Se puede pagar hasta {time}.", "Se puede pagar hasta 2:30 p.m."],
  ["{time}. No más tarde.", "2:30 p.m. No más tarde."],
  ["{time}, no más tarde.", "2:30 p.m., no más tarde."],
])("a time that ends with a full stop makes no second one: %s", (text, filled) => {
  expect(fill(text, { time: "2:30 p.m." })).toBe(filled);
});

test("texts are filled by name, and plurals follow the language", () => {
  expect(fill("Pay {merchant} {amount} {other}", { merchant: "Sol", amount: "$1" })).toBe(
    "Pay Sol $1 {other}",
  );
  const polish = { one: "{n} minuta", few: "{n} minuty", many: "{n} minut", other: "{n} minuty" };
  expect([1, 3, 5].map((count) => pluralize(polish, count, "pl"))).toEqual([
    "1 minuta",
    "3 minuty",
    "5 minut",
  ]);
});
