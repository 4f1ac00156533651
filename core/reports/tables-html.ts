import type { Cell, Document, Table } from '../model/document.ts';
import { html, Markup } from './html.ts';
import type { Language } from './language.ts';

const STYLE = `
body { font: 14px/1.5 "PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", system-ui, sans-serif; margin: 24px; color: #1b1f24; }
table { border-collapse: collapse; margin: 8px 0 28px; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { border: 1px solid #c9c4b8; padding: 3px 8px; vertical-align: top; font-weight: 400; }
th { background: #f5f3ee; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
`;

/** The tables of documents as one page: what was read, for a look. */
export function tablesToHtml(documents: readonly Document[], language: Language): string {
  const title = language === 'zh' ? '读出的表格' : 'Tables as read';
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body lang="zh-CN">
${documents.map((document) => html`<h1>${document.name}</h1>\n${document.tables.map(toTable)}`)}
</body>
</html>
`.text;
}

function toTable(table: Table): Markup {
  const rows = Array.from({ length: table.rowCount }, (): Cell[] => []);
  for (const cell of table.cells) rows[cell.row]?.push(cell);
  const caption = [table.id, table.title, table.unit].filter((part) => part !== null).join(' · ');
  return html`<table>
<caption>${caption}</caption>
${rows.map((cells) => html`<tr>${cells.toSorted((a, b) => a.col - b.col).map(toCell)}</tr>\n`)}</table>
`;
}

function toCell({ header, rowSpan, colSpan, text }: Cell): Markup {
  const spans = html`${rowSpan > 1 && html` rowspan="${rowSpan}"`}${colSpan > 1 && html` colspan="${colSpan}"`}`;
  if (header) return html`<th${spans}>${text}</th>`;
  const isNumber = /^[-−]?[\d,，.]+%?$/.test(text);
  return html`<td${spans}${isNumber && html` class="number"`}>${text}</td>`;
}
