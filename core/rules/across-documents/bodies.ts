import type { Document } from '../../model/document.ts';
import { fold } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';

/** Whether two publications are of one body, as far as their names tell. */
export function isSameBody(a: ReviewContext, b: ReviewContext): boolean {
  const [x, y] = [namesOf(a), namesOf(b)];
  return x.some((p) => y.some((q) => p === q || isShortFor(p, q) || isShortFor(q, p)));
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
    .filter((t) => t.length <= 40 && !/[。:;]$/.test(t))
    .join('|');
  const unit = /单位(?:预算|决算)|预算单位/.test(heads);
  const department = /部门(?:预算|决算)|预算主管部门/.test(heads);
  return unit === department ? null : unit ? 'unit' : 'department';
}

function namesOf({ identity, document }: ReviewContext): string[] {
  if (identity.entity !== null) return [bareName(identity.entity)];
  return document.blocks
    .filter((b) => b.role !== 'furniture' && b.role !== 'contents')
    .slice(0, 12)
    .filter((b) => b.text.length <= 60)
    .map((b) => bareName(b.text))
    .filter((name) => name.length >= 5);
}

/** A body's name without year, 本级, 机关 and the words of a title around it: as compared. */
export const bareName = (text: string): string =>
  fold(text)
    .replace(/20\d{2}年?度?/g, '')
    .replace(/[()"]/g, '')
    .replace(/(?:本级|机关|部门|单位|预算|决算|信息|公开|情况|说明|报告|表)+$/g, '')
    .replace(/^(?:中共|中国共产党)/, '');

/** 江苏省委办公厅 is short for 中共江苏省委员会办公厅: its characters stand there in the same order. */
function isShortFor(name: string, full: string): boolean {
  if (name.length < 5 || name.length * 2 < full.length) return false;
  let at = 0;
  for (const c of name) {
    at = full.indexOf(c, at) + 1;
    if (at === 0) return false;
  }
  return name.at(-1) === full.at(-1);
}
