import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import type { Source } from '../../../core/model/source.ts';
import { sourceToDocument } from '../../../core/read-document.ts';
import { readPdf } from '../../../workers/readers/pdf.ts';
import {
  drawGrid,
  type PdfParts,
  pdfStream,
  setText,
  toUtf16,
  widthOf,
  writePdf,
} from '../../support/write-pdf.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;

const ROWS = [
  ['科目编码', '科目名称', '合计', '基本支出'],
  ['208', '社会保障和就业支出', '1,200.50', '1,000.50'],
  ['210', '卫生健康支出', '3,456.00', '3,000.00'],
  ['', '合计', '4,656.50', '4,000.50'],
];
const HEAD = setText('部门支出总表', 220, 760, 16) + setText('单位：万元', 400, 720);
const WIDTHS = [60, 160, 100, 100];
const TABLE = HEAD + drawGrid(ROWS, { widths: WIDTHS });

async function sourceOf(content: string, parts: Omit<PdfParts, 'pages'> = {}): Promise<Source> {
  const bytes = writePdf({ pages: [content], ...parts });
  const reading = await readPdf(bytes, { name: 'budget.pdf', sha256: '0'.repeat(64) }, { assets });
  if (!reading.ok) throw new Error(reading.error.code);
  return reading.value;
}

async function documentOf(content: string, parts?: Omit<PdfParts, 'pages'>): Promise<Document> {
  return sourceToDocument(await sourceOf(content, parts));
}

function rowsOf(document: Document, index = 0): string[][] {
  const rows: string[][] = [];
  for (const { row, text } of document.tables[index]?.cells ?? []) {
    rows[row] ??= [];
    rows[row]?.push(text);
  }
  return rows;
}

const textsOf = (document: Document) =>
  document.blocks.filter(({ role }) => role !== 'table').map(({ text }) => text);
const codesOf = (document: Document) => document.warnings.map(({ code }) => code);

type Draw = (x0: number, y0: number, x1: number, y1: number) => string;
const isLevel = (y0: number, y1: number) => y0 === y1;
const bar =
  (width: number): Draw =>
  (x0, y0, x1, y1) =>
    isLevel(y0, y1)
      ? `${x0} ${y0 - width / 2} ${x1 - x0} ${width} re f\n`
      : `${x0 - width / 2} ${y0} ${width} ${y1 - y0} re f\n`;
const apart =
  (gap: number): Draw =>
  (x0, y0, x1, y1) =>
    [-gap, gap]
      .map((d) =>
        isLevel(y0, y1)
          ? `${x0} ${y0 + d} m ${x1} ${y0 + d} l S\n`
          : `${x0 + d} ${y0} m ${x0 + d} ${y1} l S\n`,
      )
      .join('');
const pieces: Draw = (x0, y0, x1, y1) => {
  const at = (share: number) => `${x0 + (x1 - x0) * share} ${y0 + (y1 - y0) * share}`;
  return Array.from({ length: 60 }, (_, i) => `${at(i / 60)} m ${at((i + 0.7) / 60)} l S\n`).join('');
};
/** Squares of three quarters of a point, as far apart: what a browser makes of a dotted border. */
const dotted: Draw = (x0, y0, x1, y1) => {
  const count = Math.floor((isLevel(y0, y1) ? x1 - x0 : y1 - y0) / 1.5);
  return Array.from({ length: count + 1 }, (_, i) => {
    const [x, y] = isLevel(y0, y1) ? [x0 + 1.5 * i, y0] : [x0, y0 + 1.5 * i];
    return `${x} ${y} 0.75 0.75 re f\n`;
  }).join('');
};
const image: Draw = (x0, y0, x1, y1) =>
  isLevel(y0, y1)
    ? `q ${x1 - x0} 0 0 0.6 ${x0} ${y0 - 0.3} cm /I1 Do Q\n`
    : `q 0.6 0 0 ${y1 - y0} ${x0 - 0.3} ${y0} cm /I1 Do Q\n`;
const IMAGE = {
  resources: '/XObject<</I1 20 0 R>>',
  objects: [
    pdfStream('\0', '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray'),
  ],
};

describe('a table is read whatever way its page is set', () => {
  const form = (content: string, entries: string) =>
    pdfStream(content, `/Type/XObject/Subtype/Form${entries}`);
  it.each<[string, string, Omit<PdfParts, 'pages'>]>([
    ['turned by /Rotate', TABLE, { page: '/Rotate 270' }],
    ['turned by a matrix', `q 0 1 -1 0 842 0 cm ${TABLE} Q`, { box: '0 0 842 595' }],
    ['upside down', `q -1 0 0 -1 595 842 cm ${TABLE} Q`, {}],
    ['origin elsewhere', `q 1 0 0 1 1000 -500 cm ${TABLE} Q`, { box: '1000 -500 1595 342' }],
    ['cropped', TABLE, { page: '/CropBox[40 400 560 800]' }],
    [
      'in units of twenty points',
      `q 0.05 0 0 0.05 0 0 cm ${TABLE} Q`,
      { box: '0 0 30 42', page: '/UserUnit 20' },
    ],
    [
      'in nested forms',
      'q 1 0 0 1 10 20 cm /X1 Do Q',
      {
        resources: '/XObject<</X1 20 0 R>>',
        objects: [
          form(
            'q 0.5 0 0 0.5 5 5 cm /X2 Do Q',
            '/BBox[0 0 600 900]/Matrix[1 0 0 1 -10 -20]/Resources<</XObject<</X2 21 0 R>>>>',
          ),
          form(TABLE, '/BBox[0 0 1200 1800]/Matrix[2 0 0 2 -10 -10]/Resources<</Font<</F2 4 0 R>>>>'),
        ],
      },
    ],
  ])('%s', async (_, content, parts) => {
    const document = await documentOf(content, parts);
    expect(rowsOf(document)).toEqual(ROWS);
    expect(document.tables[0]).toMatchObject({ title: '部门支出总表', unit: '万元' });
  });

  it('gives places in page space where the unit is not a point', async () => {
    const { tables } = await documentOf(`q 0.05 0 0 0.05 0 0 cm ${TABLE} Q`, {
      box: '0 0 30 42',
      page: '/UserUnit 20',
    });
    const anchor = tables[0]?.anchor;
    expect(anchor?.kind === 'page' && anchor.rect.map((value) => Math.round(value * 10) / 10)).toEqual([
      2.5, 31, 23.5, 35,
    ]);
  });
});

describe('rules are lines in whatever way they are drawn', () => {
  it.each<[string, Draw]>([
    ['dashes', (x0, y0, x1, y1) => `[3 2] 0 d ${x0} ${y0} m ${x1} ${y1} l S [] 0 d\n`],
    ['many short pieces', pieces],
    ['small squares', dotted],
    ['thin fills', bar(0.48)],
    ['thick fills', bar(3)],
    ['double lines', apart(0.8)],
    ['double lines set wider', apart(1.5)],
    ['images', image],
    [
      'the inside of a clip',
      (x0, y0, x1, y1) => `q ${bar(0.5)(x0, y0, x1, y1).replace(' f', ' W n')} 0 0 595 842 re f Q\n`,
    ],
    [
      'not quite to the corners',
      (x0, y0, x1, y1) =>
        isLevel(y0, y1)
          ? `${x0 + 1.5} ${y0} m ${x1 - 1.5} ${y0} l S\n`
          : `${x0} ${y0 + 1.5} m ${x0} ${y1 - 1.5} l S\n`,
    ],
  ])('%s', async (_, rule) => {
    const document = await documentOf(HEAD + drawGrid(ROWS, { widths: WIDTHS, rule }), IMAGE);
    expect(rowsOf(document)).toEqual(ROWS);
  });

  it('white ones on a coloured field are lines, those on paper are not', async () => {
    const white = `1 G ${drawGrid(ROWS, { widths: WIDTHS })}`;
    const onField = await sourceOf(`0.85 0.9 0.97 rg 50 620 420 80 re f 0 g ${white}`);
    const onPaper = await sourceOf(white);
    const count = ({ content }: Source) =>
      content.kind === 'pages' ? content.pages[0]?.rulings.filter(({ edge }) => !edge).length : undefined;
    expect([count(onField), count(onPaper)]).toEqual([10, 0]);
  });

  it('a stroke as broad as a row shades it, and is no line through it', async () => {
    const shaded = `0.85 G 20 w 50 690 m 470 690 l S 0 G ${TABLE}`;
    expect(rowsOf(await documentOf(shaded))).toEqual(ROWS);
  });
});

describe('text that the page does not show is not read, and said to be there', () => {
  const figure = setText('9,999,999.99', 160, 666.5);
  it.each<[string, string, Omit<PdfParts, 'pages'>]>([
    ['invisible', `${TABLE} 3 Tr ${figure} 0 Tr`, {}],
    ['white on paper', `${TABLE} 1 g ${figure}`, {}],
    ['transparent', `${TABLE} /G1 gs ${figure}`, { resources: '/ExtGState<</G1<</ca 0>>>>' }],
    [
      'under a patch with another figure',
      `${HEAD}${setText('8,888.00', 300, 666.5)} 1 g 272 662 96 16 re f 0 g ${drawGrid(ROWS, { widths: WIDTHS })}`,
      {},
    ],
  ])('%s', async (_, content, parts) => {
    const document = await documentOf(content, parts);
    expect(rowsOf(document)).toEqual(ROWS);
    expect(codesOf(document)).toEqual(['hidden-content']);
  });

  it('white on a dark field is seen', async () => {
    const header = drawGrid(ROWS.slice(0, 1), {
      widths: WIDTHS,
      set: (...text) => `1 g ${setText(...text)} 0 g `,
    });
    const rest = drawGrid(ROWS.slice(1), { widths: WIDTHS, y: 680 });
    const document = await documentOf(`0.2 0.3 0.6 rg 50 680 420 20 re f 0 g ${HEAD}${header}${rest}`);
    expect(rowsOf(document)).toEqual(ROWS);
    expect(codesOf(document)).toEqual([]);
  });

  it('text recognised in a scan is read, and called so', async () => {
    const document = await documentOf(`q 595 0 0 842 0 0 cm /I1 Do Q 3 Tr ${TABLE}`, IMAGE);
    expect(rowsOf(document)).toEqual(ROWS);
    expect(codesOf(document)).toEqual(['scanned-pages']);
  });
});

describe('a picture that is too large to be decoded for nothing', () => {
  /** Says that it has a million dots, and has none: decoding it would fail, or take its time. */
  const LARGE = {
    resources: '/XObject<</I1 20 0 R>>',
    objects: [
      pdfStream(
        '',
        '/Type/XObject/Subtype/Image/Width 1000/Height 1000/BitsPerComponent 8/ColorSpace/DeviceGray',
      ),
    ],
  };
  /** What the reader says of a page that has no text; `read` where it has. */
  const verdictOf = async (content: string) => {
    const reading = await readPdf(
      writePdf({ pages: [content], ...LARGE }),
      { name: 'budget.pdf', sha256: '0' },
      { assets },
    );
    return reading.ok ? 'read' : reading.error.code;
  };

  it.each([
    ['alone in its state', 'q 595 0 0 421 0 0 cm /I1 Do Q'],
    ['clipped, in a state within its own', 'q 595 0 0 421 0 0 cm q 0 0 1 1 re W n /I1 Do Q Q'],
    ['in a state that is never closed', 'q 595 0 0 421 0 0 cm /I1 Do'],
  ])('still makes its page a scan: %s', async (_, content) => {
    expect(await verdictOf(content)).toBe('scanned-pages');
  });

  it.each([
    ['text', 'q 595 0 0 421 0 0 cm BT /F1 .02 Tf .1 .5 Td (text) Tj ET Q', 'read'],
    ['a line', 'q 595 0 0 421 0 0 cm .002 w 0 0 m 1 1 l S Q', 'empty'],
    ['a picture on a small part of it', 'q 595 0 0 421 0 0 cm q .01 0 0 .01 0 0 cm /I1 Do Q Q', 'empty'],
  ])('is not thought of where there is %s', async (_, content, verdict) => {
    expect(await verdictOf(content)).toBe(verdict);
  });
});

describe('watermarks and stamps stay out of the cells', () => {
  const mark = (matrix: string, size = 60) =>
    `BT /F2 ${size} Tf ${matrix} Tm <${toUtf16('内部资料2023')}> Tj ET `;
  it.each<[string, string, Omit<PdfParts, 'pages'>]>([
    ['askew', `0.8 g ${mark('.707 .707 -.707 .707 120 450')} 0 g ${TABLE}`, {}],
    ['a little askew', `0.8 g ${mark('.985 .174 -.174 .985 60 620')} 0 g ${TABLE}`, {}],
    ['pale and level', `0.8 g ${mark('1 0 0 1 60 640', 40)} 0 g ${TABLE}`, {}],
    [
      'translucent',
      `${TABLE} /G1 gs ${mark('1 0 0 1 60 640', 14)}`,
      { resources: '/ExtGState<</G1<</ca .2>>>>' },
    ],
    ['red and large', `${TABLE} 1 0 0 rg ${mark('1 0 0 1 60 640', 40)}`, {}],
    [
      'a stamp of the viewer',
      TABLE,
      {
        page: '/Annots[20 0 R]',
        objects: [
          '<</Type/Annot/Subtype/Stamp/Rect[210 640 330 700]/F 4/AP<</N 21 0 R>>>>',
          pdfStream(
            '0 0 120 60 re S BT /F1 20 Tf 2 4 Td (APPROVED 2023) Tj ET',
            '/Type/XObject/Subtype/Form/BBox[0 0 120 60]/Resources<</Font<</F1 3 0 R>>>>',
          ),
        ],
      },
    ],
  ])('%s', async (_, content, parts) => {
    const document = await documentOf(content, parts);
    expect(rowsOf(document)).toEqual(ROWS);
    expect(document.tables).toHaveLength(1);
    expect(document.leftovers).toEqual([]);
  });

  it('a pale heading that crosses no other text is read', async () => {
    const document = await documentOf(`0.7 g ${setText('二〇二四年度部门预算', 100, 780, 28)} 0 g ${TABLE}`);
    expect(textsOf(document)[0]).toBe('二〇二四年度部门预算');
  });
});

describe('text', () => {
  const each =
    (draw: (letter: string, x: number, y: number, size: number) => string, reverse = false): typeof setText =>
    (text, x, y, size = 10) => {
      let left = x;
      const drawn = [...text].map((letter) => {
        const at = left;
        left += widthOf(letter, size);
        return draw(letter, at, y, size);
      });
      return (reverse ? drawn.reverse() : drawn).join('');
    };
  it.each<[string, typeof setText]>([
    ['letter by letter', each(setText)],
    ['letter by letter, backwards', each(setText, true)],
    [
      'fourfold for bold',
      (text, x, y, size) => [0, 0.5, 1, 1.5].map((d) => setText(text, x + d, y, size)).join(''),
    ],
    [
      'with a shadow',
      (text, x, y, size) => setText(text, x, y, size) + setText(text, x + 1.2, y - 1.2, size),
    ],
  ])('set %s', async (_, set) => {
    expect(rowsOf(await documentOf(HEAD + drawGrid(ROWS, { widths: WIDTHS, set })))).toEqual(ROWS);
  });

  it('keeps a figure whole that runs over the border of its cell', async () => {
    const [page] = await (async () => {
      const { content } = await sourceOf(
        'BT /F1 10 Tf 50 100 Td (1,234,567.00) Tj ET 0.5 w 101 90 m 101 115 l S',
      );
      return content.kind === 'pages' ? content.pages : [];
    })();
    expect(page?.words.map(({ text }) => text)).toEqual(['1,234,567.00']);
  });

  it('cut off by the edge of the page or of a cell is no smaller figure, and the page is named', async () => {
    const cells = [
      ['科目', '合计'],
      ['教育支出', '1,234,567.00'],
      ['合计', '1,234,567.00'],
    ];
    const cut = drawGrid(cells, { x: 380, widths: [120, 140] });
    const document = await documentOf(HEAD + cut);
    expect(rowsOf(document)[1]).toEqual(['教育支出', '1,23\ufffd']);
    expect(document.warnings).toMatchObject([{ code: 'hidden-content', pages: [1] }]);
    // The left half drawn by itself, then the right half: nothing is missing.
    const figure = (x0: number, x1: number) =>
      `q ${x0} 0 ${x1 - x0} 842 re W n ${setText('1,234,567.00', 100, 500)} Q `;
    const whole = await sourceOf(TABLE + figure(0, 130) + figure(130, 595));
    expect(whole.warnings).toEqual([]);
  });

  it('reads a column that is written downwards as one text', async () => {
    const document = await documentOf(
      `${TABLE} BT /F4 12 Tf 540 700 Td <${toUtf16('竖排文字２０２３年')}> Tj ET`,
    );
    expect(textsOf(document)).toContain('竖排文字２０２３年');
  });

  it('never takes characters of an unknown font for a blank, and names the page', async () => {
    const objects = [
      '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+SimSun/Encoding/Identity-H/DescendantFonts[21 0 R]>>',
      '<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor 10 0 R>>',
    ];
    const rows = [...ROWS, ['229', '其他支出', '', '']];
    const document = await documentOf(
      `${HEAD}${drawGrid(rows, { widths: WIDTHS })} BT /FX 10 Tf 300 606 Td <0013001400150016> Tj ET`,
      { resources: '/Font<</F2 4 0 R/FX 20 0 R>>', objects },
    );
    expect(rowsOf(document).at(-1)?.[2]).toBe('\ufffd'.repeat(4));
    expect(codesOf(document)).toEqual(['fonts']);
  });

  it('reads the values of form fields, whether the file draws them or leaves it to the viewer', async () => {
    const field = (value: string, bottom: number, entries = '') =>
      `<</Type/Annot/Subtype/Widget/FT/Tx/T(f${bottom})/V${value}/Rect[100 ${bottom} 200 ${bottom + 15}]/DA(/F1 10 Tf 0 g)/F 4${entries}>>`;
    const document = await documentOf(TABLE, {
      page: '/Annots[20 0 R 21 0 R]',
      catalog: '/AcroForm<</Fields[20 0 R 21 0 R]/DR<</Font<</F1 3 0 R>>>>/DA(/F1 10 Tf 0 g)>>',
      objects: [
        field('(7,777.00)', 500, '/AP<</N 22 0 R>>'),
        field(`<FEFF${toUtf16('6,666.00')}>`, 450),
        pdfStream(
          '/Tx BMC BT /F1 10 Tf 2 4 Td (7,777.00) Tj ET EMC',
          '/Type/XObject/Subtype/Form/BBox[0 0 100 15]/Resources<</Font<</F1 3 0 R>>>>',
        ),
      ],
    });
    expect(textsOf(document)).toEqual(expect.arrayContaining(['7,777.00', '6,666.00']));
  });
});

describe('a page that keeps pdf.js busy without end', () => {
  const bomb = Array.from({ length: 12 }, (_, i) =>
    pdfStream(
      '/X Do '.repeat(10),
      `/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</X ${21 + i} 0 R>>>>`,
    ),
  );
  const bytes = (pages: readonly string[]) =>
    writePdf({
      pages,
      resources: '/XObject<</X 20 0 R>>',
      objects: [...bomb, pdfStream('0 0 1 1 re f', '/Type/XObject/Subtype/Form/BBox[0 0 600 900]')],
    });
  const identity = { name: 'budget.pdf', sha256: '0'.repeat(64) };

  it('is given up and named; the others are read', async () => {
    const reading = await readPdf(bytes([TABLE, '/X Do']), identity, { assets, pageMsMax: 700 });
    expect(reading.ok && reading.value.warnings).toMatchObject([{ code: 'timed-out', pages: [2] }]);
    expect(reading.ok && rowsOf(sourceToDocument(reading.value))).toEqual(ROWS);
  });

  it('can be stopped meanwhile', async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 200);
    const reading = readPdf(bytes(['/X Do']), identity, { assets, signal: control.signal });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
