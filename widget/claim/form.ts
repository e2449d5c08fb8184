/** What a customer has to enter for one way of getting money, and what is wrong with it. Pure. */
import type { ClaimMethod, SubmitClaimRequest } from "../../bff/contract.ts";
import {
  type AccountNumberKind,
  bankCodeOf,
  faultOfAccountNumber,
  isBankCode,
} from "../../bff/core/beneficiary/account-number.ts";
import { tidyAccountNumber, tidyBankCode } from "../../bff/core/beneficiary/tidy.ts";

export type FieldName = "accountNumber" | "bankCode" | "bankName" | "name" | "phone" | "email";
export type FieldFault = "required" | "compare" | "email" | "phone" | "other";

/** What was typed, by field. Another way of getting the money keeps what was typed for this one. */
export type Typed = Readonly<Partial<Record<FieldName, string>>>;

export interface FormField {
  readonly name: FieldName;
  readonly required: boolean;
}

/** In the order of the form: where the money goes, then whose account it is. */
export function fieldsOf({ fields }: ClaimMethod): readonly FormField[] {
  const isBank = ({ name }: FormField) => name === "bankCode" || name === "bankName";
  return [
    { name: "accountNumber", required: true },
    ...fields.filter(isBank),
    { name: "name", required: true },
    ...fields.filter((field) => !isBank(field)),
  ];
}

/** The value as it is sent; empty where nothing was typed. */
export function tidy(method: ClaimMethod, name: FieldName, typed: Typed): string {
  const text = typed[name] ?? "";
  if (name === "accountNumber") return tidyAccountNumber(method.number, text);
  if (name === "bankCode") return tidyBankCode(bankCodeOf(method.number), text);
  return text.trim().replace(/\s+/g, " ");
}

/** What is wrong with a field; null when nothing can be seen. */
export function faultOf(method: ClaimMethod, field: FormField, typed: Typed): FieldFault | null {
  const value = tidy(method, field.name, typed);
  if (value === "") return field.required ? "required" : null;
  switch (field.name) {
    case "accountNumber":
      return faultOfNumber(method.number, value);
    case "bankCode":
      return isBankCode(bankCodeOf(method.number), value) ? null : "other";
    case "phone":
      return /^\+?[\d ()-]{8,20}$/.test(value) ? null : "phone";
    case "email":
      return faultOfAccountNumber("pix_email", value) === null ? null : "email";
    default:
      return null;
  }
}

function faultOfNumber(kind: AccountNumberKind, value: string): FieldFault | null {
  const fault = faultOfAccountNumber(kind, value);
  if (fault === "control_digit") return "compare";
  if (fault === null) return null;
  if (kind === "pix_email") return "email";
  return kind === "pix_phone" ? "phone" : "other";
}

/** What is wrong with the whole form, by field. Empty: it can be sent. */
export function faultsOf(
  method: ClaimMethod,
  typed: Typed,
): Readonly<Partial<Record<FieldName, FieldFault>>> {
  const faults: Partial<Record<FieldName, FieldFault>> = {};
  for (const field of fieldsOf(method)) {
    const fault = faultOf(method, field, typed);
    if (fault !== null) faults[field.name] = fault;
  }
  return faults;
}

export function beneficiaryOf(method: ClaimMethod, typed: Typed): SubmitClaimRequest["beneficiary"] {
  const value = (name: FieldName) => tidy(method, name, typed);
  const others = fieldsOf(method).flatMap(({ name }) =>
    name === "accountNumber" || name === "name" || value(name) === "" ? [] : [[name, value(name)] as const],
  );
  return {
    accountType: method.accountType,
    accountNumber: value("accountNumber"),
    name: value("name"),
    ...Object.fromEntries(others),
  };
}

/** How many digits the number always has; null where that differs. */
export function lengthOf(kind: AccountNumberKind): number | null {
  switch (kind) {
    case "clabe":
      return 18;
    case "mexican_card":
      return 16;
    case "cpf":
      return 11;
    case "nuban":
      return 10;
    default:
      return null;
  }
}
