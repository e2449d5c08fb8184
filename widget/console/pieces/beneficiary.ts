/** The fields for an account that money goes to: the kinds that the paying account takes, each with what it needs. */
import { html, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Beneficiary, ClaimMethod } from "../../../bff/contract.ts";
import { textFor } from "../i18n/texts.ts";
import type { Shell } from "../shell.ts";
import { field, select, textOf } from "./fields.ts";

const inputmodes = { phone: "tel", email: "email", bankName: "text", bankCode: "text" } as const;

/** @param options.chosen the method of which the fields are shown. */
export function beneficiaryFields(
  shell: Shell,
  options: {
    readonly methods: readonly ClaimMethod[];
    readonly chosen: ClaimMethod;
    readonly choose: (accountType: string) => void;
  },
): TemplateResult {
  const { word, confirm } = shell.texts();
  const { methods, chosen, choose } = options;
  return html`<fieldset class="group"><legend>${word.beneficiary}</legend>
    ${field({ name: "beneficiary.name", label: word.name, isRequired: true })}
    ${select({
      name: "beneficiary.accountType",
      label: word.accountType,
      value: chosen.accountType,
      choices: methods.map(({ accountType }) => ({
        value: accountType,
        label: textFor(confirm.refund.accountTypes, accountType),
      })),
      onChange: choose,
    })}
    ${keyed(
      chosen.accountType,
      html`${field({ name: "beneficiary.accountNumber", label: word.accountNumber, isRequired: true })}
      ${chosen.fields.map(({ name, required }) =>
        field({
          name: `beneficiary.${name}`,
          label: word[name],
          inputmode: inputmodes[name],
          isRequired: required,
        }),
      )}`,
    )}
  </fieldset>`;
}

/** What was filled in; the BFF says what is wrong with it. */
export function readBeneficiary(form: FormData, { accountType, fields }: ClaimMethod): Beneficiary {
  const others = fields.flatMap(({ name }) => {
    const text = textOf(form, `beneficiary.${name}`);
    return text === "" ? [] : [[name, text] as const];
  });
  return {
    name: textOf(form, "beneficiary.name"),
    accountNumber: textOf(form, "beneficiary.accountNumber"),
    accountType,
    ...Object.fromEntries(others),
  };
}
