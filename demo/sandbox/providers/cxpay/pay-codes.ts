/** The meaning of a pay code. CXPay assigns codes to each merchant; these are the sandbox's. */
export interface PayCode {
  readonly country: "BR" | "IN" | "ID" | "NG";
  readonly currency: "BRL" | "INR" | "IDR" | "NGN";
  readonly direction: "collect" | "pay";
  readonly name: string;
}

export const payCodes: Readonly<Record<string, PayCode>> = {
  "31901": { country: "BR", currency: "BRL", direction: "collect", name: "Pix" },
  "31902": { country: "BR", currency: "BRL", direction: "collect", name: "Boleto" },
  "31911": { country: "BR", currency: "BRL", direction: "pay", name: "Pix payout" },
  "32901": { country: "IN", currency: "INR", direction: "collect", name: "UPI" },
  "32902": { country: "IN", currency: "INR", direction: "collect", name: "Bank transfer" },
  "32911": { country: "IN", currency: "INR", direction: "pay", name: "Bank payout" },
  "33901": { country: "ID", currency: "IDR", direction: "collect", name: "Virtual account" },
  "33902": { country: "ID", currency: "IDR", direction: "collect", name: "QRIS" },
  "33911": { country: "ID", currency: "IDR", direction: "pay", name: "Bank payout" },
  "34901": { country: "NG", currency: "NGN", direction: "collect", name: "Bank transfer" },
  "34911": { country: "NG", currency: "NGN", direction: "pay", name: "Bank payout" },
};

/** Undefined for a code that the sandbox does not know. */
export function payCodeOf(code: string): PayCode | undefined {
  return Object.hasOwn(payCodes, code) ? payCodes[code] : undefined;
}
