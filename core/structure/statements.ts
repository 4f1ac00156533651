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
  subject: string;
  /** Year that the words give to the value; null without. */
  year: number | null;
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
  /** What outturn and budget are apart, without a direction (差值为 0.9 万元). */
  gap?: TextAmount;
  /** Change against the budget (比年初预算增加), and that it is level with it. */
  budgetChange?: Change;
  budgetGrowth?: Percent;
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
  /** The amount that it is a share of, where the sentence prints it (占支出总额 100 万元的 20%). */
  readonly whole?: TextAmount;
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
const REACHES =
  /(?:(?:增加|增长|上升|提高|提升|调增|减少|下降|降低|压减|调减|核减|调整|变动|变化)了?[到至]|(?:降|升|增|减|调整|变)为)(?:20\d{2}年度?的?)?:?$/;
const YEAR_BEFORE = '(?:上年度?|去年|上一年度?|上一度|20\\d{2}年度?)(?:的)?';
const COMPARE = new RegExp(
  `(?:与|比|较|同|和|相比|对比)${YEAR_BEFORE}(?:年初|当年|同期|财政拨款|批复|调整|公开)*(?:部门|单位)?(?:总)?(?:收入|支出|收支)?(?:总)?(?:预算|决算)?(?:执行|完成|实际|支出|安排)?(?:总)?(?:数字?|额)?(?:相比|比较|对比|相较|比)?|${YEAR_BEFORE}(?:年初|当年|同期)?(?:预算|决算)?(?:执行|完成|实际)?(?:数|额)?(?:相比|比较|对比|相较|比)?|同比|(?:按)?(?:可比|同)口径`,
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
/** 与2021年度预算相比, with the year that it names. */
const OWN_YEAR_BUDGET =
  /(?:与|比|较|同|和)(20\d{2})年度?(?:年初|全年|当年|调整)?(?:部门|单位|财政拨款)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比|相较)?(?:持平|一致|相同|相等|保持不变|无变化|无增减|没有.{0,6}变化|未发生.{0,6}变化)?(?:变化|变动)?$/;
/** 比年初预算数 180.00 万元: a budget inside a comparison. */
const COMPARED_BUDGET =
  /(?:比|较|与|同)(?:年初|全年|当年|本年|调整后?)?(?:部门|财政拨款|支出|收入)?预算(?:安排)?(?:数|额)?的?(?:为|是)?:?$/;
/** 与年初预算相比收入总计: the comparison stands first. */
const BUDGET_FIRST =
  /^(?:与|比|较|同)(?:年初|全年|当年|本年|调整后?)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比|相较)(.+)$/;
/** A year alone at the head of a sentence. */
const LEADING_YEAR = /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(20\d{2})\s*年(?:度)?\s*[，,]/;
/** 2022年预算执行情况：收入 80 万元. */
const EXECUTION = /^[^，。；]{0,12}?(20\d{2})\s*年(?:度)?[^，。；：]{0,12}(?:执行|完成)情况[:：，]/;
/** 某县资料室：基本支出 8 万元. */
const BODY_LEAD =
  /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?([\u4e00-\u9fa5（）()]{2,30}(?:[局委会办院处厅署部所站校队府室镇乡馆园团社]|中心|街道|机关|大学|单位|本级))[:：]/;
/** A part of a year. */
const PERIOD = /\d{1,2}\s*月?\s*[-—–~～至到]\s*\d{1,2}\s*月|[上下]半年|[一二三四]季度/;
const LAST_YEAR = /^(?:上年度?|去年|上一年度?)(?!.{0,4}(?:结转|结余))/;
/**
 * The body whose money a subject speaks of: 下属单位 in 下属单位基本支出. Names of the classification have such words too
 * (机关事业单位基本养老保险, 公立医院支出), so the words behind must be those of a budget's own sums.
 */
const OWNER =
  /^.{2,40}?(?:(?:[局委会办院处厅署部所站校队府室镇乡馆园团社]|中心|街道|机关|大学|单位|部门|企业|本级|本部)的?(?=(?:年度|年初)?(?:基本支出|项目支出|收支|收、支|财政拨款|一般公共|政府性基金|政府采购|国有资|总收|总支|预算|决算|"?三公|公务接待|公务用车|因公|会议费|培训费|机关运行|运行经费|人员经费|公用经费|资产总|事业收入|其他收入|上级补助|经营[收支]))|(?:[局委办厅处镇乡]|中心|街道|单位|部门|本级)的?(?=(?:年度|年初)?(?:收入|支出)))/;
/** 完成年初预算 27 万元的, 为年初预算数 27 万元的. */
const OF_BUDGET =
  /(?:完成|达到?|为)了?(?:年初|全年|当年|本年|年度|调整后?|支出)*预算(?:安排)?(?:数|额|总额)?(?:的|为|是)?$/;
/** 差值为 0.9 万元, after a budget and its outturn. */
const GAP = /^(?:两者|二者)?(?:差值|差额|相差|差异)(?:数|额)?(?:为|是)?:?$/;
/** A comparison with the year before the one that the amount is of. */
const RELATIVE = /同比|[比较与]上年|[比较与]去年/;
/** “三公”经费财政拨款支出决算中, before what it is made of. */
const WITHIN = /^(?:在)?(.{2,40}(?:支出|收入|经费|预算|决算|资金|采购|总额|费用?))中$/;
/** How a sentence opens that goes on with the statement of the one before. */
const GOES_ON =
  /^\s*(?:收、?支(?:[与比较同]|总)|(?:(?:该项|此项|本项)?(?:预算|决算|支出|收入|经费|金额)?(?:数|额|总额)?)?(?:与|比|较|同|和)|完成|占|增长|下降|增加|减少|按?可比口径|20\d{2}年[^，。；]{0,24}?[与比较])/;
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

/** The clauses of the words before a number, folded; 、 joins names and ends no clause. */
const clausesOf = (lead: string): string[] =>
  fold(lead)
    .split(/[,;。]|:(?=.)/)
    .map((p) => p.replace(/:$/, ''))
    .filter((p) => p !== '');

const lastClause = (lead: string): string => clausesOf(lead).at(-1) ?? '';

/** The last clause with the comparison before it, where it has none of its own: 与年初预算相比，减少. */
function comparedClause(lead: string): string {
  const clauses = clausesOf(lead);
  const [before, last] = [clauses.at(-2) ?? '', clauses.at(-1) ?? ''];
  const isBare = /^[各均共]?$/.test(bareChange(last));
  const m = /^(.{0,20}?)(?:与|比|较|同|和).{2,24}(?:相比|比较|对比|相较)$/.exec(before);
  return m && last !== '' && (isBare || m[1] === '') ? before + last : last;
}

/** What a share is of: 本年支出合计 in 占本年支出合计的比重为, nothing in 占比. */
const wholeOf = (clause: string): string =>
  /占(?:比(?![例重较])|(.*?)的?(?:比重|比例)?)的?(?:分别|各)?(?:为|是|约|达)?$/.exec(clause)?.[1] ?? '';

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

/** The body in front of a subject, as far as its words tell; the empty string without one. */
const subjectBody = (subject: string): string => OWNER.exec(subject)?.[0] ?? '';

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
    .replace(/20\d{2}年度?(?![度初末底终])|^20\d{2}(?=\D)/g, '')
    .replace(/^(?:今年(?!以来)|[、,.:和及与含]+)/, '')
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

/** Finds the runs of numbers behind 分别 and 各, and runs of percentages, by the offset of the first of each. */
function distribute(text: string, tokens: readonly Token[]): ReadonlyMap<number, Distributed> {
  const groups = new Map<number, Distributed>();
  const numbers = tokens.filter((t) => t.kind === 'amount' || t.kind === 'percent');
  const runAt = (first: number) => {
    const run = [numbers[first]!];
    for (const next of numbers.slice(first + 1, first + 1 + RUN_MAX)) {
      const before = run.at(-1)!;
      if (next.kind !== before.kind || !/^[\s、，,和及与]{1,3}$/.test(text.slice(before.end, next.at))) break;
      run.push(next);
    }
    return run;
  };
  let first = 0;
  for (const m of text.matchAll(/分别|各(?=[是为占达增减下上降提])/g)) {
    const behind = m.index + m[0].length;
    while (first < numbers.length && numbers[first]!.at < behind) first++;
    if (
      first === numbers.length ||
      !/^[^，。；,;：:]{0,24}[:：]?\s*$/.test(text.slice(behind, numbers[first]!.at))
    )
      continue;
    const run = runAt(first);
    if (run.length < 2) continue;
    const start = clauseStart(text, m.index);
    const verb = fold(text.slice(behind, run[0]!.at));
    const words = text.slice(start, m.index);
    // 占采购总额的比重分别为: what the words name is no thing of its own.
    const isVerb = /^占|(?:占比|比重|比例|[增降]幅|增长|下降|增加|减少)$/.test(fold(words));
    const named = isVerb ? { names: [], verb: fold(words) + verb } : { names: sharedNames(words), verb };
    groups.set(run[0]!.at, { start, tokens: run, ...named });
  }
  // 货物、工程采购分别为 x、y，占采购总额的 a% and b%: percentages in a row belong to as many things, never to the last alone.
  for (let i = 0; i < numbers.length; i++) {
    const token = numbers[i]!;
    if (token.kind !== 'percent') continue;
    const run = runAt(i);
    i += run.length - 1;
    if (run.length < 2 || groups.has(token.at) || !/[、和及与]/.test(text.slice(token.end, run[1]!.at)))
      continue;
    const start = clauseStart(text, token.at);
    groups.set(token.at, { start, tokens: run, names: [], verb: fold(text.slice(start, token.at)) });
  }
  return groups;
}

/** Most parts of a list that are looked through for what it is a list of. */
const LIST_MAX = 40;

/** Most numbers in a row. */
const RUN_MAX = 40;

/** Longest clause that is looked through for its start. */
const CLAUSE_MAX = 200;

function clauseStart(text: string, at: number): number {
  const from = Math.max(0, at - CLAUSE_MAX);
  const before = text.slice(from, at);
  return from + Math.max(...[...'，。；：,;:\n'].map((c) => before.lastIndexOf(c))) + 1;
}

/** 基本支出、项目支出 are two names; so are 收 and 支 in 收、支总计, which share what follows. */
function sharedNames(words: string): readonly string[] {
  const both = /^(.*?)收(?:入)?、支(?:出)?(.*)$/.exec(words.trim());
  if (both) return [`${both[1]}收入${both[2]}`, `${both[1]}支出${both[2]}`];
  return words
    .split(/[、和与及]/)
    .map((n) => n.trim())
    .filter((n) => n !== '');
}

const UNITLESS = '\\d[\\d,]{0,17}(?:\\.\\d{1,8})?';
/** 分别为 12.50、7.25 和 3 万元: numbers in a row that share the unit of the last. */
const SHARED_UNIT = new RegExp(
  `(?:分别|各)[^\\d，。；,;：:]{0,10}[:：]?\\s*((?:${UNITLESS}\\s*(?:[、，和及与]|,(?=\\s*\\d+\\.))\\s*){1,8})(?=${UNITLESS}\\s*(?:亿|万|千)?元)`,
  'g',
);

/** Amounts without a unit of their own: those of a row that shares one, and a bare 0 of a budget (年初预算为 0，). */
function unitlessAmounts(text: string, amounts: readonly TextAmount[]): TextAmount[] {
  const found: TextAmount[] = [];
  const known = new Set(amounts.map((a) => a.offset));
  const add = (offset: number, quote: string, unit: TextAmount['unit'] | undefined) => {
    const amount = readPlain(quote);
    if (amount && unit && !known.has(offset)) found.push({ amount, unit, offset, quote });
  };
  let next = 0;
  if (/分别|各/.test(text))
    for (const m of text.matchAll(SHARED_UNIT)) {
      const end = m.index + m[0].length;
      while (next < amounts.length && amounts[next]!.offset < end) next++;
      const unit = amounts[next]?.unit;
      const from = end - m[1]!.length;
      for (const number of m[1]!.matchAll(new RegExp(UNITLESS, 'g')))
        add(from + number.index, number[0].replace(/,+$/, ''), unit);
    }
  for (const m of text.matchAll(/预算(?:安排)?数?[为是]\s*(0(?:\.0{1,4})?)(?=\s*[，,；;])/g))
    add(m.index + m[0].length - m[1]!.length, m[1]!, amounts[0]?.unit);
  return found;
}
