/** The checks of a payee that all providers share. Source: docs/beneficiaries.md#what-is-checked. */
import { bankCodeOf } from "../../core/beneficiary/account-number.ts";
import { objectToAccountNumber, objectToBankCode } from "../../core/beneficiary/objections.ts";
import type { BeneficiaryForm, PayoutFieldError, PayoutOrder } from "../contract.ts";

/**
 * Everything wrong with the type, the number and the bank's code of the account that is to be paid.
 * @param forms those of the payout's currency
 */
export function checkAccount(
  forms: readonly BeneficiaryForm[],
  { accountType, accountNumber, bankCode }: PayoutOrder["beneficiary"],
): readonly PayoutFieldError[] {
  const form = forms.find((each) => each.accountType === accountType);
  if (form === undefined) {
    const names = forms.map((each) => each.accountType);
    return [{ path: "beneficiary.accountType", message: `must be ${listed(names)} for this account` }];
  }
  const needsBank = form.fields.some(({ name, required }) => name === "bankCode" && required);
  return [
    errorAt("beneficiary.accountNumber", objectToAccountNumber(form.number, accountNumber)),
    errorAt("beneficiary.bankCode", needsBank ? objectToBankCode(bankCodeOf(form.number), bankCode) : null),
  ].flat();
}

function errorAt(path: string, message: string | null): PayoutFieldError[] {
  return message === null ? [] : [{ path, message }];
}

function listed(names: readonly string[]): string {
  const [last = "one that it pays", ...others] = names.toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
}
