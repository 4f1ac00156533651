/**
 * The overlay's style. The host element belongs to the page's tree, so the page could style it; `:host` with `!important`
 * wins over that (important rules of the inner tree go first), and nothing else of ours is in reach.
 * Marks always use the light values: published pages are white. Bar and popover follow the reader's scheme.
 */
export const STYLE = `
:host {
  all: initial !important;
  position: fixed !important; inset: 0 !important; width: auto !important; height: auto !important;
  max-width: none !important; max-height: none !important; margin: 0 !important; padding: 0 !important;
  border: 0 !important; background: none !important; overflow: visible !important; display: block !important;
  visibility: visible !important; opacity: 1 !important; transform: none !important; filter: none !important;
  pointer-events: none !important; z-index: 2147483647 !important; clip-path: none !important; contain: none !important;
  --font: "PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;
  --m-differs:#B3261E; --m-tied:#2F6B4F; --m-accent:#1D4F86; --m-ink3:#656B74;
  --surface:#FFFFFF; --ink:#1B1F24; --ink-2:#4A5059; --ink-3:#656B74; --line:#E4E0D7; --line-2:#C9C4B8; --hover:#F0EDE6;
  --accent:#1D4F86; --accent-soft:#E7EEF6; --on-accent:#FFFFFF; --differs:#B3261E; --differs-soft:#FCEDEA; --tied:#2F6B4F; --doubt:#875200; --corrected:#5F48A6;
  --shadow:0 1px 2px rgb(40 34 20/.06),0 6px 20px rgb(40 34 20/.16);
}
:host(:lang(en)) { --font: Inter,"Segoe UI Variable","SF Pro Text","PingFang SC","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif }
@media (prefers-color-scheme: dark) { :host {
  --surface:#23272B; --ink:#E9E6E0; --ink-2:#BABDC1; --ink-3:#979DA4; --line:#2E3236; --line-2:#474C52; --hover:#272B30;
  --accent:#8FBBEB; --accent-soft:#1F2D3C; --on-accent:#0F1A26; --differs:#FF9485; --differs-soft:#3A211D; --tied:#7FC4A2; --doubt:#E5B869; --corrected:#BEA9F3;
  --shadow:0 1px 2px rgb(0 0 0/.4),0 8px 28px rgb(0 0 0/.45);
} }
* { box-sizing: border-box; margin: 0 }
.layer { position: fixed; inset: 0; width: 100%; height: 100%; overflow: hidden; pointer-events: none }
.marks { position: fixed; inset: 0; pointer-events: none }
.hidden { display: none !important }
.tick { fill: none; stroke: var(--m-tied); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.unchecked { stroke: var(--m-ink3); stroke-width: 1.5; stroke-dasharray: 1.5 2.5; fill: none }
.addend { fill: rgb(29 79 134/.09) }
.path { fill: none; stroke: var(--m-accent); stroke-width: 1.5 }
.dot { fill: var(--m-accent) }
.box { position: fixed; appearance: none; font: 11px/14px var(--font); color: var(--m-differs); padding: 0 4px 0 0; cursor: pointer;
  border: 2px solid var(--m-differs); border-radius: 3px; background: rgb(179 38 30/.09); pointer-events: auto; text-align: right; overflow: hidden }
.box.warning { border-color: #875200; background: rgb(135 82 0/.08); color: #875200 }
.box.info { border-color: var(--m-ink3); background: rgb(101 107 116/.07); color: var(--m-ink3) }
.box.blank { border-style: dashed; border-width: 1.5px; background: rgb(179 38 30/.05) }
.box.copy { background: none; border-width: 1.5px }
.box.whole { background: none; pointer-events: none; border-width: 1.5px; overflow: visible }
.box.whole .square { pointer-events: auto; top: -1px; left: -1px; margin: 0; width: 18px; height: 18px; border-radius: 0 0 3px 0 }
.box.decided { border-color: #8A8476; background: none; color: var(--m-ink3) }
.box .square { position: absolute; left: 3px; top: 50%; width: 14px; height: 14px; margin-top: -7px; border-radius: 2px; background: currentColor; display: grid; place-items: center }
.box .square .tick { stroke: #fff }
.box.tight .square { display: none }
.box .square svg { width: 10px; height: 10px }
.box:focus-visible, .box.lit { outline: 2px solid var(--m-accent); outline-offset: 2px }
.pill { position: fixed; appearance: none; height: 22px; padding: 0 8px; border: 1.5px solid var(--m-accent); border-radius: 11px; background: #fff; color: var(--m-accent);
  font: 12px/18px var(--font); font-variant-numeric: tabular-nums lining-nums; white-space: nowrap; pointer-events: auto; cursor: pointer; max-width: 320px; overflow: hidden; text-overflow: ellipsis }
.pill[disabled] { cursor: default }
.bar, .pop { position: fixed; font: 13px/20px var(--font); color: var(--ink); background: var(--surface); border: 1px solid var(--line-2); box-shadow: var(--shadow); pointer-events: auto;
  font-variant-numeric: tabular-nums lining-nums; text-autospace: normal; text-spacing-trim: trim-start; line-break: strict; overflow-wrap: anywhere; text-align: left; -webkit-font-smoothing: antialiased }
.bar { top: 12px; right: 20px; display: flex; align-items: center; gap: 8px; height: 40px; padding: 0 6px 0 10px; border-radius: 20px; white-space: nowrap; max-width: calc(100vw - 16px) }
.bar .count { display: inline-flex; align-items: center; gap: 4px; font-size: 12px; color: var(--ink-2) }
.bar .count.red { color: var(--differs) }
.bar .count .tick, .pop .tick { stroke: var(--tied) }
.bar .count .tick.differs { stroke: var(--differs) }
.bar .dotted { width: 10px; height: 10px; border: 1.5px dotted var(--ink-3); border-radius: 2px }
.position { font-weight: 600; min-width: 44px; text-align: center }
.sep { width: 1px; height: 18px; background: var(--line-2) }
button.ib { appearance: none; display: inline-grid; place-items: center; width: 28px; height: 28px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--ink-2); cursor: pointer }
button.ib:hover { background: var(--hover) }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.icon { display: block; flex: none }
.brand { flex: none } .brand-ground { fill: var(--accent) } .brand-line { fill: none; stroke: var(--on-accent); stroke-width: 2.1; stroke-linecap: round; stroke-linejoin: round } circle.brand-line { stroke-width: 1.6 }
.error.icon { color: var(--differs) } .warning.icon { color: var(--doubt) } .info.icon { color: var(--ink-3) }
.pop { width: 344px; max-width: calc(100vw - 16px); max-height: calc(100vh - 16px); overflow: auto; border-radius: 10px; padding: 14px }
.pop .head { display: flex; gap: 8px; align-items: flex-start } .pop .head .icon { margin-top: 4px }
.pop .title { flex: 1; min-width: 0; font-weight: 600; font-size: 14px; line-height: 21px }
.pop .pair { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-top: 4px; padding-left: 22px; font-size: 15px; line-height: 22px }
.pop .pair .label { font-size: 12px; color: var(--ink-3); margin-right: 5px }
.pop .num { white-space: nowrap }
.red { color: var(--differs) }
.dd { text-decoration: underline 1.5px; text-underline-offset: 3px }
.pop .sentence { margin-top: 6px; color: var(--ink-2) }
.pop table { width: 100%; border-collapse: collapse; font-size: 12.5px; line-height: 21px; margin-top: 10px; border-top: 1px solid var(--line); }
.pop caption { text-align: left; caption-side: top; font-size: 12px; line-height: 18px; color: var(--ink-3); padding: 10px 0 4px; border-top: 1px solid var(--line) }
.pop table { border-top: 0; margin-top: 10px }
.pop td { padding: 0; vertical-align: baseline; font-weight: 400 }
.pop td.sign { padding-right: 9px; min-width: 20px; color: var(--ink-3) }
.pop td.label { color: var(--ink-2); padding-right: 8px; max-width: 0; width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.pop td.amount { text-align: right; white-space: nowrap }
.pop .code { color: var(--ink-3); margin-right: 6px }
.pop tr.above td, .pop tr.double-below td { border-top: 1px solid var(--ink-2) }
.pop tr.double-below td.amount > span { border-bottom: 3px double currentColor; padding-bottom: 1px }
.pop ul { list-style: none; padding: 8px 0 0; margin-top: 9px; border-top: 1px solid var(--line); font-size: 12.5px; line-height: 19px; color: var(--ink-2) }
.pop li { display: flex; gap: 7px } .pop li svg { margin-top: 4px; flex: none }
.pop .basis { margin-top: 8px; font-size: 12px; line-height: 18px; color: var(--ink-3) }
.pop .decisions { display: grid; grid-template-columns: repeat(4, 1fr); border: 1px solid var(--line-2); border-radius: 6px; margin-top: 12px }
.pop .decisions button { appearance: none; font: 12px/16px var(--font); color: var(--ink); background: none; border: 0; border-right: 1px solid var(--line-2); padding: 5px 2px 4px; cursor: pointer; display: flex; flex-direction: column; align-items: center; gap: 1px }
.pop .decisions button:last-child { border-right: 0 }
.pop .decisions button:hover { background: var(--hover) }
.pop .decisions button[aria-checked="true"] { background: var(--accent-soft); font-weight: 600 }
.pop .decisions .row { display: flex; gap: 4px; align-items: center }
.pop .decisions .key { font-size: 11px; line-height: 16px; color: var(--ink-3) }
.confirmed { color: var(--differs) } .explained { color: var(--tied) } .dismissed { color: var(--ink-3) } .question { color: var(--corrected) }
@media (max-width: 520px) { .bar { right: 8px; top: 8px } .bar .count, .bar .sep { display: none } .bar .count.red { display: inline-flex } }
@media (prefers-reduced-motion: no-preference) {
  .pop { animation: appear 120ms ease-out } @keyframes appear { from { opacity: 0 } }
  .path { stroke-dasharray: 1; animation: draw 180ms ease-out } @keyframes draw { from { stroke-dashoffset: 1 } to { stroke-dashoffset: 0 } }
  .box.lit { animation: pulse 600ms ease-out } @keyframes pulse { 40% { outline-offset: 7px } }
}
@media (forced-colors: active) { .box { border-color: CanvasText } .box.lit { outline-color: Highlight } .path, .tick, .unchecked { stroke: CanvasText } }
@media print { :host { display: none !important } }
`;
