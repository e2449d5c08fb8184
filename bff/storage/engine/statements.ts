/**
 * Statements whose text is compiled once for each engine and then only bound. Define them beside the repository that
 * uses them, as constants; the function that builds one gets placeholders that are typed as the values:
 *
 *     export const paymentById = defineQuery("payment by id", (db, { id }: { id: string }) =>
 *       db.selectFrom("payments").selectAll().where("id", "=", id));
 *
 *     const paymentColumns = everyColumn<PaymentRow>({ id: true, session_id: true, … });
 *     export const insertPayment = defineStatement("insert payment", (db, row: PaymentRow) =>
 *       db.insertInto("payments").values(pick(row, paymentColumns)));
 *
 *     export const moveSession = defineStatement("move session", (db, row: SessionRow & { loaded: number }) =>
 *       db.updateTable("sessions").set(pick(row, mutableColumns)).where("id", "=", row.id)
 *         .where("version", "=", row.loaded));
 *
 * A call returns a {@link Query} or a {@link Write}, which are plain values:
 *
 *     const [payment] = await database.read(paymentById({ id }));
 *     const [payments, [session]] = await database.readAll([paymentsOfSession({ sessionId }), sessionById({ id: sessionId })]);
 *     const outcome = await database.change({
 *       load: [heldSession({ id }), heldPaymentsOfSession({ sessionId: id })],
 *       decide([[session], payments]) {
 *         const decision = decidePayment(session, payments, fact, now);
 *         return {
 *           writes: [gate(moveSession(decision.session)), insertPayment(decision.payment)],
 *           result: decision.outcome,
 *         };
 *       },
 *     });
 *
 * The text must not depend on a value: computing with a placeholder, or spreading one, throws a TypeError. A LIMIT
 * is a number in the text, never a value. Names are unique; PostgreSQL keeps prepared statements under them.
 */
import { type Build, type CompiledText, compileStatement } from "./compile-statement.ts";
import type { Engine } from "./database.ts";
import type { SqlValue } from "./placeholders.ts";

/** One definition: its name and its text. All calls of one definition share it. */
export interface Statement {
  readonly name: string;
  /** Compiled at the first call. */
  sql(engine: Engine): string;
}

interface Bound {
  readonly statement: Statement;
  /** Throws a TypeError on a value that is missing or that no driver can bind. */
  parameters(engine: Engine): SqlValue[];
}

/** Reads rows. */
export interface Query<Row> extends Bound {
  readonly kind: "query";
  /** Never set: it only carries the type. */
  readonly row?: () => Row;
}

/** Changes rows. */
export interface Write extends Bound {
  readonly kind: "write";
  /** See {@link gate}. */
  readonly isGate: boolean;
}

/** PostgreSQL cuts names off at 63 bytes, and a suffix is appended to some. */
const maxNameLength = 48;

/** @param build must give a SELECT. Its text may differ between the engines, its rows may not. */
export function defineQuery<Values extends object, Row>(
  name: string,
  build: Build<Values, Row>,
): (values: Values) => Query<Row> {
  const { statement, textFor } = define("query", name, build);
  return (values) => ({
    kind: "query",
    statement,
    parameters: (engine) => textFor(engine).bind(values),
  });
}

/** @param build must give an INSERT, UPDATE or DELETE that returns no rows. */
export function defineStatement<Values extends object>(
  name: string,
  build: Build<Values, unknown>,
): (values: Values) => Write {
  const { statement, textFor } = define("write", name, build);
  return (values) => ({
    kind: "write",
    isGate: false,
    statement,
    parameters: (engine) => textFor(engine).bind(values),
  });
}

/**
 * Makes a write the condition of its whole batch. Unless it changes exactly one row, another change was
 * committed first: nothing of the batch is written, and load and decide run again. Put it first: on PostgreSQL
 * it takes the row's lock.
 */
export function gate(write: Write): Write {
  return { ...write, isGate: true };
}

function define<Values extends object, Row>(
  kind: "query" | "write",
  name: string,
  build: Build<Values, Row>,
): { readonly statement: Statement; textFor(engine: Engine): CompiledText<Values> } {
  if (name.length > maxNameLength) throw new TypeError(`"${name}" is too long for the name of a statement`);
  const texts = new Map<Engine, CompiledText<Values>>();
  const textFor = (engine: Engine) => {
    const known = texts.get(engine);
    if (known !== undefined) return known;
    const text = compileStatement({ kind, name, engine, build });
    texts.set(engine, text);
    return text;
  };
  return { textFor, statement: { name, sql: (engine) => textFor(engine).sql } };
}

/** @param known the statements that were used before this one. */
export function assertOwnName(statement: Statement, known: Iterable<Statement>): void {
  for (const other of known) {
    if (other !== statement && other.name === statement.name) {
      throw new TypeError(`Two statements are named "${statement.name}"`);
    }
  }
}

/** All columns of a row. The type makes the list complete: a new column must be named here too. */
export function everyColumn<Row extends object>(
  columns: Readonly<Record<keyof Row, true>>,
): readonly (keyof Row & string)[] {
  const isColumn = (key: string): key is keyof Row & string => key in columns;
  return Object.keys(columns).filter(isColumn);
}

/** Some columns of a row, or of the placeholders for one. */
export function pick<Row extends object, Column extends keyof Row>(
  row: Row,
  columns: readonly Column[],
): Pick<Row, Column> {
  const picked: Partial<Pick<Row, Column>> = {};
  for (const column of columns) picked[column] = row[column];
  if (!hasEach(picked, columns)) throw new TypeError("a column is missing");
  return picked;
}

function hasEach<Row extends object, Column extends keyof Row>(
  picked: Partial<Pick<Row, Column>>,
  columns: readonly Column[],
): picked is Pick<Row, Column> {
  return columns.every((column) => column in picked);
}
