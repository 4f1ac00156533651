import { addToGroup } from '../../groups.ts';
import { lookUp, lookUpName } from '../../reference/classification.ts';
import { bareLabel, fold } from '../../structure/text.ts';
import { editDistance } from '../names/edit-distance.ts';
import { cellPlace, tableName } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { type CodeRow, codeCell, documentToCodeRows, nameCell, rowAmount, sameAmount } from './code-rows.ts';
import {
  isKnownPair,
  isOneDigitAway,
  type LabelFault,
  labelFaults,
  ownerOneDigitAway,
} from './label-faults.ts';

const CLASSIFICATION = '《政府收支分类科目》';

/** G10: codes and names, within the document and against the classification of the year. */
export const codes: RuleFamily = {
  rules: [
    {
      id: 'code-name-match',
      severity: 'warning',
      title: { zh: '编码与名称一致', en: 'Code and name belong together' },
      basis: CLASSIFICATION,
      formula: '同一编码在各表名称相同，同一名称编码相同，并与当年科目一致',
    },
    {
      id: 'code-exists',
      severity: 'info',
      title: { zh: '科目编码存在', en: "Code stands in the year's classification" },
      basis: CLASSIFICATION,
      formula: '编码 ∈ 当年《政府收支分类科目》',
    },
    {
      id: 'code-name-outdated',
      severity: 'warning',
      title: { zh: '使用旧科目名称', en: 'Former official name in a later year' },
      basis: CLASSIFICATION,
      formula: '名称 = 当年科目名称，而非以前年度名称',
    },
    {
      id: 'code-legacy-econ',
      severity: 'error',
      title: { zh: '使用 2017 年以前的经济科目', en: 'Legacy economic code after 2017' },
      basis: '财预〔2017〕98号',
      formula: '2018 年起不用旧经济分类编码',
    },
    {
      id: 'code-structure',
      severity: 'error',
      title: { zh: '编码层级为 3、5、7 位', en: 'Codes have 3, 5 or 7 digits' },
      basis: CLASSIFICATION,
      formula: '类 3 位、款 5 位、项 7 位',
    },
    {
      id: 'code-order',
      severity: 'info',
      title: { zh: '编码升序', en: 'Codes in ascending order' },
      basis: '编制惯例',
      formula: '同级编码由小到大',
    },
    {
      id: 'code-kind-table',
      severity: 'error',
      title: { zh: '科目归属的表正确', en: 'Codes stand in the table of their fund' },
      basis: CLASSIFICATION,
      formula: '基金科目只在政府性基金表，223 只在国有资本经营表',
    },
    {
      id: 'code-class-label',
      severity: 'warning',
      title: { zh: '总表类名 = 编码类名', en: 'Class names of summary and code tables agree' },
      basis: CLASSIFICATION,
      formula: '收支总表类名 = 支出总表 3 位编码名称',
    },
    {
      id: 'code-agency-fit',
      severity: 'info',
      title: {
        zh: '行政/事业科目与单位性质相符',
        en: 'Administrative or public-institution items fit the body',
      },
      basis: CLASSIFICATION,
      formula: '非参公事业单位一般不用“行政运行”“行政单位离退休”',
    },
    {
      id: 'tie-code-set',
      severity: 'warning',
      title: { zh: '各表科目一致', en: 'Tables use the same codes' },
      basis: '表间勾稽关系',
      formula: '同一笔钱在收入总表、支出总表列在同一科目',
    },
  ],
  *observe(context) {
    const rows = documentToCodeRows(context);
    const faults = labelFaults(context);
    const faulty = new Set(faults.map((f) => `${f.row.structure.table.id}:${f.row.node.row.row}`));
    const sound = rows.filter((r) => !faulty.has(`${r.structure.table.id}:${r.node.row.row}`));
    for (const fault of faults) yield labelFault(fault);
    yield* observeReference(context, sound);
    yield* observeStructure(context);
    yield* observeOrder(sound);
    yield* observeFunds(context, sound);
    yield* observeClassLabels(context, sound);
    yield* observeAgency(context, sound);
    yield* observeSections(context, sound);
    yield* observeCodeSets(context, sound);
  },
};

// ------------------------------------------------------------------------------------------------- within the document

function labelFault({ row, kind, stated, proposed, example }: LabelFault): Observation {
  const { table } = row.structure;
  const cell = kind === 'code' ? codeCell(row) : (nameCell(row) ?? codeCell(row));
  const other = kind === 'code' ? codeCell(example) : (nameCell(example) ?? codeCell(example));
  const place = cellPlace(table, cell);
  const quote = cell.text.trim();
  const label = row.node.row.label.trim();
  // Of a code in three columns only the part that differs is proposed.
  const part = kind === 'code' && quote.length < stated.length ? proposed.slice(-quote.length) : proposed;
  return {
    rule: 'code-name-match',
    places: [place, cellPlace(example.structure.table, other)],
    title:
      kind === 'code'
        ? {
            zh: `“${label}”的编码 ${stated} 应为 ${proposed}`,
            en: `Code ${stated} of “${label}” should be ${proposed}`,
          }
        : {
            zh: `${row.code} 的名称“${label}”应为“${proposed}”`,
            en: `Name “${label}” of ${row.code} should be “${proposed}”`,
          },
    message:
      kind === 'code'
        ? {
            zh: `${tableName(table)}“${label}”的编码为 ${stated}，其他表（${tableName(example.structure.table)}等）为 ${proposed}，请核对。`,
            en: `${tableName(table)} gives “${label}” the code ${stated}, other tables (${tableName(example.structure.table)}) ${proposed}; please check.`,
          }
        : {
            zh: `${tableName(table)}编码 ${row.code} 的名称写作“${label}”，其他表（${tableName(example.structure.table)}等）为“${proposed}”，请核对。`,
            en: `${tableName(table)} names code ${row.code} “${label}”, other tables (${tableName(example.structure.table)}) “${proposed}”; please check.`,
          },
    stated,
    expected: proposed,
    suspect: { place, stated: quote, proposed: part },
  };
}

// ------------------------------------------------------------------------------------------- against the classification

/** The years that our compilation covers; outside them it says nothing. */
const YEARS_COVERED = [2018, 2026] as const;

function* observeReference(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  const { year } = context.identity;
  if (year === null || year < YEARS_COVERED[0] || year > YEARS_COVERED[1]) return;
  const told = new Set<string>();
  const unknown: CodeRow[] = [];
  for (const row of rows) {
    const key = `${row.classification}:${row.code}:${row.name}`;
    if (told.has(key) || row.name === '') continue;
    told.add(key);
    const listed = lookUp(row.classification, row.code);
    if (isLegacyEconomic(row)) yield legacy(row, year);
    else if (listed.length === 0) {
      const owner = soleOwner(row, rows);
      if (owner) yield mistyped(row, owner);
      else unknown.push(row);
    } else {
      // A section whose rows begin with another code is told by them.
      const owner = row.node.children.some((c) => c.misfiled)
        ? undefined
        : ownerOneDigitAway(row, (code) => rows.filter((r) => r.code === code));
      if (owner) yield mistyped(row, owner);
      else yield* compareName(row, year);
    }
  }
  if (unknown.length > 0) yield unknownCodes(unknown, year);
}

/** A code that does not exist under a name that belongs to one code alone, of which it is one digit away. */
function soleOwner(row: CodeRow, rows: readonly CodeRow[]): string | undefined {
  if (row.name.length < 2 || rows.some((r) => r !== row && r.code === row.code && r.name === row.name))
    return undefined;
  const owners = new Set<string>();
  for (const entry of lookUpName(row.classification, row.name))
    if (entry.code.length === row.code.length && entry.certainty === 2) owners.add(entry.code);
  const near = [...owners].filter((code) => isOneDigitAway(code, row.code));
  // The owner's own row in the same table speaks for two things of one name.
  return near.length === 1 && !rows.some((r) => r.structure === row.structure && r.code === near[0])
    ? near[0]
    : undefined;
}

function mistyped(row: CodeRow, owner: string): Observation {
  const { table } = row.structure;
  const cell = codeCell(row);
  const place = cellPlace(table, cell);
  const quote = cell.text.trim();
  const label = row.node.row.label.trim();
  const listed = lookUp(row.classification, row.code).at(-1)?.name;
  const meaning = listed
    ? { zh: `这个编码是“${listed}”`, en: `which is that of “${listed}”` }
    : { zh: '科目中没有这个编码', en: 'which does not exist' };
  return {
    rule: 'code-name-match',
    places: [place],
    title: {
      zh: `“${label}”的编码 ${row.code} 应为 ${owner}`,
      en: `Code ${row.code} of “${label}” should be ${owner}`,
    },
    message: {
      zh: `${tableName(table)}“${label}”的编码写作 ${row.code}，${meaning.zh}，该名称的编码是 ${owner}，请核对。`,
      en: `${tableName(table)} gives “${label}” the code ${row.code}, ${meaning.en}; the name is that of ${owner}. Please check.`,
    },
    stated: row.code,
    expected: owner,
    suspect: {
      place,
      stated: quote,
      proposed: quote.length < row.code.length ? owner.slice(-quote.length) : owner,
    },
  };
}

/** Pairs of the economic classification in force until 2017 that mean something else, or nothing, since. */
const LEGACY_ECONOMIC: ReadonlyMap<string, RegExp> = new Map([
  ['30104', /社会保障缴费/],
  ['30311', /住房公积金/],
  ['30312', /提租补贴/],
  ['30313', /购房补贴/],
  ['30314', /采暖补贴/],
  ['30315', /物业(?:服务)?补贴/],
]);

const isLegacyEconomic = (row: CodeRow): boolean =>
  row.classification === 'economic' && LEGACY_ECONOMIC.get(row.code)?.test(row.name) === true;

function legacy(row: CodeRow, year: number): Observation {
  const place = cellPlace(row.structure.table, codeCell(row));
  return {
    rule: 'code-legacy-econ',
    places: [place],
    title: { zh: `旧经济科目 ${row.code} ${row.name}`, en: `Legacy economic code ${row.code} ${row.name}` },
    message: {
      zh: `${tableName(row.structure.table)}使用了 2017 年以前的经济科目“${row.code} ${row.name}”，${year} 年应按 2018 年起的支出经济分类编列。`,
      en: `${tableName(row.structure.table)} uses “${row.code} ${row.name}”, an economic code of before 2018, for ${year}.`,
    },
    stated: row.code,
  };
}

function unknownCodes(rows: readonly CodeRow[], year: number): Observation {
  const list = rows.slice(0, 6).map((r) => `${r.code} ${r.node.row.label.trim()}`);
  return {
    rule: 'code-exists',
    places: rows.slice(0, 6).map((r) => cellPlace(r.structure.table, codeCell(r))),
    title: { zh: `${rows.length} 个科目编码未查到`, en: `${rows.length} codes not in the list` },
    message: {
      zh: `下列编码在我们整理的 ${year} 年科目中没有查到，清单未必完整，请对照当年《政府收支分类科目》核对：${list.join('；')}。`,
      en: `These codes are not in our compilation of the ${year} classification, which may be incomplete; please check: ${list.join('; ')}.`,
    },
  };
}

function* compareName(row: CodeRow, year: number): Generator<Observation> {
  const listed = lookUp(row.classification, row.code);
  const current = listed.filter((e) => (e.from ?? 0) <= year && year <= (e.to ?? 9999));
  if (current.some((e) => fold(e.name) === row.name)) return;
  const entry = current[0];
  if (!entry) return;
  const cell = nameCell(row) ?? codeCell(row);
  const place = cellPlace(row.structure.table, cell);
  const expected = entry.name;
  const words = {
    places: [place],
    stated: row.name,
    expected,
    suspect: { place, stated: cell.text.trim(), proposed: expected },
  };
  const former = current.flatMap((e) => e.formerNames).find((f) => fold(f.name) === row.name);
  if (former) {
    if (former.until === null || former.until >= year) return;
    yield {
      ...words,
      rule: 'code-name-outdated',
      title: { zh: `“${row.name}”是旧名称`, en: `“${row.name}” is a former name` },
      message: {
        zh: `${tableName(row.structure.table)}编码 ${row.code} 写作“${row.name}”，该名称用到 ${former.until} 年，${year} 年应为“${expected}”。`,
        en: `${tableName(row.structure.table)} names ${row.code} “${row.name}”, in use until ${former.until}; in ${year} it is “${expected}”.`,
      },
    };
    return;
  }
  if (fold(expected).includes(row.name) || row.name.includes(fold(expected))) return;
  const owner = codeOfListedName(row);
  if (entry.certainty < 2 && !(owner && isOneDigitAway(owner, row.code))) return;
  const slip = row.name.length >= 5 && editDistance(row.name, fold(expected), 2) <= 2;
  const lost = !owner && isLostCharacter(fold(expected), row.name);
  if (!owner && !slip && !lost) return;
  yield {
    ...words,
    rule: 'code-name-match',
    ...(owner || lost ? {} : { severity: 'info' as const }),
    title: { zh: `${row.code} 的名称应为“${expected}”`, en: `${row.code} should be named “${expected}”` },
    message: {
      zh: `${tableName(row.structure.table)}编码 ${row.code} 写作“${row.node.row.label.trim()}”${owner ? `（该名称的编码是 ${owner}）` : ''}，当年科目名称为“${expected}”，请核对。`,
      en: `${tableName(row.structure.table)} names ${row.code} “${row.node.row.label.trim()}”${owner ? ` (the name of ${owner})` : ''}; the classification has “${expected}”. Please check.`,
    },
  };
}

/** One character of the official name left out, and not a mere 的 or 和 or a bracket. */
function isLostCharacter(official: string, printed: string): boolean {
  if (printed.length < 3 || printed.length !== official.length - 1) return false;
  let at = 0;
  while (at < printed.length && printed[at] === official[at]) at++;
  return official.slice(at + 1) === printed.slice(at) && !/[的和与及等费类款项、，()"]/.test(official[at]!);
}

/** The code to which a printed name belongs in the classification, where it is of the same level and surely known. */
function codeOfListedName(row: CodeRow): string | undefined {
  return lookUpName(row.classification, row.name).find(
    ({ code, certainty }) => code.length === row.code.length && certainty >= 2 && code !== row.code,
  )?.code;
}

// --------------------------------------------------------------------------------------------------- shape and order

/** 21409 above 2140101 and 2140106: the section's code is not that of the rows below it. */
function* observeSections(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  const told = new Set(labelFaults(context).map((f) => f.row.node));
  for (const row of rows) {
    const { node } = row;
    const [first, ...others] = node.children;
    if (!first?.misfiled || told.has(node)) continue;
    const proposed = first.code.slice(0, row.code.length);
    if (proposed === row.code || others.some((c) => !c.misfiled || !c.code.startsWith(proposed))) continue;
    if (soleOwner(row, rows) !== undefined && lookUp(row.classification, row.code).length === 0) continue;
    const cell = codeCell(row);
    const place = cellPlace(row.structure.table, cell);
    const quote = cell.text.trim();
    const label = node.row.label.trim();
    yield {
      rule: 'code-structure',
      places: [
        place,
        cellPlace(row.structure.table, codeCell({ structure: row.structure, node: first } as CodeRow)),
      ],
      title: {
        zh: `“${label}”的编码 ${row.code} 与下级不符`,
        en: `Code ${row.code} of “${label}” does not fit its detail rows`,
      },
      message: {
        zh: `${tableName(row.structure.table)}“${label}”的编码为 ${row.code}，其下各行的编码以 ${proposed} 开头，请核对。`,
        en: `${tableName(row.structure.table)} gives “${label}” the code ${row.code}, while the rows below it begin with ${proposed}; please check.`,
      },
      stated: row.code,
      expected: proposed,
      suspect: {
        place,
        stated: quote,
        proposed: quote.length < row.code.length ? proposed.slice(-quote.length) : proposed,
      },
    };
  }
}

/** A code cell of two, four or six digits among codes of three, five and seven: a digit is lost or doubled. */
function* observeStructure(context: ReviewContext): Generator<Observation> {
  for (const structure of context.structures) {
    const panels = structure.panels.filter((p) => p.codeColumns.length === 1);
    for (const panel of panels) {
      const coded = panel.rows.filter((r) => r.code !== null);
      const sound = coded.filter((r) => [3, 5, 7].includes(r.code!.length) && /^[25-9]|^3/.test(r.code!));
      if (sound.length < 4 || sound.length < coded.length * 0.8) continue;
      for (const row of coded) {
        if (![2, 4, 6].includes(row.code!.length)) continue;
        const cell = structure.grid.at(row.row, panel.codeColumns[0]!)!;
        if (fold(cell.text) !== row.code) continue;
        yield {
          rule: 'code-structure',
          places: [cellPlace(structure.table, cell)],
          title: { zh: `编码 ${row.code} 位数不对`, en: `Code ${row.code} has the wrong length` },
          message: {
            zh: `${tableName(structure.table)}“${row.label}”的编码 ${row.code} 为 ${row.code!.length} 位，科目编码应为 3、5 或 7 位。`,
            en: `${tableName(structure.table)}: the code ${row.code} of “${row.label}” has ${row.code!.length} digits; codes have 3, 5 or 7.`,
          },
          stated: row.code!,
        };
      }
    }
  }
}

function* observeOrder(rows: readonly CodeRow[]): Generator<Observation> {
  const byTable = new Map<CodeRow['structure'], CodeRow[]>();
  for (const row of rows) addToGroup(byTable, row.structure, row);
  for (const [structure, own] of byTable) {
    if (own.length > 2000) continue;
    const seconds: CodeRow[] = [];
    const last = new Map<unknown, CodeRow>();
    for (const row of own) {
      const siblings = row.node.parent ?? row.node.panel;
      const before = last.get(siblings);
      if (before && before.code.length === row.code.length && before.code > row.code) seconds.push(row);
      last.set(siblings, row);
    }
    // Tables over several bodies start anew for each, and some are sorted by amount: a slip is one row out of many.
    if (seconds.length !== 1 || own.length < 6) continue;
    const row = seconds[0]!;
    yield {
      rule: 'code-order',
      places: [cellPlace(structure.table, codeCell(row))],
      title: { zh: `编码 ${row.code} 次序颠倒`, en: `Code ${row.code} out of order` },
      message: {
        zh: `${tableName(structure.table)}编码 ${row.code} 排在比它大的同级编码之后，请核对次序。`,
        en: `${tableName(structure.table)}: code ${row.code} stands after a larger code of its level; please check the order.`,
      },
      stated: row.code,
    };
  }
}

// --------------------------------------------------------------------------------------------------------- kinds of fund

/** Sections (款) of government funds; the list holds those that are surely funds' own. */
const FUND_SECTIONS =
  /^(?:20610|20707|20709|20710|20822|20823|21160|21161|21208|21210|21211|21213|21214|21215|21216|21366|21367|21369|21460|21462|21463|21464|21562|22904|22908|22960|23204|23304)/;
/** Classes without any fund item. */
const GENERAL_CLASSES = /^(?:201|203|204|205|217|221|222|224)/;

function* observeFunds(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  for (const row of rows) {
    if (row.classification !== 'functional' || row.node.children.length > 0) continue;
    const { kind } = row.structure;
    const wrong =
      kind === 'general-budget-expenditure'
        ? FUND_SECTIONS.test(row.code)
          ? ['政府性基金', 'government fund']
          : row.code.startsWith('223')
            ? ['国有资本经营预算', 'state capital budget']
            : undefined
        : (kind === 'government-fund' || kind === 'state-capital') && GENERAL_CLASSES.test(row.code)
          ? ['一般公共预算', 'general public budget']
          : undefined;
    if (!wrong || !rowAmount(context, row)) continue;
    yield {
      rule: 'code-kind-table',
      places: [cellPlace(row.structure.table, codeCell(row))],
      title: { zh: `${row.code} 是${wrong[0]}科目`, en: `${row.code} belongs to the ${wrong[1]}` },
      message: {
        zh: `${tableName(row.structure.table)}列有“${row.code} ${row.node.row.label.trim()}”，这是${wrong[0]}的科目，不应列在此表。`,
        en: `${tableName(row.structure.table)} lists “${row.code} ${row.node.row.label.trim()}”, an item of the ${wrong[1]}, which does not belong there.`,
      },
      stated: row.code,
    };
  }
}

// -------------------------------------------------------------------------------------------------- summary and code tables

/** A class of the summary that is nearly, but not quite, the name of the class in the code tables. */
function* observeClassLabels(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  const classes = new Map<string, CodeRow>();
  for (const row of rows)
    if (row.classification === 'functional' && row.code.length === 3 && !classes.has(row.name))
      classes.set(row.name, row);
  if (classes.size === 0) return;
  for (const structure of context.structures) {
    if (structure.kind !== 'income-expenditure-summary' && structure.kind !== 'grant-summary') continue;
    const printed = new Set(structure.panels.flatMap((p) => p.rows.map((r) => bareLabel(r.label))));
    for (const [name, row] of classes) {
      if (printed.has(name)) continue;
      for (const panel of structure.panels) {
        const near = panel.rows.find((r) => {
          const label = bareLabel(r.label);
          return (
            label !== name &&
            label.endsWith('支出') === name.endsWith('支出') &&
            !classes.has(label) &&
            !isLostCharacter(label, name) &&
            isNear(row.code, label, name)
          );
        });
        const cell =
          near && near.labelColumn >= 0 ? structure.grid.at(near.row, near.labelColumn) : undefined;
        if (!near || !cell) continue;
        yield {
          rule: 'code-class-label',
          places: [
            cellPlace(structure.table, cell),
            cellPlace(row.structure.table, nameCell(row) ?? codeCell(row)),
          ],
          title: {
            zh: `类名“${bareLabel(near.label)}”与“${name}”不一致`,
            en: `Class “${bareLabel(near.label)}” against “${name}”`,
          },
          message: {
            zh: `${tableName(structure.table)}写作“${near.label.trim()}”，${tableName(row.structure.table)}编码 ${row.code} 的名称为“${name}”，请统一。`,
            en: `${tableName(structure.table)} says “${near.label.trim()}”, ${tableName(row.structure.table)} names ${row.code} “${name}”; please use one.`,
          },
          stated: bareLabel(near.label),
          expected: name,
        };
      }
    }
  }
}

/** A slip of one or two characters, or a former name of the same class. */
function isNear(code: string, label: string, name: string): boolean {
  if (label.length >= 5 && editDistance(label, name, 2) <= 2) return true;
  return isKnownPair('functional', code, label);
}

const ADMINISTRATIVE = /^(?:2080501|2101101|20\d{3}01)$/;

/** Items of administrations in a public institution that is not managed by the civil service law. */
function* observeAgency(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  const { entity } = context.identity;
  if (!entity || !/(?:中心|学校|小学|中学|幼儿园|医院|图书馆|博物馆|研究院|研究所)$/.test(entity)) return;
  if (context.document.blocks.some((b) => /参公|参照.{0,4}公务员|行政单位\s*\d*\s*家/.test(b.text))) return;
  const found = rows.filter(
    (r) => r.classification === 'functional' && ADMINISTRATIVE.test(r.code) && /行政/.test(r.name),
  );
  const institution = rows.some((r) => /^(?:2080502|2101102|20\d{3}50)$/.test(r.code));
  if (found.length === 0 || institution) return;
  const first = found[0]!;
  yield {
    rule: 'code-agency-fit',
    places: [cellPlace(first.structure.table, codeCell(first))],
    title: {
      zh: `事业单位使用行政科目 ${first.code}`,
      en: `Public institution uses administrative item ${first.code}`,
    },
    message: {
      zh: `“${entity}”像是事业单位，却使用行政单位科目“${first.code} ${first.name}”；如为参公单位则无误，请核对。`,
      en: `“${entity}” looks like a public institution but uses the administrative item “${first.code} ${first.name}”; right for a body under the civil service law, please check.`,
    },
    stated: first.code,
  };
}

/** The same money under one item in the income table and under another in the expenditure table. */
function* observeCodeSets(context: ReviewContext, rows: readonly CodeRow[]): Generator<Observation> {
  const leaves = (kind: string) =>
    rows.filter((r) => r.structure.kind === kind && r.node.children.length === 0 && r.code.length === 7);
  const [income, expenditure] = [leaves('income-summary'), leaves('expenditure-summary')];
  const only = (a: readonly CodeRow[], b: readonly CodeRow[]) => {
    const known = new Set(b.map((r) => r.code));
    return a.filter((r) => !known.has(r.code) && rowAmount(context, r));
  };
  const [left, right] = [only(income, expenditure), only(expenditure, income)];
  for (const row of left) {
    const partner = right.find(
      (r) =>
        r.code.slice(0, 5) === row.code.slice(0, 5) &&
        sameAmount(rowAmount(context, r), rowAmount(context, row)),
    );
    if (!partner || partner.name === row.name) continue;
    yield {
      rule: 'tie-code-set',
      places: [
        cellPlace(row.structure.table, codeCell(row)),
        cellPlace(partner.structure.table, codeCell(partner)),
      ],
      title: {
        zh: `收入列 ${row.code}，支出列 ${partner.code}`,
        en: `Income under ${row.code}, expenditure under ${partner.code}`,
      },
      message: {
        zh: `同一金额在${tableName(row.structure.table)}列为“${row.code} ${row.name}”，在${tableName(partner.structure.table)}列为“${partner.code} ${partner.name}”，请核对。`,
        en: `One amount stands under “${row.code} ${row.name}” in ${tableName(row.structure.table)} and under “${partner.code} ${partner.name}” in ${tableName(partner.structure.table)}; please check.`,
      },
      stated: row.code,
      expected: partner.code,
    };
  }
}
