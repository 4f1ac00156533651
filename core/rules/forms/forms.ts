import type { RuleFamily } from '../rule.ts';
import { documentToForms } from './form-facts.ts';
import { proposeFormMoney } from './form-money.ts';
import { observeFormSet } from './form-set.ts';
import { observeIndicators } from './indicators.ts';
import { proposeOverallBasic } from './overall.ts';

const TARGETS = '财预〔2015〕88号';
const CORE_TARGETS = '财预〔2021〕101号';

/** G11: performance target forms. */
export const forms: RuleFamily = {
  rules: [
    {
      id: 'perf-fund-sum',
      severity: 'error',
      title: { zh: '资金总额 = 财政资金 + 其他资金', en: 'Form money equals fiscal plus other money' },
      basis: TARGETS,
      formula: '项目资金总额 = 财政资金 + 其他资金',
    },
    {
      id: 'perf-annual-sum',
      severity: 'error',
      title: { zh: '年度资金 = 当年拨款 + 上年结转 + 其他', en: 'Annual money adds up' },
      basis: TARGETS,
      formula: '年度资金申请总额 = 当年财政拨款 + 上年结转资金 + 其他资金',
    },
    {
      id: 'perf-single-year',
      severity: 'warning',
      title: { zh: '单年度项目：总额 = 年度总额', en: 'Single-year project: total equals annual money' },
      basis: TARGETS,
      formula: '起止同年的项目，项目资金总额 = 年度资金申请总额',
    },
    {
      id: 'perf-budget-match',
      severity: 'error',
      title: { zh: '绩效表金额 = 项目支出表', en: 'Form money equals the project table' },
      basis: '表间勾稽关系',
      formula: '绩效表金额 = 项目支出表同名项目金额',
    },
    {
      id: 'tie-overall-basic',
      severity: 'error',
      title: {
        zh: '整体绩效表人员、公用 = 基本支出表',
        en: 'Overall target form agrees with basic expenditure',
      },
      basis: '表间勾稽关系',
      formula: '整体绩效目标表人员（公用）经费各行之和 = 基本支出表人员（公用）经费',
    },
    {
      id: 'perf-plan-monotone',
      severity: 'error',
      title: {
        zh: '累计支出计划不减，末期 = 预算数',
        en: 'Cumulated plan never falls and ends at the budget',
      },
      basis: TARGETS,
      formula: '3月底 ≤ 6月底 ≤ … ≤ 12月底 = 预算数',
    },
    {
      id: 'perf-indicator-present',
      severity: 'info',
      title: { zh: '产出、效益、满意度均有指标', en: 'Output, benefit and satisfaction all have indicators' },
      basis: CORE_TARGETS,
      formula: '一级指标含产出、效益、满意度',
    },
    {
      id: 'perf-indicator-valued',
      severity: 'info',
      title: { zh: '指标有值、可衡量', en: 'Indicators have values with operator and unit' },
      basis: CORE_TARGETS,
      formula: '指标值非空；数值有单位',
    },
    {
      id: 'perf-indicator-quantified',
      severity: 'info',
      title: { zh: '有量化指标', en: 'At least one indicator is a number' },
      basis: CORE_TARGETS,
      formula: '指标值不全是定性描述',
    },
    {
      id: 'perf-indicator-direction',
      severity: 'info',
      title: { zh: '运算方向合理', en: 'Direction of indicators makes sense' },
      basis: CORE_TARGETS,
      formula: '成本、投诉 ≤；满意度 ≥ 且不高于 100%',
    },
    {
      id: 'perf-indicator-category',
      severity: 'info',
      title: { zh: '指标归类正确', en: 'Indicators stand under the right type' },
      basis: CORE_TARGETS,
      formula: '成本指标反映成本，满意度指标反映满意度',
    },
    {
      id: 'perf-indicator-unit',
      severity: 'info',
      title: { zh: '指标名称与计量单位相符', en: 'Indicator name fits its unit' },
      basis: CORE_TARGETS,
      formula: '人次、数量不以 % 计；率不以人计',
    },
    {
      id: 'perf-goal-consistent',
      severity: 'warning',
      title: { zh: '目标文字与指标值一致', en: 'Numbers of the goal text agree with the indicators' },
      basis: TARGETS,
      formula: '目标文字中某指标的数值 = 该指标值',
    },
    {
      id: 'perf-copy-paste',
      severity: 'info',
      title: { zh: '不同项目目标雷同', en: 'Different projects share one goal text' },
      basis: TARGETS,
      formula: '不同项目的目标文字或指标不应逐字相同',
    },
    {
      id: 'perf-form-identity',
      severity: 'error',
      title: { zh: '表题中的项目 = 表内项目名称', en: 'Title and project name of a form agree' },
      basis: TARGETS,
      formula: '表题中的项目名称 = 项目名称栏',
    },
    {
      id: 'perf-form-name',
      severity: 'info',
      title: { zh: '绩效表名称一致', en: 'Forms are named alike' },
      basis: TARGETS,
      formula: '同一文件的绩效表表名相同',
    },
    {
      id: 'perf-type-valid',
      severity: 'info',
      title: { zh: '项目类别取值规范', en: 'Project type is a valid one' },
      basis: '财办〔2023〕12号',
      formula: '人员类、运转类、特定目标类（旧：一次性、经常性）',
    },
  ],
  *propose(context) {
    yield* proposeFormMoney(context);
    yield* proposeOverallBasic(context);
  },
  *observe(context) {
    const found = documentToForms(context.structures);
    yield* observeIndicators(found);
    yield* observeFormSet(context, found);
  },
};
