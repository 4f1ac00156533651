import { describe, expect, it } from 'vitest';
import {
  arrangeFindings,
  decisionOf,
  type FindingItem,
  stepFinding,
  stepGroup,
} from '../../../pwa/components/finding-groups.ts';
import { nameTables, nameTablesOfCase, placeLabel } from '../../../pwa/components/places.ts';
import { en } from '../../../pwa/i18n/en.ts';
import { zh } from '../../../pwa/i18n/zh.ts';
import { finding, publication } from '../fixtures.ts';

const decided = (agreed: 'confirmed' | 'open'): FindingItem['decision'] => ({ heads: [], agreed });
const items: readonly FindingItem[] = [
  { finding: finding('a', 'info') },
  { finding: finding('b', 'error', { rule: 'tie-t1-t2' }), decision: decided('confirmed') },
  { finding: finding('c', 'error', { where: [{ block: 3, page: 6, quote: '2022' }] }) },
];
const arrange = (more: Partial<Parameters<typeof arrangeFindings>[1]> = {}) =>
  arrangeFindings(
    items,
    { grouping: 'severity', hideDecided: false, query: '', ...more },
    new Map(),
    zh,
    'zh',
  );
const shape = (groups: ReturnType<typeof arrange>) =>
  groups.map(({ label, items }) => `${label}: ${items.map((item) => item.finding.id).join(' ')}`);

describe('arrangeFindings', () => {
  it('groups by severity, errors first, and keeps the order of the review within', () => {
    expect(shape(arrange())).toEqual(['错误: b c', '提示: a']);
  });

  it('groups by table and by rule on request', () => {
    expect(shape(arrange({ grouping: 'table' }))).toEqual(['t1: b a', '正文: c']);
    expect(arrange({ grouping: 'rule' }).map(({ key }) => key)).toEqual(['tie-t1-t2', 'foot-code-kuan-lei']);
  });

  it('hides decided findings but goes on counting them', () => {
    const [errors] = arrange({ hideDecided: true });
    expect(errors?.items.map((item) => item.finding.id)).toEqual(['c']);
    expect(errors).toMatchObject({ decided: 1, total: 2 });
  });

  it('finds an amount with and without its separators, and a place by its words', () => {
    expect(shape(arrange({ query: '1234' }))).toEqual(['错误: b', '提示: a']);
    expect(shape(arrange({ query: '1,234 标题a' }))).toEqual(['提示: a']);
    expect(shape(arrange({ query: '正文·6页' }))).toEqual(['错误: c']);
    expect(arrange({ query: '没有' })).toEqual([]);
  });

  it('takes reviewers who disagree as not decided', () => {
    expect(decisionOf({ finding: finding('x'), decision: { heads: [] } })).toBe('open');
    expect(decisionOf({ finding: finding('x'), decision: decided('open') })).toBe('open');
  });
});

describe('steps', () => {
  it('walks over the groups and stays at the ends', () => {
    const groups = arrange();
    expect(stepFinding(groups, undefined, 1)).toBe('b');
    expect(stepFinding(groups, 'c', 1)).toBe('a');
    expect(stepFinding(groups, 'a', 1)).toBe('a');
    expect(stepFinding(groups, 'b', -1)).toBe('b');
    expect(stepGroup(groups, 'b', 1)).toBe('a');
    expect(stepGroup(groups, 'a', -1)).toBe('b');
    expect(stepFinding([], undefined, 1)).toBeUndefined();
  });
});

describe('names of tables and places', () => {
  const table = (id: string, title: string) => ({ id, title, unit: null, kind: 'other' });

  it('counts tables where none prints a number', () => {
    const names = nameTables([table('t1', '收支总表'), table('t2', '支出总表')], zh);
    expect([...names.values()]).toEqual(['表1', '表2']);
  });

  it('goes by number lines of their own before the order', () => {
    const names = nameTables([{ ...table('t1', '收支总表'), number: '公开03表' }, table('t2', '支出')], zh);
    expect([...names.values()]).toEqual(['表3', '第2张表']);
  });

  it('tells the tables of several documents apart', () => {
    const of = (sha256: string, title: string) => ({
      ...publication(sha256, sha256),
      tables: [table('t1', title)],
    });
    const names = nameTablesOfCase([of('aa', '表5 支出'), of('bb', '表7 支出')], zh);
    const place = { table: 't1', row: 1, col: 1, quote: '' };
    expect(placeLabel({ ...place, document: 'aa' }, names, zh)).toBe('表5');
    expect(placeLabel({ ...place, document: 'bb' }, names, zh)).toBe('表7');
  });

  it('keeps to printed numbers, and tells a table without one by its place in words', () => {
    const names = nameTables([table('t1', '2、部门收支总表'), table('t2', '绩效目标表')], zh);
    expect([...names.values()]).toEqual(['表2', '第2张表']);
    expect(placeLabel({ table: 't1', row: 1, col: 1, page: 10, quote: '' }, names, zh)).toBe('表2·10页');
    expect(placeLabel({ block: 4, page: 6, quote: '' }, names, en)).toBe('Text · p. 6');
    expect(placeLabel({ table: 't1', sheet: '表2', cell: 'C5', quote: '' }, names, zh)).toBe('表2·C5');
  });
});
