import { type TextAmount, textToAmounts } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';
import type { Block } from '../../model/document.ts';
import type { Figure } from '../../model/figure.ts';
import type { TextPlace } from '../../model/place.ts';
import { anchorAt } from '../../structure/block-anchor.ts';
import type { Identity } from '../../structure/identity.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { textToStatements } from '../../structure/statements/text-to-statements.ts';
import { fold, type Ordinal, readOrdinal } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';
import { stripBody } from '../text/concepts.ts';
import { settleComparisons } from './settle-comparisons.ts';

/** A block of running text with what it says and the headings above it. */
export interface Passage {
  readonly block: Block;
  readonly statements: readonly Statement[];
  /** The amounts of its text. */
  readonly amounts: readonly TextAmount[];
  /** Folded headings that it stands under, the highest first. */
  readonly headings: readonly string[];
  /** The number in front of it, if any: 1. or （一）. */
  readonly ordinal: Ordinal | undefined;
}

/** The running text of a document, read once, with the figures of its amounts. */
export interface Reading {
  readonly passages: readonly Passage[];
  /** The figure of an amount of a passage: the same one for the same place. */
  figure(passage: Passage, amount: TextAmount, label: string): Figure;
}

const readings = new WeakMap<ReviewContext, Reading>();

/** Reads the running text of a document: once, however many families of rules ask. */
export function readText(context: ReviewContext): Reading {
  const known = readings.get(context);
  if (known) return known;
  const figures = new Map<string, Figure>();
  const reading: Reading = {
    passages: readPassages(context),
    figure: (passage, amount, label) => {
      const key = `${passage.block.index}:${amount.offset}`;
      const figure =
        figures.get(key) ??
        context.figures.text(
          textPlace(passage.block, amount.offset, amount.quote),
          exactZero(amount.amount),
          amount.unit,
          label,
        );
      figures.set(key, figure);
      return figure;
    },
  };
  readings.set(context, reading);
  return reading;
}

/** A bare 0 in a sentence says nothing, not something below a half: it takes two decimals as the amounts around it have. */
const exactZero = (amount: Amount): Amount =>
  amount.digits === 0n && amount.scale < 2 ? { digits: 0n, scale: 2 } : amount;

export const textPlace = (block: Block, offset: number, quote: string): TextPlace => ({
  kind: 'text',
  block: block.index,
  offset,
  anchor: anchorAt(block, offset),
  quote,
});

/** The clause of a statement as a place: what a reviewer searches for on the page. */
export function statementPlace(passage: Passage, statement: Statement): TextPlace {
  const raw = passage.block.text.slice(statement.start, statement.end);
  const skipped = raw.length - raw.replace(/^[\s，,、；;：:]+/, '').length;
  return textPlace(passage.block, statement.start + skipped, raw.slice(skipped));
}

function readPassages(context: ReviewContext): Passage[] {
  const stack: { readonly level: number; readonly text: string }[] = [];
  const passages: Passage[] = [];
  const { year, kind } = context.identity;
  for (const block of context.document.blocks) {
    if (block.role === 'title') {
      // A table between two chapters does not end the chapter, but its own title is no heading of what follows.
      continue;
    }
    if (block.role === 'heading') {
      const level = block.level || 6;
      while (stack.length > 0 && stack.at(-1)!.level >= level) stack.pop();
      stack.push({ level, text: fold(block.text) });
    }
    if (block.role !== 'heading' && block.role !== 'paragraph' && block.role !== 'note') continue;
    const amounts = textToAmounts(block.text);
    passages.push({
      block,
      amounts,
      statements: underHeadings(
        settleComparisons(textToStatements(block.text, year, amounts, kind === 'final-accounts')),
        context.identity,
        stack.map((h) => h.text),
      ),
      headings: stack.map((h) => h.text),
      ordinal: readOrdinal(block.text),
    });
  }
  return passages;
}

/** A heading about what was done in another year: 2022年预算执行情况, 上年预算执行情况. */
const EXECUTED = /执行|完成|决算/;
/** A heading that is the name of a body, or speaks of those under it. */
const BODY =
  /^[\u4e00-\u9fa5()]{3,30}(?:[局委会办院处厅署所站校队府室镇乡馆园团社]|中心|街道|大学)(?:本级)?$|^(?:下属|所属|直属)[\u4e00-\u9fa5]{0,12}(?:单位|机构|学校)/;

/** Statements under a heading of another year, or of another body, speak of that year and body where they name none. */
function underHeadings(
  statements: Statement[],
  identity: Identity,
  headings: readonly string[],
): Statement[] {
  const { year, kind } = identity;
  const other = kind === 'budget' && year !== null ? headings.map((h) => executedYear(h, year)) : [];
  const past = other.findLast((y) => y !== undefined);
  const bodies = headings.map((h) => readOrdinal(h)?.rest ?? h).filter((h) => BODY.test(h));
  const foreign = bodies.find((name) => stripBody(name, identity) !== '' && !/^本|^我/.test(name));
  for (const statement of statements) {
    if (past !== undefined) statement.year ??= past;
    if (foreign && statement.subject !== '') statement.subject = `${foreign}${statement.subject}`;
  }
  return statements;
}

/** The year before the publication's whose execution a heading is about; undefined for other headings. */
function executedYear(heading: string, year: number): number | undefined {
  if (!EXECUTED.test(heading)) return undefined;
  const years = [...heading.matchAll(/20\d{2}(?=年)/g)].map((m) => Number(m[0]));
  if (years.length === 0) return /上年|去年/.test(heading) ? year - 1 : undefined;
  return years.every((y) => y < year) ? Math.max(...years) : undefined;
}

export const isUnder = (passage: Passage, pattern: RegExp): boolean =>
  passage.headings.some((h) => pattern.test(h));
