import { nothing } from "lit";
import type { NextAction } from "../../bff/contract.ts";
import type { View } from "../view.ts";
import { copyable } from "./copying.ts";
import type { Piece } from "./pieces.ts";
import { type Row, renderRows } from "./rows.ts";

type CodeAction = Extract<NextAction, { type: "display_code" }>;

/** What a bank's form asks for besides the number, as names and values. None before its names are loaded. */
export function detailTexts(view: View, { details }: CodeAction): readonly (readonly [string, string])[] {
  const names = view.guide?.codeDetails;
  if (names === undefined) return [];
  return (details ?? []).map(({ name, value }) => [names[name], value]);
}

/** The same as rows, to copy into the form. A bank is picked from a list, so it is only shown. */
export function detailRows(view: View, action: CodeAction): readonly Row[] {
  return detailTexts(view, action).map(([name, value], index) => [
    name,
    action.details[index]?.name === "bank" ? value : copyable(view, `detail-${index}`, value),
  ]);
}

/** The same where nothing else stands in their list. */
export function renderDetails(view: View, action: CodeAction): Piece {
  const rows = detailRows(view, action);
  return rows.length === 0 ? nothing : renderRows(rows);
}
