import type { Block } from '../model/document.ts';
import type { Anchor } from '../model/place.ts';

/** Where the text of a block stands at an offset: a paragraph that goes on over a page has several places. */
export function anchorAt(block: Pick<Block, 'anchor' | 'parts'>, offset: number): Anchor {
  return block.parts?.findLast(({ start }) => start <= offset)?.anchor ?? block.anchor;
}
