import { lookUp } from '../../core/reference/classification.ts';
import type { DrawnTable } from './draw-document.ts';
import type { Voice } from './publication-text.ts';

/** Regional forms of the standard tables. */
export const LAYOUTS = [
  'shanghai',
  'hebei',
  'liaoning',
  'jiangsu',
  'central',
  'guideline',
  'numbered',
  'final-accounts',
  'beijing',
  'sichuan',
  'yunnan',
  'compact',
] as const;
export type Layout = (typeof LAYOUTS)[number];

export const PRECISIONS = ['cents', 'yuan', 'ten-thousands', 'millionths'] as const;
export type Precision = (typeof PRECISIONS)[number];

export interface PublicationPlan {
  readonly seed: number;
  readonly layout: Layout;
  readonly precision: Precision;
  /** Money brought forward (and, in final accounts, carried forward). */
  readonly carryOver: boolean;
  /** 事业收入 and 其他收入 beside the grants. */
  readonly ownIncome: boolean;
  /** Government fund and state capital money. */
  readonly funds: boolean;
  /** How the explanation is worded; the short Shanghai text without. */
  readonly voice?: Voice;
}

export interface MadePublication {
  readonly year: number;
  readonly body: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly DrawnTable[];
}

/** Numbers from 0 to below 1, the same for one seed. */
export function seeded(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Five bits of the seed choose the variant: every seed is another publication. */
export function planFor(seed: number): PublicationPlan {
  const random = seeded(seed + 77);
  return {
    seed,
    layout: LAYOUTS[seed % LAYOUTS.length]!,
    precision: PRECISIONS[Math.floor(random() * (seed % LAYOUTS.length >= 8 ? 4 : 3))]!,
    carryOver: random() < 0.5,
    ownIncome: random() < 0.5,
    funds: random() < 0.5,
  };
}

// ------------------------------------------------------------------------------------------------------------------ ledger

export const SOURCES = ['general', 'fund', 'capital', 'business', 'other'] as const;
export type Source = (typeof SOURCES)[number];

/** Money of one functional item from one source, in 分. */
export interface Entry {
  readonly code: string;
  readonly source: Source;
  readonly personnel: number;
  readonly public: number;
  readonly project: number;
  readonly opening: number;
  readonly closing: number;
}

export type Part = 'total' | 'basic' | 'personnel' | 'public' | 'project' | 'opening' | 'closing' | 'income';

export const partOf = (e: Entry, part: Part): number => {
  switch (part) {
    case 'total':
      return e.personnel + e.public + e.project;
    case 'basic':
      return e.personnel + e.public;
    case 'income':
      return e.personnel + e.public + e.project + e.closing - e.opening;
    default:
      return e[part];
  }
};

export interface Project {
  readonly name: string;
  readonly code: string;
  readonly source: Source;
  readonly amount: number;
}

export interface Ledger {
  readonly entries: readonly Entry[];
  readonly economic: readonly { readonly code: string; readonly amount: number }[];
  readonly projects: readonly Project[];
  /** 三公 in 分: travel abroad, vehicle purchase, running, reception. */
  readonly three: Readonly<Record<'abroad' | 'purchase' | 'running' | 'reception', number>>;
}

export const BODIES = [
  ['教育局', '2050101', '2050102', '2050201'],
  ['文化和旅游局', '2070101', '2070102', '2070109'],
  ['农业农村局', '2130101', '2130102', '2130122'],
  ['公安分局', '2040201', '2040202', '2040219'],
  ['民政局', '2080201', '2080202', '2080208'],
  ['城市管理局', '2120101', '2120102', '2120104'],
  ['交通运输局', '2140101', '2140102', '2140106'],
] as const;
export const PLACES = ['临江区', '云溪县', '东河市', '北岭区', '青原县'] as const;
export const PROJECT_WORDS = [
  '信息化运行维护',
  '专项业务经费',
  '基层服务能力提升',
  '设备购置更新',
  '宣传培训',
  '公共服务补助',
];

export const nameOf = (code: string): string =>
  lookUp(/^30|^31|^399/.test(code) ? 'economic' : 'functional', code).at(-1)?.name ?? `科目${code}`;

export function makeLedger(
  plan: PublicationPlan,
  codes: readonly [string, string, string],
  random: () => number,
): Ledger {
  const cents = plan.precision === 'cents' || plan.precision === 'yuan' || random() < 0.7;
  const amount = (low: number, high: number): number => {
    const value = low + random() * (high - low);
    return cents ? Math.round(value * 100) : Math.round(value / 100) * 10_000;
  };
  const round = (low: number, high: number) => Math.round((low + random() * (high - low)) / 1000) * 100_000;
  const pension = amount(80_000, 900_000);
  const annuity = Math.round(pension / 2);
  const medical = amount(50_000, 500_000);
  const housing = amount(90_000, 900_000);
  const three = {
    abroad: random() < 0.3 ? round(2_000, 60_000) : 0,
    purchase: random() < 0.3 ? round(100_000, 260_000) : 0,
    running: random() < 0.8 ? round(5_000, 90_000) : 0,
    reception: round(1_500, 30_000),
  };
  const economic: { code: string; amount: number }[] = [];
  const eco = (code: string, value: number) => {
    if (value > 0) economic.push({ code, amount: value });
  };
  eco('30101', amount(400_000, 6_000_000));
  eco('30102', amount(100_000, 4_000_000));
  eco('30103', random() < 0.7 ? amount(50_000, 900_000) : 0);
  eco('30107', random() < 0.5 ? amount(50_000, 900_000) : 0);
  eco('30108', pension);
  eco('30109', annuity);
  eco('30110', medical);
  eco('30112', amount(8_000, 60_000));
  eco('30113', housing);
  eco('30201', amount(20_000, 300_000));
  eco('30205', random() < 0.5 ? amount(2_000, 30_000) : 0);
  eco('30206', random() < 0.5 ? amount(2_000, 60_000) : 0);
  eco('30211', amount(3_000, 80_000));
  eco('30217', three.reception);
  eco('30228', amount(10_000, 200_000));
  eco('30229', random() < 0.5 ? amount(10_000, 200_000) : 0);
  eco('30231', three.running);
  eco('30239', random() < 0.6 ? amount(10_000, 400_000) : 0);
  eco('30299', amount(1_000, 90_000));
  const retired = random() < 0.8 ? amount(20_000, 800_000) : 0;
  eco('30302', retired);
  eco('30309', random() < 0.5 ? amount(200, 5_000) : 0);
  eco('31002', random() < 0.5 ? amount(5_000, 90_000) : 0);
  const personnel = total(economic.filter((e) => /^30[13]/.test(e.code)).map((e) => e.amount));
  const open = total(economic.map((e) => e.amount)) - personnel;
  const entries: Entry[] = [];
  const add = (code: string, source: Source, values: Partial<Omit<Entry, 'code' | 'source'>>) =>
    entries.push({ code, source, personnel: 0, public: 0, project: 0, opening: 0, closing: 0, ...values });
  add('2080505', 'general', { personnel: pension });
  add('2080506', 'general', { personnel: annuity });
  if (retired > 0) add('2080501', 'general', { personnel: retired });
  add('2101101', 'general', { personnel: medical });
  add('2210201', 'general', { personnel: housing });
  const rest = personnel - pension - annuity - retired - medical - housing;
  add(codes[0], 'general', { personnel: rest, public: open });
  const projects: Project[] = [];
  const project = (code: string, source: Source, count: number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const value = random() < 0.4 ? round(20_000, 5_000_000) : amount(20_000, 5_000_000);
      projects.push({
        name: `${PROJECT_WORDS[projects.length % PROJECT_WORDS.length]}项目${projects.length < PROJECT_WORDS.length ? '' : '（二期）'}`,
        code,
        source,
        amount: value,
      });
      sum += value;
    }
    const final = plan.layout === 'final-accounts';
    const share = plan.carryOver && random() < 0.7 ? Math.round(sum * (0.1 + random() * 0.4)) : 0;
    const opening = cents ? share : Math.round(share / 10_000) * 10_000;
    const left = plan.carryOver && final && random() < 0.6 ? amount(500, 90_000) : 0;
    add(code, source, { project: sum, opening, closing: left });
  };
  project(codes[1], 'general', 2 + Math.floor(random() * 2));
  project(codes[2], 'general', 1 + Math.floor(random() * 2));
  if (plan.funds) {
    project('2120803', 'fund', 1);
    if (random() < 0.5) project('2296002', 'fund', 1);
    if (random() < 0.4) project('2239999', 'capital', 1);
  }
  if (plan.ownIncome) {
    project(codes[2], 'business', 1);
    if (random() < 0.6) project(codes[1], 'other', 1);
  }
  return { entries, economic, projects, three };
}

export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

// ------------------------------------------------------------------------------------------------------------------- pages

export type Row = readonly string[];

export interface Given {
  readonly body?: string;
  readonly year?: number;
  readonly noun?: '部门' | '单位';
  readonly codes?: readonly [string, string, string];
  readonly ledger?: Ledger;
}

export class Maker {
  readonly plan: PublicationPlan;
  readonly year: number;
  readonly body: string;
  readonly ledger: Ledger;
  readonly commas: boolean;
  readonly nil: string;
  readonly random: () => number;
  readonly noun: string;

  /** @param given What is not drawn from the seed: the publications of one case share year, region and codes. */
  constructor(plan: PublicationPlan, given: Given = {}) {
    this.plan = plan;
    this.random = seeded(plan.seed);
    const [kind, ...codes] = BODIES[Math.floor(this.random() * BODIES.length)]!;
    this.body = given.body ?? PLACES[Math.floor(this.random() * PLACES.length)]! + kind;
    this.year = given.year ?? 2020 + Math.floor(this.random() * 6);
    this.ledger = given.ledger ?? makeLedger(plan, given.codes ?? codes, this.random);
    this.commas = this.random() < 0.6;
    this.nil = ['', '', '0.00', '-'][Math.floor(this.random() * 4)]!;
    this.noun = given.noun ?? (this.random() < 0.5 ? '部门' : '单位');
  }

  get unit(): string {
    return this.plan.precision === 'ten-thousands' || this.plan.precision === 'millionths' ? '万元' : '元';
  }

  /** An amount of 分 as the tables print it. */
  print(fen: number, zero = this.nil): string {
    const zeroText = zero === '0.00' && this.plan.precision === 'yuan' ? '0' : zero;
    if (fen === 0) return zeroText;
    const { precision } = this.plan;
    const [units, decimals] =
      precision === 'cents'
        ? [fen, 2]
        : precision === 'yuan'
          ? [Math.round(fen / 100), 0]
          : precision === 'millionths'
            ? [fen, 6]
            : [Math.round(fen / 10_000), 2];
    return grouped(units, decimals, this.commas);
  }

  /** The same in 万元 with two decimals: the text, and 三公 tables. */
  wan(fen: number): string {
    const yuan = this.plan.precision === 'yuan' ? Math.round(fen / 100) * 100 : fen;
    return grouped(Math.round(yuan / 10_000), 2, this.plan.seed % 3 === 0);
  }

  sum(filter: (e: Entry) => boolean, part: Part): number {
    return total(this.ledger.entries.filter(filter).map((e) => partOf(e, part)));
  }

  source(...sources: readonly Source[]): (e: Entry) => boolean {
    return (e) => sources.length === 0 || sources.includes(e.source);
  }

  codes(filter: (e: Entry) => boolean): string[] {
    const used = this.ledger.entries
      .filter(filter)
      .flatMap((e) => [e.code.slice(0, 3), e.code.slice(0, 5), e.code]);
    return [...new Set(used)].sort();
  }

  classes(filter: (e: Entry) => boolean): string[] {
    return this.codes(filter).filter((c) => c.length === 3);
  }

  /** Rows of a table by code with its total at top or bottom; `code` lays out the key columns. */
  codeRows(
    filter: (e: Entry) => boolean,
    columns: readonly ((in_: (e: Entry) => boolean) => number)[],
    key: (code: string) => Row,
    place: 'top' | 'bottom',
    totalKey: Row,
  ): Row[] {
    const line = (k: Row, within: (e: Entry) => boolean): Row => [
      ...k,
      ...columns.map((c) => this.print(c((e) => filter(e) && within(e)))),
    ];
    const rows = this.codes(filter).map((code) => line(key(code), (e) => e.code.startsWith(code)));
    const last = line(totalKey, () => true);
    return place === 'top' ? [last, ...rows] : [...rows, last];
  }

  columns(parts: readonly Part[]): ((in_: (e: Entry) => boolean) => number)[] {
    return parts.map((part) => (in_) => this.sum(in_, part));
  }
}

export function grouped(units: number, decimals: number, commas: boolean): string {
  const negative = units < 0;
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text =
    (commas ? whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',') : whole) +
    (decimals > 0 ? `.${digits.slice(-decimals)}` : '');
  return negative ? `-${text}` : text;
}

export const threeColumns = (code: string): Row => [
  code.slice(0, 3),
  code.slice(3, 5),
  code.slice(5, 7),
  nameOf(code),
];
export const oneColumn = (code: string): Row => [code, nameOf(code)];

export const draw = (header: readonly Row[], rows: readonly Row[]): string =>
  [...header, header[0]!.map(() => '---'), ...rows].map((r) => `| ${r.join(' | ')} |`).join('\n');

export const ORDINALS = '一二三四五六七八九十';
export const ordinal = (n: number): string =>
  n <= 10
    ? ORDINALS[n - 1]!
    : n < 20
      ? `十${ORDINALS[n - 11]}`
      : `${ORDINALS[Math.floor(n / 10) - 1]}十${n % 10 ? ORDINALS[(n % 10) - 1] : ''}`;

export const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  general: '一般公共预算',
  fund: '政府性基金预算',
  capital: '国有资本经营预算',
  business: '事业收入',
  other: '其他收入',
};

export const GRANTS: readonly Source[] = ['general', 'fund', 'capital'];

export const isPersonnel = (code: string): boolean => /^30[13]/.test(code);

/** Two independent lists side by side, the shorter one padded, the closing rows of both at the bottom. */
export function sideBySide(
  left: readonly Row[],
  right: readonly Row[],
  leftEnd: readonly Row[],
  rightEnd: readonly Row[],
): Row[] {
  const width = (rows: readonly Row[]) => rows[0]!.length;
  const blank = (n: number): Row => Array.from({ length: n }, () => '');
  const height = Math.max(left.length, right.length);
  const ends = Math.max(leftEnd.length, rightEnd.length);
  const rows: Row[] = [];
  for (let i = 0; i < height; i++)
    rows.push([...(left[i] ?? blank(width(leftEnd))), ...(right[i] ?? blank(width(rightEnd)))]);
  for (let i = 0; i < ends; i++) {
    const at = (list: readonly Row[]) => list[i - (ends - list.length)] ?? blank(width(list));
    rows.push([...at(leftEnd), ...at(rightEnd)]);
  }
  return rows;
}
