// The widget tells the page when it is paid; the shop's own proof is the webhook.
const after = document.querySelector(".after");
const show = () => {
  after.hidden = false;
};
document.addEventListener("pay-succeeded", show);
document.addEventListener("pay-ready", (event) => {
  if (event.detail?.status === "succeeded") show();
});
