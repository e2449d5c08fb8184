/** Amounts as people type them: with the decimal sign of their language, or without a doubt in another way. */

export type AmountReading =
  | {
      readonly ok: true /** With all decimals of the currency, as the API takes it: `1234.50`. */;
      readonly value: string;
    }
  /** `ambiguous`: as `1.000`, which is one or a thousand; `decimals`: more than the currency has. */
  | { readonly ok: false; readonly why: "unreadable" | "ambiguous" | "decimals" };

const longest = 40;
const inThrees = /^\d{1,3}(?:S\d{3})+$/;
/** As in India: 12,34,567. */
const inLakhs = /^\d{1,2}(?:S\d{2})*S\d{3}$/;

export function decimalSignOf(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}

/** An amount of the API as a field shows it: `1234.50` → `1234,50` where that is how people write it. */
export function writeAmount(value: string, locale: string): string {
  return value.replace(".", decimalSignOf(locale));
}

function isGrouped(text: string, sign: string): boolean {
  const marked = text.replaceAll(sign, "S");
  return inThrees.test(marked) || (sign === "," && inLakhs.test(marked));
}

/** Whether the one sign of the text may as well divide thousands: `1.000`, but not `0.125` or `1000.500`. */
function mayDivideThousands(whole: string, fraction: string): boolean {
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
}

/** Reads an amount that a person has typed. @param of.decimals those of the currency */
export function readAmount(
  typed: string,
  of: { readonly locale: string; readonly decimals: number },
): AmountReading {
  const text = typed.trim().replace(/\s/g, " ").replaceAll("’", "'");
  if (text.length > longest || !/^\d(?:[\d., ']*\d)?$/.test(text)) return { ok: false, why: "unreadable" };
  const signs = text.replace(/\d/g, "");
  const last = signs.at(-1) ?? "";
  const isOne = signs.split(last).length === 2;
  const isDecimalSign = last === "." || last === ",";
  if (signs !== "" && (!isDecimalSign || !isOne)) {
    // More than one, or a sign that never stands before decimals: all of them divide thousands.
    return isGrouped(text, last)
      ? finish(text.replaceAll(last, ""), "", of)
      : { ok: false, why: "unreadable" };
  }
  const [whole = "", fraction = ""] = last === "" ? [text] : text.split(last);
  const [divider = ""] = whole.replace(/\d/g, "");
  if (divider !== "") {
    const plain = whole.replaceAll(divider, "");
    return isGrouped(whole, divider) ? finish(plain, fraction, of) : { ok: false, why: "unreadable" };
  }
  const isUsual = last === decimalSignOf(of.locale) && of.decimals >= 3;
  if (!isUsual && mayDivideThousands(whole, fraction)) return { ok: false, why: "ambiguous" };
  return finish(whole, fraction, of);
}

function finish(whole: string, fraction: string, { decimals }: { readonly decimals: number }): AmountReading {
  if (fraction.length > decimals) return { ok: false, why: "decimals" };
  const units = whole.replace(/^0+(?=\d)/, "");
  return { ok: true, value: decimals === 0 ? units : `${units}.${fraction.padEnd(decimals, "0")}` };
}
