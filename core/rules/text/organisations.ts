import { readText, textPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** 包括本部以及下属 5 家预算单位。…行政单位 1 家，参公单位 1 家，事业单位 4 家: the kinds add up to one more than the subordinates. */
export function* observeOrganisations(context: ReviewContext): Generator<Observation> {
  for (const { block } of readText(context).passages) {
    const t = block.text.replace(/\s+/g, '');
    const below = /(?:本部|本级|机关)(?:以?及|和)(?:下属|所属)(\d+)(?:家|个)/.exec(t);
    if (!below) continue;
    const kinds = [
      ...t.matchAll(
        /(行政|参公|参照公务员法管理(?:的)?事业|全额拨款事业|差额拨款事业|事业|企业)单位(\d+)(?:家|个)/g,
      ),
    ];
    if (kinds.length < 2) continue;
    const total = kinds.reduce((n, k) => n + Number(k[2]), 0);
    const expected = Number(below[1]) + 1;
    if (total === expected || total === expected - 1) continue;
    yield {
      rule: 'text-org-count',
      places: [textPlace(block, 0, block.text.trim().slice(0, 160))],
      stated: String(total),
      expected: String(expected),
      title: {
        zh: `各类单位共 ${total} 家，与本部加下属 ${below[1]} 家不符`,
        en: `${total} bodies by kind, but the head office and ${below[1]} subordinates`,
      },
      message: {
        zh: `正文称本部以及下属 ${below[1]} 家单位，即 ${expected} 家；分类列举为 ${kinds.map((k) => k[0]).join('、')}，共 ${total} 家。`,
        en: `The text speaks of the head office and ${below[1]} subordinate bodies, ${expected} in all; by kind they are ${total}.`,
      },
    };
  }
}
