/** The forms of a phone number and an e-mail address that CXPay takes. */
import { onlyIfClean } from "../parsing/clean-text.ts";

/** 6 to 15 digits with the blanks, dashes and brackets that people write between them. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return /^\+?[\d ()-]{6,20}$/.test(text) && digits >= 6 && digits <= 15;
}

/** An e-mail address that can be signed without change. */
export function isEmail(text: string): boolean {
  return onlyIfClean(text) !== null && /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/.test(text);
}
