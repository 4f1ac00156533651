import type { RuleFamily } from '../rule.ts';
import { observeChapters } from './chapters.ts';
import { observeContents, observeNumbering } from './contents.ts';
import { observeRequired, observeTables } from './required-tables.ts';

const PROCEDURE = '财预〔2016〕143号';
const LAW = '《预算法》第十四条';

/** G9: what a publication has to contain. Silent on documents that are no full publication, or that have no running text. */
export const completeness: RuleFamily = {
  rules: [
    {
      id: 'doc-tables-required',
      severity: 'error',
      title: { zh: '必备表齐全', en: 'All standard tables are present' },
      basis: PROCEDURE,
      formula: '收支、收入、支出、财政拨款、一般公共预算、基本支出、“三公”、基金（国资）各表',
    },
    {
      id: 'doc-table-numbering',
      severity: 'warning',
      title: { zh: '表号连续', en: 'Table numbers ascend without gaps' },
      basis: '编制惯例',
      formula: '表 1、2、3 … 连续',
    },
    {
      id: 'doc-toc-body',
      severity: 'error',
      title: { zh: '目录与正文一致', en: 'Each table of the contents is in the body' },
      basis: PROCEDURE,
      formula: '目录所列各表在正文中',
    },
    {
      id: 'hyg-toc-order',
      severity: 'warning',
      title: { zh: '表的次序与目录一致', en: 'Tables stand in the order of the contents' },
      basis: '编制惯例',
      formula: '正文次序 = 目录次序',
    },
    {
      id: 'doc-empty-table-kept',
      severity: 'error',
      title: { zh: '空表应列示', en: 'An empty table is printed, not dropped' },
      basis: PROCEDURE,
      formula: '没有支出的表列空表',
    },
    {
      id: 'doc-empty-note',
      severity: 'warning',
      title: { zh: '空表附说明', en: 'An empty table carries a note' },
      basis: PROCEDURE,
      formula: '空表下有说明',
    },
    {
      id: 'doc-item-level',
      severity: 'error',
      title: { zh: '功能分类到项级', en: 'Functional rows reach the item' },
      basis: '《预算法》第四十六条',
      formula: '一般公共预算支出表有 7 位编码',
    },
    {
      id: 'doc-econ-level',
      severity: 'error',
      title: { zh: '基本支出经济分类到款级', en: 'Economic rows reach the section' },
      basis: '《预算法实施条例》第六条',
      formula: '基本支出表有 5 位编码',
    },
    {
      id: 'doc-three-public-breakdown',
      severity: 'error',
      title: { zh: '“三公”经费细化', en: 'Three-public money broken down' },
      basis: PROCEDURE,
      formula: '分列出国、购置、运行、接待',
    },
    {
      id: 'doc-section-required',
      severity: 'error',
      title: { zh: '必备章节齐全', en: 'Required chapters are present' },
      basis: PROCEDURE,
      formula: '职责、机构设置、名词解释等',
    },
    {
      id: 'doc-explain-three-public',
      severity: 'warning',
      title: { zh: '“三公”经费有说明', en: 'Three-public money is explained' },
      basis: PROCEDURE,
      formula: '总额及各项的增减与原因',
    },
    {
      id: 'doc-explain-op-cost',
      severity: 'warning',
      title: { zh: '机关运行经费有说明', en: 'Operating cost is explained' },
      basis: LAW,
      formula: '有金额，或写明没有',
    },
    {
      id: 'doc-explain-procurement',
      severity: 'warning',
      title: { zh: '政府采购有说明', en: 'Procurement is explained' },
      basis: LAW,
      formula: '总额与货物、工程、服务',
    },
    {
      id: 'doc-explain-assets',
      severity: 'warning',
      title: { zh: '国有资产有说明', en: 'State assets are explained' },
      basis: PROCEDURE,
      formula: '车辆、大型设备及拟购置情况',
    },
    {
      id: 'doc-explain-performance',
      severity: 'warning',
      title: { zh: '绩效情况有说明', en: 'Performance is explained' },
      basis: '中发〔2018〕34号',
      formula: '绩效目标设置情况',
    },
    {
      id: 'doc-perf-forms-missing',
      severity: 'warning',
      title: { zh: '绩效目标表随预算公开', en: 'Forms are published for the projects claimed' },
      basis: '中发〔2018〕34号',
      formula: '公开的绩效目标表数 = 说明中的项目数',
    },
    {
      id: 'doc-glossary',
      severity: 'info',
      title: { zh: '名词解释齐全', en: 'Terms of the tables are explained' },
      basis: PROCEDURE,
      formula: '收入总表的各项来源有解释',
    },
  ],
  *observe(context) {
    yield* observeRequired(context);
    yield* observeContents(context);
    yield* observeNumbering(context);
    yield* observeTables(context);
    yield* observeChapters(context);
  },
};
