import type { RuleInfo } from '../rule.ts';

const CROSS_TABLE = '表间勾稽关系';

/** The rules of G3 with their formulas. */
export const RULES: readonly RuleInfo[] = [
  {
    id: 'tie-columns-exchanged',
    severity: 'error',
    title: { zh: '两列互换', en: 'Two columns stand under each other’s header' },
    basis: CROSS_TABLE,
    formula: '对调两列后核对成立',
  },
  {
    id: 'tie-t1-balance',
    severity: 'error',
    title: { zh: '收入总计 = 支出总计', en: 'Income total equals expenditure total' },
    basis: '预算收支平衡',
    formula: '收支总表：收入总计 = 支出总计',
  },
  {
    id: 'tie-t4-balance',
    severity: 'error',
    title: { zh: '财政拨款收入总计 = 支出总计', en: 'Grant income total equals grant expenditure total' },
    basis: '预算收支平衡',
    formula: '财政拨款收支总表：收入总计 = 支出总计',
  },
  {
    id: 'tie-t1-t2',
    severity: 'error',
    title: { zh: '收支总表收入 = 收入总表', en: 'Summary income equals the income table' },
    basis: CROSS_TABLE,
    formula: '收支总表收入 = 收入总表合计，各来源相同',
  },
  {
    id: 'tie-t1-t3',
    severity: 'error',
    title: { zh: '收支总表支出 = 支出总表', en: 'Summary expenditure equals the expenditure table' },
    basis: CROSS_TABLE,
    formula: '收支总表各类 = 支出总表各类',
  },
  {
    id: 'tie-t2-t3',
    severity: 'error',
    title: { zh: '收入总表 = 支出总表（同科目）', en: 'Income and expenditure by code agree' },
    basis: CROSS_TABLE,
    formula: '无结转时，同科目收入合计 = 支出合计',
  },
  {
    id: 'tie-t4-t1',
    severity: 'error',
    title: { zh: '财政拨款 = 收支总表中的财政拨款', en: 'Grant table agrees with the summary' },
    basis: CROSS_TABLE,
    formula: '财政拨款收入相同；财政拨款支出 ≤ 支出',
  },
  {
    id: 'tie-t4-t5',
    severity: 'error',
    title: {
      zh: '财政拨款收支总表各列 = 一般公共预算、基金、国资支出表',
      en: 'Grant columns equal the tables of each fund',
    },
    basis: CROSS_TABLE,
    formula: '各类：一般公共预算列 = 一般公共预算支出表；基金列 = 基金表；国资列 = 国资表',
  },
  {
    id: 'tie-t3-t5',
    severity: 'error',
    title: {
      zh: '单一来源时支出总表 = 各项财政拨款支出表之和',
      en: 'Single source: expenditure equals the fund tables',
    },
    basis: CROSS_TABLE,
    formula: '全部为财政拨款时，支出总表 = 一般公共预算 + 基金 + 国资',
  },
  {
    id: 'tie-t5-t6',
    severity: 'error',
    title: {
      zh: '一般公共预算基本支出 = 基本支出表合计',
      en: 'Basic expenditure equals the table by economic class',
    },
    basis: CROSS_TABLE,
    formula: '基本支出合计 = 基本支出表合计',
  },
  {
    id: 'tie-t5-t6-personnel',
    severity: 'error',
    title: { zh: '人员、公用经费 = 基本支出表', en: 'Personnel and public money equal the basic table' },
    basis: CROSS_TABLE,
    formula: '人员经费、公用经费合计相同',
  },
  {
    id: 'tie-t1-t6-personnel',
    severity: 'error',
    title: {
      zh: '收支总表人员、公用 = 基本支出表',
      en: 'Summary personnel and public money equal the basic table',
    },
    basis: CROSS_TABLE,
    formula: '收支总表人员、公用经费 = 基本支出表',
  },
  {
    id: 'tie-t6-t7',
    severity: 'error',
    title: {
      zh: '三公经费 ≥ 基本支出表相应款级',
      en: 'Three-public figures are not below the matching economic items',
    },
    basis: CROSS_TABLE,
    formula: '三公各项 ≥ 30212、30217、30231、31013',
  },
  {
    id: 'tie-op-cost',
    severity: 'error',
    title: { zh: '机关运行经费 ≤ 公用经费', en: 'Operating cost is within public money' },
    basis: '《预算法》第十四条',
    formula: '机关运行经费 ≤ 公用经费合计',
  },
  {
    id: 'tie-project-t3',
    severity: 'error',
    title: { zh: '项目支出表 = 项目支出合计', en: 'Project table equals project expenditure' },
    basis: CROSS_TABLE,
    formula: '项目支出表合计 = 项目支出合计',
  },
  {
    id: 'tie-project-item',
    severity: 'warning',
    title: {
      zh: '同一项级科目 Σ项目 = 该项项目支出',
      en: 'Projects of an item add up to its project expenditure',
    },
    basis: CROSS_TABLE,
    formula: '项目表列有科目编码时：项级科目的项目支出 = Σ 该科目的项目',
  },
  {
    id: 'tie-final-chain',
    severity: 'error',
    title: { zh: '决算表间勾稽', en: 'Ties between the tables of final accounts' },
    basis: CROSS_TABLE,
    formula: '决算各表同一指标相同',
  },
];
