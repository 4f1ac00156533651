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
  /** Number of the list of its parent, from 1 in each text: 收入包括：… and 支出包括：… may be two lists of one whole. */
  readonly list: number;
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
  /** Change against the budget (比年初预算增加), and that it is level with it. */
  budgetChange?: Change;
  budgetFlat?: boolean;
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
  /(?:与|比|较|和|同)[^，。；,;]{0,24}?(?:持平|一致|相同|相等|保持不变|无变化|无增减|没有(?:增减)?变化|未发生(?:增减)?变化|没有增减)(?:变化|变动)?|无增减(?:变化|变动)|持平/g;
const LIST = /(?:主要)?用于以下[^，。；,;：:]{0,6}方面|其中|包括(?!但)|分别[为是](?!\s*\d)|具体为/g;
const REASON = /(?:主要)?原因(?:是|为|系|：|:|在于)?|主要(?:是因|是由于|由于|因为|用于|是)|由于|用于/g;
const PERCENT = /([-−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)\s*[%％]/g;

/**
 * Reads all statements of one text, in reading order. `year` is that of the publication: what a clause gives to an earlier
 * year is a base. Never throws; text without amounts gives none.
 */
export function textToStatements(
  text: string,
  year: number | null = null,
  amounts: readonly TextAmount[] = textToAmounts(text),
): Statement[] {
  return new Reader(text, year, amounts).read();
}

function tokenize(text: string, amounts: readonly TextAmount[]): Token[] {
  const tokens: Token[] = [];
  const plain = (kind: 'flat' | 'list' | 'reason' | 'stop' | 'semicolon' | 'open' | 'close', re: RegExp) => {
    for (const m of text.matchAll(re)) tokens.push({ kind, at: m.index, end: m.index + m[0].length });
  };
  for (const amount of amounts)
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

const UP = /(?:增加|增长|上升|提高|调增|上调|增|(?:比|较)(?!.*(?:至多|最多)).*多(?:安排|支出|收入)?)$/;
const DOWN =
  /(?:减少|下降|降低|压减|调减|下调|节约|压缩|核减|减|降|(?:比|较)(?!.*(?:至少|最少|减少)).*少(?:安排|支出|收入)?)$/;
/** The direction alone: what 比上年多 compares stands before it. */
const UP_WORD = /(?:增加|增长|上升|提高|调增|上调|增|多(?:安排|支出|收入)?)$/;
const DOWN_WORD = /(?:减少|下降|降低|压减|调减|下调|节约|压缩|核减|减|降|少(?:安排|支出|收入)?)$/;
/** 增减额为 -5.20 万元: the sign of the number is the direction. */
const EITHER = /(?:增减|变动|变化)(?:变化)?(?:额|数|率|幅度|比例|情况)?(?:为|约|是)?:?$/;
const CHANGE_TAIL = /(?:了|额|数|额度|幅度|率|幅|比例)?(?:为|约|达|各|均|共|共计|合计|计)?:?$/;
/** 增加到 5,312 万元 gives the amount itself, not its change. */
const REACHES = /(?:增加|增长|上升|提高|调增|减少|下降|降低|压减|调减|核减|调整)了?[到至]:?$/;
const YEAR_BEFORE = '(?:上年度?|去年|上一年度?|上一度|20\\d{2}年度?)(?:的)?';
const COMPARE = new RegExp(
  `(?:与|比|较|同|和|相比|对比)${YEAR_BEFORE}(?:年初|当年|同期|财政拨款|批复|调整|公开)*(?:部门|单位)?(?:总)?(?:收入|支出|收支)?(?:总)?(?:预算|决算)?(?:执行|完成|实际|支出|安排)?(?:总)?(?:数|额)?(?:相比|比较|对比|相较|比)?|${YEAR_BEFORE}(?:年初|当年|同期)?(?:预算|决算)?(?:执行|完成|实际)?(?:数|额)?(?:相比|比较|对比|相较|比)?|同比|(?:按)?(?:可比|同)口径`,
  'g',
);
/** The year that a comparison names, which is not that of what it compares. */
const COMPARE_YEAR = /(?:与|比|较|同|和)20\d{2}年/g;
/** Words right before an amount of last year inside a comparison: 比2022年预算数 280.00 万元. */
const COMPARED_BASE =
  /(?:比|较|与|同)(?:上年度?|去年|上一年度?|20\d{2}年度?)(?:的)?[\u4e00-\u9fa5]{0,14}?(?:为|是)?:?$/;
/** 由2022年的 5,100 万元, with the words before it. */
const FROM_BASE =
  /^(.*?)[由从](?:上年度?|去年|上一年度?|20\d{2}年度?)(?:的)?(?:预算|决算|执行)?(?:数|额)?(?:的)?$/;
/** 决算数大于预算数 55.93 万元. */
const ABOVE_BUDGET = /(?:决算数?|支出数?)?(大于|高于|超出|小于|低于)(?:年初|全年|当年)?预算数?:?$/;
/** A change against this year's own budget: 比年初预算增加. */
const AGAINST_BUDGET =
  /(?:与|比|较|同)(?:年初|全年|当年|本年|调整)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比)?$/;
/** Words that name no thing of their own: the item's heading, or the statement before, says what is meant. */
const GENERIC =
  /^(?:(?:当年|本年|年度|全年|年初|支出|预算|决算|安排|执行|资金|金额|经费|总|共|计|合计|数|额|为|了|实际|完成|此项|该项|本项)*)$/;
const LIMIT_AFTER = /^\s*(?:[（(]含[）)]|以上|以下|以内|及以上|～|~|至\d|[-—]\s*\d|左右的)/;
const LIMIT_BEFORE = /(?:单价|单位价值|价值|超过|不足|低于|高于|达到|～|~|至|≥|≤|>=|<=|>|<|不超过|限额|以)$/;
const RATE_AFTER =
  /^\s*(?:[/／]\s*(?:人|月|年|天|日|次|户|个|台|套|箱|平|㎡|辆|份|张)|每|[*×xX＊]|（?每[人月年])/;
const RATE_BEFORE = /(?:每人|人均|每月|每年|单价|标准|定额|每\S{1,2})[^，。；]{0,10}$|[*×xX＊/]\s*$/;

interface OpenList {
  readonly whole: Statement;
  /** From 1 in each text. */
  readonly number: number;
}

class Reader {
  readonly #text: string;
  readonly #year: number | null;
  readonly #amounts: readonly TextAmount[];
  readonly #statements: Statement[] = [];
  #sentence = 0;
  #sentenceStart = 0;
  /** End of the token before. */
  #from = 0;
  #current: Statement | null = null;
  #lists: readonly OpenList[] = [];
  #brackets: {
    readonly current: Statement | null;
    readonly lists: readonly OpenList[];
    readonly reason: boolean;
  }[] = [];
  #inReason = false;
  /** The reason tells what the money is for. */
  #isUse = false;
  #listCount = 0;
  /** What the growth rate that follows belongs to. */
  #against: 'year' | 'budget' = 'year';

  constructor(text: string, year: number | null, amounts: readonly TextAmount[]) {
    this.#text = text;
    this.#year = year;
    this.#amounts = amounts;
  }

  read(): Statement[] {
    // Every statement has an amount, but for one that only says 与2022年预算持平.
    if (this.#amounts.length === 0 && !/20\d{2}年[^。]{0,16}(?:持平|一致|相同)/.test(this.#text)) return [];
    const tokens = tokenize(this.#text, this.#amounts);
    const groups = distribute(this.#text, tokens);
    for (const token of tokens) {
      if (token.at < this.#from && token.kind !== 'open' && token.kind !== 'close') continue;
      const group = groups.get(token.at);
      if (group && (token.kind === 'amount' || token.kind === 'percent')) this.#takeGroup(group);
      else this.#take(token);
    }
    return this.#statements;
  }

  /** 基本支出、项目支出分别为 x、y names each of its amounts; 分别占 x%、y% goes back to the amounts before. */
  #takeGroup({ start, tokens, names, verb }: Distributed): void {
    const { end } = tokens.at(-1)!;
    const inReason = this.#inReason;
    this.#from = end;
    if (inReason) return;
    if (tokens.every((t) => t.kind === 'amount')) {
      if (names.length !== tokens.length || signOf(verb) !== undefined) return;
      tokens.forEach((token, i) => {
        const named = { year: yearOf(fold(names[0]!)), approximate: false, at: i === 0 ? start : token.at };
        this.#add(nameOf(fold(names[i]!)), null, named, token.end).value = token.amount;
      });
      return;
    }
    const last = this.#statements.slice(-tokens.length);
    const fits =
      last.length === tokens.length &&
      last.every((s) => s.value && s.sentence === this.#sentence && !s.share && s.parent === last[0]!.parent);
    if (!fits || !/^占/.test(verb)) return;
    tokens.forEach((token, i) => {
      if (token.kind !== 'percent') return;
      const quote = this.#text.slice(token.at, token.end);
      last[i]!.share = { amount: token.amount, sign: 1, offset: token.at, quote, of: '' };
      if (i === tokens.length - 1) last[i]!.end = token.end;
    });
  }

  #take(token: Token): void {
    if (this.#inReason) this.#endReason(token);
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
          this.#open(this.#current);
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
        this.#openList(token.at);
        this.#from = token.end;
        this.#inReason = false;
        return;
      case 'reason':
        if (this.#current && this.#sentence - this.#current.sentence <= 1) this.#current.reason = true;
        this.#inReason = true;
        this.#isUse = /用于$/.test(this.#text.slice(token.at, token.end));
        return;
      case 'flat':
        if (this.#inReason) return;
        this.#flat(token);
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

  /**
   * …120.00 万元，主要用于人员工资，比 2023 年预算增加 20.00 万元: a clause that opens with the comparison goes on with the
   * statement, where that has none yet. After a reason it must name a budget, since reasons compare things of their own.
   */
  #endReason({ at, end, kind }: Token): void {
    const current = this.#current;
    if (kind !== 'amount' && kind !== 'percent' && kind !== 'flat') return;
    if (!current?.value || current.sentence !== this.#sentence || this.#brackets.length > 0) return;
    if (current.base || current.change || current.growth || current.flat || current.budget) return;
    const before = this.#text.slice(this.#sentenceStart, kind === 'flat' ? end : at);
    const comma = ([...before.matchAll(/，|,(?!\d)/g)].at(-1)?.index ?? -1) + 1;
    const clause = fold(before.slice(comma));
    const opens = /^(?:比|较|与|同)(?:上年|去年|20\d{2}年)/.test(clause);
    if (!opens || !(this.#isUse || /^.{0,16}(?:预算|决算)/.test(clause))) return;
    this.#inReason = false;
    this.#from = Math.max(this.#from, this.#sentenceStart + comma);
  }

  #flat(token: Token): void {
    const { at, end } = token;
    const quote = this.#text.slice(at, end);
    const named = nameOf(lastClause(this.#lead(at)).replace(COMPARE, ''));
    let current = this.#continues(at) ? this.#current : null;
    if (!current || (named.length >= 4 && !GENERIC.test(named) && !namesAgain(named, current.subject))) {
      // 公务用车购置及运行费与上年持平, in a sentence or a clause of its own.
      if (named === '' || named.length > 30) return;
      current = this.#add(named, null, { year: null, approximate: false, at: this.#from }, end);
    }
    if (/预算/.test(quote) && !/[上去]年|上一|20\d{2}/.test(quote)) current.budgetFlat = true;
    else {
      current.flat = { offset: at, quote };
      this.#compare(current, Math.max(this.#from, this.#sentenceStart), end);
      const [inside] = textToAmounts(quote);
      if (inside && current.value && !current.base) current.base = { ...inside, offset: inside.offset + at };
    }
    current.end = end;
  }

  /** 其中：, 包括： after a statement lists its parts; 支出包括： says of which side of it, or of what else. */
  #openList(at: number): void {
    const current = this.#current;
    const named = fold(this.#lead(at))
      .split(/[,;。:]/)
      .at(-1)!;
    const own = nameOf(named).replace(/主要|具体|全部|资金来源|本年|当年|预算|总/g, '');
    if (own === '' || !current || (own.length > 1 && namesAgain(own, current.subject))) {
      if (current && this.#lists.at(-1)?.whole !== current && !this.#inBracketOf(current))
        this.#open(current);
      return;
    }
    const above = [...this.#lists.map((l) => l.whole), current].find(
      (s) => /收/.test(s.subject) && /支/.test(s.subject),
    );
    if (/^(?:收入|支出)$/.test(own) && above) {
      this.#lists = [];
      this.#open(above);
      return;
    }
    if (own.length > 20) return;
    // A list of something that no amount stands for: its parts are none of the document's own.
    const whole: Statement = {
      ...{ subject: own, year: null, parent: null, list: 0, continues: null, sentence: this.#sentence },
      ...{ start: at, end: at, approximate: false, reason: false },
    };
    this.#open(whole);
  }

  #open(whole: Statement): void {
    this.#lists = [...this.#lists, { whole, number: ++this.#listCount }];
  }

  #inBracketOf(statement: Statement): boolean {
    return (
      this.#brackets.some((b) => b.current === statement) && this.#lists.some((l) => l.whole === statement)
    );
  }

  /** Whether what follows at this offset still speaks of the current statement. */
  #continues(at: number): boolean {
    if (!this.#current) return false;
    if (this.#current.sentence === this.#sentence) return true;
    if (this.#current.sentence !== this.#sentence - 1) return false;
    return /^\s*(?:与|比|较|同|和|完成|占|增长|下降|增加|减少|20\d{2}年[^，。；]{0,24}?[与比较])/.test(
      this.#text.slice(this.#sentenceStart, at + 1),
    );
  }

  #percent(token: Extract<Token, { kind: 'percent' }>): void {
    const lead = this.#lead(token.at);
    this.#from = token.end;
    if (this.#inReason) return;
    const clause = lastClause(lead);
    const sign = signOf(clause, token.amount);
    const kind = sign
      ? 'growth'
      : /占/.test(clause)
        ? 'share'
        : /完成/.test(clause)
          ? 'completion'
          : undefined;
    if (!kind || !this.#continues(token.at)) return;
    const againstBudget = AGAINST_BUDGET.test(bareChange(clause));
    const own = sign && !againstBudget ? ownSubject(clause) : '';
    if (own !== '' && !namesAgain(own, this.#current!.subject)) return;
    const current = this.#current!;
    if (kind === 'growth') {
      if (againstBudget || (this.#against === 'budget' && !COMPARES.test(clause))) return;
      this.#against = 'year';
    }
    if (current[kind]) return;
    current[kind] = {
      amount: kind === 'growth' ? magnitude(token.amount) : token.amount,
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
    const sign = signOf(clause, token.amount.amount);
    if (sign) {
      this.#change(token, clause, sign, start);
      return;
    }
    const above = ABOVE_BUDGET.exec(clause);
    if (above) {
      const current = this.#current;
      if (!current?.value || current.budgetChange || !this.#continues(at)) return;
      current.budgetChange = { ...token.amount, sign: /大于|高于|超出/.test(above[1]!) ? 1 : -1 };
      current.end = end;
      return;
    }
    const year = yearOf(clause);
    const from = FROM_BASE.exec(clause);
    const compared = COMPARED_BASE.test(clause);
    const subject = REACHES.test(clause)
      ? ''
      : nameOf(from ? from[1]! : compared ? clause.replace(COMPARED_BASE, '') : clause);
    const isBase =
      from !== null ||
      compared ||
      (/(?:上年度?|去年|上一年度?)(?!.{0,4}(?:结转|结余|末|底))/.test(clause) &&
        !/^(?:其中)?上年/.test(subject)) ||
      (year !== null &&
        year === (this.#year ?? 0) - 1 &&
        GENERIC.test(subject) &&
        // 2022年支出总预算 at the head of a passage is a total with a wrong year, no base of anything.
        !(this.#statements.length === 0 && /总|合计/.test(subject)));
    const named = { year, approximate, at: start + lead.length - trailing(lead, clause) };
    if (isBase) {
      this.#base(token, subject, { ...named, year: from ? yearOf(from[1]!) : null });
      if (this.#current?.base === token.amount && (compared || from))
        this.#compare(this.#current, start, at, from ? /[由从](20\d{2})\s*年/ : undefined);
    } else if (/(?:年初|全年|调整)预算(?:数|额|安排)?为?$/.test(clause) && this.#isOwnBudget(subject))
      this.#setBudget(token);
    else if (/预算(?:数|额|安排|支出|金额|总额)?(?:为|是)?:?$/.test(clause) && this.#outturnFollows(end))
      this.#budget(token, subject, named);
    else this.#value(token, subject, named);
  }

  #outturnFollows(at: number): boolean {
    return /^[，,、；;]?(?:全年|实际|当年)?(?:支出|收入)?(?:决算|实际支出|实际完成|执行数)/.test(
      this.#text.slice(at, at + 12).trim(),
    );
  }

  /** 支出 2.05 万元，年初预算为 2.95 万元: the budget of what the sentence just gave. */
  #isOwnBudget(subject: string): boolean {
    const current = this.#current;
    return (
      current?.value !== undefined &&
      current.budget === undefined &&
      current.sentence === this.#sentence &&
      GENERIC.test(subject)
    );
  }

  #setBudget(token: Extract<Token, { kind: 'amount' }>): void {
    if (this.#outturnFollows(token.end)) {
      this.#add('', this.#current, { year: null, approximate: false, at: token.at }, token.end).budget =
        token.amount;
      return;
    }
    this.#current!.budget = token.amount;
    this.#current!.end = token.end;
  }

  #value(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
  ): void {
    const current = this.#current;
    const generic = GENERIC.test(subject) && !namesOtherSide(subject, current?.subject ?? '');
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
    this.#add(subject, current, named, token.end).base = token.amount;
  }

  #budget(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
  ): void {
    this.#add(
      subject.replace(/(?:年初|全年|调整)?预算(?:数|额|安排|支出|金额|总额)?$/, ''),
      this.#current,
      named,
      token.end,
    ).budget = token.amount;
  }

  #change(token: Extract<Token, { kind: 'amount' }>, clause: string, sign: 1 | -1, start: number): void {
    const change: Change = { ...token.amount, amount: magnitude(token.amount.amount), sign };
    const current = this.#current;
    if (AGAINST_BUDGET.test(bareChange(clause))) {
      this.#against = 'budget';
      if (!current?.value || current.budgetChange || !this.#continues(token.at)) return;
      current.budgetChange = change;
      current.end = token.end;
      return;
    }
    this.#against = 'year';
    const printed = /^\d[\d,]*(?:\.\d+)?$/.exec(ownSubject(clause))?.[0];
    // 较上年 2.08 减少 0.03 万元: last year's amount without its unit.
    const own = printed === undefined ? ownSubject(clause) : '';
    if (printed !== undefined && current?.value && !current.base && this.#continues(token.at)) {
      const amount = readPlain(printed);
      const offset = this.#text.lastIndexOf(printed, token.at - 1);
      if (amount && offset >= start)
        current.base = { amount, unit: token.amount.unit, offset, quote: printed };
    }
    const attaches =
      current &&
      !current.change &&
      this.#continues(token.at) &&
      (own === '' || this.#namesTogether(own, current) || GENERIC.test(own.replace(/各$/, '')));
    if (attaches) {
      current.change = change;
      current.end = token.end;
      this.#compare(current, start, token.at);
      return;
    }
    if (own === '') return;
    const named = { year: yearOf(clause.replace(COMPARE_YEAR, '')), approximate: false, at: start };
    const statement = this.#add(own, null, named, token.end);
    statement.change = change;
    this.#compare(statement, start, token.at);
  }

  /** 收、支总计各 says again what 收入总计 and 支出总计 said, where both were one amount. */
  #namesTogether(own: string, current: Statement): boolean {
    if (namesAgain(own, current.subject)) return true;
    const { value } = current;
    if (!value || !/各|均|总计|合计/.test(own)) return false;
    const alike = this.#statements.filter(
      (s) =>
        s.sentence >= this.#sentence - 1 &&
        s.parent === null &&
        s.value?.amount.digits === value.amount.digits &&
        s.value.amount.scale === value.amount.scale,
    );
    return alike.length > 1 && namesAgain(own, `、${alike.map((s) => s.subject).join('')}`);
  }

  #compare(statement: Statement, from: number, to: number, words = /(?:与|比|较|同)\s*(20\d{2})\s*年/): void {
    const m = words.exec(this.#text.slice(Math.max(0, from), to));
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
      parent: this.#lists.at(-1)?.whole ?? null,
      list: this.#lists.at(-1)?.number ?? 0,
      continues,
      sentence: this.#sentence,
      start: Math.max(0, named.at),
      end,
      approximate: named.approximate,
      reason: false,
    };
    this.#statements.push(statement);
    this.#current = statement;
    this.#against = 'year';
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

/** Direction that the words before a number give; a printed minus turns 增长 and 增减额 round, but not 减少. */
function signOf(clause: string, printed?: Amount): 1 | -1 | undefined {
  const negative = printed !== undefined && printed.digits < 0n;
  if (EITHER.test(clause)) return negative ? -1 : 1;
  const t = clause.replace(CHANGE_TAIL, '');
  if (UP.test(t)) return negative ? -1 : 1;
  return DOWN.test(t) ? -1 : undefined;
}

const magnitude = (amount: Amount): Amount =>
  amount.digits < 0n ? { digits: -amount.digits, scale: amount.scale } : amount;

const COMPARES = /[上去]年|上一年|20\d{2}年|同比/;

/** The words before the direction of a change. */
const bareChange = (clause: string): string =>
  clause.replace(EITHER, '').replace(CHANGE_TAIL, '').replace(UP_WORD, '').replace(DOWN_WORD, '');

/** What a change names as its own thing: 基本支出 in 基本支出增加; empty in 比上年预算增加. */
function ownSubject(clause: string): string {
  return nameOf(
    bareChange(clause)
      .replace(COMPARE, '')
      .replace(/^(?:相比|预算数?|决算数?)$/, ''),
  );
}

/** 收、支预算总计各 says again what 收入、支出预算总计 said. */
function namesAgain(own: string, subject: string): boolean {
  const known = new Set(subject);
  return [...own.replace(/[各数]/g, '')].every((c) => known.has(c));
}

/** 支出总计 after 收入总计 is the other side and no repetition. */
const namesOtherSide = (subject: string, before: string): boolean =>
  /^支出(?:预算|决算)?(?:总计|合计|总额|预算|总数)/.test(subject) &&
  /收入/.test(before) &&
  !/支/.test(before);

function yearOf(clause: string): number | null {
  const m = [...clause.matchAll(/20\d{2}(?=年)/g)].at(-1);
  return m ? Number(m[0]) : null;
}

function nameOf(clause: string): string {
  return clause
    .replace(/"/g, '')
    .replace(/20\d{2}年度?|^20\d{2}(?=\D)/g, '')
    .replace(/^[、,.:和及与含]+/, '')
    .replace(/[均各](?=为?:?$)/, '')
    .replace(/(?:共计|合计|总计|共|计|约|大约|预计)?(?:安排|为|是|达|达到|有|:)*$/, (m) =>
      /合计|总计/.test(m) ? m.replace(/(?:安排|为|是|达|达到|有|:)+$/, '') : '',
    )
    .trim();
}

/** Numbers that 分别 gives to the names before it, one each. */
interface Distributed {
  readonly start: number;
  readonly tokens: readonly Extract<Token, { kind: 'amount' | 'percent' }>[];
  readonly names: readonly string[];
  /** Words between 分别 and the first number: 为, 占, 增加. */
  readonly verb: string;
}

/** Finds the runs of numbers behind 分别, by the offset of the first of each. */
function distribute(text: string, tokens: readonly Token[]): ReadonlyMap<number, Distributed> {
  const groups = new Map<number, Distributed>();
  const numbers = tokens.filter((t) => t.kind === 'amount' || t.kind === 'percent');
  for (const m of text.matchAll(/分别/g)) {
    const behind = m.index + m[0].length;
    const first = numbers.findIndex((t) => t.at >= behind);
    if (first < 0 || !/^[^，。；,;：:]{0,8}[:：]?\s*$/.test(text.slice(behind, numbers[first]!.at))) continue;
    const run = [numbers[first]!];
    for (const next of numbers.slice(first + 1)) {
      const before = run.at(-1)!;
      if (next.kind !== before.kind || !/^[\s、，,和及与]{1,3}$/.test(text.slice(before.end, next.at))) break;
      run.push(next);
    }
    if (run.length < 2) continue;
    const start =
      Math.max(...['，', '。', '；', '：', ',', ';', ':', '\n'].map((c) => text.lastIndexOf(c, m.index))) + 1;
    const names = text
      .slice(start, m.index)
      .split(/[、和与及]/)
      .map((n) => n.trim())
      .filter((n) => n !== '');
    const verb = fold(text.slice(behind, run[0]!.at));
    groups.set(run[0]!.at, { start, tokens: run, names, verb });
  }
  return groups;
}
