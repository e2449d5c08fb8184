/** Brazil's CPF (11 digits) or CNPJ (14 digits), with or without its dots, by both control digits. */
export function isTaxId(text: string): boolean {
  if (!/^[\d./-]+$/.test(text)) return false;
  const digits = [...text.replace(/\D/g, "")].map(Number);
  if (new Set(digits).size === 1) return false;
  if (digits.length === 11) return hasControlDigits(digits, 11);
  return digits.length === 14 && hasControlDigits(digits, 9);
}

/** The weights rise from 2, from right to left, and start again after `highest`: 11 for a CPF, 9 for a CNPJ. */
function hasControlDigits(digits: readonly number[], highest: number): boolean {
  return [2, 1].every((behind) => {
    const body = digits.slice(0, -behind).reverse();
    const sum = body.reduce((total, digit, index) => total + digit * ((index % (highest - 1)) + 2), 0);
    const rest = sum % 11;
    return digits.at(-behind) === (rest < 2 ? 0 : 11 - rest);
  });
}
