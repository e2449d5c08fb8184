/** People who pay in these tests. */
import type { PayerDetails } from "../../../bff/providers/contract.ts";

export const nobody: PayerDetails = {
  name: null,
  email: null,
  phone: null,
  taxId: null,
  providerAccount: { openId: null, userId: null, token: null },
};

export const ana: PayerDetails = {
  ...nobody,
  name: "Ana Díaz",
  email: "ana@example.com",
  phone: "+525512345678",
};

/** 529.982.247-25 is the CPF that Brazilian documentation uses. */
export const joao: PayerDetails = {
  ...nobody,
  name: "João da Silva",
  email: "joao@example.com",
  phone: "+55 11 91234-5678",
  taxId: "529.982.247-25",
};
