/** The style of the HTML report, for light and dark; nothing is fetched. Colours never carry a meaning alone. */
export const htmlStyle = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#59636e;--rule:#d1d9e0;--ok:#2f7d4f;--late:#b7791f;--grace:#3b74b8;--bad:#c0392b;--okbg:#e6f4ea;--riskbg:#fdf3dc;--badbg:#fce8e6}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#12161b;--soft:#9aa7b4;--rule:#39424c;--ok:#4caf78;--late:#d9a441;--grace:#6ea8e8;--bad:#ef7060;--okbg:#16301f;--riskbg:#352a12;--badbg:#3a1b18}}
body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.3rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .2rem;font-weight:600}
.soft,figcaption{color:var(--soft)}.verdict{font-size:1.15rem;padding:.8rem 1rem;border-left:.4rem solid;margin:1rem 0}
.works{border-color:var(--ok);background:var(--okbg)}.at-risk{border-color:var(--late);background:var(--riskbg)}.fails{border-color:var(--bad);background:var(--badbg)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
td.n,th.n{text-align:right}td.when{white-space:nowrap}.wide{overflow-x:auto}
svg{width:100%;height:auto;display:block}svg text{font-size:12px;fill:var(--soft)}figure{margin:0 0 1rem}
.axis{stroke:var(--soft);fill:none}.threshold{stroke:var(--ink);stroke-dasharray:5 4}
.count,.activated{fill:var(--ok)}.activated,.count{fill-opacity:.75}.overdue,.short{fill:var(--late)}.grace{fill:var(--grace)}.notifications{fill:var(--bad)}.down{fill:var(--soft);fill-opacity:.18}
.key span{display:inline-block;margin-right:1.2rem}.key i{display:inline-block;width:.9em;height:.9em;margin-right:.35em;vertical-align:-.1em}
i.activated{background:var(--ok)}i.overdue{background:var(--late)}i.grace{background:var(--grace)}i.notifications{background:var(--bad)}`;
