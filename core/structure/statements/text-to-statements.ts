import { readPlain } from '../../figures/read-amount.ts';
import { type TextAmount, textToAmounts } from '../../figures/text-amounts.ts';
import { fold } from '../text.ts';
import {
  bareChange,
  COMPARES,
  clausesOf,
  comparedClause,
  lastClause,
  magnitude,
  nameOf,
  namesAgain,
  namesOtherSide,
  ownSubject,
  signOf,
  subjectBody,
  trailing,
  wholeOf,
  yearOf,
} from './clauses.ts';
import { CLAUSE_MAX, type Distributed, distribute } from './distributed.ts';
import type { Change, Statement } from './statement.ts';
import { type Token, tokenize, unitlessAmounts } from './tokens.ts';
import {
  ABOVE_BUDGET,
  AGAINST_BUDGET,
  BODY_LEAD,
  BUDGET_FIRST,
  COMPARE,
  COMPARE_YEAR,
  COMPARED_BASE,
  COMPARED_BUDGET,
  EXECUTION,
  FROM_BASE,
  GAP,
  GENERIC,
  GOES_ON,
  LAST_YEAR,
  LEADING_YEAR,
  LIMIT_AFTER,
  LIMIT_BEFORE,
  OF_BUDGET,
  OWN_YEAR_BUDGET,
  OWNER,
  PERIOD,
  RATE_AFTER,
  RATE_BEFORE,
  REACHES,
  RELATIVE,
  WITHIN,
} from './wording.ts';

/**
 * Reads all statements of one text, in reading order. `year` is that of the publication: what a clause gives to an earlier
 * year is a base. In final accounts (`isOutturn`) a comparison with a budget of that year is none with the year before.
 * Never throws; text without amounts gives none.
 */
export function textToStatements(
  text: string,
  year: number | null = null,
  amounts: readonly TextAmount[] = textToAmounts(text),
  isOutturn = false,
): Statement[] {
  return new Reader(text, year, amounts, isOutturn).read();
}

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
  readonly #isOutturn: boolean;
  /** The year and the body that an earlier statement of the sentence gives to those after it. */
  #context: { readonly sentence: number; readonly year: number | null; readonly owner: string } | null = null;
  /** Where a comparison with a budget ends that prints its amount: the change behind it is against that. */
  #budgetEnd = -1;
  /** The percentage at this offset says what share of the amount before it, or of the budget, the statement is. */
  #rateOf: { readonly at: number; readonly kind: 'completion' | 'share'; readonly whole: TextAmount } | null =
    null;

  constructor(text: string, year: number | null, amounts: readonly TextAmount[], isOutturn: boolean) {
    this.#text = text;
    this.#year = year;
    this.#amounts = amounts;
    this.#isOutturn = isOutturn;
  }

  read(): Statement[] {
    // Every statement has an amount, but for one that only says 与2022年预算持平.
    if (this.#amounts.length === 0 && !/20\d{2}年[^。]{0,16}(?:持平|一致|相同)/.test(this.#text)) return [];
    const tokens = tokenize(this.#text, [...this.#amounts, ...unitlessAmounts(this.#text, this.#amounts)]);
    const groups = distribute(this.#text, tokens);
    for (const token of tokens) {
      if (token.at < this.#from && token.kind !== 'open' && token.kind !== 'close') continue;
      const group = groups.get(token.at);
      if (group && (token.kind === 'amount' || token.kind === 'percent')) this.#takeGroup(group);
      else this.#take(token);
    }
    this.#pairYears();
    return this.#statements;
  }

  /** 2022年会议费预算 5 万元，2023年会议费预算 6 万元，增加 1 万元: the first is last year's amount of the second. */
  #pairYears(): void {
    this.#statements.forEach((statement, i) => {
      const before = this.#statements[i - 1];
      if (!before?.value || !statement.value || statement.base || before.change || before.parent) return;
      const isYearBefore =
        before.year !== null && statement.year === before.year + 1 && statement.year === this.#year;
      if (isYearBefore && before.sentence === statement.sentence && before.subject === statement.subject)
        statement.base = before.value;
    });
  }

  /**
   * 基本支出、项目支出分别为 x、y names each of its amounts; 分别占 x%、y% and 各减少 x、y 万元 go back to the amounts before.
   */
  #takeGroup({ start, tokens, names, verb }: Distributed): void {
    const { end } = tokens.at(-1)!;
    const inReason = this.#inReason;
    const from = this.#from;
    this.#from = end;
    if (inReason) return;
    const isAmounts = tokens.every((t) => t.kind === 'amount');
    if (isAmounts && signOf(verb) === undefined) {
      if (names.length !== tokens.length) return;
      tokens.forEach((token, i) => {
        const named = { year: yearOf(fold(names[0]!)), approximate: false, at: i === 0 ? start : token.at };
        if (token.kind === 'amount')
          this.#add(nameOf(fold(names[i]!)), null, named, token.end).value = token.amount;
      });
      return;
    }
    const before = this.#lastValues(tokens.length, names);
    tokens.forEach((token, i) => {
      const statement = before[i];
      if (statement) this.#giveBack(statement, token, verb, from);
    });
    if (before.length > 0) this.#current = before.at(-1)!;
  }

  /** The last statements with a value, as many as numbers go back to them; none where they do not match. */
  #lastValues(count: number, names: readonly string[]): readonly Statement[] {
    const last = this.#statements.slice(-count);
    const [first] = last;
    const fits =
      last.length === count &&
      last.every((s) => s.value && s.sentence >= this.#sentence - 1 && s.parent === first!.parent) &&
      (names.length !== count || last.every((s, i) => namesAgain(nameOf(fold(names[i]!)), s.subject)));
    return fits ? last : [];
  }

  #giveBack(statement: Statement, token: Distributed['tokens'][number], verb: string, from: number): void {
    const quote = this.#text.slice(token.at, token.end);
    const plain = token.kind === 'amount' ? token.amount.amount : token.amount;
    const sign = signOf(verb, plain);
    if (token.kind === 'amount') {
      if (!sign || statement.change) return;
      statement.change = { ...token.amount, amount: magnitude(plain), sign };
      this.#compare(statement, from, token.at);
    } else if (sign) {
      if (statement.growth) return;
      statement.growth = { amount: magnitude(plain), sign, offset: token.at, quote, of: '' };
    } else {
      if (!/^占/.test(verb) || statement.share || statement.sentence !== this.#sentence) return;
      statement.share = { amount: plain, sign: 1, offset: token.at, quote, of: wholeOf(verb) };
    }
    if (statement === this.#statements.at(-1)) statement.end = token.end;
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
        this.#inReason &&= this.#isNextReason(token.end);
        return;
      case 'semicolon':
        this.#from = token.end;
        this.#inReason &&= this.#isNextReason(token.end);
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

  /** 主要原因：一是…；二是…: the reasons go on. */
  #isNextReason(at: number): boolean {
    return /^\s*(?:[二三四五六七八九]是|其次|再次)/.test(this.#text.slice(at, at + 8));
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
    let current = this.#goesOn(at) ? this.#current : null;
    if (!current || (named.length >= 4 && !GENERIC.test(named) && !namesAgain(named, current.subject))) {
      // 公务用车购置及运行费与上年持平, in a sentence or a clause of its own.
      if (named === '' || named.length > 30) return;
      current = this.#add(named, null, { year: null, approximate: false, at: this.#from }, end);
    }
    const isBudget = /预算/.test(quote) && !/[上去]年|上一|20\d{2}/.test(quote);
    if (isBudget || this.#isOwnBudgetYear(fold(quote))) current.budgetFlat = true;
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
    // 收支总预算 …。收入包括：…。支出包括：…。 over a sentence or two.
    const near = this.#statements.slice(-LIST_MAX).filter((s) => s.value && s.sentence >= this.#sentence - 2);
    const above = [...this.#lists.map((l) => l.whole), current, ...near.reverse()].find(
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

  /** “三公”经费支出决算中，因公出国费 1 万元，…: the amounts are parts of what the words name, which is printed elsewhere. */
  #openWithin(at: number): void {
    if (this.#lists.length > 0 || this.#current?.sentence === this.#sentence) return;
    const clauses = clausesOf(this.#text.slice(this.#sentenceStart, at)).slice(0, -1);
    const m = clauses.map((c) => WITHIN.exec(c)).findLast((found) => found);
    if (!m) return;
    const named = nameOf(m[1]!);
    this.#open({
      ...{ subject: named, year: yearOf(m[1]!), parent: null, list: 0, continues: null },
      ...{ sentence: this.#sentence, start: at, end: at, approximate: false, reason: false },
    });
  }

  #open(whole: Statement): void {
    this.#lists = [...this.#lists, { whole, number: ++this.#listCount }];
  }

  #inBracketOf(statement: Statement): boolean {
    return (
      this.#brackets.some((b) => b.current === statement) && this.#lists.some((l) => l.whole === statement)
    );
  }

  /**
   * Whether what follows at this offset still speaks of the current statement. A sentence that opens with a comparison goes on
   * with the whole whose parts the sentence before listed.
   */
  #goesOn(at: number): boolean {
    const current = this.#current;
    if (!current) return false;
    if (current.sentence === this.#sentence) return true;
    if (current.sentence !== this.#sentence - 1) return false;
    if (!GOES_ON.test(this.#text.slice(this.#sentenceStart, at + 1))) return false;
    let whole = current;
    while (whole.parent?.value && whole.parent.sentence === current.sentence) whole = whole.parent;
    if (!whole.change && !whole.growth && !whole.flat && !whole.completion) this.#current = whole;
    return true;
  }

  /** 与2021年度预算相比 in final accounts of 2021 compares with their own budget. */
  #isOwnBudgetYear(clause: string): boolean {
    const m = OWN_YEAR_BUDGET.exec(clause);
    return this.#isOutturn && m !== null && Number(m[1]) === this.#year;
  }

  #isAgainstBudget(clause: string): boolean {
    const bare = bareChange(clause);
    return AGAINST_BUDGET.test(bare) || this.#isOwnBudgetYear(bare) || BUDGET_FIRST.test(bare);
  }

  /** Whether a change against a budget is that of the statement, where the clause names what changed. */
  #isBudgetOf({ subject }: Statement, clause: string): boolean {
    const bare = bareChange(clause);
    const own = nameOf(
      (BUDGET_FIRST.exec(bare)?.[1] ?? bare.replace(AGAINST_BUDGET, '')).replace(OWN_YEAR_BUDGET, ''),
    );
    return GENERIC.test(own) || namesAgain(own, subject);
  }

  #percent(token: Extract<Token, { kind: 'percent' }>): void {
    const lead = this.#lead(token.at);
    this.#from = token.end;
    if (this.#inReason) return;
    const clause = comparedClause(lead);
    const known = this.#rateOf?.at === token.at ? this.#rateOf : null;
    if (known) {
      this.#current![known.kind] = {
        ...{ amount: token.amount, sign: 1, offset: token.at, of: '', whole: known.whole },
        quote: this.#text.slice(token.at, token.end),
      };
      this.#current!.end = token.end;
      return;
    }
    if (/年均|月均|平均|(?:约|近|超|超过|不低于|不少于|不高于|不超过|低于|高于|至少)$/.test(clause)) return;
    if (/^\s*(?:左右|以上|以下|以内|及以上)/.test(this.#text.slice(token.end, token.end + 8))) return;
    const isDeviation = /预决算差异率(?:为|是)?:?$/.test(clause);
    const sign = isDeviation ? (token.amount.digits < 0n ? -1 : 1) : signOf(clause, token.amount);
    const kind = sign
      ? 'growth'
      : /占/.test(clause)
        ? 'share'
        : /完成/.test(clause)
          ? 'completion'
          : undefined;
    if (!kind || !this.#goesOn(token.at)) return;
    const againstBudget = isDeviation || this.#isAgainstBudget(clause);
    const own = sign && !againstBudget ? ownSubject(clause) : '';
    if (own !== '' && !namesAgain(own, this.#current!.subject)) return;
    const current = this.#current!;
    const isBudget =
      kind === 'growth' && (againstBudget || (this.#against === 'budget' && !COMPARES.test(clause)));
    if (kind === 'growth') this.#against = isBudget ? 'budget' : 'year';
    const role = isBudget ? 'budgetGrowth' : kind;
    if (current[role]) return;
    // 去年收入 100 万元，同比增长 5%: what looked like last year's amount is what the rate speaks of.
    if (role === 'growth' && RELATIVE.test(clause)) this.#takeBaseForValue(current);
    current[role] = {
      amount: kind === 'growth' ? magnitude(token.amount) : token.amount,
      sign: sign ?? 1,
      offset: token.at,
      quote: this.#text.slice(token.at, token.end),
      of: kind === 'share' ? wholeOf(clause) : '',
    };
    if (role === 'growth') this.#compare(current, token.at - lead.length, token.at);
    current.end = token.end;
  }

  #takeBaseForValue(statement: Statement): void {
    if (statement.value || !statement.base || statement.continues) return;
    statement.value = statement.base;
    delete statement.base;
    if (this.#year !== null) statement.year ??= this.#year - 1;
  }

  /** 完成预算 27 万元的 63.2%, 占支出总额 100 万元的 20%: the amount that the rate is of. */
  #wholeOfRate(token: Extract<Token, { kind: 'amount' }>, clause: string): boolean {
    const m = /^\s*的\s*(?=[\d０-９][\d０-９.．]{0,11}\s*[%％])/.exec(
      this.#text.slice(token.end, token.end + 20),
    );
    if (!m || !this.#goesOn(token.at)) return false;
    const kind = OF_BUDGET.test(clause) ? 'completion' : /占[^占]{0,30}$/.test(clause) ? 'share' : undefined;
    const current = this.#current!;
    if (!kind || !current.value || current[kind]) return false;
    if (kind === 'completion') current.budget ??= token.amount;
    this.#rateOf = { at: token.end + m[0].length, kind, whole: token.amount };
    return true;
  }

  /** 比年初预算数 180.00 万元增加: the budget of the statement. */
  #comparedBudget(token: Extract<Token, { kind: 'amount' }>, clause: string, start: number): void {
    this.#budgetEnd = token.end;
    const own = nameOf(clause.replace(COMPARED_BUDGET, '').replace(OWN_YEAR_BUDGET, ''));
    const current = this.#goesOn(token.at) ? this.#current : null;
    if (current?.value && (own === '' || GENERIC.test(own) || namesAgain(own, current.subject))) {
      current.budget ??= token.amount;
      current.end = token.end;
    } else if (own !== '')
      this.#add(own, null, { year: null, approximate: false, at: start }, token.end).budget = token.amount;
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
    if (isNote) {
      // 单项超过 100 万元的项目 3 个，支出合计 450 万元: what follows is of those alone.
      const isFirst = this.#statements.at(-1)?.sentence !== this.#sentence;
      if (isFirst && LIMIT_BEFORE.test(before))
        this.#context = { sentence: this.#sentence, year: null, owner: '上述' };
      return;
    }
    this.#readPeriod(at);
    const approximate = /约$|大约$|近$|预计$/.test(before) || /^\s*左右|^\s*余/.test(after);
    const clause = lastClause(lead);
    const sign = signOf(clause, token.amount.amount);
    if (sign) {
      this.#change(token, comparedClause(lead), sign, start);
      return;
    }
    if (this.#wholeOfRate(token, clause)) return;
    if (GAP.test(clause)) {
      if (this.#current?.value && this.#current.sentence === this.#sentence)
        this.#current.gap ??= token.amount;
      return;
    }
    if (COMPARED_BUDGET.test(clause) || this.#isOwnBudgetYear(clause.replace(/(?:的|为|是)$/, ''))) {
      this.#comparedBudget(token, clause, start);
      return;
    }
    const above = ABOVE_BUDGET.exec(clause);
    if (above) {
      const current = this.#goesOn(at) ? this.#current : null;
      if (!current?.value || current.budgetChange) return;
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
    const named = {
      year: year ?? this.#leadingYear(),
      approximate,
      at: start + lead.length - trailing(lead, clause),
    };
    if (this.#context && /本年|今年|当年/.test(clause)) this.#context = { ...this.#context, year: null };
    const followed = /^[，,、\s]*(?:同比|(?:比|较|与)(?:上年|去年|上一年))/.test(after);
    if (isBase && !from && !compared && followed) {
      // 去年收入 100 万元，同比增加 5 万元: last year's own report.
      this.#value(token, subject, { ...named, year: year ?? (this.#year === null ? null : this.#year - 1) });
    } else if (isBase) {
      const isNamed = from !== null && subject !== '';
      this.#base(token, subject, { ...named, year: from ? yearOf(from[1]!) : null }, isNamed);
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
    this.#openWithin(token.at);
    const current = this.#current;
    const generic = GENERIC.test(subject) && !namesOtherSide(subject, current?.subject ?? '');
    if (current && generic && !current.value && (current.base || current.budget)) {
      current.value = token.amount;
      current.year ??= named.year;
      current.end = token.end;
      return;
    }
    // 支出总计 …，其中：本年支出合计 … is a part, and not the same again.
    const isPart =
      /^本年(?:收入|支出)(?:决算|预算)?合计$/.test(subject) && this.#lists.at(-1)?.whole === current;
    this.#add(subject, generic && !isPart ? current : null, named, token.end).value = token.amount;
  }

  #base(
    token: Extract<Token, { kind: 'amount' }>,
    subject: string,
    named: { year: number | null; approximate: boolean; at: number },
    isNamed = false,
  ): void {
    const current = this.#current;
    const isOther = isNamed && !namesAgain(subject, current?.subject ?? '');
    const goesOn = current?.sentence === this.#sentence || (subject === '' && this.#goesOn(token.at));
    if (current?.value && !isOther && !current.base && !current.change && goesOn) {
      current.base = token.amount;
      current.end = token.end;
      return;
    }
    this.#add(subject, current, named, token.end).base = token.amount;
    // 上年基本支出 80 万元，项目支出 20 万元: what the sentence goes on with is of that year too.
    if (this.#context?.sentence === this.#sentence && this.#year !== null && named.year === null)
      this.#context = { ...this.#context, year: this.#year - 1 };
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
    const current = this.#goesOn(token.at) ? this.#current : null;
    const behindBudget = this.#budgetEnd === start && ownSubject(clause) === '';
    if (behindBudget || this.#isAgainstBudget(clause)) {
      this.#against = 'budget';
      if (!current || current.budgetChange || !(current.value || current.budget)) return;
      if (!behindBudget && !this.#isBudgetOf(current, clause)) return;
      current.budgetChange = change;
      current.end = token.end;
      return;
    }
    this.#against = 'year';
    const printed = /^\d[\d,]*(?:\.\d+)?$/.exec(ownSubject(clause))?.[0];
    // 较上年 2.08 减少 0.03 万元: last year's amount without its unit.
    const own = printed === undefined ? ownSubject(clause) : '';
    if (printed !== undefined && current?.value && !current.base) {
      const amount = readPlain(printed);
      const offset = this.#text.lastIndexOf(printed, token.at - 1);
      if (amount && offset >= start)
        current.base = { amount, unit: token.amount.unit, offset, quote: printed };
    }
    const attaches =
      current &&
      !current.change &&
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
    if (!value || !/各|均|总计|合计|^收、?支$/.test(own)) return false;
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
    const whole = this.#lists.at(-1)?.whole;
    const context = this.#context?.sentence === this.#sentence && !continues ? this.#context : null;
    // The parts of another year's amount are that year's, and so is what the sentence goes on with.
    const year = named.year ?? (whole ? whole.year : continues ? null : (this.#context?.year ?? null));
    const owner = whole || OWNER.test(subject) ? '' : (context?.owner ?? '');
    const statement: Statement = {
      subject: subject === '' ? subject : owner + subject,
      year: named.year ?? (year !== this.#year ? year : null),
      parent: whole ?? null,
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
    if (!whole && !continues) {
      const { sentence } = statement;
      const isLastYear = this.#year !== null && LAST_YEAR.test(subject);
      const lastYear = isLastYear ? this.#year! - 1 : null;
      const bodyOf = subjectBody(statement.subject) || owner;
      this.#context = { sentence, year: statement.year ?? lastYear, owner: bodyOf };
    }
    return statement;
  }

  /** 2023年1月至6月，收入 80 万元: amounts of a part of the year are none of the year's. */
  #readPeriod(at: number): void {
    if (this.#statements.at(-1)?.sentence === this.#sentence || this.#context?.sentence === this.#sentence)
      return;
    const head = this.#text.slice(this.#sentenceStart, Math.min(at, this.#sentenceStart + CLAUSE_MAX));
    const body = BODY_LEAD.exec(head)?.[1];
    if (body) this.#context = { sentence: this.#sentence, year: null, owner: body };
    if (PERIOD.test(head)) this.#context = { sentence: this.#sentence, year: null, owner: '期内' };
  }

  /** 2022年，本部门收入预算 80 万元: the year at the head of the sentence, for its first statement. */
  #leadingYear(): number | null {
    if (this.#statements.at(-1)?.sentence === this.#sentence) return null;
    const head = this.#text.slice(this.#sentenceStart, this.#sentenceStart + 60);
    const m = LEADING_YEAR.exec(head) ?? EXECUTION.exec(head);
    return m && Number(m[1]) !== this.#year ? Number(m[1]) : null;
  }

  /** The words between the token before (or the sentence's start) and an offset. */
  #lead(at: number): string {
    return this.#text.slice(Math.max(this.#from, this.#sentenceStart), at);
  }
}

/** Most parts of a list that are looked through for what it is a list of. */
const LIST_MAX = 40;
