/**
 * Query compilers that write a constant LIMIT into the text instead of binding it. When a LIMIT is bound,
 * SQLite prepares the statement anew at each execution (measured on a look-up of jobs: 25.8 µs instead of 5.8
 * µs).
 */
import {
  type LimitNode,
  type OperationNode,
  PostgresQueryCompiler,
  SqliteQueryCompiler,
  ValueNode,
} from "kysely";

export class LiteralLimitSqliteCompiler extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const text = literalLimit(node.limit);
    if (text === undefined) super.visitLimit(node);
    else this.append(text);
  }
}

export class LiteralLimitPostgresCompiler extends PostgresQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    const text = literalLimit(node.limit);
    if (text === undefined) super.visitLimit(node);
    else this.append(text);
  }
}

/** Undefined for a limit that is computed, or not known yet (a placeholder). */
function literalLimit(limit: OperationNode): string | undefined {
  if (!ValueNode.is(limit) || !Number.isSafeInteger(limit.value)) return undefined;
  return `limit ${limit.value}`;
}
