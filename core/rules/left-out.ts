import type { Message } from '../model/source.ts';

/** A check of the field that this program does not make, with the reason: what is not checked is said, never passed over. */
export interface LeftOutRule {
  readonly id: string;
  readonly title: Message;
  readonly reason: Message;
}

export const LEFT_OUT: readonly LeftOutRule[] = [
  {
    id: 'doc-timely',
    title: { zh: '批复后 20 日内公开', en: 'Published within 20 days of approval' },
    reason: {
      zh: '批复日期和公开日期不在文件里，须查批复文件和公开网页。',
      en: 'Dates of approval and of publication are not in the document; see the approval and the portal.',
    },
  },
  {
    id: 'doc-place',
    title: { zh: '公开渠道', en: 'Published in the right place' },
    reason: {
      zh: '文件本身不说明公布在哪个网站、哪个栏目，须到网站上看。',
      en: 'A document does not say on which site and under which heading it stands; look at the site.',
    },
  },
  {
    id: 'doc-secret',
    title: { zh: '涉密事项说明', en: 'Items withheld as secret are named' },
    reason: {
      zh: '哪些内容依法不予公开，只有本单位和保密部门知道；从公开文件无从推断。',
      en: 'What is withheld by law is known to the body alone; nothing in a publication tells.',
    },
  },
  {
    id: 'doc-scan',
    title: { zh: '扫描件或乱码', en: 'Scanned or garbled pages' },
    reason: {
      zh: '不作为问题列出：没有文字层的页在读取提示（warnings）中逐页写明，页上的数一律不核对。',
      en: 'No finding: pages without a text layer are named, page by page, among the warnings of the reading; nothing on them is checked.',
    },
  },
  {
    id: 'tie-same-cell-copies',
    title: { zh: '同一指标多处一致', en: 'All copies of one indicator agree' },
    reason: {
      zh: '不另设规则：各处的同一指标由 tie-*、text-* 和 narr-repeat-indicator 逐一核对，合并为一个问题并列出各处。',
      en: 'No rule of its own: copies are compared by tie-*, text-* and narr-repeat-indicator, and told as one finding with all places.',
    },
  },
  {
    id: 'unit-mixed-doc',
    title: { zh: '同一文件内单位不同', en: 'Several units in one document' },
    reason: {
      zh: '不是问题：每次核对前都先换算单位（元、万元等）。',
      en: 'No fault: units are converted before every comparison.',
    },
  },
  {
    id: 'unit-year-as-money',
    title: { zh: '年份误作金额', en: 'A year taken for money' },
    reason: {
      zh: '这是读数时的防范，不是文件的问题：表头、标签和文字中的年份不作金额读取。',
      en: 'A guard in reading, no fault of a document: years in headers, labels and text are not read as amounts.',
    },
  },
  {
    id: 'unit-implausible',
    title: { zh: '单价、人均异常', en: 'Implausible price or amount per head' },
    reason: {
      zh: '须有编制人数、定额标准和市场价格，文件之外才有。',
      en: 'Needs staff numbers, standards and prices from outside the document.',
    },
  },
  {
    id: 'perf-docbasis',
    title: { zh: '立项依据有效', en: 'The legal basis of a project is in force' },
    reason: {
      zh: '文件是否有效须查法规库；文号的写法和年份由 hyg-docnumber-format 和 year-docnumber 核对。',
      en: 'Whether a document is in force only a register of law tells; form and year of its number are checked by hyg-docnumber-format and year-docnumber.',
    },
  },
  {
    id: 'xdoc-government',
    title: { zh: '部门合计与政府预算', en: 'Departments against the government budget' },
    reason: {
      zh: '须有同级全部部门的预算和政府预算，并扣除部门间往来；一份或几份文件不足以核对。',
      en: 'Needs every department of the level and the government budget, without transfers between them; a few documents do not suffice.',
    },
  },
  {
    id: 'hyg-typo',
    title: { zh: '错别字、漏字', en: 'Slips of the pen' },
    reason: {
      zh: '没有可靠的办法只凭文件判断一个字是错字；误报多于真错，留给人工校对。',
      en: 'Nothing in a document tells a slip reliably; there would be more false alarms than slips. Left to the proofreader.',
    },
  },
];
