import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { CaseReport } from '../../../core/reports/report.ts';
import { reportToDocx } from '../../../workers/writers/report-docx.ts';
import { reportToXlsx } from '../../../workers/writers/report-xlsx.ts';
import { publication, reviewOf } from '../../core/reports/review-for-tests.ts';

const corrected: CaseReport = {
  review: reviewOf({
    ...publication,
    corrections: [
      { where: { table: 't1', row: 1, col: 2, page: 4, quote: '12,760' }, corrected: '12,750', used: true },
    ],
  }),
  language: 'en',
  captures: [
    {
      document: publication.document.sha256,
      method: 'Chosen file',
      size: 154_141,
      at: '2026-11-22T04:18:00Z',
      address: 'https://example.gov.cn/a.pdf',
    },
  ],
};

const unpack = (bytes: Uint8Array) => unzipSync(bytes);
const xml = (files: Record<string, Uint8Array>, name: string) => strFromU8(files[name] ?? new Uint8Array());
/** Texts of a workbook: each stands once in the shared strings. */
const textsOf = (files: Record<string, Uint8Array>) => xml(files, 'xl/sharedStrings.xml');

describe('the workbook', () => {
  it('gives every row a height of its own, so that no program cuts wrapped text', async () => {
    const files = unpack(await reportToXlsx(corrected));
    const sheets = Object.keys(files).filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
    expect(sheets.length).toBe(6);
    for (const name of sheets) {
      const rows = xml(files, name).match(/<row [^>]*>/g) ?? [];
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        const height = Number(/ ht="([\d.]+)"/.exec(row)?.[1]);
        expect(height, `${name} ${row}`).toBeGreaterThanOrEqual(14);
        expect(height).toBeLessThanOrEqual(409);
      }
    }
  });

  it('prints as wide as the paper, with well-formed settings', async () => {
    const files = unpack(await reportToXlsx(corrected));
    const setup = /<pageSetup[^>]*>/.exec(xml(files, 'xl/worksheets/sheet2.xml'))?.[0] ?? '';
    expect(setup).toContain('fitToWidth="1"');
    const names = [...setup.matchAll(/([\w:]+)=/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names the evidence of each document and every corrected reading', async () => {
    const texts = textsOf(unpack(await reportToXlsx(corrected)));
    for (const wanted of [
      publication.document.sha256,
      'Chosen file',
      '154141',
      'https://example.gov.cn/a.pdf',
      '12,760',
      '12,750',
    ])
      expect(texts).toContain(wanted);
  });
});

describe('the Word document', () => {
  it('underlines the digits that differ, and names corrected readings', async () => {
    const text = xml(unpack(await reportToDocx(corrected)), 'word/document.xml');
    expect(text).toMatch(/<w:u w:val="single"\/>/);
    expect(text).toContain('12,760');
    expect(text).toContain('Corrected readings');
  });

  it('has no Chinese punctuation of its own in English', async () => {
    const text = xml(unpack(await reportToDocx(corrected)), 'word/document.xml');
    expect(text).not.toMatch(/Basis：|Same error at：|Quoted：/);
  });
});
