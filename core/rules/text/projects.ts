import { readAmount } from '../../figures/read-amount.ts';
import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { fold } from '../../structure/text.ts';
import { documentToForms, type Entry, type FormFacts, projectName } from '../forms/form-facts.ts';
import { editDistance } from '../names/edit-distance.ts';
import { isUnder, type Passage, readText, textPlace } from '../narrative/reading.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** A project told in prose: under its own heading, with period and money. */
interface ProjectProse {
  /** Folded name from the heading; empty where the heading names none. */
  readonly name: string;
  readonly passages: readonly Passage[];
  /** The heading that names it; absent where none does. */
  readonly heading?: Passage;
}

const HEADING =
  /^(?:\d+[、.]|[(（]?[一二三四五六七八九十]+[)）、.])?(.*?)(?:项目)?(?:经费|支出)?(?:预算)?情况说明$/;

/** Sections of project explanations: 医疗救助资金项目经费情况说明, then 项目概述, 立项依据 … */
function proseProjects(context: ReviewContext): ProjectProse[] {
  const found: { name: string; passages: Passage[]; heading?: Passage }[] = [];
  let current: { name: string; passages: Passage[] } | undefined;
  for (const passage of readText(context).passages) {
    const t = fold(passage.block.text);
    if (passage.block.role === 'heading') {
      const m = HEADING.exec(t);
      if (m && /项目/.test(t) && t.length <= 60) {
        current = { name: m[1]!.replace(/^20\d{2}年/, '').replace(/项目$/, ''), passages: [] };
        found.push(Object.assign(current, { heading: passage }));
        continue;
      }
      if (/项目(?:概述|概况|名称)/.test(t) && current && current.passages.length > 6) {
        current = { name: '', passages: [] };
        found.push(current);
      }
    }
    current?.passages.push(passage);
  }
  return found.filter((p) => p.passages.some((q) => isUnder(q, /实施周期|预算安排|年度预算/)));
}

/** Prose and form of one project: by name, or because the document has one of each. */
function pairs(context: ReviewContext): { prose: ProjectProse; form: FormFacts }[] {
  const prose = proseProjects(context);
  const forms = documentToForms(context.structures).filter((f) => f.structure.kind === 'project-target');
  const found: { prose: ProjectProse; form: FormFacts }[] = [];
  for (const p of prose) {
    const named = forms.filter((f) => p.name.length >= 4 && isSameName(p.name, projectName(f)));
    const form =
      named.length === 1 ? named[0] : prose.length === 1 && forms.length === 1 ? forms[0] : undefined;
    if (form) found.push({ prose: p, form });
  }
  return found;
}

function isSameName(a: string, b: string): boolean {
  if (a === '' || b === '') return false;
  return a === b || (Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a)));
}

export function* proposeProjects(context: ReviewContext): Generator<CheckDraft> {
  for (const { prose, form } of pairs(context)) {
    const stated = annualStatement(prose);
    const entry = form.money.annual ?? form.money.annualFiscal;
    if (!stated || !entry) continue;
    const cell = moneyFigure(context, form, entry);
    if (cell?.state !== 'printed') continue;
    const figure = readText(context).figure(
      stated.passage,
      stated.statement.value!,
      `${prose.name || '项目'}年度预算`,
    );
    yield {
      rule: 'text-project-amount',
      comparison: 'copy',
      terms: [
        { figure, sign: -1 },
        { figure: cell, sign: 1 },
      ],
    };
  }
}

/** The money of the year in prose, where one sentence gives it; quarters and multi-year totals are not it. */
function annualStatement(prose: ProjectProse): { passage: Passage; statement: Statement } | undefined {
  const all = prose.passages
    .filter((p) => isUnder(p, /年度预算安排|预算安排|年度预算/))
    .flatMap((passage) => passage.statements.map((statement) => ({ passage, statement })))
    .filter(({ statement }) => statement.value);
  const annual = all.filter(({ statement }) => /当年|年度/.test(statement.subject));
  if (annual.length === 1) return annual[0];
  return all.length === 1 && !/总预算|总投资|季度/.test(all[0]!.statement.subject) ? all[0] : undefined;
}

function moneyFigure(context: ReviewContext, form: FormFacts, entry: Entry): Figure | undefined {
  const column = form.structure.columns[entry.value.col];
  if (!column || readAmount(entry.value.text).kind !== 'amount') return undefined;
  const unit = form.unit ?? form.structure.unit;
  if (!unit) return undefined;
  return context.figures.cell(form.structure, entry.value.row, { ...column, unit, role: 'amount' });
}

// ----------------------------------------------------------------------------------------------------------- observations

const DATE = /(20\d{2})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?/g;

export function* observeProjects(context: ReviewContext): Generator<Observation> {
  for (const { prose, form } of pairs(context)) {
    if (!form.start || !form.end) continue;
    const inForm = [...datesOf(form.start.value.text), ...datesOf(form.end.value.text)];
    if (inForm.length !== 2) continue;
    for (const passage of prose.passages) {
      if (!isUnder(passage, /实施周期|项目周期|起止/)) continue;
      const dates = datesOf(passage.block.text);
      if (dates.length !== 2 || dates.every((d, i) => d === inForm[i])) continue;
      const cell = dates[1] !== inForm[1] ? form.end.value : form.start.value;
      yield {
        rule: 'text-project-period',
        places: [
          textPlace(passage.block, 0, passage.block.text.trim().slice(0, 120)),
          cellPlace(form.table, cell),
        ],
        stated: dates.join(' — '),
        expected: inForm.join(' — '),
        title: {
          zh: `实施周期：正文至 ${dates[1]}，绩效表至 ${inForm[1]}`,
          en: `Period: the text ends ${dates[1]}, the form ${inForm[1]}`,
        },
        message: {
          zh: `项目说明的实施周期为 ${dates.join(' 至 ')}，绩效目标表为 ${inForm.join(' 至 ')}，两处不一致。`,
          en: `The prose gives the period ${dates.join(' to ')}, the target form ${inForm.join(' to ')}.`,
        },
      };
    }
  }
}

/** A project named in the prose, whose name no table or form has, but one that nothing else names is spelled almost alike. */
export function* observeProjectNames(context: ReviewContext): Generator<Observation> {
  const told = tableProjects(context);
  const prose = proseProjects(context).filter((p) => p.name.length >= NAME_LENGTH_MIN && p.heading);
  const spoken = new Set(prose.map((p) => p.name));
  const unnamed = [...told].filter(([name]) => ![...spoken].some((s) => isSameName(s, name)));
  for (const { name, heading } of prose) {
    if ([...told.keys()].some((other) => isSameName(name, other))) continue;
    const limit = name.length >= 10 ? 2 : 1;
    const near = unnamed.filter(([other]) => editDistance(name, other, limit) <= limit);
    if (near.length !== 1) continue;
    const [other, place] = near[0]!;
    const digits = (t: string) => t.replace(/\D/g, '');
    yield {
      rule: 'text-project-name',
      ...(digits(name) === digits(other) ? {} : { severity: 'warning' as const }),
      places: [textPlace(heading!.block, 0, heading!.block.text.trim()), place],
      stated: name,
      expected: other,
      title: {
        zh: `项目名称“${name}”与表中“${other}”不一致`,
        en: `Project “${name}” is “${other}” in the table`,
      },
      message: {
        zh: `正文标题写作“${name}”，表中为“${other}”，请统一。`,
        en: `The heading says “${name}”, the table “${other}”; please use one name.`,
      },
    };
  }
}

const NAME_LENGTH_MIN = 6;

/** Names of projects in tables and forms, folded, each with a place. */
function tableProjects(context: ReviewContext): Map<string, Place> {
  const found = new Map<string, Place>();
  const add = (text: string, place: Place) => {
    const name = fold(text).replace(/^20\d{2}年/, '');
    if (name.length >= NAME_LENGTH_MIN && !found.has(name)) found.set(name, place);
  };
  for (const form of documentToForms(context.structures))
    if (form.project) add(form.project.value.text, cellPlace(form.table, form.project.value));
  for (const structure of context.structures) {
    if (structure.kind !== 'projects') continue;
    const column = structure.columns.find((c) => /项目名称/.test(fold(c.path.join('/'))))?.index;
    if (column === undefined) continue;
    for (const row of structure.panels.flatMap((p) => p.rows)) {
      const cell = structure.grid.at(row.row, column);
      if (cell && !row.total) add(cell.text, cellPlace(structure.table, cell));
    }
  }
  return found;
}

function datesOf(text: string): string[] {
  return [...fold(text).matchAll(DATE)].map(
    (m) => `${m[1]}-${m[2]!.padStart(2, '0')}-${m[3]!.padStart(2, '0')}`,
  );
}
