import { css, html, nothing, type TemplateResult } from "lit";
import type { BrowserSession, Payer, PayerField, PaymentMethodOffer } from "../../bff/contract.ts";
import { type Details, type FieldProblem, methodLabel, type View } from "../view.ts";
import { otherMethodButton } from "./exits.ts";
import { continueButton, heading, notice } from "./pieces.ts";

/** The names of tax numbers by country. They are the same in every language. */
const taxIdNames: ReadonlyMap<string, string> = new Map([
  ["BR", "CPF / CNPJ"],
  ["MX", "RFC"],
  ["IN", "PAN"],
  ["ID", "NPWP"],
  ["NG", "TIN"],
]);

interface Kind {
  /** Of the input and of the keyboard that a phone shows for it. */
  readonly type: "text" | "email" | "tel";
  readonly autocomplete: "name" | "email" | "tel" | "off";
  readonly pattern: RegExp;
}

const kinds: Readonly<Record<PayerField["name"], Kind>> = {
  name: { type: "text", autocomplete: "name", pattern: /\S/ },
  email: {
    type: "email",
    autocomplete: "email",
    pattern: /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/,
  },
  phone: {
    type: "tel",
    autocomplete: "tel",

    pattern: /^\+?[0-9][0-9 ()-]{4,24}$/,
  },
  taxId: { type: "text", autocomplete: "off", pattern: /^[\w./ -]{5,32}$/ },
  exchangeUid: { type: "text", autocomplete: "off", pattern: /\S/ },
};

/** The problem of the value in a field; null for none. The server checks it again. */
export function fieldProblem(field: PayerField, value: string): FieldProblem | null {
  if (value === "") return field.required ? "required" : null;
  if (kinds[field.name].pattern.test(value)) return null;
  return field.name === "email" || field.name === "phone" ? field.name : "other";
}

function readPayer(form: HTMLFormElement, fields: readonly PayerField[]): Payer {
  const data = new FormData(form);
  const payer: Payer = {};
  for (const { name } of fields) {
    const value = data.get(name);
    if (typeof value === "string" && value.trim() !== "") payer[name] = value.trim();
  }
  return payer;
}

/** The problem when the server refused the field's value; null when it did not. */
function refusal(view: View, { name }: PayerField): FieldProblem | null {
  if (!view.state.refusedFields.includes(name)) return null;
  return name === "email" || name === "phone" ? name : "other";
}

function renderField(view: View, session: BrowserSession, field: PayerField): TemplateResult {
  const { messages } = view.language;
  const kind = kinds[field.name];
  const taxName = field.name === "taxId" ? taxIdNames.get(session.country ?? "") : undefined;
  const problem = view.fieldProblems[field.name] ?? refusal(view, field);
  const keep = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLInputElement) view.typed.set(field.name, currentTarget.value);
  };
  return html`<div class="field">
    <label for="field-${field.name}">
      ${taxName ?? messages.fields[field.name]}
      ${field.required ? nothing : html`<span class="muted">(${messages.optional})</span>`}
    </label>
    <input
      id="field-${field.name}"
      part="input"
      name=${field.name}
      type=${kind.type}
      inputmode=${kind.type}
      autocomplete=${kind.autocomplete}
      autocapitalize=${field.name === "name" ? "words" : "off"}
      dir=${field.name === "name" ? "auto" : "ltr"}
      .defaultValue=${view.typed.get(field.name) ?? field.value ?? ""}
      @input=${keep}
      ?required=${field.required}
      aria-invalid=${problem === null ? "false" : "true"}
      aria-describedby="problem-${field.name}"
    />
    <p class="problem" id="problem-${field.name}">${problem === null ? nothing : messages.fieldErrors[problem]}</p>
  </div>`;
}

/** The details that the chosen method needs and the shop did not provide. */
export function payerDetails(view: View, session: BrowserSession, offer: PaymentMethodOffer): Details {
  const give = (event: Event) => {
    event.preventDefault();
    if (view.isUnseen() || !(event.target instanceof HTMLFormElement)) return;
    const payer = readPayer(event.target, offer.payerFields);
    const problems: Partial<Record<PayerField["name"], FieldProblem>> = {};
    for (const field of offer.payerFields) {
      const problem = fieldProblem(field, payer[field.name] ?? "");
      if (problem !== null) problems[field.name] = problem;
    }
    view.showFieldProblems(problems);
    const [first] = Object.keys(problems);
    if (first === undefined) view.send({ type: "details-given", payer });
    else event.target.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  return {
    fields: offer.payerFields.map((field) => renderField(view, session, field)),
    give,
    isRefused: offer.payerFields.some(({ name }) => view.state.refusedFields.includes(name)),
  };
}

/** A form for these details alone. */
export function renderPayer(view: View, session: BrowserSession, offer: PaymentMethodOffer): TemplateResult {
  const { fields, give, isRefused } = payerDetails(view, session, offer);
  return html`<form class="form" novalidate @submit=${give}>
    <div>
      ${heading(view.language.messages.details)}
      <p class="muted">${methodLabel(view, offer.id)}</p>
    </div>
    ${isRefused ? nothing : notice(view)} ${fields}
    ${continueButton(view, session.amount)}
    <div class="exits">${otherMethodButton(view)}</div>
  </form>`;
}

export const payerStyles = css`
  .field {
    display: grid;
    gap: 6px;
  }
  .field label {
    font-weight: 600;
  }
  .field label .muted {
    font-weight: 400;
  }
  .field input {
    width: 100%;
    min-height: calc(var(--_height) - 4px);
    padding: 8px var(--_control-pad);
    border: 1px solid var(--_control);
    border-radius: var(--_small-radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: max(16px, 1em);
    text-align: start;
  }
  .field input:focus-visible {
    border-color: var(--_focus);
    outline-offset: 0;
  }
  .field input[aria-invalid="true"] {
    border-color: var(--_danger);
    box-shadow: 0 0 0 1px var(--_danger);
  }
  .problem {
    color: var(--_danger);
    font-size: 0.875em;
  }
  .problem:empty {
    display: none;
  }
`;
