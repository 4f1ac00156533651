import type { Document } from '../model/document.ts';
import type { DocumentKind } from '../model/review.ts';
import { titleToKind } from './table-kind.ts';
import { fold } from './text.ts';
import { wordCells } from './word-cells.ts';

/** Whose publication this is, of which year, and of what kind; null where the document does not say. */
export interface Identity {
  readonly entity: string | null;
  readonly year: number | null;
  readonly kind: DocumentKind;
}

/** Votes are counted when the identity is read, and again when rules ask whose year it is. */
const counted = new WeakMap<Document, ReadonlyMap<number, number>>();

export function documentToIdentity(document: Document): Identity {
  return { entity: findEntity(document), year: findYear(document), kind: findKind(document) };
}

/** The year that stands highest among the votes; the later one of two that stand alike. */
function findYear(document: Document): number | null {
  const ranked = [...yearVotes(document)].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return ranked[0]?.[0] ?? null;
}

/** Dates and deadlines speak for a year too, but all of them together no louder than a title. */
const WEAK_VOTES_MAX = 4;

/**
 * The years that the document gives to itself, with the weight of each. A title votes more than running text, and a year
 * counts only where it qualifies a budget, a final account or their tables, so that document numbers and base years have no
 * vote. Dates in cells (deadlines, periods of projects) decide where titles do not.
 */
export function yearVotes(document: Document): ReadonlyMap<number, number> {
  const known = counted.get(document) ?? countYears(document);
  counted.set(document, known);
  return known;
}

function countYears(document: Document): ReadonlyMap<number, number> {
  const votes = new Map<number, number>();
  const weak = new Map<number, number>();
  const add = (map: Map<number, number>, year: number, weight: number) =>
    map.set(year, (map.get(year) ?? 0) + weight);
  const vote = (text: string, weight: number) => {
    for (const year of budgetYears(text)) add(votes, year, weight);
  };
  let headings = 0;
  for (const block of document.blocks) {
    if (block.role === 'heading' || block.role === 'title') vote(block.text, headings++ < 3 ? 5 : 3);
    else if (block.role === 'contents' || block.role === 'unit-line' || block.role === 'paragraph')
      vote(block.text, 1);
    else if (block.role === 'body-line') {
      const alone = /^\(?(20\d{2})年?度?\)?$/.exec(fold(block.text));
      if (alone) add(votes, Number(alone[1]), 1);
      else vote(block.text, 1);
    }
  }
  for (const table of document.tables) {
    if (table.title && table.titleBlock === undefined) vote(table.title, 3);
    for (const cell of table.cells) {
      if (!YEAR.test(cell.text)) continue;
      if (cell.row < 4) vote(cell.text, cell.header ? 2 : 1);
      const date = /^(20\d{2})(?:[-./]\d{1,2}){1,2}$|^(20\d{2})年\d{1,2}月/.exec(fold(cell.text));
      if (date) add(weak, Number(date[1] ?? date[2]), 0.1);
    }
  }
  for (const [year, weight] of weak) add(votes, year, Math.min(WEAK_VOTES_MAX, weight));
  return votes;
}

/** What every text with a year has, before it is folded: most texts are let go by it. */
const YEAR = /[2２][\s\u2000-\u200f\ufeff]*[0０]/;
const BUDGET_YEAR =
  /(?<![比较与同和由从])(20\d{2})年?度?[^，。；,;]{0,24}?(?:预算|决算|绩效目标|收支)|预算年度[:：]?(20\d{2})|(?:budget|estimates|accounts)\D{0,20}(20\d{2})|(20\d{2})(?:[-–/]\d{2,4})?\D{0,20}(?:budget|estimates|accounts)/gi;

/** Years that a text gives to a budget or final account: 2023年…预算, 预算年度：2024. */
export function budgetYears(text: string): number[] {
  if (!YEAR.test(text)) return [];
  return [...fold(text).matchAll(BUDGET_YEAR)].map((m) => Number(m[1] ?? m[2] ?? m[3] ?? m[4]));
}

function findKind(document: Document): DocumentKind {
  let budget = 0;
  let final = 0;
  let target = 0;
  const count = (text: string, weight: number) => {
    if (/决算/.test(text)) final += weight;
    else if (/预算|budget|estimates/i.test(text)) budget += weight;
  };
  for (const block of document.blocks) {
    if (block.role === 'heading' || block.role === 'title' || block.role === 'contents') count(block.text, 2);
  }
  let tables = 0;
  for (const table of document.tables) {
    if (!table.title) continue;
    const kind = titleToKind(table.title);
    if (kind === 'project-target' || kind === 'overall-target') target++;
    else if (kind !== 'other') tables++;
    count(table.title, 3);
  }
  if (target > 0 && tables === 0) return 'performance-target';
  if (budget === 0 && final === 0 && target === 0) {
    // Plain text marks no heading: its first lines are its title.
    for (const block of document.blocks.slice(0, 4))
      if (block.role === 'paragraph' && block.text.length <= 60 && !/[。；;]/.test(block.text))
        count(block.text, 1);
  }
  if (budget === 0 && final === 0) return target > 0 ? 'performance-target' : 'unknown';
  return final > budget ? 'final-accounts' : 'budget';
}

const ENTITY_LINE =
  /(?:编制部门|编制单位|预算单位|预算部门|单位名称|部门名称|填报单位|公开部门|部门\(单位\)名称|部门|单位)[:：]\s*(?:\d{3,12})?[-—]?\s*([\u4e00-\u9fa5（）()]{4,40})/;

/** 预算主管部门： names the department over a unit: its own name only where nothing else is one. */
const OVER = /(?:主管|上级)$/;

/** Keys of a form whose value names the body. */
const ENTITY_KEY = /^(?:实施单位|预算单位|项目单位|填报单位|部门\(单位\)名称|单位名称|部门名称)$/;

function findEntity(document: Document): string | null {
  const names = new Map<string, number>();
  const add = (name: string, weight: number) => names.set(name, (names.get(name) ?? 0) + weight);
  for (const block of document.blocks) {
    if (block.role === 'furniture') continue;
    const before = document.blocks[block.index - 1];
    const isValue =
      block.role === 'body-line' && before?.role === 'body-line' && /[:：]\s*$/.test(before.text);
    const line = ENTITY_LINE.exec(isValue ? before.text.trim() + block.text.trim() : block.text);
    const coded =
      block.role === 'body-line' && /^\s*\d{6,12}[-—\s]*([\u4e00-\u9fa5（）()]{4,40})$/.exec(block.text);
    if (line) add(cleanName(line[1]!), OVER.test(line.input.slice(0, line.index)) ? 0.5 : 2);
    else if (coded) add(cleanName(coded[1]!), 2);
    else if (block.role === 'heading' || block.role === 'title') {
      const named = titleEntity(block.text);
      if (named) add(named, 1);
    }
  }
  for (const table of document.tables) {
    for (const { cell, folded } of wordCells(table)) {
      if (cell.row > 4) continue;
      const line = ENTITY_LINE.exec(cell.text) ?? /^\s*\d{6}\s*([\u4e00-\u9fa5]{4,40})$/.exec(cell.text);
      if (line) add(cleanName(line[1]!), OVER.test(line.input.slice(0, line.index)) ? 0.5 : 2);
      else if (ENTITY_KEY.test(folded)) {
        const value = table.cells.find((c) => c.row === cell.row && c.col === cell.col + cell.colSpan);
        const named = /^\s*(?:\d{3,12}[-—]?)?([\u4e00-\u9fa5（）()]{4,40})/.exec(value?.text ?? '');
        if (named) add(cleanName(named[1]!), 0.5);
      }
    }
  }
  const named = [...names].filter(([name]) => name.length >= 4);
  if (named.length > 1) addMentions(document, named);
  return named.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Most mentions that count for a name. */
const MENTIONS_MAX = 12;

/** One title may misspell the body that the whole text names: what the text says of each name counts for a little. */
function addMentions(document: Document, named: [string, number][]): void {
  const texts = document.blocks.filter((b) => b.role !== 'furniture').map((b) => b.text);
  const counts = named.map(([name]) => {
    // A name that is part of a longer one is not mentioned where the longer one is.
    const longer = named.filter(([other]) => other !== name && other.includes(name)).map(([other]) => other);
    const says = (text: string) => text.includes(name) && !longer.some((other) => text.includes(other));
    return Math.min(MENTIONS_MAX, texts.filter(says).length);
  });
  named.forEach((entry, i) => {
    entry[1] += counts[i]! / 4;
  });
}

const cleanName = (name: string): string => name.replace(/(?:单位|金额|年度|日期).*$/, '').trim();

/** 2024年东河市北岭区医疗保障局部门预算 and 东河市北岭区医疗保障局2024年部门预算 name a body between or before the year. */
function titleEntity(title: string): string | null {
  const t = fold(title).replace(/^第[一二三四五六七八九十\d]+(?:部分|章|节)/, '');
  const m =
    /^([\u4e00-\u9fa5()]{4,40}?)20\d{2}年?度?(?:[\u4e00-\u9fa5]{0,4}(?:部门|单位))?(?:预算|决算)/.exec(t) ??
    /^20\d{2}年?度?([\u4e00-\u9fa5()]{4,40}?)(?:部门|单位)(?:预算|决算)/.exec(t);
  const name = m?.[1];
  return name && /[局委院会办署厅所站中心校馆室队政府部处社团]$|中心$/.test(name) ? name : null;
}
