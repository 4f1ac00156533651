import type { Leftover } from '../../core/model/document.ts';
import type { FlowBlock } from '../../core/model/source.ts';

const FLOW = { kind: 'flow' } as const;

/** An amount as tables print them: thousands separated, or with two decimals. */
const AMOUNT =
  /(?<![\d.,年月日至-])-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2})(?![\d.,]|\s*(?:元|万|亿|%|％|人|倍|年|月|日))/g;

/**
 * Amounts that stand in lines of text as in the row of a table: words and amounts parted by spaces, no sentence, no unit.
 * Which column each belongs to cannot be told once blank cells have vanished.
 */
export function leftoversOfText(blocks: readonly FlowBlock[]): Leftover[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'text' || /[。；，：]/.test(block.text)) return [];
    const amounts = block.text.match(AMOUNT) ?? [];
    const rest = block.text.replace(AMOUNT, ' ').trim();
    const isRow = amounts.length > 1 || (amounts.length === 1 && (rest === '' || /\s/.test(block.text)));
    return isRow && rest.length <= 80 ? amounts.map((text) => ({ text, anchor: FLOW })) : [];
  });
}
