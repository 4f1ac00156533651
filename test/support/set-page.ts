import type { SourcePage } from '../../core/model/source.ts';

/** A page of texts, level lines and shades at places in points from the upper left corner. */
export function setPage(
  texts: readonly (readonly [x: number, y: number, text: string, end?: 'right' | 'centre'])[],
  lines: readonly (readonly [from: number, to: number, y: number])[] = [],
  shades: readonly (readonly [x0: number, y0: number, x1: number, y1: number])[] = [],
  number = 1,
  sides: readonly (readonly [from: number, to: number, x: number])[] = [],
): SourcePage {
  const [width, height, size] = [595, 842, 10];
  const words = texts.map(([x, y, text, end]) => {
    const length = [...text].reduce((sum, c) => sum + (/[\u2E80-\uFFEF]/.test(c) ? size : size / 2), 0);
    const left = end === 'right' ? x - length : end === 'centre' ? x - length / 2 : x;
    const rect = [left, height - y - size, left + length, height - y] as const;
    return { text, rect, size, angle: 0 as const, bold: false };
  });
  const rulings = [
    ...lines.map(([from, to, y]) => {
      const rect = [from, height - y, to, height - y] as const;
      return { rect, direction: 'horizontal' as const };
    }),
    ...sides.map(([from, to, x]) => {
      return { rect: [x, height - to, x, height - from] as const, direction: 'vertical' as const };
    }),
    ...shades.flatMap(([x0, y0, x1, y1]) => [
      { rect: [x0, height - y0, x1, height - y0] as const, direction: 'horizontal' as const, edge: true },
      { rect: [x0, height - y1, x1, height - y1] as const, direction: 'horizontal' as const, edge: true },
      { rect: [x0, height - y1, x0, height - y0] as const, direction: 'vertical' as const, edge: true },
      { rect: [x1, height - y1, x1, height - y0] as const, direction: 'vertical' as const, edge: true },
    ]),
  ];
  return { number, box: [0, 0, width, height], rotation: 0, words, rulings, imageCover: 0 };
}
