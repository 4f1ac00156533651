/** Style of the printed report. The red is a second signal: signs and words carry the meaning in black as well. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1b1f24; --ink-2: #4a5059; --ink-3: #656b74; --line: #e4e0d7; --line-2: #c9c4b8; --differs: #b3261e; --tied: #2f6b4f; }
@page { size: A4; margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #656b74; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #f5f3ee; font: 13px/20px "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif; font-variant-numeric: tabular-nums lining-nums; text-autospace: normal; line-break: strict; overflow-wrap: anywhere; }
main { max-width: 820px; margin: 24px auto; padding: 48px 56px; background: #fff; box-shadow: 0 1px 3px rgb(40 34 20 / .14); }
h1, h2, .subtitle, .facts, .conclusion { font-family: "Songti SC", "Source Han Serif SC", "Noto Serif SC", "Noto Serif CJK SC", SimSun, serif; }
h1 { font-size: 28px; line-height: 40px; text-align: center; margin: 12px 0 2px; font-weight: 600; }
.subtitle { text-align: center; margin: 0 0 20px; font-size: 15px; }
.number { display: flex; gap: 6px; color: var(--ink-2); margin: 0; }
.number .fill { flex: 0 0 96px; }
.number time { margin-left: auto; }
h2 { font-size: 16px; line-height: 24px; margin: 26px 0 8px; break-after: avoid; font-weight: 600; }
h3 { font-size: 13px; line-height: 20px; margin: 0; break-after: avoid; font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
.facts { border-block: 1.5px solid var(--ink); margin-bottom: 10px; }
.facts th { text-align: left; width: 96px; font-weight: 600; vertical-align: top; white-space: nowrap; }
.facts th, .facts td { padding: 6px 0; border-bottom: 1px solid var(--line); }
.facts tr:last-child > * { border-bottom: 0; }
.hash { font-family: ui-monospace, Consolas, monospace; font-size: 11.5px; font-variant-ligatures: none; }
.conclusion { margin: 0 0 10px; text-indent: 2em; font-size: 14px; line-height: 23px; }
:lang(en) > body .conclusion { text-indent: 0; }
.ledger { border: 1px solid var(--line-2); padding: 12px 16px; break-inside: avoid; }
.bar { display: flex; height: 12px; gap: 2px; }
.bar i { min-width: 7px; border-radius: 2px; flex-basis: 0; print-color-adjust: exact; }
.bar .tied { background: var(--tied); opacity: .82; }
.bar .rounding { background: repeating-linear-gradient(135deg, var(--tied) 0 2px, #fff 2px 5px); outline: 1px solid var(--tied); outline-offset: -1px; }
.bar .differs { background: var(--differs); }
.bar .not { outline: 1.5px dotted var(--ink-3); outline-offset: -1.5px; }
.ledger dl { display: flex; justify-content: space-between; margin: 10px 0 0; }
.ledger dl > div { display: flex; gap: 8px; align-items: baseline; }
.ledger dd { margin: 0; font-size: 17px; font-weight: 600; }
.ledger div.differs { color: var(--differs); }
.list { border-bottom: 1.5px solid var(--ink); margin-bottom: 14px; }
.list thead th { border-block: 1.5px solid var(--ink); text-align: left; font-weight: 600; white-space: nowrap; }
.list th, .list td { padding: 5px 6px; vertical-align: top; border-bottom: 1px solid var(--line); }
.list tr { break-inside: avoid; }
.list td:first-child:not(.wide) { white-space: nowrap; }
.n, .list th.n { text-align: right; white-space: nowrap; }
.list td.long { text-align: left; min-width: 84px; }
/* A finding is a unit of thought: a new page rather than a break in it. */
.finding { break-inside: avoid; border-top: 1px solid var(--line-2); padding: 10px 0 14px; }
.ordinal { display: inline-block; min-width: 22px; }
.place { margin: 0 0 8px 26px; color: var(--ink-3); font-size: 12px; }
.halves { display: flex; gap: 24px; align-items: flex-start; margin-left: 26px; flex-wrap: wrap; }
.column { width: auto; min-width: 300px; flex: 1 1 320px; border: 1px solid var(--line-2); border-collapse: separate; border-spacing: 0; padding: 8px 12px; break-inside: avoid; }
.column caption { text-align: right; font-size: 11px; color: var(--ink-3); }
.column td { padding: 1px 4px; color: var(--ink-2); }
.column .s { width: 16px; text-align: center; color: var(--ink-3); }
.column .n { color: var(--ink); padding-left: 16px; }
.column .sum td, .column .difference td { border-top: 1px solid var(--ink-2); }
.column .printed .n, .column .difference .n { color: var(--differs); }
.column .difference .n { border-bottom: 3px double var(--differs); }
del { color: var(--ink-3); }
.column u { text-decoration: underline 1.5px; text-underline-offset: 3px; }
.window td { font-size: 11px; color: var(--ink-3); }
.halves dl { flex: 1 1 260px; margin: 0; display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; }
.halves dt { font-weight: 600; white-space: nowrap; }
.halves dd { margin: 0; }
small { color: var(--ink-3); font-size: 11px; }
q { quotes: "“" "”"; }
blockquote { margin: 8px 0 8px 26px; padding: 4px 12px; border-left: 3px solid var(--line-2); }
blockquote p { margin: 0; white-space: pre-wrap; }
blockquote footer { color: var(--ink-3); font-size: 11px; }
.amounts { margin: 4px 0 12px; padding-left: 18px; }
.figures { color: var(--ink-2); }
main > footer { margin-top: 36px; border-top: 1.5px solid var(--ink); padding-top: 12px; break-inside: avoid; }
.sign { display: flex; gap: 20px; }
.sign > span { display: flex; gap: 6px; flex: 1; white-space: nowrap; }
.fill { display: inline-block; min-width: 72px; flex: 1; border-bottom: 1px solid var(--ink-2); }
.legend { color: var(--ink-3); font-size: 11.5px; }
@media print { .halves { display: block; } .column { width: 420px; margin-bottom: 8px; } body { background: #fff; } main { margin: 0; padding: 0; box-shadow: none; max-width: none; } }
@media (max-width: 640px) { main { padding: 20px 16px; margin: 0; } .ledger dl { flex-wrap: wrap; gap: 8px 24px; } .list { display: block; overflow-x: auto; } .sign { flex-wrap: wrap; } }
`;
