import { afterEach, describe, expect, it } from 'vitest';
import type { FlowGrid } from '../../../core/model/source.ts';
import { capturePage } from '../../../extension/content/capture.ts';
import { resolveSpot } from '../../../extension/content/resolve.ts';
import { readHtml } from '../../../workers/readers/html.ts';
import { encodePageCapture, readPageCapture } from '../../../workers/readers/page-capture.ts';

const identity = { name: 'page.html', sha256: '00' };
const own: ReadonlySet<Element> = new Set();

afterEach(() => {
  document.body.replaceChildren();
  for (const style of document.head.querySelectorAll('style[data-test]')) style.remove();
});

function show(html: string, css = ''): void {
  const style = document.createElement('style');
  style.dataset.test = '';
  style.textContent = css;
  document.head.append(style);
  document.body.setHTMLUnsafe(html);
}

function gridsOfPage(): FlowGrid[] {
  const { address, title, tree } = capturePage(document, own);
  const reading = readPageCapture(encodePageCapture({ address, title, tree }), identity);
  if (!reading.ok || reading.value.content.kind !== 'flow') throw new Error('no page');
  return reading.value.content.blocks.filter((block) => block.kind === 'grid');
}

function gridsOfFile(html: string, css = ''): FlowGrid[] {
  const page = `<!DOCTYPE html><meta charset=utf-8><style>${css}</style><body>${html}`;
  const { content } = readHtml(new TextEncoder().encode(page), identity);
  return content.kind === 'flow' ? content.blocks.filter((block) => block.kind === 'grid') : [];
}

const draw = (grids: readonly FlowGrid[]) =>
  grids.map(({ cells }) => {
    const rows: string[][] = [];
    for (const { row, text } of cells) {
      rows[row] ??= [];
      rows[row]?.push(text);
    }
    return rows.map((row) => row.join(' | '));
  });

const TABLE = '<table><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>1.00</td></tr></table>';
const SHOWN = [['项目 | 金额', '甲 | 1.00']];

describe('a live page reads as its file does', () => {
  it.each<[string, string, string]>([
    [
      'rows hidden by a rule',
      TABLE.replace('<tr><td>甲', '<tr class=h><td>旧</td><td>9</td></tr><tr><td>甲'),
      '.x tr.h, table tr.h { display: none }',
    ],
    [
      'a column hidden by a rule',
      TABLE.replace('<td>金额', '<td>旧</td><td>金额').replace('<td>1.00', '<td>9</td><td>1.00'),
      'td:nth-child(2) { display: none }',
    ],
    [
      'a collapsed column',
      `<table><col><col style="visibility:collapse"><col>${TABLE.slice(7).replace('<td>金额', '<td>旧</td><td>金额').replace('<td>1.00', '<td>9</td><td>1.00')}`,
      '',
    ],
    ['text without size', TABLE.replace('1.00', '1.00<span style="font-size:0">88</span>'), ''],
    ['transparent text', TABLE.replace('1.00', '1.00<span class=o>88</span>'), '.o { opacity: 0 }'],
    [
      'text off the page',
      TABLE.replace('1.00', '1.00<span style="position:absolute;left:-9999px">88</span>'),
      '',
    ],
    ['struck out text', TABLE.replace('1.00', '<del>0.90</del>1.00'), ''],
    [
      'a chosen value of a list',
      TABLE.replace('1.00', '<select><option>2.00<option selected>1.00</select>'),
      '',
    ],
    [
      'a table of other elements',
      '<div class=t><div class=r><div class=c>项目</div><div class=c>金额</div></div><div class=r><div class=c>甲</div><div class=c>1.00</div></div></div>',
      '.t { display: table } .r { display: table-row } .c { display: table-cell }',
    ],
    ['a shadow tree', `<div><template shadowrootmode=open><section>${TABLE}</section></template></div>`, ''],
    ['a slot', `<div><template shadowrootmode=open><slot></slot></template>${TABLE}</div>`, ''],
  ])('%s', (_, html, css) => {
    show(html, css);
    expect(draw(gridsOfPage())).toEqual(SHOWN);
    expect(draw(gridsOfFile(html, css))).toEqual(SHOWN);
  });

  it('a frame of the same site, and finds its figures again', async () => {
    const html = `<iframe width=600 height=400 srcdoc="${TABLE}"></iframe>`;
    show(html);
    await new Promise((resolve) => document.querySelector('iframe')?.addEventListener('load', resolve));
    expect(draw(gridsOfFile(html))).toEqual(SHOWN);
    const [grid] = gridsOfPage();
    expect(grid && draw([grid])).toEqual(SHOWN);
    const anchor = grid?.cells.find(({ text }) => text === '1.00')?.anchor;
    const selector = anchor?.kind === 'element' ? anchor.selector : '';
    const found = resolveSpot(document, { selector, quote: '1.00' } as Parameters<typeof resolveSpot>[1]);
    expect(found?.element.textContent).toBe('1.00');
    expect(capturePage(document, own).frameCount).toBe(0);
  });

  it('finds a figure in a shadow tree again', () => {
    show(`<div><template shadowrootmode=open><p>甲</p><section>${TABLE}</section></template></div>`);
    const anchor = gridsOfPage()[0]?.cells.at(-1)?.anchor;
    const selector = anchor?.kind === 'element' ? anchor.selector : '';
    const found = resolveSpot(document, { selector, quote: '1.00' } as Parameters<typeof resolveSpot>[1]);
    expect(found?.element.textContent).toBe('1.00');
  });
});
