import type { RuleInfo } from '../rule.ts';

export const CASE_RULES: readonly RuleInfo[] = [
  {
    id: 'xdoc-text-tables',
    severity: 'error',
    title: { zh: '说明文件 = 表格文件', en: 'Text in one file equals tables in another' },
    basis: '财预〔2016〕143号',
    formula: '说明中的金额 = 另一文件中的表',
  },
  {
    id: 'xdoc-forms',
    severity: 'error',
    title: { zh: '绩效表金额 = 部门文件', en: 'Forms agree with the publication' },
    basis: '中发〔2018〕34号',
    formula: '同一项目两处金额相同',
  },
  {
    id: 'xdoc-dept-superset',
    severity: 'error',
    title: { zh: '部门 ≥ 所属单位', en: 'A department is not below its unit' },
    basis: '《预算法实施条例》第六条',
    formula: '同科目：所属单位 ≤ 部门',
  },
  {
    id: 'xdoc-dept-sum',
    severity: 'error',
    title: { zh: '部门 = Σ 所属单位', en: 'A department is the sum of its units' },
    basis: '《预算法实施条例》第六条',
    formula: '一般公共预算支出同科目：部门 = Σ 所列各单位（各单位文件齐全时）',
  },
  {
    id: 'xdoc-unit-list',
    severity: 'warning',
    title: { zh: '部门所列单位均已公开', en: 'Every listed unit has published' },
    basis: '财预〔2016〕143号',
    formula: '部门机构设置所列预算单位均有公开文件',
  },
  {
    id: 'yoy-zero-to-value',
    severity: 'info',
    title: { zh: '新增或消失的科目', en: 'Items that appear or vanish' },
    basis: '财预〔2016〕143号',
    formula: '本年有数而上年无数、上年有数而本年无数的项级科目',
  },
  {
    id: 'xdoc-prior-budget',
    severity: 'error',
    title: { zh: '上年数 = 上年公开数', en: 'Last year as stated equals last year as published' },
    basis: '财预〔2016〕143号',
    formula: '表中印出的上年预算数，或本年数 − 增减额 = 上年公开的预算数',
  },
  {
    id: 'xdoc-budget-final',
    severity: 'error',
    title: {
      zh: '决算的年初预算 = 公开的预算',
      en: 'Budget in the final accounts equals the published budget',
    },
    basis: '财预〔2016〕143号',
    formula: '决算中的年初预算数 = 预算公开数',
  },
  {
    id: 'xdoc-final-prior',
    severity: 'error',
    title: { zh: '上年决算 = 上年公开的决算', en: 'Last year’s accounts equal those published' },
    basis: '财预〔2016〕143号',
    formula: '表中印出的上年决算数，或本年决算 − 增减额 = 上年公开的决算数',
  },
  {
    id: 'tie-final-carry',
    severity: 'warning',
    title: { zh: '年初结转 = 上年年末结转', en: 'Opening balance equals last closing balance' },
    basis: '决算连续性',
    formula: '本年决算的年初结转和结余 = 上年决算的年末结转和结余',
  },
  {
    id: 'xdoc-republish',
    severity: 'warning',
    title: { zh: '两个版本一致', en: 'Two versions agree' },
    basis: '文件自身',
    formula: '同一公开内容的两个版本数字相同',
  },
];
