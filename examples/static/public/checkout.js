/** On both pages: says how the invoice stands, and leads to the hosted page while it can be paid. */

/** Where the checkout is: the PAY_URL of .env. */
const bff = "http://127.0.0.1:8787";

/** The session's token: from the link, and kept for the way back. Null where this tab has never seen the link. */
function readToken() {
  const given = location.hash.slice(1);
  if (given.startsWith("ct_")) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname); // so that no bookmark or screenshot contains it
  }
  return sessionStorage.getItem("token");
}

const texts = {
  requires_payment_method: "This invoice is not paid yet.",
  requires_action: "This invoice is not paid yet. Your code or transfer still works.",
  processing: "Your payment is being confirmed.",
  succeeded: "This invoice is paid. Thank you!",
  canceled: "This invoice can't be paid any more. Please ask us for a new one.",
  expired: "The time to pay this invoice is over. Please ask us for a new one.",
};
const payable = ["requires_payment_method", "requires_action", "processing"];

/** @returns the text to show, and the hosted page's address while the invoice can be paid. */
async function readState() {
  const token = readToken();
  if (token === null) return { text: "Please open the link that we have sent you." };
  try {
    const answer = await fetch(`${bff}/checkout/session`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`the checkout answers ${answer.status}`);
    const { status, reference, amount } = await answer.json();
    return {
      text: `${reference}, ${amount.value} ${amount.currency}: ${texts[status] ?? status}`,
      ...(payable.includes(status) && { page: `${bff}/pay#${token}` }),
    };
  } catch (error) {
    console.error(error);
    // No answer is not "not paid".
    return {
      text: "We can't see at the moment whether this invoice is paid. Please look again in a minute.",
    };
  }
}

// Another invoice's link, opened in the same tab.
addEventListener("hashchange", () => location.reload());

const { text, page } = await readState();
document.querySelector("#state").textContent = text;
document.querySelector("#pay").hidden = page === undefined;
if (page !== undefined) document.querySelector("#pay a").href = page;
