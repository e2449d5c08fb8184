import { z } from "zod";
import { apiFaults, callbackFaults, faultSchema } from "../../hostility/faults.ts";
import { type Html, html } from "../../pages/html.ts";
import { type ProviderId, providerIds } from "../../state/order.ts";
import { operations } from "../../state/request-log.ts";
import { options } from "./parts.ts";

/** The fields of the form. An empty field counts as absent. `kind` is such as `api:hang` or `callback:lose`. */
const formSchema = z.object({
  provider: z.string(),
  operation: z.string(),
  kind: z.string().regex(/^(api|callback):\w+$/),
  when: z.string(),
  times: z.string(),
  amount: z.string(),
  code: z.string(),
});

/** Reads the form as a fault, or as a list of what is wrong with it. */
export function readFaultForm(body: unknown): ReturnType<typeof faultSchema.safeParse> {
  const form = formSchema.safeParse(body);
  if (!form.success) return faultSchema.safeParse({});
  const { provider, operation, kind, when, times, amount, code } = form.data;
  const [target = "", name = ""] = kind.split(":");
  const given = (text: string) => (text.trim() === "" ? undefined : text.trim());
  const isStatus = name === "status";
  return faultSchema.safeParse({
    provider: given(provider),
    kind: name,
    times: times === "always" ? null : Number(given(times) ?? 1),
    amount: given(amount),
    ...(target === "callback"
      ? { operation: "callback", code: given(code) }
      : {
          operation: given(operation),
          when: given(when),
          ...(isStatus ? { status: Number(given(code) ?? 500) } : { code: given(code) }),
        }),
  });
}

const prefixed = (prefix: string, kinds: readonly string[]) =>
  kinds.map((kind) => html`<option value="${prefix}:${kind}">${kind.replaceAll("_", " ")}</option>`);

/** A form that works without a script. `POST /api/faults` can do more. */
export function faultForm(names: Readonly<Record<ProviderId, string>>, shown: ProviderId | null): Html {
  const first =
    shown === null ? ["", ...providerIds] : [shown, "", ...providerIds.filter((id) => id !== shown)];
  return html`<form method="post" action="/faults" class="stack">
<div class="fields">
<div><label for="f-provider">Provider</label><select id="f-provider" name="provider">${options(first, { "": "Every provider", ...names })}</select></div>
<div><label for="f-kind">Fault</label><select id="f-kind" name="kind"><optgroup label="Answers of the API">${prefixed("api", apiFaults)}</optgroup><optgroup label="Callbacks">${prefixed("callback", callbackFaults)}</optgroup></select></div>
<div><label for="f-operation">Call</label><select id="f-operation" name="operation">${options(["", ...operations], { "": "Every call" })}</select></div>
<div><label for="f-when">When</label><select id="f-when" name="when">${options(["after", "before"], { after: "after recording", before: "before recording" })}</select></div>
<div><label for="f-times">How often</label><select id="f-times" name="times">${options(["1", "2", "3", "5", "always"], { "1": "once", "2": "twice", "3": "3 times", "5": "5 times" })}</select></div>
<div><label for="f-code">Code</label><input id="f-code" name="code" placeholder="500, 429, …" autocomplete="off"></div>
<div><label for="f-amount">Amount</label><input id="f-amount" name="amount" inputmode="decimal" placeholder="for a lie" autocomplete="off"></div>
</div><button class="primary">Arm it</button></form>`;
}
