/** A reminder to pay. */
export interface Reminder {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** When the code expires, in epoch milliseconds. */
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

const hourMs = 3_600_000;

function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** Escapes commas, semicolons, backslashes and line breaks (RFC 5545, 3.3.11). */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Folds a line after 75 octets. Continuation lines start with a space (RFC 5545, 3.1). */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/**
 * An iCalendar file with one entry that ends when the code expires, with an alarm at its start. It starts four hours
 * before its end, or half-way from now to its end when that is later.
 */
export function calendarFile(reminder: Reminder): File {
  const { id, title, description, expiresAtMs, nowMs } = reminder;
  const startMs = Math.max(expiresAtMs - 4 * hourMs, (nowMs + expiresAtMs) / 2);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//pay-checkout//EN",
    "BEGIN:VEVENT",
    `UID:${id}@pay-checkout`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(startMs)}`,
    `DTEND:${stamp(expiresAtMs)}`,
    `SUMMARY:${escapeText(title)}`,
    `DESCRIPTION:${escapeText(description)}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escapeText(title)}`,
    "TRIGGER:PT0S",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  const text = `${lines.map(fold).join("\r\n")}\r\n`;
  return new File([text], "payment.ics", { type: "text/calendar" });
}
