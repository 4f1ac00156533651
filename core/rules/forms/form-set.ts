import { addToGroup } from '../../groups.ts';
import { fold } from '../../structure/text.ts';
import { cellPlace, tablePlace, titlePlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { type FormFacts, formName, projectName } from './form-facts.ts';

/** What several forms of one publication say together. */
export function* observeFormSet(context: ReviewContext, all: readonly FormFacts[]): Generator<Observation> {
  const forms = all.filter((f) => f.structure.kind === 'project-target');
  for (const form of forms) yield* observeIdentity(context, form);
  yield* observeNames(context, forms);
  yield* observeCopies(forms);
  for (const form of forms) yield* observeType(form);
}

/** A form's title that carries the project's name must carry the name that the form itself prints, to the digit. */
function* observeIdentity(context: ReviewContext, form: FormFacts): Generator<Observation> {
  const project = projectName(form);
  const title = fold(form.table.title ?? '');
  if (!form.project || project.length < 6 || title === '' || title.includes(project)) return;
  const bare = (text: string) => text.replace(/\d/g, '#');
  const at = bare(title).indexOf(bare(project));
  if (at < 0) return;
  const stated = title.slice(at, at + project.length);
  const place = titlePlace(context.document, form.table);
  yield {
    rule: 'perf-form-identity',
    places: [place, cellPlace(form.table, form.project.value)],
    title: { zh: '表题与项目名称的数字不一致', en: 'Title and project name differ in digits' },
    message: {
      zh: `表题写作“${form.table.title!.trim()}”，表内项目名称为“${form.project.value.text.trim()}”，两者年份或数字不同，请核对。`,
      en: `The title says “${form.table.title!.trim()}”, the project name inside “${form.project.value.text.trim()}”: a year or number differs; please check.`,
    },
    stated,
    expected: project,
    suspect: { place, stated: place.quote.trim(), proposed: fold(place.quote).replace(stated, project) },
  };
}

/** Forms named 填报表 here and 申报表 there. */
function* observeNames(context: ReviewContext, forms: readonly FormFacts[]): Generator<Observation> {
  const byName = new Map<string, FormFacts[]>();
  for (const form of forms) {
    const title = fold(form.table.title ?? '');
    const project = projectName(form);
    const name = (project ? title.replace(project, '') : title)
      .replace(/^[\d一二三四五六七八九十]+[、.]|20\d{2}年?度?|\(.*?\)/g, '')
      .match(/[\u4e00-\u9fa5]{0,8}绩效目标[\u4e00-\u9fa5]*表$/)?.[0];
    if (!name) continue;
    addToGroup(byName, name, form);
  }
  if (byName.size < 2 || byName.size > 3) return;
  const ranked = [...byName].sort((a, b) => b[1].length - a[1].length);
  const rare = ranked.at(-1)!;
  yield {
    rule: 'perf-form-name',
    places: rare[1].slice(0, 3).map((f) => titlePlace(context.document, f.table)),
    title: { zh: '绩效表名称不一', en: 'Forms under different names' },
    message: {
      zh: `同一文件的绩效表有 ${byName.size} 种名称：${ranked.map(([n]) => `“${n}”`).join('、')}，请统一。`,
      en: `The document calls its target forms by ${byName.size} names: ${ranked.map(([n]) => `“${n}”`).join(', ')}; please use one.`,
    },
  };
}

/** Word for word the same goals, or the same three or more indicators, for two projects of different names. */
function* observeCopies(forms: readonly FormFacts[]): Generator<Observation> {
  const told = new Set<FormFacts>();
  for (let i = 0; i < forms.length; i++) {
    for (let k = 0; k < i; k++) {
      const [a, b] = [forms[k]!, forms[i]!];
      if (told.has(b) || projectName(a) === projectName(b) || projectName(b) === '') continue;
      const goals = (f: FormFacts) => fold(f.goals[0]?.text ?? '');
      const indicators = (f: FormFacts) => f.indicators.map((x) => fold(x.name.text)).join('|');
      const sameGoal = goals(a).length >= 20 && goals(a) === goals(b);
      const sameIndicators = a.indicators.length >= 4 && indicators(a) === indicators(b);
      if (!sameGoal) continue;
      told.add(b);
      yield {
        rule: 'perf-copy-paste',
        places: [
          b.goals[0] ? cellPlace(b.table, b.goals[0]) : tablePlace(b.table),
          a.goals[0] ? cellPlace(a.table, a.goals[0]) : tablePlace(a.table),
        ],
        title: { zh: '不同项目的绩效目标雷同', en: 'Two projects share one goal text' },
        message: {
          zh: `${formName(b)}与${formName(a)}的绩效目标逐字相同${sameIndicators ? '，指标也相同' : ''}，请核对是否误填。`,
          en: `${formName(b)} and ${formName(a)} have the same goal word for word${sameIndicators ? ', and the same indicators' : ''}; please check for a copy.`,
        },
      };
    }
  }
}

const TYPES =
  /人员类|运转类|公用经费|特定目标类|一次性|经常性|专项资金|专项|延续|新增|部门预算|转移支付|其他|□|☑|√/;

function* observeType(form: FormFacts): Generator<Observation> {
  const { table, structure } = form;
  const key = table.cells.find((c) => /^项目(?:类别|类型|属性)$/.test(fold(c.text)));
  const value = key && structure.grid.at(key.row, key.col + key.colSpan);
  const text = fold(value?.text ?? '');
  if (!value || text === '' || TYPES.test(text)) return;
  yield {
    rule: 'perf-type-valid',
    places: [cellPlace(table, value)],
    title: { zh: `项目类别“${value.text.trim()}”不规范`, en: `Unusual project type “${value.text.trim()}”` },
    message: {
      zh: `${formName(form)}的项目类别为“${value.text.trim()}”，通常为人员类、运转类或特定目标类，请核对。`,
      en: `${formName(form)} gives the type “${value.text.trim()}”; usual are 人员类, 运转类 or 特定目标类. Please check.`,
    },
    stated: value.text.trim(),
  };
}
