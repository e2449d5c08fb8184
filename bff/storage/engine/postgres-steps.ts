/**
 * Turns statements into steps for a PostgreSQL server: under which name each is prepared, and how a gate fails.
 */
import pg from "pg";
import type { Step } from "./postgres-pipeline.ts";
import { assertOwnName, type Query, type Statement, type Write } from "./statements.ts";

export interface PostgresSteps {
  ofQuery(query: Query<unknown>): Step;
  ofWrite(write: Write): Step;
}

interface Texts {
  readonly plain: string;
  readonly gate: string;
}

const divisionByZero = "22012";

/**
 * Fails in the server unless exactly one row was changed. The server then refuses the later statements of the
 * transaction.
 */
function gateText(text: string): string {
  return `with gate as (${text} returning 1) select 1 / (case count(*) when 1 then 1 else 0 end) from gate`;
}

export function createPostgresSteps(options: { readonly namedStatements: boolean }): PostgresSteps {
  const known = new Map<Statement, Texts>();

  function textsOf(statement: Statement): Texts {
    const texts = known.get(statement);
    if (texts !== undefined) return texts;
    assertOwnName(statement, known.keys());
    const plain = statement.sql("postgres");
    const made = { plain, gate: gateText(plain) };
    known.set(statement, made);
    return made;
  }

  return {
    ofQuery(query) {
      const { plain: text } = textsOf(query.statement);
      const values = query.parameters("postgres");
      return options.namedStatements ? { text, values, name: query.statement.name } : { text, values };
    },
    ofWrite(write) {
      const { plain, gate } = textsOf(write.statement);
      const text = write.isGate ? gate : plain;
      const values = write.parameters("postgres");
      if (!options.namedStatements) return { text, values };
      return { text, values, name: write.isGate ? `${write.statement.name} gate` : write.statement.name };
    },
  };
}

export function isGateMiss(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === divisionByZero;
}
