import type { FlowBlock, Warning } from '../../core/model/source.ts';
import { readLine, titleLikeness } from '../../core/structure/around-tables.ts';
import type { HtmlNode } from './html-tree.ts';

/** A picture in the running text of a page. */
export interface Picture {
  /** How many blocks stand before it. */
  readonly after: number;
  /** Text of its own paragraph before it, if any. */
  readonly before: string;
}

/** Pictures known to be smaller than this, in pixels, are marks and buttons. */
const SIZE_MIN = 160;
/** An article of pictures has fewer characters than this beside them. */
const TEXT_MAX = 200;
/** Names of pictures that are no part of what a page says. */
const MARK = /icon|logo|qr\s*code|二维码|ewm|avatar|button|spacer|blank|banner|weixin|wechat|share/i;

/** True for a picture that may show a page or a table; marks, buttons and codes are none. */
export function isPicture({ tag, attributes = {} }: HtmlNode): boolean {
  if (tag !== 'img') return false;
  const { src = '', alt = '', class: name = '', style = '' } = attributes;
  if (MARK.test(`${src.startsWith('data:') ? '' : src.slice(-200)} ${alt} ${name}`)) return false;
  const sizeOf = (side: 'width' | 'height') => {
    const given = attributes[side] ?? new RegExp(`(?:^|;)\\s*${side}\\s*:\\s*([\\d.]+)px`).exec(style)?.[1];
    return given !== undefined && /^\s*[\d.]+(?:px)?\s*$/.test(given) ? Number.parseFloat(given) : Infinity;
  };
  return sizeOf('width') >= SIZE_MIN && sizeOf('height') >= SIZE_MIN;
}

/**
 * Names the pictures whose figures cannot be read: those that stand where a title or a unit line announces a table, and
 * all of an article that consists of pictures.
 */
export function warnOfPictures(pictures: readonly Picture[], blocks: readonly FlowBlock[]): Warning[] {
  if (pictures.length === 0) return [];
  const shown = blocks.filter((block) => block.kind === 'grid' || block.furniture !== true);
  const characters = shown.reduce((sum, block) => sum + (block.kind === 'text' ? block.text.length : 0), 0);
  const isOfPictures = characters < TEXT_MAX && shown.every(({ kind }) => kind === 'text');
  const isAnnounced = ({ after, before }: Picture) => {
    const last = blocks
      .slice(0, after)
      .findLast((block) => block.kind === 'grid' || block.furniture !== true);
    const text = before.trim() === '' && last?.kind === 'text' ? last.text : before;
    return (
      readLine(text).kind === 'unit-line' ||
      (titleLikeness({ text, level: 0 }) === 2 && /表|table/i.test(text))
    );
  };
  // What follows a picture right away belongs to it: one table may be cut into several.
  const told: Picture[] = [];
  for (const picture of pictures) {
    const last = told.at(-1);
    const goesOn = last !== undefined && last.after === picture.after && picture.before.trim() === '';
    if (isOfPictures || goesOn || isAnnounced(picture)) told.push(picture);
  }
  if (told.length === 0) return [];
  const count = told.length;
  return [
    {
      code: 'scanned-pages',
      message: {
        zh: `网页里有 ${count} 张图片代替表格或正文，图上的数未核对。`,
        en: `${count === 1 ? 'A picture stands' : `${count} pictures stand`} in place of tables or text on this page; the figures in ${count === 1 ? 'it' : 'them'} were not checked.`,
      },
    },
  ];
}
