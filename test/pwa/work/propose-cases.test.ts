import { describe, expect, it } from 'vitest';
import { type KnownFile, proposeCases } from '../../../pwa/work/propose-cases.ts';

const file = (entity: string | null, year: number | null = 2024): KnownFile => ({
  entity,
  year,
  kind: 'budget',
});

describe('proposeCases', () => {
  it('puts files of one body and one year into one case, in the order of the files', () => {
    expect(proposeCases([file('甲局'), file('乙局'), file('甲局'), file('甲局', 2023)])).toEqual([
      0, 1, 0, 2,
    ]);
  });

  it('takes spaces and the form of brackets in a name for no difference', () => {
    expect(proposeCases([file('甲局（本级）'), file('甲局 (本级)')])).toEqual([0, 0]);
  });

  it('puts a file without a body beside the others where these are all of one case', () => {
    expect(proposeCases([file(null, null), file('甲局'), file('甲局')])).toEqual([0, 0, 0]);
  });

  it('keeps files without a body apart where there are several cases, or none', () => {
    expect(proposeCases([file('甲局'), file('乙局'), file(null, null), file(null, null)])).toEqual([
      0, 1, 2, 3,
    ]);
    expect(proposeCases([file(null, null), file(null)])).toEqual([0, 1]);
  });

  it('puts a file without a year into the only case of its body', () => {
    expect(proposeCases([file('甲局'), file('乙局'), file('甲局', null)])).toEqual([0, 1, 0]);
    expect(proposeCases([file('甲局'), file('甲局', 2023), file('甲局', null)])).toEqual([0, 1, 2]);
  });
});
