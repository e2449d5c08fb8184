/** Rule 15 in the languages of PayPro's and CXPay's countries. */
import { describe, expect, test } from "vitest";
import { readRefusal } from "../../bff/providers/parsing/refusal-words.ts";

const about = (words: string, code = "1004") => readRefusal({ code, words });

describe("rule 15: an order is missing, in Spanish, Portuguese and Indonesian", () => {
  test.each([
    "La orden no existe",
    "Orden no encontrada",
    "Error: la orden 20261119a no existe.",
    "No se encontró la orden",
    "El pedido con número 20261119a no fue encontrado",
    "Transacción no encontrada en el sistema",
    "No existe la orden de pago",
    "Orden inexistente",
    "Ninguna orden encontrada",
    "O pedido não existe",
    "Pedido não encontrado",
    "PEDIDO NAO ENCONTRADO",
    "Transação não localizada no sistema",
    "O pagamento 20261119a não foi encontrado",
    "Nenhum pedido encontrado",
    "Pesanan tidak ditemukan",
    "Nomor pesanan 20261119a tidak ditemukan",
    "Transaksi tidak ada",
    "Order tidak ditemukan dalam sistem kami",
  ])("when the provider says %j", (words) => {
    expect(about(words)).toBe("not_found");
  });

  test.each([
    "El canal de pago no existe",
    "Método de pago no encontrado",
    "No se encontró el canal de la orden",
    "La cuenta no existe",
    "La orden no se encuentra pagada",
    "La orden no existe saldo",
    "Orden de compra del comercio: sucursal no encontrada",
    "Tabla orden no existe",
    "Beneficiario de la orden no encontrado",
    "Pedido aún no encontrado",
    "Orden no encontrada todavía",
    "Canal do pedido não encontrado",
    "Chave Pix não encontrada",
    "Conta não existe",
    "O pedido não se encontra pago",
    "Pedido ainda não encontrado",
    "Serviço de pedido não existe",
    "Saluran pembayaran tidak ditemukan",
    "Metode pembayaran tidak ada",
    "Pesanan belum ditemukan",
    "Pesanan tidak ada masalah",
    "Rekening tidak ditemukan",
    "Layanan pesanan tidak ditemukan",
  ])("but not when it is something else, or only for now: %j", (words) => {
    expect(about(words)).not.toBe("not_found");
    expect(about(words, "")).not.toBe("not_found");
  });
});

test.each([
  "La orden se está procesando",
  "Orden en proceso, intente más tarde",
  "Error interno del sistema",
  "Sistema ocupado",
  "Tiempo de espera agotado",
  "Orden no encontrada, intente más tarde",
  "Pedido em processamento",
  "Erro desconhecido",
  "Sem resposta do banco",
  "Tente novamente mais tarde",
  "Pesanan sedang diproses",
  "Sistem sibuk, coba lagi",
  "Waktu habis",
])("what nobody knows yet is no refusal: %j", (words) => {
  expect(about(words)).toBe("doubt");
});

test.each([
  "La orden ya existe",
  "Orden duplicada",
  "El número de orden ya fue utilizado",
  "Pedido já existe",
  "Pedido duplicado",
  "Pesanan sudah ada",
  "Nomor order sudah digunakan",
])("an order of that number is there already: %j", (words) => {
  expect(about(words)).toBe("duplicate");
});

test.each(["Firma inválida", "La firma no coincide", "Assinatura inválida", "Tanda tangan tidak valid"])(
  "our signature is wrong: %j",
  (words) => {
    expect(about(words)).toBe("credentials");
  },
);

test.each(["Monto fuera de rango", "CPF inválido", "Cuenta inválida", "Metode pembayaran tidak tersedia"])(
  "an ordinary refusal: %j",
  (words) => {
    expect(["other", "amount"]).toContain(about(words));
  },
);
