import { html, nothing } from "lit";
import type { MerchantProfile } from "../../bff/contract.ts";
import type { Guide } from "../locales/messages.ts";
import { isSafeRedirect } from "../net/safe-url.ts";
import type { Piece } from "./pieces.ts";

const emailPattern = /^[^\s@?&#%,;:<>"]+@[^\s@?&#%,;:<>"]+$/;

/** The ways to the shop's help and terms, where their addresses are safe. A page whose name is not there yet is left out. */
export function renderHelpLinks(
  merchant: Partial<Pick<MerchantProfile, "support" | "terms">>,
  { guide, allowHttp }: { readonly guide: Pick<Guide, "help" | "terms"> | null; readonly allowHttp: boolean },
): Piece {
  const { support, terms } = merchant;
  const link = (address: string | null | undefined, text: string | undefined) =>
    address && text !== undefined && isSafeRedirect(address, allowHttp)
      ? html`<a href=${address} target="_blank" rel="noopener noreferrer">${text}</a>`
      : nothing;
  const email = support?.email ?? "";
  return html`${link(support?.url, guide?.help)}
    ${emailPattern.test(email) ? html`<a href="mailto:${email}"><bdi>${email}</bdi></a>` : nothing}
    ${link(terms, guide?.terms)}`;
}
