/** Rows as the storage treats them. */

/** A row as the next load finds it: through text. */
export function reload<Row extends object>(row: Row): Row {
  const loaded: Row = JSON.parse(JSON.stringify(row));
  return loaded;
}

export function differingColumns<Row extends object>(one: Row, other: Row): string[] {
  return Object.entries(one)
    .filter(([column, value]) => Reflect.get(other, column) !== value)
    .map(([column]) => column);
}

/** A text with the times in it by their order, so that texts that differ only in when they were written are one. */
export function rankTimes(text: string | null): string | null {
  if (text === null) return null;
  const times = [...new Set(text.match(/\b\d{13}\b/g) ?? [])].toSorted();
  return text.replaceAll(/\b\d{13}\b/g, (time) => `#${times.indexOf(time)}`);
}
