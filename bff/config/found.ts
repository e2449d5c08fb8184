/** Says what stands in the file where something else is expected, and never a secret. */

const longestValue = 40;
/** What a secret looks like that somebody has put into the wrong place. */
const looksSecret = /[A-Za-z0-9+/_-]{20,}|:\/\/[^/]*@|\?/;
const secretPrefix = /^(?:sk|whsec|ek|ct)_/;
/** The keys whose values are secrets, or may be. */
const secretPath =
  /(?:^|\.)(?:credentials|secret|secrets|token|password|iv)(?:\.|$)|^database\.url$|^network\.outgoingProxy$/;

/** Whether the text begins as the secrets of this software and of its API keys do. */
export function hasSecretPrefix(text: string): boolean {
  return secretPrefix.test(text);
}

function mayBeSecret(text: string): boolean {
  return hasSecretPrefix(text) || looksSecret.test(text);
}

/** @param raw the whole file. @returns undefined where the path leads to nothing. */
function valueAt(raw: unknown, path: string): unknown {
  let value = raw;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return `text of ${value.length} characters`;
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return "an object";
  }
}

/**
 * What stands at the path, for the end of a sentence: `"production"`, `a list`, `text of 44 characters`. Undefined when
 * nothing stands there.
 */
export function describeFound(raw: unknown, path: string): string | undefined {
  const value = path === "" ? undefined : valueAt(raw, path);
  if (value === undefined) return undefined;
  const mayShow = value !== null && typeof value !== "object" && !secretPath.test(path);
  const text = mayShow ? JSON.stringify(value) : "";
  return mayShow && text.length <= longestValue && !(typeof value === "string" && mayBeSecret(value))
    ? text
    : kindOf(value);
}
