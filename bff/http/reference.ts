/** The pages of all errors and of all events, in Markdown. `npm run reference` writes them. */
import { eventTypes } from "../contract.ts";
import { errorGuides } from "../core/error-guide.ts";
import { type ErrorCode, errorCodes, errorTable } from "../core/errors.ts";
import { failureGuides, widgetGuides } from "../core/failure-guide.ts";
import { errorsOf } from "./description/errors.ts";
import { eventGuides, exampleEvent } from "./examples/events.ts";
import { allOperations } from "./openapi.ts";

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
}

const audiences = new Map([
  ["merchant", "merchant API"],
  ["browser", "browser API, so the widget's `pay-error`"],
  ["providers", "callbacks"],
  ["pages", "pages and files"],
  ["operations", "operations"],
]);

/** Where an error of the API appears. */
function placesOf(code: ErrorCode): string {
  const tags = new Set(
    allOperations.filter((operation) => errorsOf(operation).includes(code)).map(({ tag }) => tag),
  );
  if (tags.size === 0 || code === "malformed_request") return "anywhere";
  return [...tags].map((tag) => audiences.get(tag) ?? tag).join(", ");
}

interface Guide {
  readonly cause: string;
  readonly remedy: string;
}

function guideTable(guides: Readonly<Record<string, Guide>>): string {
  const rows = Object.entries(guides).map(([code, { cause, remedy }]) => row(`\`${code}\``, cause, remedy));
  return table(["code", "when", "what to do"], rows);
}

export function errorsPage(): string {
  const rows = errorCodes.map((code) => {
    const { cause, remedy } = errorGuides[code];
    return row(`\`${code}\``, String(errorTable[code].status), cause, remedy, placesOf(code));
  });
  return `# Errors

Look a code up here to see when it appears and what to do about it. Codes are stable, and later versions may add more. (\`npm run reference\` writes this page from \`bff/core/error-guide.ts\` and \`bff/core/failure-guide.ts\`. Change those, not this page.)

## Errors of the API

The API answers with these codes in a [problem document](http-conventions.md#errors). Search the log for its \`requestId\`.

${table(["code", "status", "when", "what to do", "where"], rows)}

## Failures of payments and payouts

A payment or payout that has \`failed\` has one of these codes as \`failure.code\`: in the API, in events, and in the widget's \`pay-failed\`. \`retryable\` says whether another attempt may succeed.

${guideTable(failureGuides)}

## Errors of the widget

The widget's event [\`pay-error\`](../widget/README.md) has one of these codes, or a code of the browser API, as \`detail.code\`.

${guideTable(widgetGuides)}
`;
}

export function eventsPage(): string {
  const rows = eventTypes.map((type) =>
    row(`[\`${type}\`](#${type.replaceAll(".", "")})`, eventGuides[type].when),
  );
  const sections = eventTypes.map(
    (type) =>
      `## ${type}\n\n${eventGuides[type].when}\n\n\`\`\`json\n${JSON.stringify(exampleEvent(type), null, 2)}\n\`\`\`\n`,
  );
  return `# Events

A [webhook](webhooks.md) carries one of these events. This page says when the server sends each one, and shows an example of its body. Later versions may add types: answer 2xx to a type that you do not know. (\`npm run reference\` writes this page from \`bff/http/examples/events.ts\`. Change that, not this page.)

${table(["type", "when"], rows)}

${sections.join("\n")}`;
}
