/** Takes the personal data out of a stored event or answer, wherever in it a session, payment or payout stands. */

/** What a provider says in words may name the payer. */
function withoutWords(details: unknown): unknown {
  return isRecord(details) ? { ...details, message: null } : details;
}

/** An operator's note may name anybody. */
function withoutNotes(inner: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Array.isArray(inner.timeline)) return inner;
  const timeline = inner.timeline.map((line: unknown) =>
    isRecord(line) && line.cause === "operator" ? { ...line, detail: null } : line,
  );
  return { ...inner, timeline };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function redactRecord(record: Readonly<Record<string, unknown>>): unknown {
  const inner = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, redact(value)]));
  switch (record.object) {
    case "session":
      return { ...inner, description: null, customer: null, metadata: {}, returnUrl: null, erased: true };
    case "payment":
      return {
        ...withoutNotes(inner),
        nextAction: null,
        providerDetails: withoutWords(record.providerDetails),
      };
    case "payout":
      return { ...withoutNotes(inner), providerDetails: withoutWords(record.providerDetails), erased: true };
    default:
      return inner;
  }
}

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  return isRecord(value) ? redactRecord(value) : value;
}

/** @param text JSON. */
export function redactText(text: string): string {
  return JSON.stringify(redact(JSON.parse(text)));
}
