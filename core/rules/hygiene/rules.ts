import type { RuleInfo } from '../rule.ts';

const PUNCTUATION = 'GB/T 15834—2011';

export const HYGIENE_RULES: readonly RuleInfo[] = [
  {
    id: 'hyg-numbering',
    severity: 'info',
    title: { zh: '序号连续、样式一致', en: 'Numbering runs on in one style' },
    basis: '文档自身',
    formula: '同级序号连续，样式相同',
  },
  {
    id: 'hyg-docnumber-format',
    severity: 'info',
    title: { zh: '发文字号用〔〕', en: 'Document numbers in 〔〕' },
    basis: '中办发〔2012〕14号，GB/T 9704—2012',
    formula: '发文字号：机关代字〔年〕号',
  },
  {
    id: 'hyg-unclosed',
    severity: 'info',
    title: { zh: '引号、括号成对', en: 'Quotes and brackets are paired' },
    basis: PUNCTUATION,
    formula: '引号、括号、书名号成对',
  },
  {
    id: 'hyg-punctuation',
    severity: 'info',
    title: { zh: '标点不重复', en: 'No doubled punctuation' },
    basis: PUNCTUATION,
    formula: '无重复或多余标点',
  },
  {
    id: 'hyg-placeholder',
    severity: 'warning',
    title: { zh: '无模板残留', en: 'No template remains' },
    basis: '财预〔2016〕143号',
    formula: '无 XX、增加（减少）等占位文字',
  },
  {
    id: 'hyg-unfinished',
    severity: 'warning',
    title: { zh: '句子完整', en: 'Sentences are finished' },
    basis: '财预〔2016〕143号',
    formula: '原因、内容、百分号齐全',
  },
  {
    id: 'hyg-residue',
    severity: 'info',
    title: { zh: '无转换残留', en: 'No code left from conversion' },
    basis: '文档自身',
    formula: '无域代码、标签、书签',
  },
  {
    id: 'hyg-label-drift',
    severity: 'info',
    title: { zh: '同一项目名称统一', en: 'One item has one name' },
    basis: '文档自身',
    formula: '同一项目在文中名称相同',
  },
  {
    id: 'hyg-heading-twice',
    severity: 'warning',
    title: { zh: '同一表头不出现两次', en: 'No two columns have the same heading' },
    basis: '文档自身',
    formula: '同一表同一列表中各金额列的表头（连同上级表头）互不相同',
  },
  {
    id: 'hyg-truncated-cell',
    severity: 'info',
    title: { zh: '单元格文字完整', en: 'Labels are not cut off' },
    basis: '文档自身',
    formula: '单元格文字不缺末字',
  },
  {
    id: 'hyg-number-format',
    severity: 'info',
    title: { zh: '数字格式一致', en: 'Figures are written alike' },
    basis: 'GB/T 15835—2011',
    formula: '同表千分位、全半角一致',
  },
  {
    id: 'hyg-blank-page',
    severity: 'info',
    title: { zh: '无空白页', en: 'No blank pages' },
    basis: '预算公开格式要求',
    formula: '各页均有内容',
  },
];
