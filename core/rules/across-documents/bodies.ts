import type { Document } from '../../model/document.ts';
import { fold } from '../../structure/text.ts';
import { once } from '../once.ts';
import type { ReviewContext } from '../rule.ts';

/** Whether two publications are of one body, as far as their names tell. */
export function isSameBody(a: ReviewContext, b: ReviewContext): boolean {
  const [x, y] = [namesOf(a), namesOf(b)];
  return x.some((p) => y.some((q) => isSameName(p, q)));
}

/** Bodies that a department's text lists among its own. */
export function mentions(context: ReviewContext, body: string): boolean {
  const name = bareName(body);
  return (
    context.document.blocks.some((b) => bareName(b.text).includes(name)) ||
    context.document.tables.some((t) => t.cells.some((c) => bareName(c.text) === name))
  );
}

/** `department` (部门预算), `unit` (单位预算), or null where the titles do not say. */
export function levelOf(document: Document): 'department' | 'unit' | null {
  const heads = document.blocks
    .filter((b) => b.role === 'heading' || b.role === 'title' || b.role === 'paragraph')
    .slice(0, 6)
    .map((b) => fold(b.text))
    .filter((t) => t.length <= 40 && !/[。:;]$/.test(t));
  const all = heads.join('|');
  const unit = /单位(?:预算|决算)|预算单位/.test(all);
  const department = /部门(?:预算|决算)|预算主管部门/.test(all);
  if (unit !== department) return unit ? 'unit' : 'department';
  // Both words: the title says which, and headings below it repeat a form.
  const title = heads.map((t) => /(部门|单位)(?:预算|决算)/.exec(t)).find((m) => m !== null);
  return title ? (title[1] === '单位' ? 'unit' : 'department') : null;
}

const namesOf = once(({ identity, document }: ReviewContext): string[] => {
  if (identity.entity !== null) return [bareName(identity.entity)];
  return document.blocks
    .filter((b) => b.role !== 'furniture' && b.role !== 'contents')
    .slice(0, 12)
    .filter((b) => b.text.length <= 60)
    .map((b) => bareName(b.text))
    .filter((name) => name.length >= 5);
});

/** A body's name without year, 本级, 机关 and the words of a title around it: as compared. */
export const bareName = (text: string): string =>
  fold(text)
    .replace(/20\d{2}年?度?/g, '')
    .replace(/[()"]/g, '')
    .replace(/(?:本级|机关|部门|单位|预算|决算|信息|公开|情况|说明|报告|表)+$/g, '')
    .replace(/^(?:中共|中国共产党)/, '');

/** Whether two names, each bare, are of one body: alike, or one a short form of the other. */
export const isSameName = (a: string, b: string): boolean => a === b || isShortFor(a, b) || isShortFor(b, a);

const REGIONS = /[省市州盟区县旗镇乡]/;
/** A body's name may end within another's: 某局 in 某局服务中心 is the body over it, and no short form. */
const BODY_ENDS = /[局委院会办署厅所站校馆队部处团园场]|中心|政府/;

/**
 * 江苏省委办公厅 is short for 中共江苏省委员会办公厅: its characters stand there in the same order, and what is left out names
 * neither another place nor another body. 东河市教育局 and 东河市北岭区教育局 are two.
 */
function isShortFor(name: string, full: string): boolean {
  if (name.length < 5 || name.length >= full.length || name.length * 2 < full.length) return false;
  if (name.at(-1) !== full.at(-1)) return false;
  // From the end, so that 局 of the name is the last one of the full name.
  let at = full.length;
  const left: string[] = [];
  for (const c of [...name].reverse()) {
    const found = full.lastIndexOf(c, at - 1);
    if (found < 0 || at === 0) return false;
    left.unshift(full.slice(found + 1, at));
    at = found;
  }
  const [head, inner] = [full.slice(0, at), left.filter((run) => run !== '')];
  if (head !== '' && (BODY_ENDS.test(head) || !REGIONS.test(head.at(-1)!))) return false;
  return inner.every((run) => run.length === 1 || (!REGIONS.test(run.at(-1)!) && !/局|中心|政府/.test(run)));
}
