/**
 * Checks Brazil's tax numbers by their control digits: a CPF (a person, 11 digits) and a CNPJ (a company, 14
 * characters, of which the first 12 may be letters since 2026). Both are modulo 11, as the Receita Federal
 * publishes it.
 * Source: docs/providers/cxpay.md#countries.
 */

export interface TaxId {
  readonly kind: "cpf" | "cnpj";
  readonly text: string;
}

/** Reads a CPF or CNPJ, with or without its dots and dashes. Null if it is neither. */
export function readTaxId(written: string): TaxId | null {
  const text = written.replace(/[.\-/\s]/g, "").toUpperCase();
  if (/^\d{11}$/.test(text)) return fits(text, 11) ? { kind: "cpf", text } : null;
  if (/^[0-9A-Z]{12}\d{2}$/.test(text)) return fits(text, 9) ? { kind: "cnpj", text } : null;
  return null;
}

/**
 * Whether both control digits fit. Weights count up from 2, from right to left, and start again after
 * `heaviest`.
 */
function fits(text: string, heaviest: number): boolean {
  // The same digit repeated would fit, and belongs to nobody.
  if (new Set(text).size === 1) return false;
  return (
    controlDigit(text.slice(0, -2), heaviest) === text.at(-2) &&
    controlDigit(text.slice(0, -1), heaviest) === text.at(-1)
  );
}

function controlDigit(body: string, heaviest: number): string {
  const sum = [...body].reverse().reduce((total, character, index) => {
    const weight = 2 + (index % (heaviest - 1));
    // A letter counts as its ASCII code minus that of "0": A is 17.
    return total + (character.charCodeAt(0) - 48) * weight;
  }, 0);
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}
