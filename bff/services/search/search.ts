/**
 * The search: finds what fits a typed text, in every way in which it can be read, at once. Personal details and codes
 * are found by keyed digest, so whole values only.
 *
 * Source: docs/search.md#search
 */
import type { SearchAnswer, SearchHit } from "../../contract.ts";
import { type Result, succeed } from "../../core/errors.ts";
import { type SearchTerms, searchTermsOf } from "../../core/search-terms.ts";
import type { SoughtAmount } from "../../core/sought-amounts.ts";
import { lowerAscii } from "../../core/spellings.ts";
import { codeDigest } from "../../storage/encryption/code-digests.ts";
import { personalDigests } from "../../storage/encryption/personal-digests.ts";
import type { Query } from "../../storage/engine/statements.ts";
import {
  beginningWith,
  byAmount,
  byBeginning,
  byCode,
  byEmail,
  byId,
  byOrderNo,
  byPhone,
  byProviderOrderId,
  byReceived,
  byReference,
  byUtr,
  type FoundRow,
  mostFound,
} from "../../storage/repositories/search.ts";
import type { ServiceContext } from "../context.ts";
import { utrDigest } from "../rows/provider-details.ts";

type Found = SearchHit["object"];
/** A refund is found by its id, and by nothing else. */
type SearchedObject = Exclude<Found, "refund">;

interface Probe {
  readonly object: Found;
  readonly why: SearchHit["why"];
  readonly query: Query<FoundRow>;
  /** Its rows come in the order in which they are shown, and not by time. */
  readonly isOrdered: boolean;
}

const objects = { cs: "session", pay: "payment", po: "payout", re: "refund", evt: "event" } as const;
const distantFuture = Number.MAX_SAFE_INTEGER;

export async function search(
  context: ServiceContext,
  { q }: { readonly q: string },
): Promise<Result<SearchAnswer>> {
  const known = [...context.accounts.values()].flatMap(({ methods }) =>
    methods.map(({ currency }) => currency),
  );
  const terms = searchTermsOf(q, { currencies: context.currencies, known });
  const groups = [...exactProbes(context, terms), ...looseProbes(context, terms)];
  const probes = groups.flat();
  const rowSets = await context.database.readAll(probes.map(({ query }) => query));
  const [byIdAlone] = rowSets[0] ?? [];
  const [first] = groups[0] ?? [];
  // An id is of one thing. A payout has its refund's id as its reference.
  if (first !== undefined && byIdAlone !== undefined)
    return succeed({ data: [{ object: first.object, id: byIdAlone.id, why: first.why }] });
  const hits = new Map<string, SearchHit>();
  let at = 0;
  for (const group of groups) {
    const found = group.flatMap(({ object, why }) =>
      (rowSets[at++] ?? []).map((row) => ({ hit: { object, id: row.id, why }, at: row.created_at })),
    );
    if (!group.some(({ isOrdered }) => isOrdered)) found.sort((one, other) => other.at - one.at);
    for (const { hit } of found) if (!hits.has(hit.id)) hits.set(hit.id, hit);
  }
  return succeed({ data: [...hits.values()].slice(0, mostFound) });
}

/** One statement for each table. */
function probesOf<Sought>(
  why: SearchHit["why"],
  queries: Readonly<Partial<Record<SearchedObject, (sought: Sought) => Query<FoundRow>>>>,
  sought: readonly Sought[],
  { isOrdered = false } = {},
): readonly Probe[] {
  return Object.entries(queries).flatMap(([object, query]) =>
    isSearchedObject(object) ? sought.map((one) => ({ object, why, query: query(one), isOrdered })) : [],
  );
}

function isSearchedObject(object: string): object is SearchedObject {
  return object === "session" || object === "payment" || object === "payout" || object === "event";
}

const valuesOf = (texts: readonly string[]) => texts.map((value) => ({ value }));

/** What fits one thing, the closest match first. */
function exactProbes(context: ServiceContext, terms: SearchTerms): readonly (readonly Probe[])[] {
  const { id, texts, utrs, code } = terms;
  const ofId: readonly Probe[] =
    id === null
      ? []
      : [
          {
            object: objects[id.prefix],
            why: "id",
            query: byId[objects[id.prefix]]({ value: id.text }),
            isOrdered: false,
          },
        ];
  return [
    ofId,
    probesOf("order_no", byOrderNo, valuesOf([...new Set(texts.flatMap((one) => [one, lowerAscii(one)]))])),
    probesOf("provider_order_id", byProviderOrderId, valuesOf(texts)),
    probesOf("utr", byUtr, valuesOf(utrs.map((utr) => utrDigest(context, utr)))),
    probesOf("code", byCode, code === null ? [] : valuesOf([codeDigest(context.seal, code)])),
  ];
}

/** What may fit many things. */
function looseProbes(
  { seal }: ServiceContext,
  { references, email, phones, amounts }: SearchTerms,
): readonly (readonly Probe[])[] {
  const emails = email === null ? [] : personalDigests(seal, "email", email);
  const digests = phones.flatMap((phone) => personalDigests(seal, "phone", phone));
  const sought = amounts.map(boundsOf);
  return [
    probesOf("reference", byReference, valuesOf(references)),
    // In the order of the references.
    probesOf("reference", byBeginning, references.map(beginningWith), { isOrdered: true }),
    probesOf("email", byEmail, valuesOf(emails)),
    probesOf("phone", byPhone, valuesOf(digests)),
    [...probesOf("amount", byAmount, sought), ...probesOf("amount", byReceived, sought)],
  ];
}

function boundsOf({ minor, currency, from, to }: SoughtAmount) {
  return { minor, currency, from: from ?? 0, to: to ?? distantFuture };
}
