import type { Place } from '../../model/place.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { blockPlace, cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** 提前下达2024年…资金…〔2022〕705号: the year of the money and the year of the notice, in one title. */
const NOTICE =
  /下达\s*(?:中央|省级?|市级?|区级?|县级?)?\s*(20\d{2})\s*年(?:[^。；;《〔[【<（(]|[（(](?!20\d{2})[^）)]{0,20}[)）]){0,60}?(?:》?[^。；;《]{0,24}?)[〔[【<（(]\s*(20\d{2})\s*[〕\]】>）)]\s*第?\s*\d+\s*号/g;

/** A notice that hands down money of a year is of that year, or of the year before where it does so ahead of time. */
export function* observeDocumentNumbers({ document }: ReviewContext): Generator<Observation> {
  const seen = new Set<string>();
  for (const { text, placeOf } of texts(document)) {
    for (const m of text.matchAll(NOTICE)) {
      const money = Number(m[1]);
      const notice = Number(m[2]);
      if (notice === money || notice === money - 1 || seen.has(m[0])) continue;
      seen.add(m[0]);
      yield {
        rule: 'year-docnumber',
        places: [placeOf(m[0], m.index)],
        title: {
          zh: `${money} 年资金引用 ${notice} 年文号`,
          en: `Money of ${money} cites a notice of ${notice}`,
        },
        message: {
          zh: `“${m[0]}”：下达 ${money} 年资金的文件通常为 ${money - 1} 或 ${money} 年文号，此处为 ${notice} 年，请核对。`,
          en: `“${m[0]}”: a notice that hands down money of ${money} is usually numbered ${money - 1} or ${money}, this one ${notice}; please check.`,
        },
        stated: String(notice),
      };
    }
  }
}

/** Texts that speak of money handed down. */
function* texts(document: ReviewContext['document']): Generator<{
  text: string;
  placeOf: (quote: string, offset: number) => Place;
}> {
  for (const block of document.blocks) {
    if (block.role === 'furniture' || block.role === 'table' || !block.text.includes('下达')) continue;
    yield { text: block.text, placeOf: (quote, offset) => blockPlace(block, quote, offset) };
  }
  for (const table of document.tables) {
    for (const { cell } of wordCells(table))
      if (cell.text.includes('下达')) yield { text: cell.text, placeOf: () => cellPlace(table, cell) };
  }
}
