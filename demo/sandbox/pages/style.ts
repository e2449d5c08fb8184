/** One style sheet for all pages; the brand class on the body sets the accent. */
export const style = `
:root {
  --ink: #16181d; --soft: #5b6270; --line: #e2e5ea; --ground: #f4f5f7; --card: #ffffff;
  --accent: #334155; --accent-ink: #ffffff; --bad: #b42318; --good: #067647; --warn: #93540a;
  --bad-ground: #fef3f2; --good-ground: #ecfdf3; --warn-ground: #fffaeb;
}
.brand-paypro { --accent: #0b6b53; }
.brand-cxpay { --accent: #1d4ed8; }
.brand-lhxpay { --accent: #c2262e; }
.brand-chainup { --accent: #6d28d9; }
.brand-bharatpay { --accent: #b4490f; }
.brand-bank { --accent: #0f4c81; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; }
.bar { display: flex; align-items: center; gap: 10px; padding: 12px 16px; background: var(--accent); color: var(--accent-ink); }
.mark { display: grid; place-items: center; width: 30px; height: 30px; border-radius: 8px;
  background: rgb(255 255 255 / .18); font-weight: 700; }
.bar .chip { margin-inline-start: auto; }
.chip { font-size: 12px; padding: 3px 10px; border-radius: 99px; background: rgb(255 255 255 / .16); white-space: nowrap; }
main { margin: 0 auto; padding: 20px 16px 56px; }
.narrow { max-width: 480px; }
.wide { max-width: 1200px; }
h1 { font-size: 22px; line-height: 1.25; margin: 8px 0 16px; letter-spacing: -.01em; }
h2 { font-size: 17px; margin: 0 0 12px; }
p { margin: 0 0 12px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 20px; margin: 0 0 16px;
  box-shadow: 0 1px 2px rgb(16 24 40 / .05); }
.label { color: var(--soft); font-size: 14px; margin: 0 0 2px; }
.sum { font-size: 32px; font-weight: 700; letter-spacing: -.02em; line-height: 1.2; margin: 0; font-variant-numeric: tabular-nums; }
dl.facts { margin: 16px 0 0; display: grid; gap: 8px; border-top: 1px solid var(--line); padding-top: 16px; }
dl.facts > div { display: flex; gap: 16px; justify-content: space-between; align-items: baseline; }
dt { color: var(--soft); font-size: 14px; flex: none; }
dd { margin: 0; text-align: end; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.code { font: 600 20px/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; letter-spacing: .02em; overflow-wrap: anywhere; }
form { margin: 0; }
.stack { display: grid; gap: 10px; }
.row { display: flex; gap: 10px; align-items: end; }
.row > .grow { flex: 1; min-width: 0; }
button, .button { appearance: none; font: inherit; font-weight: 600; min-height: 48px; padding: 10px 18px; border-radius: 10px;
  border: 1px solid transparent; cursor: pointer; width: 100%; text-align: center; text-decoration: none; display: inline-flex; align-items: center; justify-content: center; }
button.primary, .button.primary { background: var(--accent); color: var(--accent-ink); }
button.plain, .button.plain { background: var(--card); color: var(--ink); border-color: var(--line); }
button.danger { background: var(--card); color: var(--bad); border-color: var(--line); }
button.quiet { background: none; color: var(--soft); font-weight: 500; text-decoration: underline; min-height: 40px; }
button:hover, .button:hover { filter: brightness(.96); }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, white); outline-offset: 2px; }
label { display: block; font-size: 14px; color: var(--soft); margin: 0 0 4px; }
input, select { font: inherit; width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid #c5cad3; border-radius: 10px;
  background: var(--card); color: var(--ink); }
details { border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
details > summary { cursor: pointer; padding: 12px 16px; font-weight: 600; list-style-position: inside; text-align: center; }
details > form { padding: 4px 16px 16px; }
.note { padding: 12px 14px; border-radius: 10px; margin: 0 0 16px; font-size: 15px; }
.note.good { background: var(--good-ground); color: var(--good); }
.note.bad { background: var(--bad-ground); color: var(--bad); }
.note.wait { background: var(--warn-ground); color: var(--warn); }
.tag { display: inline-block; font-size: 12px; font-weight: 600; line-height: 1.5; padding: 2px 9px; border-radius: 99px; white-space: nowrap;
  background: color-mix(in srgb, var(--soft) 14%, transparent); color: var(--soft); }
.tag.good { background: var(--good-ground); color: var(--good); }
.tag.bad { background: var(--bad-ground); color: var(--bad); }
.tag.wait { background: var(--warn-ground); color: var(--warn); }
.soft { color: var(--soft); font-size: 14px; }
a { color: var(--accent); }
.list { list-style: none; margin: 0; padding: 0; }
.list > li { border-top: 1px solid var(--line); }
.list > li:first-child { border-top: 0; }
.list > li > a { display: flex; justify-content: space-between; gap: 12px; align-items: center; padding: 12px 0; text-decoration: none; color: inherit; }
.list small { display: block; color: var(--soft); }
.qr { display: block; width: 200px; height: 200px; margin: 0 auto; background: #fff; padding: 8px; border-radius: 10px; }
nav.tabs { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 16px; }
nav.tabs a { padding: 6px 14px; border-radius: 99px; text-decoration: none; color: var(--soft); border: 1px solid var(--line); background: var(--card); font-size: 14px; }
nav.tabs a[aria-current] { background: var(--accent); color: var(--accent-ink); border-color: var(--accent); }
.scroll { overflow-x: auto; margin: 0 -20px; padding: 0 20px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { text-align: start; color: var(--soft); font-weight: 500; padding: 6px 12px 6px 0; white-space: nowrap; }
td { padding: 8px 12px 8px 0; border-top: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums; }
td.num, th.num { text-align: end; white-space: nowrap; padding-inline-end: 20px; }
td .mono, td.mono { white-space: nowrap; overflow-wrap: normal; }
.mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px; overflow-wrap: anywhere; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); align-items: start; }
.grid .card { margin: 0; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.buttons button, .small { width: auto; flex: none; white-space: nowrap; min-height: 36px; padding: 5px 14px; font-size: 14px; border-radius: 8px; }
.fields { display: grid; gap: 10px; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); align-items: end; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
  background: var(--ground); padding: 10px; border-radius: 8px; }
.spaced { margin-top: 16px; }
.between { display: flex; justify-content: space-between; gap: 12px; align-items: center; padding: 10px 0; }
.line { padding: 10px 0; }
.big { font-size: 17px; }
dl.bare { margin: 0; border: 0; padding: 0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceef2; --soft: #a3abba; --line: #323844; --ground: #14171c; --card: #1d2128;
    --good: #75e0a7; --good-ground: #10301f; --bad: #fda29b; --bad-ground: #3b1713; --warn: #fec84b; --warn-ground: #33260b; }
  a { color: color-mix(in srgb, var(--accent) 45%, white); }
  input, select { border-color: #4a5261; }
}
`;
