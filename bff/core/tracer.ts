/** Reports the spans of traces (OpenTelemetry). `noTracer` reports nothing. */

/** Names and values that a trace may hold: our own ids, names of the configuration, states. No text of anybody else. */
export type TraceAttributes = Readonly<Record<string, string | number>>;

export interface SpanStart {
  /** One of few, such as `job deliver_event`. What differs each time belongs into the attributes. */
  readonly name: string;
  readonly kind: "server" | "client" | "internal";
  readonly attributes?: TraceAttributes;
  /** Headers of a caller whose trace this continues, by their names in small letters. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
}

/** One piece of work, with its beginning and its end. */
export interface Span {
  note(attributes: TraceAttributes): void;
  /** It did not end well. @param type one of few words, such as an error's class. */
  fail(type: string): void;
  /** What a call takes along so that its receiver can continue the trace (W3C `traceparent`). Empty without traces. */
  headers(): Readonly<Record<string, string>>;
}

export interface OpenSpan extends Span {
  /** Gives it a name that was not known at the start. */
  rename(name: string): void;
  /** Call it once. */
  end(): void;
}

export interface Tracer {
  /** Runs the work inside a span, which belongs to the one around it. The work ends the span. */
  open<T>(start: SpanStart, work: (span: OpenSpan) => T): T;
}

const noSpan: OpenSpan = {
  note: () => undefined,
  fail: () => undefined,
  headers: () => ({}),
  rename: () => undefined,
  end: () => undefined,
};

export const noTracer: Tracer = { open: (_start, work) => work(noSpan) };

/** Runs the work inside a span that ends with it. An error that is thrown fails the span. */
export async function traceWork<T>(
  tracer: Tracer,
  start: SpanStart,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return await tracer.open(start, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.fail(error instanceof Error ? error.name : typeof error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The attributes for our ids: `paymentId`, as the log has it, is `pay_checkout.payment_id`. */
export function idAttributes(ids: Readonly<Record<string, string>>): TraceAttributes {
  const entries = Object.entries(ids).map(([name, id]) => {
    const words = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [`pay_checkout.${words}`, id];
  });
  return Object.fromEntries(entries);
}
