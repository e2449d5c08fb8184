/** The fields for an account that money goes to. */
import { html, type TemplateResult } from "lit";
import type { Beneficiary } from "../../../bff/contract.ts";
import type { Shell } from "../shell.ts";
import { field, select, textOf } from "./fields.ts";

const accountTypes = ["bank", "clabe", "card", "upi", "cpf", "cnpj", "phone", "email", "key"] as const;

export function beneficiaryFields(shell: Shell): TemplateResult {
  const { word } = shell.texts();
  return html`<fieldset class="group"><legend>${word.beneficiary}</legend>
    ${field({ name: "beneficiary.name", label: word.name, isRequired: true })}
    ${select({
      name: "beneficiary.accountType",
      label: word.accountType,
      choices: accountTypes.map((value) => ({ value, label: value.toUpperCase() })),
    })}
    ${field({ name: "beneficiary.accountNumber", label: word.accountNumber, isRequired: true })}
    ${field({ name: "beneficiary.bankName", label: word.bankName })}
    ${field({ name: "beneficiary.bankCode", label: word.bankCode })}
    ${field({ name: "beneficiary.phone", label: word.phone, inputmode: "tel" })}
    ${field({ name: "beneficiary.email", label: word.email, inputmode: "email" })}
  </fieldset>`;
}

/** What was filled in; the BFF says what is wrong with it. */
export function readBeneficiary(form: FormData): Beneficiary {
  const accountType =
    accountTypes.find((value) => value === textOf(form, "beneficiary.accountType")) ?? "bank";
  const optional = (name: string) => textOf(form, `beneficiary.${name}`) || null;
  return {
    name: textOf(form, "beneficiary.name"),
    accountNumber: textOf(form, "beneficiary.accountNumber"),
    accountType,
    bankName: optional("bankName"),
    bankCode: optional("bankCode"),
    phone: optional("phone"),
    email: optional("email"),
  };
}
