import { readAmount } from '../../figures/read-amount.ts';
import { textPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';

const CLAIM =
  /(?:无|没有|未安排)(?:使用|安排)?(政府性?基金|国有资本经营)[^，。；]{0,24}(?:支出|收入|预算|安排|拨款|数据)/;

/** “无政府性基金预算…故本表无数据” under a table that prints figures. A form's standing note (如此表为空表) claims nothing. */
export function* observeEmptyClaims(context: ReviewContext): Generator<Observation> {
  for (const block of context.document.blocks) {
    if (block.role !== 'note' && block.role !== 'paragraph') continue;
    const m = CLAIM.exec(block.text.replace(/\s+/g, ''));
    if (!m || /如(?:果|此|本)?(?:此|本)?表|则表示|若/.test(block.text)) continue;
    const kind = /基金/.test(m[1]!) ? 'government-fund' : 'state-capital';
    const structures = context.structures.filter((s) => s.kind === kind);
    if (structures.length !== 1) continue;
    const printed = structures[0]!.panels
      .flatMap((p) =>
        p.rows.flatMap((r) => p.amountColumns.map((c) => context.figures.cell(structures[0]!, r, c))),
      )
      .find(
        (f) =>
          f?.state === 'printed' && f.amount.digits !== 0n && readAmount(f.place.quote).kind === 'amount',
      );
    if (!printed) continue;
    yield {
      rule: 'text-empty-claim',
      places: [textPlace(block, 0, block.text.trim()), printed.place],
      title: { zh: '说明无数据，表中却有数', en: 'Said to be empty, but the table prints figures' },
      message: {
        zh: `“${block.text.trim()}”，而《${structures[0]!.table.title ?? ''}》印有 ${printed.place.quote.trim()}。`,
        en: `“${block.text.trim()}”, yet the table prints ${printed.place.quote.trim()}.`,
      },
    };
  }
}
