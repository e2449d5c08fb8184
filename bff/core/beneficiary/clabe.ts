/** Mexico's account number for bank transfers: 18 digits, the last one a control digit (Banco de México, CLABE). */

const weights = [3, 7, 1];

/** True if the text has 18 digits like a CLABE, whether or not the control digit fits. */
export function looksLikeClabe(text: string): boolean {
  return /^\d{18}$/.test(text);
}

/**
 * True if the control digit fits. Each digit is multiplied by 3, 7, 1, … modulo 10, and the sum is completed
 * to a multiple of ten.
 */
export function isClabe(text: string): boolean {
  if (!looksLikeClabe(text)) return false;
  const digits = [...text].map(Number);
  const sum = digits
    .slice(0, 17)
    .reduce((total, digit, index) => total + ((digit * (weights[index % 3] ?? 0)) % 10), 0);
  return (10 - (sum % 10)) % 10 === digits[17];
}
