/** Takes the personal data out of a stored event or answer, wherever in it a session, payment or payout stands. */
import { BrokenTextError, type Seal } from "../../storage/encryption/seal.ts";

/** What a provider says in words may name the payer. */
function withoutWords(details: unknown): unknown {
  return isRecord(details) ? { ...details, message: null } : details;
}

function withoutDetail(line: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { code: _code, values: _values, note: _note, ...rest } = line;
  return { ...rest, detail: null };
}

/** An operator's note may name anybody. */
function withoutNotes(inner: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!Array.isArray(inner.timeline)) return inner;
  const timeline = inner.timeline.map((line: unknown) =>
    isRecord(line) && line.cause === "operator" ? withoutDetail(line) : line,
  );
  return { ...inner, timeline };
}

/** The merchant's note stands in the first line of a refund. */
function withoutDetails(timeline: unknown): unknown {
  if (!Array.isArray(timeline)) return timeline;
  return timeline.map((line: unknown) => (isRecord(line) ? withoutDetail(line) : line));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function redactRecord(record: Readonly<Record<string, unknown>>): unknown {
  const inner = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, redact(value)]));
  switch (record.object) {
    case "session": {
      const { items: _bought, ...rest } = inner;
      return { ...rest, description: null, customer: null, metadata: {}, returnUrl: null, erased: true };
    }
    case "payment":
      return {
        ...withoutNotes(inner),
        nextAction: null,
        ...("shownAction" in inner ? { shownAction: null } : {}),
        providerDetails: withoutWords(record.providerDetails),
      };
    case "refund":
      return { ...inner, claimUrl: null, timeline: withoutDetails(inner.timeline), erased: true };
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

interface RedactedText {
  readonly sealed: string;
  /** False: it did not open, so nobody can read it, and nothing of it is kept. */
  readonly wasReadable: boolean;
}

export interface TextToRedact {
  readonly sealed: string;
  /** For `seal` and `open`. */
  readonly place: string;
  /** What takes the place of a text that does not open. */
  readonly instead: unknown;
}

/** Throws SealError only for a text whose key is missing here: a process that has it must do this. */
export function redactSealed(seal: Seal, { sealed, place, instead }: TextToRedact): RedactedText {
  try {
    return { sealed: seal.seal(redactText(seal.open(sealed, place)), place), wasReadable: true };
  } catch (error) {
    if (!(error instanceof BrokenTextError)) throw error;
    return { sealed: seal.seal(JSON.stringify(instead), place), wasReadable: false };
  }
}
