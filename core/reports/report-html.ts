import { type Arithmetic, type ArithmeticRow, differingDigits } from './arithmetic.ts';
import { html, Markup } from './html.ts';
import type { Language } from './language.ts';
import {
  correctionSentence,
  type FigureCounts,
  layOutReport,
  type ReportDocument,
  type ReportFinding,
  type ReportModel,
  type ReportNoteLine,
} from './lay-out-report.ts';
import type { CaseReport } from './report.ts';
import { PAGE_STYLE } from './report-style.ts';
import { STATE_SIGNS, STATE_WORDS } from './words.ts';

/** Columns of a printed report show more addends than a screen does. */
const ADDENDS_MAX = 24;
/** Amounts listed for one table in the section of what was not checked; beyond, their number is said. */
const AMOUNTS_LISTED_MAX = 400;

/**
 * The report as one page that stands alone: no script, nothing loaded, every word of a document escaped; prints on A4.
 * The policy in its head keeps it so even if someone edits it.
 */
export function reportToHtml(report: CaseReport): string {
  const model = layOutReport(report, { addendsMax: ADDENDS_MAX });
  const { language } = model;
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  let chapter = 0;
  const heading = (zh: string, en: string) => {
    chapter += 1;
    return html`<h2>${language === 'zh' ? `${CHAPTERS[chapter - 1] ?? chapter}、${zh}` : `${chapter}. ${en}`}</h2>`;
  };
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Tieout">
<title>${model.title} ${model.subtitle}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="number">${say('编号', 'No.')} <span class="fill">${model.number ?? ''}</span>${model.generatedAt !== undefined && html`<time datetime="${model.generatedAt}">${formatTime(model.generatedAt)}</time>`}</p>
<h1>${model.title}</h1>
<p class="subtitle" lang="zh-CN">${model.subtitle}</p>
</header>
${model.documents.map((document) => documentFacts(document, language))}
${heading('结论', 'Conclusion')}
<p class="conclusion">${model.conclusion.join(language === 'zh' ? '' : ' ')}</p>
${ledger(model.counts, language)}
${model.failures.length > 0 && failures(model, heading('未能读取的文件', 'Files that could not be read'))}
${model.sections.map(
  ({ severity, label, findings }) => html`${heading(label, label)}
${findingTable(findings, language)}
${findings.map((finding) => findingDetail(finding, language, severity === 'error'))}`,
)}
${
  model.dismissed.length > 0 &&
  html`${heading('已排除', 'Dismissed')}
${findingTable(model.dismissed, language)}
${model.dismissed.map((finding) => findingDetail(finding, language, false))}`
}
${
  model.holding.length > 0 &&
  html`${heading('核对了什么', 'What was checked')}
${holding(model)}`
}
${heading('未核对的金额', 'Amounts that were not checked')}
${unchecked(model)}
${
  model.corrections.length > 0 &&
  html`${heading('更正的读数', 'Corrected readings')}
${corrections(model)}`
}
${
  model.notes.length > 0 &&
  html`${heading('笔记', 'Notes')}
${model.notes.map(note)}`
}
<footer>
<p class="sign"><span>${say('编制', 'Prepared')} <span class="fill">${model.preparedBy}</span></span><span>${say('日期', 'Date')} <span class="fill"></span></span><span>${say('复核', 'Reviewed')} <span class="fill">${model.reviewedBy}</span></span><span>${say('日期', 'Date')} <span class="fill"></span></span></p>
<p class="legend">${say('核对标记', 'Marks')}：✓ ${STATE_WORDS.tied[language]}　≈ ${STATE_WORDS['within-rounding'][language]}　≠ ${STATE_WORDS.differs[language]}　□ ${STATE_WORDS['not-checked'][language]}</p>
</footer>
</main>
</body>
</html>
`.text;
}

const FIGURE_CHARACTERS_MAX = 18;
const CHAPTERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function documentFacts(document: ReportDocument, language: Language): Markup {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const { capture } = document;
  const got = [
    capture?.method,
    capture?.size === undefined
      ? undefined
      : say(`${group(capture.size)} 字节`, `${group(capture.size)} bytes`),
    capture?.at === undefined ? undefined : formatTime(capture.at),
    capture?.address,
  ].filter((part) => part !== undefined && part !== '');
  return html`<table class="facts">
<tr><th>${say('被核对文件', 'Document')}</th><td><span lang="zh-CN">${document.heading === document.name ? document.name : say(`${document.heading}（${document.name}）`, `${document.heading} (${document.name})`)}</span>${say('，', ', ')}${document.description}</td></tr>
<tr><th>${say('文件校验值', 'SHA-256')}</th><td class="hash">${(document.sha256.match(/.{1,8}/g) ?? []).join(' ')}</td></tr>
${got.length > 0 && html`<tr><th>${say('取得方式', 'Obtained')}</th><td>${got.join(say('，', ', '))}</td></tr>`}
${document.warnings.map(({ sentence }) => html`<tr><th>${say('注意', 'Note')}</th><td>${sentence}</td></tr>`)}
</table>`;
}

function ledger(counts: FigureCounts, language: Language): Markup {
  const parts = [
    ['tied', 'tied', counts.tied],
    ['rounding', 'within-rounding', counts.withinRounding],
    ['differs', 'differs', counts.differing],
    ['not', 'not-checked', counts.notChecked],
  ] as const;
  return html`<div class="ledger">
<div class="bar">${parts.map(([name, , count]) => count > 0 && html`<i class="${name}" style="flex-grow:${count}"></i>`)}</div>
<dl>${parts.map(([name, state, count]) => html`<div class="${name}"><dt>${STATE_SIGNS[state]} ${STATE_WORDS[state][language]}</dt><dd>${count}</dd></div>`)}</dl>
</div>`;
}

function failures(model: ReportModel, heading: Markup): Markup {
  return html`${heading}
<table class="list">${model.failures.map(({ name, sentence, code }) => html`<tr><td>${name}</td><td>${sentence} <small>${code}</small></td></tr>`)}</table>`;
}

function findingTable(findings: readonly ReportFinding[], language: Language): Markup {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return html`<table class="list">
<thead><tr><th>${say('序', 'No.')}</th><th>${say('位置', 'Place')}</th><th>${say('事项', 'Finding')}</th><th class="n">${say('印为', 'Printed')}</th><th class="n">${say('应为', 'Should be')}</th><th class="n">${say('差额', 'Difference')}</th></tr></thead>
<tbody>${findings.map(
    (
      finding,
    ) => html`<tr><td>${finding.ordinal}</td><td lang="zh-CN">${[finding.document, finding.place].filter((part) => part !== '').join('·')}</td><td lang="zh-CN">${finding.title}</td><td class="${widthClass(finding.stated)}">${finding.stated}</td><td class="${widthClass(finding.expected)}">${finding.expected}</td><td class="${widthClass(finding.difference)}">${finding.difference}</td></tr>
`,
  )}</tbody>
</table>`;
}

/** Figures never wrap; the words that stand in their place in some findings may. */
function widthClass(text: string): string {
  return text.length <= FIGURE_CHARACTERS_MAX ? 'n' : 'long';
}

function findingDetail(finding: ReportFinding, language: Language, isError: boolean): Markup {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const { arithmetic, alsoAt, basis, decisions, notes } = finding;
  const rows: readonly (readonly [string, Markup | string])[] = [
    [say('现状', 'Stated'), finding.message],
    ...(finding.quote === ''
      ? []
      : [[say('原文', 'Quoted'), html`<q lang="zh-CN">${finding.quote}</q>`] as const]),
    ...(alsoAt.length === 0
      ? []
      : [[say('同样印错', 'Same error at'), alsoAt.join(say('，', '; '))] as const]),
    ...finding.corrections.map(
      (one) => [say('已更正读数', 'Corrected reading'), correctionSentence(one, language)] as const,
    ),
    [say('依据', 'Basis'), html`${basis} <small>${finding.rule}</small>`],
    ...(decisions.length === 0
      ? [[say('决定', 'Decision'), say('未经复核确认', 'not yet confirmed by a reviewer')] as const]
      : decisions.map(
          ({ label, reason, by, at }) =>
            [
              say('决定', 'Decision'),
              [label, reason, by, at === '' ? '' : formatTime(at)].filter((part) => part !== '').join(' · '),
            ] as const,
        )),
  ];
  return html`<section class="finding${isError && ' error'}">
<h3><span class="ordinal">${finding.ordinal}</span> <span lang="zh-CN">${finding.title}</span></h3>
<p class="place" lang="zh-CN">${[finding.document, finding.place].filter((part) => part !== '').join(' · ')}</p>
<div class="halves">
${arithmetic !== undefined && column(arithmetic, language)}
<dl>${rows.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
</div>
${notes.map(note)}
</section>`;
}

/** The auditor's column; digits in which the sum and the printed figure differ are underlined in both. */
function column({ rows, unit, tolerance }: Arithmetic, language: Language): Markup {
  const digits = differingDigits(rows);
  const amountOf = (row: ArithmeticRow) =>
    html`${(digits.get(row) ?? [{ text: row.amount, differs: false }]).map(({ text, differs }) => (differs ? html`<u>${text}</u>` : text))}`;
  return html`<table class="column"><caption>${unit !== null && (language === 'zh' ? `单位：${unit}` : `unit: ${unit}`)}</caption>
${rows.map((row) => html`<tr class="${row.kind}"><td class="s">${row.sign}</td><td lang="zh-CN">${row.label}</td><td class="n">${amountOf(row)}${row.unit !== undefined && html` <small>${row.unit}</small>`}</td></tr>`)}
${tolerance !== null && html`<tr class="window"><td></td><td colspan="2">${language === 'zh' ? `舍入允许 ±${tolerance}` : `rounding allows ±${tolerance}`}</td></tr>`}
</table>`;
}

function holding({ holding, impossibleChecks, language }: ReportModel): Markup {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return html`<table class="list">
<thead><tr><th>${say('规则', 'Rule')}</th><th class="n">✓ ${say('相符', 'agree')}</th><th class="n">≈ ${say('舍入内', 'within rounding')}</th><th class="n">≠ ${say('不符', 'differ')}</th></tr></thead>
<tbody>${holding.map(
    ({ rule, title, agrees, withinRounding, differs }) =>
      html`<tr><td class="wide">${title} <small>${title !== rule && rule}</small></td><td class="n">${agrees}</td><td class="n">${withinRounding}</td><td class="n">${differs}</td></tr>
`,
  )}</tbody>
</table>
${
  impossibleChecks.length > 0 &&
  html`<p>${say('未能进行的核对：', 'Checks that could not be made:')}</p>
<ul>${impossibleChecks.map(({ title, reason, count }) => html`<li>${title} × ${count}${say('：', ': ')}${reason}</li>`)}</ul>`
}`;
}

function unchecked({ unchecked, counts, language }: ReportModel): Markup {
  if (counts.notChecked === 0) {
    return html`<p>${language === 'zh' ? '印出的金额都参与了核对。' : 'Every amount printed took part in a check.'}</p>`;
  }
  if (unchecked.length === 0) {
    return html`<p>${language === 'zh' ? `${counts.notChecked} 个。` : `${counts.notChecked}.`}</p>`;
  }
  return html`${unchecked.map(
    ({
      reason,
      count,
      tables,
    }) => html`<h3>${language === 'zh' ? `${reason}（${count}）` : `${reason} (${count})`}</h3>
<ul class="amounts">${tables.map(({ place, amounts }) => {
      const rest = amounts.length - AMOUNTS_LISTED_MAX;
      return html`<li><span lang="zh-CN">${place}</span>${language === 'zh' ? '：' : ': '}<span class="figures">${amounts.slice(0, AMOUNTS_LISTED_MAX).join('　')}</span>${rest > 0 && ` … +${rest}`}</li>`;
    })}</ul>`,
  )}`;
}

/** Of the reading alone: what the document prints is quoted above as it stands. */
function corrections({ corrections, language }: ReportModel): Markup {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return html`<p>${say('以下各格由核对人更正了读数，核对按更正后的数进行；文件本身未动。', 'The reviewer corrected how these cells were read, and the checks rest on the corrected figures; the document itself is unchanged.')}</p>
<table class="list">
<thead><tr><th>${say('位置', 'Place')}</th><th class="n">${say('读作', 'Read as')}</th><th class="n">${say('更正为', 'Corrected to')}</th></tr></thead>
<tbody>${corrections.map(
    ({ document, place, read, corrected, used }) =>
      html`<tr><td class="wide" lang="zh-CN">${[document, place].filter((part) => part !== '').join('·')}${!used && html` <small>${say('现在读法不同，未沿用', 'reads otherwise by now; not used')}</small>`}</td><td class="${widthClass(read)}"><del>${read}</del></td><td class="${widthClass(corrected)}">${corrected}</td></tr>
`,
  )}</tbody>
</table>`;
}

function note({ text, by, at, document }: ReportNoteLine): Markup {
  const from = [document, by, at === '' ? '' : formatTime(at)].filter((part) => part !== '').join(' · ');
  return html`<blockquote>${text.split('\n').map((line) => html`<p>${line}</p>`)}${from !== '' && html`<footer>${from}</footer>`}</blockquote>`;
}

/** `2026-11-20T14:32:05+08:00` → `2026-11-20 14:32 +08:00`, as given: no clock and no time zone is asked. */
export function formatTime(time: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(time);
  if (match === null) return time;
  const [, date, clock, zone] = match;
  return [date, clock, zone === 'Z' ? 'UTC' : zone].filter((part) => part !== undefined).join(' ');
}

const group = (count: number) => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
