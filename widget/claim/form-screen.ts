/** The claim page's form, and its last step before the money goes. */
import { html, nothing, type TemplateResult } from "lit";
import type { ClaimMethod, ClaimView } from "../../bff/contract.ts";
import { fill } from "../i18n/text.ts";
import { type Drawing, heading, notice, type Piece } from "./drawing.ts";
import { type FieldFault, type FieldName, type FormField, fieldsOf, lengthOf, tidy } from "./form.ts";
import type { ClaimLanguage } from "./language.ts";
import { type ClaimState, methodOf } from "./state.ts";

/** What a way of getting money is called. */
export function wayLabel({ texts, messages }: ClaimLanguage, { number }: ClaimMethod): string {
  switch (number) {
    case "clabe":
      return "CLABE";
    case "cpf":
      return "CPF";
    case "cnpj":
      return "CNPJ";
    case "mexican_card":
      return texts.debitCard;
    case "upi":
      return texts.upiId;
    case "pix_phone":
      return messages.fields.phone;
    case "pix_email":
      return messages.fields.email;
    case "pix_key":
      return texts.randomKey;
    default:
      return messages.methods.bank_transfer;
  }
}

function fieldLabel(language: ClaimLanguage, method: ClaimMethod, name: FieldName): string {
  const { texts, messages } = language;
  switch (name) {
    case "accountNumber": {
      const isAccount = /account|nuban/.test(method.number);
      return isAccount ? messages.codeLabel.va : wayLabel(language, method);
    }
    case "bankCode":
      return method.number === "indian_account" ? "IFSC" : texts.bankCode;
    case "bankName":
      return texts.bankName;
    case "name":
      return texts.holder;
    default:
      return messages.fields[name];
  }
}

/** The words under a field: what it has to have, or what it means. */
function hintOf({ state, language }: Drawing, { number }: ClaimMethod, name: FieldName): Piece {
  if (name === "name") return holderNote(language, state);
  const length = name === "accountNumber" ? lengthOf(number) : null;
  if (length === null) return nothing;
  return html`${fill(language.texts.digits, { n: new Intl.NumberFormat(language.tag).format(length) })}`;
}

const kindOf: Readonly<Partial<Record<FieldName, "name" | "tel" | "email">>> = {
  name: "name",
  phone: "tel",
  email: "email",
};

function faultText({ texts, messages }: ClaimLanguage, fault: FieldFault | undefined): Piece {
  if (fault === undefined) return nothing;
  return html`${fault === "compare" ? texts.compare : messages.fieldErrors[fault]}`;
}

function renderField(drawing: Drawing, method: ClaimMethod, field: FormField): TemplateResult {
  const { name, required } = field;
  const { state, language, actions } = drawing;
  const { messages } = language;
  const kind = kindOf[name];
  const fault = state.faults[name];
  const typedIn = ({ currentTarget }: Event) =>
    currentTarget instanceof HTMLInputElement ? currentTarget.value : "";
  return html`<div class="field">
    <label for="field-${name}">
      ${fieldLabel(language, method, name)}
      ${required ? nothing : html`<span class="muted">(${messages.optional})</span>`}
    </label>
    <input
      id="field-${name}"
      name=${name}
      type=${kind === undefined || kind === "name" ? "text" : kind}
      inputmode=${inputModeOf(method, name)}
      autocomplete=${kind ?? "off"}
      autocapitalize=${name === "name" ? "words" : "off"}
      spellcheck="false"
      maxlength="128"
      dir=${name === "name" || name === "bankName" ? "auto" : "ltr"}
      .value=${state.typed[name] ?? ""}
      ?required=${required}
      aria-invalid=${fault === undefined ? "false" : "true"}
      aria-describedby="problem-${name} hint-${name}"
      @input=${(event: Event) => actions.type(name, typedIn(event))}
      @blur=${() => actions.leave(name)}
    />
    <p class="muted small" id="hint-${name}">${hintOf(drawing, method, name)}</p>
    <p class="problem" id="problem-${name}">${faultText(language, fault)}</p>
  </div>`;
}

function holderNote({ texts }: ClaimLanguage, { claim }: ClaimState): Piece {
  if (claim === null || !claim.payerNameKnown) return nothing;
  return html`${fill(texts.holderNote, { merchant: claim.merchant.name })}`;
}

function inputModeOf({ number }: ClaimMethod, name: FieldName): string {
  if (name === "email" || (name === "accountNumber" && (number === "upi" || number === "pix_email")))
    return "email";
  if (name === "phone" || (name === "accountNumber" && number === "pix_phone")) return "tel";
  const isText = name !== "accountNumber" || number === "pix_key" || number === "cnpj";
  return isText ? "text" : "numeric";
}

function renderWays({ state, language, actions }: Drawing, { methods }: ClaimView): Piece {
  if (methods.length < 2) return nothing;
  return html`<div class="ways" role="radiogroup" aria-labelledby="heading">
    ${methods.map(
      (method) => html`<label class="way">
        <input
          type="radio"
          name="way"
          value=${method.accountType}
          .checked=${method.accountType === state.chosen}
          @change=${() => actions.choose(method.accountType)}
        />
        <span>${wayLabel(language, method)}</span>
      </label>`,
    )}
  </div>`;
}

export function renderForm(drawing: Drawing, claim: ClaimView): TemplateResult {
  const { state, language, actions } = drawing;
  const method = methodOf(state);
  const send = (event: Event) => {
    event.preventDefault();
    actions.review();
  };
  return html`<form class="body" novalidate @submit=${send}>
    ${heading(language.texts.where)} ${notice(drawing)} ${renderWays(drawing, claim)}
    ${method === null ? nothing : fieldsOf(method).map((field) => renderField(drawing, method, field))}
    <button class="primary">${language.messages.continue}</button>
  </form>`;
}

export function renderReview(drawing: Drawing): TemplateResult {
  const { state, language, actions } = drawing;
  const { texts, messages } = language;
  const method = methodOf(state);
  const rows =
    method === null ? [] : fieldsOf(method).filter(({ name }) => tidy(method, name, state.typed) !== "");
  return html`<div class="body">
    ${heading(texts.check)} ${notice(drawing)}
    <dl class="rows">
      ${
        method === null
          ? nothing
          : rows.map(
              ({ name }) => html`<div>
                <dt class="muted">${fieldLabel(language, method, name)}</dt>
                <dd><bdi>${shown(name, tidy(method, name, state.typed))}</bdi></dd>
              </div>`,
            )
      }
    </dl>
    <p class="muted">${texts.checkNote}</p>
    <button class="primary" type="button" aria-disabled=${state.busy ? "true" : "false"} @click=${actions.confirm}>
      ${state.busy ? messages.busy : texts.confirm}
    </button>
    <button type="button" ?disabled=${state.busy} @click=${actions.change}>${texts.change}</button>
  </div>`;
}

/** A long number in groups of four, which are easier to compare. */
function shown(name: FieldName, value: string): string {
  const isLong = name === "accountNumber" && /^\d{12,}$/.test(value);
  return isLong ? value.replace(/(\d{4})(?=\d)/g, "$1 ") : value;
}
