import { describe, expect, it } from 'vitest';
import type { SourcePage } from '../../../core/model/source.ts';
import { drawPage } from '../../../core/tables/draw-page.ts';
import { pageToSheet } from '../../../core/tables/page/sheet.ts';
import { pageToLayout } from '../../../core/tables/page-to-layout.ts';

const word = (text: string, x: number, y: number) =>
  ({ text, rect: [x, y, x + 40, y + 10], size: 10, angle: 0, bold: false }) as const;
const line = (rect: readonly [number, number, number, number]) =>
  ({ rect, direction: rect[2] - rect[0] > rect[3] - rect[1] ? 'horizontal' : 'vertical' }) as const;

const page: SourcePage = {
  number: 4,
  box: [0, 0, 200, 100],
  rotation: 0,
  words: [word('项目', 15, 45), word('金额', 115, 45), word('<b>&\u0001', 15, 25), word('1.50', 115, 25)],
  rulings: [
    ...[20, 40, 60].map((y) => line([10, y, 190, y])),
    ...[10, 110, 190].map((x) => line([x, 20, x, 60])),
  ],
  imageCover: 0,
};

describe('drawPage', () => {
  const drawing = drawPage(pageToLayout(pageToSheet(page)));

  it('draws words, lines, cells and the table of a page', () => {
    expect(drawing).toContain('viewBox="0 0 200 100"');
    expect(drawing.match(/<text /g)).toHaveLength(4);
    expect(drawing.match(/<line /g)).toHaveLength(6);
    expect(drawing.match(/class="cell"/g)).toHaveLength(4);
    expect(drawing).toContain('<title>1, 1: 1.50</title>');
    expect(drawing).toContain('<title>2 × 2, by lines</title>');
  });

  it('writes the text of a document as text, never as markup', () => {
    expect(drawing).toContain('&lt;b&gt;&amp;</text>');
    expect(drawing).not.toContain('<b>');
    expect(drawing).not.toContain('\u0001');
  });
});
