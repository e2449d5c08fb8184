/**
 * Query compilers that write a constant LIMIT into the text instead of binding it. SQLite prepares a statement anew at
 * each execution when its LIMIT is bound (measured on a look-up for jobs: 25.8 µs, with a literal 5.8 µs).
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

/** Undefined for one that is computed, or not known yet (a placeholder). */
function literalLimit(limit: OperationNode): string | undefined {
  if (!ValueNode.is(limit) || !Number.isSafeInteger(limit.value)) return undefined;
  return `limit ${limit.value}`;
}
