import { foldDigits, readPlain } from '../figures/read-amount.ts';
import { type TextAmount, textToAmounts } from '../figures/text-amounts.ts';
import type { Amount } from '../model/amount.ts';
import { fold } from './text.ts';

/**
 * What a sentence of a budget's explanation says, clause by clause: 财政拨款收入 16,151.00 万元，比 2023 年预算增加 1,178.42
 * 万元，增长 7.87% is one statement with a value, a change and a growth. Sentences are messy: what is not certain stays
 * unread (`note`), and no rule speaks of it.
 */
export interface Statement {
  /** The words that name the value, folded, without year, 其中 and 为; the empty string where the sentence names nothing. */
  readonly subject: string;
  /** Year that the words give to the value; null without. */
  readonly year: number | null;
  /** The statement whose 其中 list, or whose brackets, this one stands in. */
  readonly parent: Statement | null;
  /** The statement whose subject this one goes on with (预算安排 25.77 万元 after an item's heading). */
  readonly continues: Statement | null;
  /** Number of the sentence in the text, from 0. */
  readonly sentence: number;
  /** Offset of the first and behind the last character that belongs to it. */
  start: number;
  end: number;
  value?: TextAmount;
  /** The same of the year before, where the sentence prints it. */
  base?: TextAmount;
  /** 年初预算 beside an outturn. */
  budget?: TextAmount;
  change?: Change;
  growth?: Percent;
  share?: Percent;
  completion?: Percent;
  /** 与上年持平 and its like. */
  flat?: { readonly offset: number; readonly quote: string };
  /** A year named in the comparison (比 2023 年预算). */
  comparedYear?: { readonly year: number; readonly offset: number; readonly quote: string };
  /** 约, 左右: not to be tied. */
  approximate: boolean;
  /** True where a reason follows (主要原因是 …). */
  reason: boolean;
}

export interface Change extends TextAmount {
  /** −1 for a decrease. */
  readonly sign: 1 | -1;
}

export interface Percent {
  readonly amount: Amount;
  readonly sign: 1 | -1;
  readonly offset: number;
  readonly quote: string;
  /** What a share is a share of, folded, where it is named (占“三公”经费的). */
  readonly of: string;
}

type Token =
  | { readonly kind: 'amount'; readonly at: number; readonly end: number; readonly amount: TextAmount }
  | { readonly kind: 'percent'; readonly at: number; readonly end: number; readonly amount: Amount }
  | {
      readonly kind: 'flat' | 'list' | 'reason' | 'stop' | 'semicolon' | 'open' | 'close';
      readonly at: number;
      readonly end: number;
    };

const FLAT =
  /(?:与|比|较|和|同)[^，。；,;]{0,24}?(?:持平|一致|相同|无变化|没有变化|无增减(?:变化)?)|无增减变化|持平/g;
const LIST = /其中|包括(?!但)|分别为|具体为/g;
const REASON = /(?:主要)?原因(?:是|为|系|：|:|在于)?|主要(?:是因|是由于|由于|因为|用于|是)|由于|用于/g;
const PERCENT = /([-−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)\s*[%％]/g;

/**
 * Reads all statements of one text, in reading order. `year` is that of the publication: what a clause gives to an earlier
 * year is a base. Never throws; text without amounts gives none.
 */
export function textToStatements(text: string, year: number | null = null): Statement[] {
  return new Reader(text, year).read();
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const plain = (kind: 'flat' | 'list' | 'reason' | 'stop' | 'semicolon' | 'open' | 'close', re: RegExp) => {
    for (const m of text.matchAll(re)) tokens.push({ kind, at: m.index, end: m.index + m[0].length });
  };
  for (const amount of textToAmounts(text))
    tokens.push({ kind: 'amount', at: amount.offset, end: amount.offset + amount.quote.length, amount });
  for (const m of text.matchAll(PERCENT)) {
    const amount = readPlain(foldDigits(m[1]!));
    if (amount) tokens.push({ kind: 'percent', at: m.index, end: m.index + m[0].length, amount });
  }
  plain('flat', FLAT);
  plain('list', LIST);
  plain('reason', REASON);
  plain('stop', /[。\n]/g);
  plain('semicolon', /[；;]/g);
  plain('open', /[（(]/g);
  plain('close', /[)）]/g);
  return tokens.sort((a, b) => a.at - b.at || b.end - a.end);
}

const UP = /(?:增加|增长|上升|提高|调增|上调|增)$/;
const DOWN = /(?:减少|下降|降低|压减|调减|下调|节约|压缩|核减|减)$/;
const CHANGE_TAIL = /(?:了|额|数|额度|幅度|率|幅)?(?:为|约|达|各|共|共计|合计|计)?:?$/;
const COMPARE =
  /(?:与|比|较|同|和|相比|对比)?(?:上年度?|去年|上一年度?|上一度|20\d{2}年度?)(?:的)?(?:年初|当年|同期)?(?:部门|单位)?(?:收入|支出|收支)?(?:预算|决算)?(?:执行|完成|实际)?(?:数|额)?(?:相比|比较|对比|相较|比)?/g;
/** Words that name no thing of their own: the item's heading, or the statement before, says what is meant. */
const GENERIC =
  /^(?:(?:当年|本年|年度|全年|年初|支出|预算|决算|安排|执行|资金|金额|经费|总|共|计|合计|数|额|为|了|实际|完成|此项|该项|本项)*)$/;
const LIMIT_AFTER = /^\s*(?:[（(]含[）)]|以上|以下|以内|及以上|～|~|至\d|[-—]\s*\d|左右的)/;
const LIMIT_BEFORE = /(?:单价|单位价值|价值|超过|不足|低于|高于|达到|～|~|至|≥|≤|>=|<=|>|<|不超过|限额|以)$/;
const RATE_AFTER =
  /^\s*(?:[/／]\s*(?:人|月|年|天|日|次|户|个|台|套|箱|平|㎡|辆|份|张)|每|[*×xX＊]|（?每[人月年])/;
const RATE_BEFORE = /(?:每人|人均|每月|每年|单价|标准|定额|每\S{1,2})[^，。；]{0,10}$|[*×xX＊/]\s*$/;

class Reader {
  readonly #text: string;
  readonly #year: number | null;
  readonly #statements: Statement[] = [];
  #sentence = 0;
  #sentenceStart = 0;
  /** End of the token before. */
  #from = 0;
  #current: Statement | null = null;
  #lists: Statement[] = [];
  #brackets: { readonly current: Statement | null; readonly lists: Statement[]; readonly reason: boolean }[] =
    [];
  #inReason = false;

  constructor(text: string, year: number | null) {
    this.#text = text;
    this.#year = year;
  }

  read(): Statement[] {
    for (const token of tokenize(this.#text)) {
      if (token.at < this.#from && token.kind !== 'open' && token.kind !== 'close') continue;
      this.#take(token);
    }
    return this.#statements;
  }

  #take(token: Token): void {
    switch (token.kind) {
      case 'stop':
        this.#sentence++;
        this.#sentenceStart = token.end;
        this.#from = token.end;
        this.#lists = [];
        this.#brackets = [];
        this.#inReason = false;
        return;
      case 'semicolon':
        this.#from = token.end;
        this.#inReason = false;
        if (this.#lists.length > 1) this.#lists = this.#lists.slice(0, 1);
        return;
      case 'open':
        this.#brackets.push({ current: this.#current, lists: this.#lists, reason: this.#inReason });
        // An amount directly before a bracket opens a list of its parts inside it.
        if (this.#current?.value && /^\s*$/.test(this.#text.slice(this.#current.end, token.at))) {
          this.#lists = [...this.#lists, this.#current];
          this.#from = token.end;
          this.#inReason = false;
        }
        return;
      case 'close': {
        const before = this.#brackets.pop();
        if (before && before.lists.length !== this.#lists.length) {
          this.#current = before.current;
          this.#lists = before.lists;
          this.#inReason = before.reason;
          this.#from = Math.max(this.#from, token.end);
        }
        return;
      }
      case 'list':
        if (this.#current && this.#lists.at(-1) !== this.#current && !this.#inBracketOf(this.#current))
          this.#lists = [...this.#lists, this.#current];
        this.#from = token.end;
        this.#inReason = false;
        return;
      case 'reason':
        if (this.#current && this.#sentence - this.#current.sentence <= 1) this.#current.reason = true;
        this.#inReason = true;
        return;
      case 'flat':
        if (this.#inReason) return;
        if (this.#continues(token.at)) {
          this.#current!.flat = { offset: token.at, quote: this.#text.slice(token.at, token.end) };
          this.#compare(this.#current!, token.at, token.end);
          this.#current!.end = token.end;
        }
        this.#from = token.end;
        return;
      case 'percent':
        this.#percent(token);
        return;
      case 'amount':
        this.#amount(token);
        return;
    }
  }

  #inBracketOf(statement: Statement): boolean {
    return this.#brackets.some((b) => b.current === statement) && this.#lists.includes(statement);
  }

  /** Whether what follows at this offset still speaks of the current statement. */
  #continues(at: number): boolean {
    if (!this.#current) return false;
    if (this.#current.sentence === this.#sentence) return true;
    if (this.#current.sentence !== this.#sentence - 1) return false;
    return /^\s*(?:与|比|较|同|和|完成|占|增长|下降|增加|减少)/.test(
      this.#text.slice(this.#sentenceStart, at + 1),
    );
  }

  #percent(token: Extract<Token, { kind: 'percent' }>): void {
    const lead = this.#lead(token.at);
    this.#from = token.end;
    if (this.#inReason) return;
    const clause = lastClause(lead);
    const sign = signOf(clause);
    const kind = sign
      ? 'growth'
      : /占/.test(clause)
        ? 'share'
        : /完成/.test(clause)
          ? 'completion'
          : undefined;
    if (!kind || !this.#continues(token.at)) return;
    const own = sign ? ownSubject(clause) : '';
    if (own !== '' && !namesAgain(own, this.#current!.subject)) return;
    const current = this.#current!;
    if (current[kind]) return;
    current[kind] = {
      amount: token.amount,
      sign: sign ?? 1,
      offset: token.at,
      quote: this.#text.slice(token.at, token.end),
      of: kind === 'share' ? (/占(.*?)的?$/.exec(clause)?.[1] ?? '') : '',
    };
    if (kind === 'growth') this.#compare(current, token.at - lead.length, token.at);
    current.end = token.end;
  }

  #amount(token: Extract<Token, { kind: 'amount' }>): void {
    const { at, end } = token;
    const lead = this.#lead(at);
    const start = this.#from;
    this.#from = end;
    const after = this.#text.slice(end, end + 12);
    const before = fold(lead);
    const isNote =
      this.#inReason ||
      LIMIT_AFTER.test(after) ||
      LIMIT_BEFORE.test(before) ||
      RATE_AFTER.test(after) ||
      RATE_BEFORE.test(before);
    if (isNote) return;
    const approximate = /约$|大约$|近$|预计$/.test(before) || /^\s*左右|^\s*余/.test(after);
    const clause = lastClause(lead);
    const sign = signOf(clause);
    if (sign) {
      this.#change(token, clause, sign, start);
      return;
    }
    const year = yearOf(clause);
    const subject = nameOf(clause);
    const isBase =
      (/(?:上年度?|去年|上一年度?)(?!.{0,4}(?:结转|结余|末|底))/.test(clause) &&
        !/^(?:其中)?上年/.test(subject)) ||
      (year !== null && year === (this.#year ?? 0) - 1 && GENERIC.test(subject));
    const named = { year, approximate, at: start + lead.length - trailing(lead, clause) };
    if (isBase) this.#base(token, subject, named);
    else if (/(?:年初|全年|调整)预算(?:数|安排)?为?$/.test(clause) && this.#outturnFollows(end))
      this.#budget(token, subject, named);
    else this.#value(token, subject, named);
  }

  #outturnFollows(at: number): boolean {
    return /^[，,、]?(?:支出|收入)?决算/.test(this.#text.slice(at, at + 8).trim());
  }

  #value(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
  ): void {
    const current = this.#current;
    const generic = GENERIC.test(subject);
    if (current && generic && !current.value && (current.base || current.budget)) {
      current.value = token.amount;
      current.end = token.end;
      return;
    }
    this.#add(subject, generic ? current : null, named, token.end).value = token.amount;
  }

  #base(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
  ): void {
    const current = this.#current;
    if (current?.value && !current.base && !current.change && current.sentence === this.#sentence) {
      current.base = token.amount;
      current.end = token.end;
      return;
    }
    this.#add(subject, current, { ...named, year: null }, token.end).base = token.amount;
  }

  #budget(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
  ): void {
    this.#add(
      subject.replace(/(?:年初|全年|调整)?预算(?:数|安排)?$/, ''),
      this.#current,
      named,
      token.end,
    ).budget = token.amount;
  }

  #change(token: Extract<Token, { kind: 'amount' }>, clause: string, sign: 1 | -1, start: number): void {
    const own = ownSubject(clause);
    const change: Change = { ...token.amount, sign };
    const current = this.#current;
    const attaches =
      current &&
      !current.change &&
      this.#continues(token.at) &&
      (own === '' || namesAgain(own, current.subject) || GENERIC.test(own.replace(/各$/, '')));
    if (attaches) {
      current.change = change;
      current.end = token.end;
      this.#compare(current, start, token.at);
      return;
    }
    if (own === '') return;
    const statement = this.#add(own, null, { year: null, approximate: false, at: start }, token.end);
    statement.change = change;
    this.#compare(statement, start, token.at);
  }

  #compare(statement: Statement, from: number, to: number): void {
    const m = /(?:与|比|较|同)\s*(20\d{2})\s*年/.exec(this.#text.slice(Math.max(0, from), to));
    if (m && !statement.comparedYear)
      statement.comparedYear = {
        year: Number(m[1]),
        offset: Math.max(0, from) + m.index,
        quote: this.#text.slice(Math.max(0, from) + m.index, to),
      };
  }

  #add(
    subject: string,
    continues: Statement | null,
    named: { year: number | null; approximate: boolean; at: number },
    end: number,
  ): Statement {
    const statement: Statement = {
      subject,
      year: named.year,
      parent: this.#lists.at(-1) ?? null,
      continues,
      sentence: this.#sentence,
      start: Math.max(0, named.at),
      end,
      approximate: named.approximate,
      reason: false,
    };
    this.#statements.push(statement);
    this.#current = statement;
    return statement;
  }

  /** The words between the token before (or the sentence's start) and an offset. */
  #lead(at: number): string {
    return this.#text.slice(Math.max(this.#from, this.#sentenceStart), at);
  }
}

/** The last clause of the words before a number, folded; 、 joins names and ends no clause. */
function lastClause(lead: string): string {
  const parts = fold(lead)
    .split(/[,;。]|:(?=.)/)
    .map((p) => p.replace(/:$/, ''));
  return parts.findLast((p) => p !== '') ?? '';
}

/** How many raw characters at the end of the lead the folded clause takes: the start of the statement. */
function trailing(lead: string, clause: string): number {
  let seen = 0;
  let i = lead.length;
  while (i > 0 && seen < clause.length) {
    i--;
    if (/\S/.test(lead[i]!)) seen++;
  }
  return lead.length - i;
}

function signOf(clause: string): 1 | -1 | undefined {
  const t = clause.replace(CHANGE_TAIL, '');
  if (UP.test(t)) return 1;
  return DOWN.test(t) ? -1 : undefined;
}

/** What a change names as its own thing: 基本支出 in 基本支出增加; empty in 比上年预算增加. */
function ownSubject(clause: string): string {
  return nameOf(
    clause
      .replace(CHANGE_TAIL, '')
      .replace(UP, '')
      .replace(DOWN, '')
      .replace(COMPARE, '')
      .replace(/^(?:相比|预算数?|决算数?)$/, ''),
  );
}

/** 收、支预算总计各 says again what 收入、支出预算总计 said. */
function namesAgain(own: string, subject: string): boolean {
  const known = new Set(subject);
  return [...own.replace(/[各数]/g, '')].every((c) => known.has(c));
}

function yearOf(clause: string): number | null {
  const m = [...clause.matchAll(/20\d{2}(?=年)/g)].at(-1);
  return m ? Number(m[0]) : null;
}

function nameOf(clause: string): string {
  return clause
    .replace(/"/g, '')
    .replace(/20\d{2}年度?|^20\d{2}(?=\D)/g, '')
    .replace(/^[、,.:和及与含]+/, '')
    .replace(/(?:共计|合计|总计|共|计|约|大约|预计)?(?:安排|为|是|达|达到|有|:)*$/, (m) =>
      /合计|总计/.test(m) ? m.replace(/(?:安排|为|是|达|达到|有|:)+$/, '') : '',
    )
    .trim();
}
