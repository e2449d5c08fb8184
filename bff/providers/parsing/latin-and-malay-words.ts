/**
 * What a refusal is about, in Spanish, Portuguese and Indonesian: PayPro's and CXPay's gateways answer in the language of
 * their country. Their words are compared without accents, one by one.
 *
 * Source: docs/providers/README.md#answers
 */

/** In lower case and without accents, as the lists below are written. */
export function plainWords(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

const orders = wordsOf(
  "orden pedido transaccion operacion pago cobro retiro ordem transacao operacao pagamento cobranca saque pesanan order transaksi pembayaran penarikan",
);
/** Before the order: an article, "error", "the number of". Any other word makes it something else's. */
const leading = wordsOf(
  "el la o a este esta ese esa esse essa dicho dicha error erro kesalahan fail failed fallo falha gagal codigo kode code mensaje mensagem pesan numero num nro folio id nomor de del do da merchant comercio",
);
/** After it, where nothing more is said than where they looked, or for which number. */
const trailing = wordsOf(
  "en no na di dalam el nuestro nuestros nosso nossos sistema sistem registros kami con com dengan este esta numero num id nomor ini",
);
const aside = wordsOf("con com dengan numero num id nomor");
const negations = wordsOf("no nao tidak");
const none = wordsOf("ninguna ningun nenhum nenhuma");
const found = wordsOf(
  "encontrada encontrado encontrou encontro localizada localizado localizou localizo ditemukan",
);
/** "Was", "has been", "itself": nothing by themselves. */
const auxiliary = wordsOf("fue foi ha sido se");

/**
 * "No such order" as the whole of the text: "la orden 7 no existe", "pedido não encontrado", "pesanan tidak ditemukan". A
 * word more may make it another thing: "la orden no se encuentra pagada", "el canal de pago no existe".
 *
 * @param text as `plainWords` gives it.
 */
export function saysNoSuchOrderElsewhere(text: string): boolean {
  const words = text.trim().split(" ");
  const at = past(words, 0, leading);
  return [orderThenAbsence, absenceThenOrder, noneFound].some((parse) => parse(words, at));
}

/** The index of the first word from there on that is neither in the set nor a number. */
function past(words: readonly string[], from: number, set: ReadonlySet<string>): number {
  let at = from;
  while (at < words.length && (set.has(words[at] ?? "") || /\d/.test(words[at] ?? ""))) at++;
  return at;
}

function isOver(words: readonly string[], from: number): boolean {
  return past(words, from, trailing) === words.length;
}

/** The index after "does not exist" or "was not found"; null where the words at `at` are something else. */
function afterAbsence(words: readonly string[], at: number): number | null {
  if (!negations.has(words[at] ?? "")) return null;
  let next = at + 1;
  while (auxiliary.has(words[next] ?? "")) next++;
  const word = words[next] ?? "";
  const isBare = next === at + 1;
  return found.has(word) || (isBare && (word === "existe" || word === "ada")) ? next + 1 : null;
}

/** The index after the order: "orden de pago" and "nomor pesanan transaksi" are one thing. Null where there is none. */
function afterOrder(words: readonly string[], from: number): number | null {
  const isNamed = (at: number) => orders.has(words[at] ?? "");
  if (!isNamed(from)) return null;
  let at = from + 1;
  while (isNamed(at) || (words[at] === "de" && isNamed(at + 1))) at++;
  return at;
}

function orderThenAbsence(words: readonly string[], from: number): boolean {
  const order = afterOrder(words, from);
  if (order === null) return false;
  // "Con número 7" belongs to it.
  const at = past(words, order, aside);
  if (words[at] === "inexistente") return isOver(words, at + 1);
  const after = afterAbsence(words, at);
  return after !== null && isOver(words, after);
}

function absenceThenOrder(words: readonly string[], from: number): boolean {
  const absence = afterAbsence(words, from);
  if (absence === null) return false;
  const after = afterOrder(words, past(words, absence, leading));
  return after !== null && isOver(words, after);
}

function noneFound(words: readonly string[], from: number): boolean {
  if (!none.has(words[from] ?? "") || !orders.has(words[from + 1] ?? "")) return false;
  return found.has(words[from + 2] ?? "") && isOver(words, from + 3);
}

function phrases(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(", ")).map((phrase) => ` ${phrase}`);
}

/** Each matches from the beginning of a word: "procesad" is "procesado" and "procesada". */
const doubts = phrases(
  "procesando, en proceso, processando, em processamento, diproses, sedang proses, dalam proses",
  "pendiente, pendente, tertunda, en revision, em analise, mas tarde, mais tarde, intente, reintente",
  "tente novamente, coba lagi, sistema ocupado, servidor ocupado, sibuk, error de sistema, error del sistema",
  "error en el sistema, erro de sistema, erro do sistema, erro no sistema, error de red, erro de rede",
  "error interno, erro interno, error desconocido, erro desconhecido, kesalahan sistem, kesalahan jaringan",
  "kesalahan tidak diketahui, sistem error, gangguan, tiempo de espera, tempo limite, tempo esgotado",
  "waktu habis, sin respuesta, sem resposta, tidak ada respon, tidak merespon, no responde, nao responde",
  "servicio no disponible, servico indisponivel",
);
const taken = phrases(
  "duplicad, repetid, duplikat, ya existe, ya fue, ya registrad, ya utilizad, ya usad, ya procesad",
  "ja existe, ja foi, ja registrad, ja cadastrad, ja utilizad, ja usad, ja processad",
  "sudah ada, sudah terdaftar, sudah digunakan, sudah dipakai, sudah pernah, telah ada, telah digunakan",
);
const signatures = phrases("firma, assinatura, tanda tangan");
const wrong = phrases(
  "invalid, incorrec, incorret, erron, errad, no es valid, no coincide, nao confere, tidak valid, tidak cocok, salah",
);

function saysAnyOf(list: readonly string[], text: string): boolean {
  return list.some((phrase) => ` ${text}`.includes(phrase));
}

/** They are busy, still at it, or do not know: no word about the order. */
export function saysDoubtElsewhere(text: string): boolean {
  return saysAnyOf(doubts, text);
}

/** They have an order of this number already. */
export function saysTakenElsewhere(text: string): boolean {
  return saysAnyOf(taken, text);
}

/** Our signature is wrong. */
export function saysWrongSignatureElsewhere(text: string): boolean {
  return saysAnyOf(signatures, text) && saysAnyOf(wrong, text);
}
