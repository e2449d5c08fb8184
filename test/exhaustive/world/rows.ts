/** Rows as the storage treats them. */

/** Values as the next load finds them: through text. */
export function reload<Values extends object>(values: Values): Values {
  const loaded: Values = JSON.parse(JSON.stringify(values));
  return loaded;
}

/** The columns in which two rows differ. */
export function differingColumns(one: object, other: object): string[] {
  const columns: string[] = [];
  for (const column in one) {
    if (Reflect.get(one, column) !== Reflect.get(other, column)) columns.push(column);
  }
  return columns;
}

/** A text with the times in it by their order, so that texts that differ only in when they were written are one. */
export function rankTimes(text: string | null): string | null {
  if (text === null) return null;
  const times = [...new Set(text.match(/\b\d{13}\b/g) ?? [])].toSorted();
  return text.replaceAll(/\b\d{13}\b/g, (time) => `#${times.indexOf(time)}`);
}
