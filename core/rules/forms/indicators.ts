import { readPlain } from '../../figures/read-amount.ts';
import type { Cell, Table } from '../../model/document.ts';
import { fold } from '../../structure/text.ts';
import { cellPlace } from '../places.ts';
import type { Observation } from '../rule.ts';
import { type FormFacts, formName, type Indicator } from './form-facts.ts';

/** An indicator and the form in which it stands. */
interface Found {
  readonly form: FormFacts;
  readonly indicator: Indicator;
}

/** Hints about indicators, gathered over the forms of a document: one finding a rule, with the places. */
export function* observeIndicators(forms: readonly FormFacts[]): Generator<Observation> {
  const all = forms.flatMap((form) => form.indicators.map((indicator) => ({ form, indicator })));
  const where = (test: (indicator: Indicator) => boolean) => all.filter((f) => test(f.indicator));
  yield* gather('perf-indicator-valued', where(lacksValue), {
    zh: ['指标缺值或缺单位', '没有指标值，或数值没有计量单位'],
    en: ['Indicators without value or unit', 'no value, or a number without unit'],
  });
  yield* gather('perf-indicator-direction', where(hasOddDirection), {
    zh: ['指标运算方向不合理', '运算方向或取值不合理（成本应为上限，满意度不应要求 100% 以上）'],
    en: [
      'Odd direction of indicators',
      'an odd direction or value (costs are upper limits; satisfaction of 100% or more is no target)',
    ],
  });
  yield* gather('perf-indicator-unit', where(hasOddUnit), {
    zh: ['指标与计量单位不符', '名称与计量单位不符'],
    en: ['Indicator and unit do not fit', 'a unit that does not fit the name'],
  });
  yield* gather('perf-indicator-category', where(isMisplaced), {
    zh: ['指标归类不当', '列为成本指标，但不反映成本'],
    en: ['Indicator under the wrong type', 'a place among cost indicators without being one'],
  });
  for (const form of forms) {
    yield* observePresence(form);
    yield* observeQuantified(form);
    yield* observeGoals(form);
  }
}

interface Words {
  readonly zh: readonly [title: string, says: string];
  readonly en: readonly [title: string, has: string];
}

function* gather(rule: string, found: readonly Found[], words: Words): Generator<Observation> {
  const [first] = found;
  if (!first) return;
  const { form, indicator } = first;
  const forms = new Set(found.map((f) => f.form)).size;
  const value = indicator.value?.text.trim();
  const more = found.length > 1;
  yield {
    rule,
    places: found
      .slice(0, 12)
      .map((f) => place(f.form, f.indicator.value?.text.trim() ? f.indicator.value : f.indicator.name)),
    title: { zh: words.zh[0], en: words.en[0] },
    message: {
      zh: `${formName(form)}的指标“${indicator.name.text.trim()}”${value ? `（${value}）` : ''}${words.zh[1]}。${more ? `同类情况共 ${found.length} 项，在 ${forms} 张表中。` : ''}`,
      en: `${formName(form)}: the indicator “${indicator.name.text.trim()}”${value ? ` (${value})` : ''} has ${words.en[1]}.${more ? ` ${found.length} indicators in ${forms} form${forms > 1 ? 's' : ''} are like it.` : ''}`,
    },
    ...(value ? { stated: value } : {}),
  };
}

/** The indicators of a form may stand in the table after it; a cell knows only its own table by being in it. */
function place(form: FormFacts, cell: Cell) {
  return cellPlace(tableOf(form, cell), cell);
}

function tableOf(form: FormFacts, cell: Cell): Table {
  return form.table.cells.includes(cell) ? form.table : (form.indicatorTable ?? form.table);
}

/** ≥60000.00(人) → operator ≥, number 60000.00, unit 人; undefined for words. */
export function readIndicatorValue(
  indicator: Indicator,
): { operator: string; digits: bigint; scale: number; unit: string } | undefined {
  const text = fold(indicator.value?.text ?? '');
  const m =
    /^(>=|<=|≥|≤|≧|≦|=|>|<|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于)?(\d[\d,]*(?:\.\d+)?)\(?([^\d()]*)\)?$/.exec(
      text,
    );
  const amount = m && readPlain(m[2]!);
  if (!m || !amount) return undefined;
  const operator = m[1] ?? indicator.operator;
  return {
    operator: /^(?:>|≥|≧|不低于|不少于|大于)/.test(operator)
      ? '≥'
      : /^(?:<|≤|≦|不高于|不超过|小于)/.test(operator)
        ? '≤'
        : operator,
    digits: amount.digits,
    scale: amount.scale,
    unit: m[3] || indicator.unit,
  };
}

function lacksValue(indicator: Indicator): boolean {
  const text = fold(indicator.value?.text ?? '');
  if (indicator.value !== undefined && text === '') return true;
  const read = readIndicatorValue(indicator);
  return read !== undefined && indicator.hasUnitColumn && read.unit === '';
}

const atLeast = (read: { digits: bigint; scale: number }, value: bigint): boolean =>
  read.digits >= value * 10n ** BigInt(read.scale);

function hasOddDirection(indicator: Indicator): boolean {
  const read = readIndicatorValue(indicator);
  if (!read) return false;
  const name = fold(indicator.name.text);
  const kind = indicator.second + indicator.first;
  const percent = read.unit.includes('%');
  if (/满意/.test(name + kind) && percent && read.operator === '≥' && atLeast(read, 100n)) return true;
  if (/成本/.test(kind) && read.operator === '≥' && /元/.test(read.unit)) return true;
  return (
    /投诉|差错|事故/.test(name) && !/办结|处理|解决|回复|下降|减少|满意/.test(name) && read.operator === '≥'
  );
}

function hasOddUnit(indicator: Indicator): boolean {
  const read = readIndicatorValue(indicator);
  if (!read) return false;
  const name = fold(indicator.name.text);
  const counts = /(?:人次|人数|户数|次数|个数|件数|数量)$/.test(name);
  const rates = /(?:率|比例|比率)$/.test(name);
  return (counts && read.unit.includes('%')) || (rates && /^(?:人|人次|个|件|户|元|万元)$/.test(read.unit));
}

function isMisplaced(indicator: Indicator): boolean {
  const name = fold(indicator.name.text);
  return /成本/.test(indicator.second) && /(?:正常运行|覆盖|合格|及时|满意|到位|完成|知晓)率$/.test(name);
}

function* observePresence(form: FormFacts): Generator<Observation> {
  if (form.structure.kind !== 'project-target' || form.indicators.every((i) => i.first === '')) return;
  const levels = form.indicators.map((i) => i.first + i.second).join(' ');
  const absent = [
    ['产出', 'output'],
    ['效益', 'benefit'],
    ['满意', 'satisfaction'],
  ].filter(([word]) => !levels.includes(word!));
  if (absent.length === 0 || absent.length === 3) return;
  yield {
    rule: 'perf-indicator-present',
    places: [place(form, form.indicators[0]!.name)],
    title: {
      zh: `缺${absent.map(([w]) => w).join('、')}指标`,
      en: `No ${absent.map(([, w]) => w).join(' or ')} indicator`,
    },
    message: {
      zh: `${formName(form)}没有${absent.map(([w]) => `${w}指标`).join('、')}；不适用的可以说明。`,
      en: `${formName(form)} has no ${absent.map(([, w]) => w).join(' or ')} indicator; where it does not apply, that may be said.`,
    },
  };
}

function* observeQuantified(form: FormFacts): Generator<Observation> {
  const valued = form.indicators.filter((i) => fold(i.value?.text ?? '') !== '');
  if (valued.length < 4 || valued.some((i) => /\d/.test(i.value!.text))) return;
  yield {
    rule: 'perf-indicator-quantified',
    places: [place(form, valued[0]!.value!)],
    title: { zh: '指标全为定性描述', en: 'Only qualitative indicators' },
    message: {
      zh: `${formName(form)}的 ${valued.length} 项指标都是定性描述，没有一项可以用数字衡量。`,
      en: `All ${valued.length} indicators of ${formName(form)} are words; none can be measured by a number.`,
    },
  };
}

/** A goal that names an indicator with another number than the indicator has: 满意度达到90% against ≥85%. */
function* observeGoals(form: FormFacts): Generator<Observation> {
  for (const goal of form.goals) {
    const text = fold(goal.text);
    for (const indicator of form.indicators) {
      const read = readIndicatorValue(indicator);
      const name = fold(indicator.name.text);
      if (!read || name.length < 4 || !/[%人次户]/.test(read.unit)) continue;
      const at = text.indexOf(name);
      if (at < 0 || text.indexOf(name, at + 1) >= 0) continue;
      const m =
        /^(?:达到?|为|在|不低于|不少于|保持在|控制在|提高到|≥|>=|=){0,2}(\d+(?:\.\d+)?)(%|人次|人|户)/.exec(
          text.slice(at + name.length),
        );
      const stated = m && readPlain(m[1]!);
      if (!m || !stated || !read.unit.startsWith(m[2]!)) continue;
      if (stated.digits * 10n ** BigInt(read.scale) === read.digits * 10n ** BigInt(stated.scale)) continue;
      yield {
        rule: 'perf-goal-consistent',
        places: [cellPlace(form.table, goal), place(form, indicator.value!)],
        title: { zh: `目标与指标“${indicator.name.text.trim()}”不一致`, en: 'Goal and indicator disagree' },
        message: {
          zh: `${formName(form)}：目标写“${name}${m[0]}”，指标值为 ${indicator.value!.text.trim()}，请核对。`,
          en: `${formName(form)}: the goal says “${name}${m[0]}” while the indicator's value is ${indicator.value!.text.trim()}; please check.`,
        },
        stated: m[1]!,
        expected: indicator.value!.text.trim(),
      };
    }
  }
}
