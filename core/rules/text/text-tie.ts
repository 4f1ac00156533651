import type { Figure } from '../../model/figure.ts';
import type { Place } from '../../model/place.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import type { Passage } from '../narrative/reading.ts';
import type { Concept } from './concepts.ts';
import type { Copies } from './table-figures.ts';

/** An amount of the text with the table figures that print the same fact. */
export interface TextTie {
  readonly rule: string;
  readonly figure: Figure;
  readonly copies: Copies;
  /** `unit`: the same digits, with 元 for 万元 or the reverse. */
  readonly relation: 'same' | 'differs' | 'last-digit' | 'unit';
  readonly place: Place;
  /** The code of the item where the text explains one. */
  readonly code?: string;
  readonly concept?: Concept;
}

/** An amount of this publication's tables that a sentence gives to another year. */
export interface OtherYearTie extends TextTie {
  readonly passage: Passage;
  readonly statement: Statement;
}
