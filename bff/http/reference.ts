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

What each code means, and what to do about it. This page is written by \`npm run reference\` from \`bff/core/error-guide.ts\` and \`bff/core/failure-guide.ts\`, so change those and not this page. Codes are stable; more of them may come.

## Errors of the API

An answer with one of these is a [problem](http-api.md#errors). Find its \`requestId\` in the log.

${table(["code", "status", "when", "what to do", "where"], rows)}

## Failures of payments and payouts

\`failure.code\` of a payment or payout that has \`failed\`: in the API, in events, and in the widget's \`pay-failed\`. \`retryable\` says whether another attempt may succeed.

${guideTable(failureGuides)}

## Errors of the widget

\`detail.code\` of [\`pay-error\`](../widget/README.md), beside the codes of the browser API.

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

Every event that a [webhook](http-api.md#webhooks) may bring: when it comes, and an example of its body. This page is written by \`npm run reference\` from \`bff/http/examples/events.ts\`, so change that and not this page. More types may come: answer with 2xx to those that you do not know.

${table(["type", "when"], rows)}

${sections.join("\n")}`;
}
