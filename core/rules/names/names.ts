import type { Place } from '../../model/place.ts';
import type { Message } from '../../model/source.ts';
import { lookUp } from '../../reference/classification.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { once } from '../once.ts';
import { blockPlace, cellPlace } from '../places.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { differByRegion, isShortForm, lacksDistrict } from './body-names.ts';

/** G9: the same body from the cover to the last form. */
export const names: RuleFamily = {
  rules: [
    {
      id: 'doc-name-consistent',
      severity: 'error',
      title: { zh: '单位名称一致', en: 'Cover, tables and forms name the same body' },
      basis: '同一文件单位名称应当一致',
      formula: '封面、编制部门、表单中的单位 = 本单位',
    },
    {
      id: 'hyg-name-variant',
      severity: 'info',
      title: { zh: '单位名称写法统一', en: 'The body’s name is written one way' },
      basis: '同一文件单位名称应当一致',
      formula: '封面、表头的单位名称写法相同',
    },
    {
      id: 'doc-unit-kind',
      severity: 'info',
      title: { zh: '部门/单位称谓一致', en: '“Department” and “unit” used consistently' },
      basis: '预算公开格式要求',
      formula: '单位预算用“本单位”，部门预算用“本部门”',
    },
  ],
  *observe(context) {
    yield* observeNames(context);
    yield* observeTitles(context);
    yield* observeVariants(context);
    yield* observeUnitKind(context);
  },
};

interface NamedPlace {
  readonly name: string;
  readonly place: Place;
  /** `line`: over a table or on the cover, where one publication names one body; `form`: a key of a form. */
  readonly kind: 'line' | 'form';
}

const LINE_KEY =
  /(?:编制|填报|填表|公开|预算|主管|报送|编报)?(?:预算)?(?:主管)?(?:部门|单位)(?:名称|\(公章\)|\(盖章\))?:(?:\d{3,12})?[-—]?([\u4e00-\u9fa5()]{4,40}?)(?=单位:|金额|年度|日期|$|[^\u4e00-\u9fa5()])/;
const CODE_AND_NAME = /^\d{6,12}[-—]?([\u4e00-\u9fa5()]{4,40})$/;
const FORM_KEY =
  /^(?:主管部门|实施单位|预算单位|项目单位|填报单位|实施单位\(部门\)|部门\(单位\)名称|单位名称|部门名称|项目主管部门|项目实施单位)(?:及代码)?$/;

/** Every name that stands where a publication names its own body (or the department over it). */
const namedPlaces = once(({ document }: ReviewContext): readonly NamedPlace[] => {
  const found: NamedPlace[] = [];
  const firstTable = document.tables[0]?.block ?? document.blocks.length;
  for (const block of document.blocks) {
    const isLine = block.role === 'body-line' || block.role === 'unit-line';
    const isCover = block.role === 'paragraph' && block.index < firstTable && block.text.length <= 60;
    if (!isLine && !isCover) continue;
    const name = lineName(block.text);
    if (name) found.push({ name, place: blockPlace(block), kind: 'line' });
  }
  for (const table of document.tables) {
    for (const { cell, folded } of wordCells(table)) {
      const name = cell.row < 4 && !cell.header ? lineName(folded) : undefined;
      if (name) found.push({ name, place: cellPlace(table, cell), kind: 'line' });
      if (!/[位门]/.test(folded) || !FORM_KEY.test(folded.replace(/:$/, ''))) continue;
      const value = table.cells.find((c) => c.row === cell.row && c.col === cell.col + cell.colSpan);
      const m = /^(?:\d{3,12})?[-—]?([\u4e00-\u9fa5()]{4,40})(?:[-—]\d+)?$/.exec(fold(value?.text ?? ''));
      if (value && m) found.push({ name: m[1]!, place: cellPlace(table, value), kind: 'form' });
    }
  }
  return found;
});

function lineName(text: string): string | undefined {
  const t = fold(text);
  if (!t.includes(':') && !/^\d/.test(t)) return undefined;
  const coded = CODE_AND_NAME.exec(t);
  // 2120803-城市建设支出 is an item of the classification.
  const isItem = coded !== null && lookUp('functional', /^\d+/.exec(t)![0]).length > 0;
  return (LINE_KEY.exec(t) ?? (isItem ? null : coded))?.[1];
}

/**
 * A name that differs from the document's own only in the place it names (南川区 for 北岭区), or the one line over a table that
 * names another body than all other lines. Subordinate units, departments over a unit and short forms are other names of right.
 */
function* observeNames(context: ReviewContext): Generator<Observation> {
  const places = namedPlaces(context);
  const text = fold(context.document.blocks.map((b) => (b.role === 'furniture' ? '' : b.text)).join('\n'));
  const counts = new Map<string, number>();
  for (const { name } of places) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of counts.keys()) {
    const inText = text.split(name).length - 1;
    counts.set(name, Math.max(counts.get(name)!, inText));
  }
  const lines = places.filter((p) => p.kind === 'line');
  const told = new Set<string>();
  for (const { name, place, kind } of places) {
    const count = counts.get(name)!;
    const rival = [...counts]
      .filter(([other, n]) => other !== name && n >= 2 * count && differByRegion(name, other))
      .sort((a, b) => b[1] - a[1])[0];
    const main = rival?.[0] ?? (kind === 'line' ? loneLine(name, lines) : undefined);
    if (!main || told.has(name)) continue;
    told.add(name);
    const more = places.filter((p) => p.name === name && p.place !== place).map((p) => p.place);
    const example = places.find((p) => p.name === main)?.place;
    const quote = place.quote.trim();
    yield {
      rule: 'doc-name-consistent',
      places: [place, ...more.slice(0, 3), ...(example ? [example] : [])],
      title: { zh: `单位名称“${name}”与全文不一致`, en: `Body named “${name}”, elsewhere another` },
      message: {
        zh: `${where(context, place).zh}单位写作“${name}”，本文件其他各处为“${main}”（${counts.get(main)} 处），请核对更正。`,
        en: `${where(context, place).en} names the body “${name}”, while the rest of the document says “${main}” (${counts.get(main)} times); please correct it.`,
      },
      stated: name,
      expected: main,
      suspect: {
        place,
        stated: quote,
        proposed: fold(quote).includes(name) ? fold(quote).replace(name, main) : main,
      },
    };
  }
}

/** The table or line in which a name stands, in words. */
function where({ document }: ReviewContext, place: Place): Message {
  const table = place.kind === 'text' ? document.blocks[place.block]?.table : place.table;
  const title = document.tables.find((t) => t.id === table)?.title?.replace(/[《》]/g, '');
  return title
    ? {
        zh: `《${title}》${place.kind === 'text' ? '表头' : '中'}`,
        en: `${place.kind === 'text' ? 'The line over' : 'A cell of'} “${title}”`,
      }
    : { zh: `“${place.quote.trim()}”处`, en: `“${place.quote.trim()}”` };
}

const TITLE_NAME =
  /^([\u4e00-\u9fa5()]{4,40}?[局委院会办署厅所站心校馆室队政府部处社团园场])(?:概况|(?:20\d{2}年?度?)?(?:部门|单位)?(?:预算|决算)(?:表|公开|情况|说明|报告|信息|编制)*)$/;

/** Names in the titles, chapter headings, contents and page headers in which a publication names itself. */
function titledPlaces({ document }: ReviewContext): { readonly name: string; readonly place: Place }[] {
  const firstTable = document.tables[0]?.block ?? document.blocks.length;
  const seen = new Set<string>();
  return document.blocks.flatMap((block) => {
    const isCover = block.role === 'paragraph' && block.index < firstTable && block.text.length <= 60;
    if (!isCover && !['heading', 'title', 'contents', 'furniture'].includes(block.role)) return [];
    const text = fold(block.text).replace(/^第[一二三四五六七八九十\d]+(?:部分|章|节)/, '');
    const name = TITLE_NAME.exec(text.replace(/(?:\.{2,}|…+)?\d{0,3}$/, ''))?.[1];
    // A header stands on every page and counts once.
    if (!name || (block.role === 'furniture' && seen.has(text))) return [];
    seen.add(text);
    return [{ name, place: blockPlace(block) }];
  });
}

/**
 * One title that names the body of another district, or the one over the district (东河市规划和自然资源局 in a publication of
 * 东河市北岭区规划和自然资源局). Superior and former bodies are named in sentences and lines with a key, never in such a title.
 */
function* observeTitles(context: ReviewContext): Generator<Observation> {
  const own = context.identity.entity === null ? '' : fold(context.identity.entity);
  const titles = titledPlaces(context);
  const places = [...titles, ...namedPlaces(context).filter((p) => p.kind === 'line')];
  const ownCount = places.filter((p) => p.name === own).length;
  for (const { name, place } of titles) {
    if (name === own || titles.filter((t) => t.name === name).length * 2 > ownCount) continue;
    if (!lacksDistrict(name, own) && !differByRegion(name, own)) continue;
    const example = places.find((p) => p.name === own)?.place;
    const quote = place.quote.trim();
    yield {
      rule: 'doc-name-consistent',
      places: [place, ...(example ? [example] : [])],
      title: {
        zh: `标题写作“${name}”，与全文单位名称不一致`,
        en: `A title names “${name}”, elsewhere another body`,
      },
      message: {
        zh: `标题“${quote}”写作“${name}”，本文件其他标题和表头为“${own}”，两者不是同一单位，请核对更正。`,
        en: `The title “${quote}” names “${name}”, while other titles and table lines name “${own}”, which is another body; please correct it.`,
      },
      stated: name,
      expected: own,
      suspect: { place, stated: quote, proposed: quote.includes(name) ? quote.replace(name, own) : own },
    };
    return;
  }
}

/** The name on all other lines, where at least four agree and this one stands alone and is no form of theirs. */
function loneLine(name: string, lines: readonly NamedPlace[]): string | undefined {
  const others = lines.filter((l) => l.name !== name);
  const main = others[0]?.name;
  if (!main || others.length < 4 || lines.length - others.length > 1) return undefined;
  return others.every((l) => l.name === main) && !isShortForm(name, main) ? main : undefined;
}

/**
 * Lines of one publication that name the body now in full, now in a shorter form: 东河市北岭区医疗保障局, 北岭区医疗保障局. A name
 * with 本级 or 机关 added means the head office, which is a body of its own.
 */
function* observeVariants(context: ReviewContext): Generator<Observation> {
  const lines = namedPlaces(context).filter((p) => p.kind === 'line');
  const counts = new Map<string, number>();
  for (const { name } of lines) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [full] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (full === undefined) return;
  const variants = lines.filter(
    ({ name }) => name !== full && isShortForm(name, full) && name.at(-1) === full.at(-1),
  );
  const [first] = variants;
  if (!first) return;
  yield {
    rule: 'hyg-name-variant',
    places: variants.slice(0, 4).map((v) => v.place),
    stated: first.name,
    expected: full,
    title: {
      zh: `单位名称有“${full}”和“${first.name}”两种写法`,
      en: `Body named both “${full}” and “${first.name}”`,
    },
    message: {
      zh: `此处写作“${first.name}”，本文件多作“${full}”：全称与简称混用，请统一并核对是否同一单位。`,
      en: `This place says “${first.name}”, most others “${full}”: please use one form, and see that both are one body.`,
    },
  };
}

// ---------------------------------------------------------------------------------------------------------- 部门 / 单位

/** 本部门 in a unit's budget, or 本单位 in a department's: once per document, where the other wording prevails. */
function* observeUnitKind(context: ReviewContext): Generator<Observation> {
  const blocks = context.document.blocks.filter((b) => b.role === 'paragraph' || b.role === 'note');
  const count = (word: RegExp) => blocks.reduce((n, b) => n + (b.text.match(word)?.length ?? 0), 0);
  const department = count(/本部门/g);
  const unit = count(/本单位/g);
  const few = Math.min(department, unit);
  const many = Math.max(department, unit);
  if (few === 0 || many < 4 || few * 4 > many) return;
  const word = department < unit ? '本部门' : '本单位';
  const usual = word === '本部门' ? '本单位' : '本部门';
  const places = blocks.filter((b) => b.text.includes(word)).map((b) => blockPlace(b, word));
  yield {
    rule: 'doc-unit-kind',
    places: places.slice(0, 4),
    title: { zh: `“${word}”与“${usual}”混用`, en: `${word} among ${usual}` },
    message: {
      zh: `全文多用“${usual}”（${many} 处），另有 ${few} 处写作“${word}”，请统一。`,
      en: `The document mostly says ${usual} (${many} times) but ${word} in ${few} places; please use one.`,
    },
    stated: word,
    expected: usual,
  };
}
