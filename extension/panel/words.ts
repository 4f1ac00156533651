import type { Language } from '../../pwa/i18n/language.ts';

/** What only the panel says; everything else is in the workspace's words. */
const zh = {
  webPageOf: (n: number) => `网页 ${n} 表`,
  yearAndKind: (year: string, kind: string) => `${year}${kind}`,
  capture: '读取网页',
  obtain: '取得文件',
  onlyOnPress: '只在你按下“核对”时读取。本站权限：仅此标签页。',
  noTablesButFiles: (n: number) => `这一页没有数据表，链有 ${n} 个附件`,
  attachmentsHint: '每个附件由勾稽第一个打开，一次性链接也能留下证据。',
  nothingHere: '这一页没有金额，也没有附件。',
  noneHere: '没有找到表格，也没有金额。这不等于没有问题。',
  pressButton: '在要核对的网页或 PDF 上，按一下工具栏的勾稽按钮。',
  moved: '这个标签页换了一页。再按一下工具栏的勾稽按钮，就核对这一页。',
  pageChanged: (changed: number, missing: number) =>
    `这一页在核对后改动过：${changed} 个数变了，${missing} 个找不到了。已标出，原证据不变。`,
  checkAgain: '重新核对',
  frames: (n: number) => `页内嵌有 ${n} 个别的网页，其中的数未核。请单独打开后再核对。`,
  cut: '这一页太大，只读了前面的部分；其余未核。',
  openInWorkspace: '在工作台打开',
  report: '报告',
  marks: '页面标记',
  notOnPage: '这一处不在网页上，算式在下面。',
  notObtained: '没有取到文件',
  expiredSteps: ['回到列表页，不要直接点开附件', '右键附件，选“用勾稽打开链接”', '或把下载好的文件拖到这里'],
  backToList: '回到列表页',
  allow: '允许访问',
  inWorkspace: '已在工作台打开',
  severalDone: (n: number) => `${n} 份文件已核对，在工作台里。`,
  filter: '筛选疑点',
  files: '附件',
  note: '笔记',
  saveNote: '记下',
};

const en: typeof zh = {
  webPageOf: (n: number) => `web page, ${n} ${n === 1 ? 'table' : 'tables'}`,
  yearAndKind: (year: string, kind: string) => `${kind} ${year}`,
  capture: 'Reading the page',
  obtain: 'Getting the file',
  onlyOnPress: 'Read only when you press Check. Permission for this site: this tab alone.',
  noTablesButFiles: (n: number) =>
    `No tables of figures on this page; it links ${n} ${n === 1 ? 'file' : 'files'}`,
  attachmentsHint: 'Tieout opens each file first, so that one-time links leave evidence too.',
  nothingHere: 'No amounts and no files on this page.',
  noneHere: 'No tables and no amounts were found. That does not mean it is right.',
  pressButton: 'Press the Tieout button in the toolbar on the page or PDF to be checked.',
  moved: 'This tab shows another page now. Press the Tieout button once more to check it.',
  pageChanged: (changed: number, missing: number) =>
    `This page has changed since it was checked: ${changed} figures differ, ${missing} are gone. They are marked; the evidence kept is unchanged.`,
  checkAgain: 'Check again',
  frames: (n: number) =>
    `${n === 1 ? 'Another page is' : `${n} other pages are`} embedded here; figures in ${n === 1 ? 'it' : 'them'} were not checked. Open ${n === 1 ? 'it' : 'each'} by itself and check again.`,
  cut: 'This page is too large; only its beginning was read, the rest was not checked.',
  openInWorkspace: 'Open in workspace',
  report: 'Report',
  marks: 'Marks on the page',
  notOnPage: 'This place is not on the page; the arithmetic is below.',
  notObtained: 'The file was not obtained',
  expiredSteps: [
    'Go back to the list, and do not open the file directly',
    'Right-click the file and choose “Open link in Tieout”',
    'Or drop the downloaded file here',
  ],
  backToList: 'Back to the list',
  allow: 'Allow access',
  inWorkspace: 'Opened in the workspace',
  severalDone: (n: number) => `${n} files checked; they are in the workspace.`,
  filter: 'Filter findings',
  files: 'Files',
  note: 'Note',
  saveNote: 'Save note',
};

export type PanelWords = typeof zh;
export const panelWords = (language: Language): PanelWords => ({ zh, en })[language];
