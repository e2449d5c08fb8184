/** The pretended answers to the first requests of each widget: four methods each, in the shapes that they expect. */
import { makeSession } from "../../widget/support/fixtures.ts";

const dayMs = 24 * 3_600_000;
const tomorrow = () => new Date(Date.now() + dayMs).toISOString();

/** `POST /checkout/open` of ours. */
export const openAnswer = () => makeSession({ expiresAt: tomorrow(), serverTime: new Date().toISOString() });

/** `POST …/v1/sessions/{id}/setup` of Adyen. */
export const adyenSetup = () => ({
  id: "CS1",
  sessionData: "data",
  amount: { value: 1_000_000, currency: "MXN" },
  countryCode: "MX",
  shopperLocale: "en-US",
  expiresAt: tomorrow(),
  returnUrl: "https://shop.example.com/thanks",
  configuration: {},
  paymentMethods: {
    paymentMethods: [
      { name: "Bank transfer", type: "bank_transfer_online" },
      { name: "Store", type: "store" },
      { name: "UPI", type: "upi_redirect" },
      { name: "Pix", type: "pix_redirect" },
    ],
  },
});

/** Of this origin: what would come from elsewhere is not fetched, and is not waited for. */
const logo = "/logo.svg";

const channel = (code: string, name: string, group: string) => ({
  brand_name: name,
  channel_code: code,
  brand_logo_url: logo,
  ui_group: group,
  pm_type: "VIRTUAL_ACCOUNT",
  allow_pay_without_save: true,
  allow_save: false,
  brand_color: "#000000",
  min_amount: 1,
  max_amount: 200_000_000,
  requires_customer_details: false,
  form: [],
  instructions: [],
});
const group = (id: string, label: string) => ({
  id,
  label,
  icon_url: logo,
});

/** `GET /api/sessions/{key}` of Xendit. */
export const xenditSession = () => ({
  session: {
    payment_session_id: "ps-1",
    created: new Date().toISOString(),
    updated: new Date().toISOString(),
    status: "ACTIVE",
    reference_id: "order-1001",
    description: "2 × coffee beans",
    currency: "IDR",
    amount: 10_000,
    country: "ID",
    expires_at: tomorrow(),
    session_type: "PAY",
    mode: "COMPONENTS",
    locale: "en",
    business_id: "b1",
    customer_id: "cust-1",
    capture_method: "AUTOMATIC",
    allow_save_payment_method: "DISABLED",
    items: [],
  },
  business: { name: "Cantina del Sol", country_of_operation: "Indonesia", merchant_profile_picture_url: "" },
  customer: {
    type: "INDIVIDUAL",
    id: "cust-1",
    email: "a**@example.com",
    mobile_number: null,
    phone_number: null,
    individual_detail: { given_names: "a**", surname: null },
    business_detail: null,
  },
  // It shows only channels that it knows.
  channels: [
    channel("MANDIRI_DIRECT_DEBIT", "Mandiri", "bank"),
    channel("OVO", "OVO", "ovo"),
    channel("QRIS", "QRIS", "qr"),
    channel("DANA", "DANA", "dana"),
  ],
  channel_ui_groups: [group("bank", "Bank"), group("ovo", "OVO"), group("qr", "QR"), group("dana", "DANA")],
});
