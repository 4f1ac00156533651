import { GRANTS, threePublicBudget } from './make-publication.ts';
import { type Maker, nameOf, SOURCES, type Source, seeded } from './publication-maker.ts';

/** Ways in which provinces word the explanation of a budget or of final accounts. */
export const VOICES = ['national', 'inland', 'southern', 'coastal'] as const;
export type Voice = (typeof VOICES)[number];

type Filter = (e: Maker['ledger']['entries'][number]) => boolean;

/** Amounts as the text prints them: 万元 with two decimals, or 元 as the tables do. */
class Teller {
  readonly m: Maker;
  readonly voice: Voice;
  readonly final: boolean;
  readonly yuan: boolean;
  readonly #random: () => number;

  constructor(m: Maker, voice: Voice) {
    this.m = m;
    this.voice = voice;
    this.final = m.plan.layout === 'final-accounts';
    this.yuan = voice === 'southern' && m.plan.precision !== 'ten-thousands';
    this.#random = seeded(m.plan.seed * 7 + voice.length);
  }

  pick<T>(...options: readonly T[]): T {
    return options[Math.floor(this.#random() * options.length)]!;
  }

  get decimals(): number {
    return this.yuan && this.m.plan.precision === 'yuan' ? 0 : 2;
  }

  /** Money of 分 in units of the last digit that the text prints. */
  units(fen: number): number {
    const { precision } = this.m.plan;
    if (this.yuan) return precision === 'yuan' ? Math.round(fen / 100) : fen;
    return Math.round((precision === 'yuan' ? Math.round(fen / 100) * 100 : fen) / 10_000);
  }

  show(units: number): string {
    const digits = String(Math.abs(units)).padStart(this.decimals + 1, '0');
    const whole = digits.slice(0, digits.length - this.decimals);
    const grouped = this.m.plan.seed % 3 === 0 ? whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',') : whole;
    const text = this.decimals > 0 ? `${grouped}.${digits.slice(-this.decimals)}` : grouped;
    return `${units < 0 ? '-' : ''}${text}${this.yuan ? '元' : '万元'}`;
  }

  money(fen: number): string {
    return this.show(this.units(fen));
  }

  percent(part: number, whole: number): string {
    return `${((part / whole) * 100).toFixed(2)}%`;
  }

  share(part: number, whole: number): string {
    return this.percent(this.units(part), this.units(whole));
  }

  /** Last year's amount for one of this year: the same for the same amount, and sometimes no change. */
  prior(units: number): number {
    if (units === 0) return 0;
    const r = seeded(units % 1_000_003)();
    return r < 0.1 ? units : Math.max(1, Math.round(units * (0.75 + r * 0.5)));
  }

  /** 比2022年预算数增加…，增长…%，主要原因是…; 持平 where nothing changed. */
  change(units: number, before: number, than: string): string {
    const by = units - before;
    if (by === 0) return `，${this.pick('与', '同')}${than}${this.pick('持平', '相同', '一致')}`;
    const more = by > 0;
    const rate =
      before === 0
        ? ''
        : `，${more ? this.pick('增长', '增加') : this.pick('下降', '降低', '减少')}${this.percent(Math.abs(by), before)}`;
    return `，${this.pick('比', '较')}${than}${more ? '增加' : '减少'}${this.show(Math.abs(by))}${rate}，主要${this.pick('原因是', '是', '是由于')}${more ? '人员增加和项目调整' : '压减一般性支出'}`;
  }

  /** The same with last year's amount printed. */
  fullChange(units: number, before: number, year: number): string {
    const by = units - before;
    if (by === 0) return `，与${year}年${this.show(before)}持平`;
    return `，${this.pick('比', '较')}${year}年${this.pick('', '预算数', this.final ? '决算数' : '预算')}${this.show(before)}${by > 0 ? '增加' : '减少'}${this.show(Math.abs(by))}${before === 0 ? '' : `，${by > 0 ? '增长' : '下降'}${this.percent(Math.abs(by), before)}`}`;
  }

  sum(filter: Filter, part: Parameters<Maker['sum']>[1]): number {
    return this.m.sum(filter, part);
  }

  /** Items (项) of some entries with their totals. */
  items(filter: Filter): { readonly code: string; readonly total: number }[] {
    return this.m
      .codes(filter)
      .filter((c) => c.length === 7)
      .map((code) => ({ code, total: this.sum((e) => filter(e) && e.code === code, 'total') }));
  }

  path(code: string): string {
    const [a, b, c] = [code.slice(0, 3), code.slice(0, 5), code].map(nameOf);
    const style = this.m.plan.seed % 3;
    if (style === 0) return `${a}（类）${b}（款）${c}（项）`;
    if (style === 1) return `“${a}（类）${b}（款）${c}（项）”`;
    return `${a}（${code.slice(0, 3)}类）${b}（${code.slice(3, 5)}款）${c}（${code.slice(5)}项）`;
  }
}

const ORDINALS = '一二三四五六七八九十';

export function publicationText(m: Maker, voice: Voice): string[] {
  const t = new Teller(m, voice);
  const { year, body, noun } = m;
  const kind = t.final ? '决算' : '预算';
  return [
    `# ${body}${year}年${t.final ? '度' : ''}${t.final ? '部门' : noun}${kind}`,
    `## 第一部分 ${noun}概况`,
    `${body}是主管本行政区域相关工作的政府工作部门。主要职责是贯彻执行有关法律、法规和政策。`,
    `${body}内设机构5个，机构设置情况为办公室和四个业务科室。`,
    `## 第二部分 ${year}年${t.final ? '度' : ''}${noun}${kind}情况说明`,
    ...(t.final ? finalVoice(t) : budgetVoice(t)),
    `## 第三部分 名词解释`,
    `1.基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。`,
    `2.项目支出：指在基本支出之外为完成特定任务和发展目标所发生的支出。`,
    `3.机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金，包括办公及印刷费、邮电费、差旅费等。`,
  ];
}

/** How a voice names the income of a source. */
const SAID: Readonly<Record<Voice, Readonly<Record<Source, string>>>> = {
  national: {
    general: '一般公共预算拨款收入',
    fund: '政府性基金预算拨款收入',
    capital: '国有资本经营预算拨款收入',
    business: '事业收入',
    other: '其他收入',
  },
  inland: {
    general: '一般公共预算财政拨款收入',
    fund: '政府性基金预算财政拨款收入',
    capital: '国有资本经营预算财政拨款收入',
    business: '事业收入',
    other: '其他收入',
  },
  southern: {
    general: '一般公共预算收入',
    fund: '政府性基金预算收入',
    capital: '国有资本经营预算收入',
    business: '事业收入',
    other: '其他收入',
  },
  coastal: {
    general: '本年一般公共预算拨款收入',
    fund: '本年政府性基金预算拨款收入',
    capital: '本年国有资本经营预算拨款收入',
    business: '事业收入',
    other: '其他收入',
  },
};

/** Parts of the income, with what was brought forward. */
function incomeParts(t: Teller, name: string): { readonly name: string; readonly fen: number }[] {
  const parts: { name: string; fen: number }[] = SOURCES.map((s) => ({
    name: SAID[t.voice][s],
    fen: t.sum(t.m.source(s), 'income'),
  })).filter((p) => p.fen > 0);
  const opening = t.sum(t.m.source(), 'opening');
  return opening > 0 ? [...parts, { name, fen: opening }] : parts;
}

// ------------------------------------------------------------------------------------------------------------------ budget

function budgetVoice(t: Teller): string[] {
  const { m, voice } = t;
  const { year, body } = m;
  const all = m.source();
  const grants = m.source(...GRANTS);
  const general = m.source('general');
  const whole = t.sum(all, 'total');
  const [basic, project] = [t.sum(all, 'basic'), t.sum(all, 'project')];
  const spent = t.sum(general, 'total');
  const parts = incomeParts(t, voice === 'inland' ? '上年结转结余' : '上年结转');
  const u = (fen: number) => t.units(fen);
  const opening = parts.some((p) => p.name.startsWith('上年'));
  const than = t.pick(`${year - 1}年预算数`, '上年预算', `${year - 1}年预算`);
  const classes = m.classes(general).map((c) => ({
    name: nameOf(c),
    fen: t.sum((e) => general(e) && e.code.startsWith(c), 'total'),
  }));
  const lines: string[] = [];
  const self = t.pick(body, `本${m.noun}`, `我局`);

  if (voice === 'national') {
    lines.push(
      `### 一、关于${year}年收支预算总体情况的说明`,
      `按照综合预算的原则，${self}所有收入和支出均纳入${m.noun}预算管理。收入包括：${parts.map((p) => p.name).join('、')}；支出包括：${m.classes(all).map(nameOf).join('、')}。${year}年收支总预算${t.money(whole)}${t.change(u(whole), t.prior(u(whole)), than)}。`,
      `### 二、关于${year}年收入预算情况的说明`,
      `${self}${year}年收入预算${t.money(whole)}，其中：${parts.map((p) => `${p.name}${t.money(p.fen)}，占${t.share(p.fen, whole)}`).join('；')}。`,
      `### 三、关于${year}年支出预算情况的说明`,
      `${self}${year}年支出预算${t.money(whole)}，其中：基本支出${t.money(basic)}，占${t.share(basic, whole)}；项目支出${t.money(project)}，占${t.share(project, whole)}。`,
      `### 四、关于${year}年财政拨款收支预算总体情况的说明`,
      `${self}${year}年财政拨款收支总预算${t.money(t.sum(grants, 'total'))}。`,
      `### 五、关于${year}年一般公共预算支出情况的说明`,
      `（一）规模变化情况。${self}${year}年一般公共预算${t.sum(general, 'opening') > 0 ? '支出' : '当年拨款'}${t.money(spent)}${t.change(u(spent), t.prior(u(spent)), than)}。`,
      `（二）结构情况。${classes.map((c) => `${c.name}${t.money(c.fen)}，占${t.share(c.fen, spent)}`).join('；')}。`,
      `（三）具体使用情况。`,
      ...t
        .items(general)
        .map(
          (i, n) =>
            `${n + 1}.${t.path(i.code)}${year}年预算数为${t.money(i.total)}${t.pick('', '，主要用于人员经费和日常运转')}${t.change(u(i.total), t.prior(u(i.total)), `${year - 1}年预算数`)}。`,
        ),
    );
  } else if (voice === 'inland') {
    lines.push(
      `### 一、收支预算总体情况`,
      `${year}年，${self}收入预算总计${t.money(whole)}，支出预算总计${t.money(whole)}。与${year - 1}年相比，收、支预算总计各${up(t, whole)}。`,
      `### 二、收入预算情况`,
      `${year}年收入预算${t.money(whole)}，包括：${parts.map((p) => `${p.name}${t.money(p.fen)}`).join('、')}。`,
      `### 三、支出预算情况`,
      `${year}年支出预算${t.money(whole)}，包括基本支出${t.money(basic)}、项目支出${t.money(project)}，分别占${t.share(basic, whole)}和${t.share(project, whole)}。`,
      `### 四、财政拨款收支预算情况`,
      `${year}年财政拨款收入预算${t.money(t.sum(grants, opening ? 'total' : 'income'))}，财政拨款支出预算${t.money(t.sum(grants, 'total'))}。`,
      `### 五、一般公共预算支出情况`,
      `${year}年一般公共预算支出${t.money(spent)}${t.fullChange(u(spent), t.prior(u(spent)), year - 1)}。主要用于以下方面：${classes.map((c) => `${c.name}（类）支出${t.money(c.fen)}，占${t.share(c.fen, spent)}`).join('；')}。`,
      ...t
        .items(general)
        .map(
          (i, n) =>
            `（${ORDINALS[n] ?? `十${ORDINALS[n - 10]}`}）${t.path(i.code)}。${year}年预算${t.money(i.total)}，主要用于保障机构运转和完成工作任务。`,
        ),
    );
  } else if (voice === 'southern') {
    lines.push(
      `### （一）${m.noun}收支总体情况`,
      `${year}年${self}收入总预算${t.money(whole)}${t.change(u(whole), t.prior(u(whole)), '上年')}。其中：${parts.map((p) => `${p.name}${t.money(p.fen)}，占收入总预算的${t.share(p.fen, whole)}`).join('；')}。`,
      `${year}年支出总预算${t.money(whole)}${t.change(u(whole), t.prior(u(whole)), '上年')}。按支出类别划分：基本支出和项目支出分别为${t.money(basic)}、${t.money(project)}。`,
      `### （二）一般公共预算支出情况`,
      `${year}年一般公共预算支出预算${t.money(spent)}，按功能分类科目划分：`,
      ...classes.map(
        (c, n) =>
          `${n + 1}．${c.name}${t.money(c.fen)}，占一般公共预算支出的${t.share(c.fen, spent)}${t.change(u(c.fen), t.prior(u(c.fen)), '上年').replace(/^，(?:比|较)上年/, '，同比')}。`,
      ),
      ...t.items(general).map((i) => `${i.code}${nameOf(i.code)}预算${t.money(i.total)}。`),
    );
  } else {
    lines.push(
      `### （一）关于${self}${year}年收支预算总体情况`,
      `${year}年收支总预算由${year - 1}年的${t.show(t.prior(u(whole)))}${reach(t, whole)}到${t.money(whole)}。`,
      `### （二）收入预算情况`,
      `${year}年收入总预算为${t.money(whole)}，其中，${parts.map((p) => `${p.name}${t.money(p.fen)}（占${t.share(p.fen, whole)}）`).join('，')}。`,
      `### （三）支出预算情况`,
      `${year}年支出总预算为${t.money(whole)}。其中：基本支出${t.money(basic)}，占总支出的${t.share(basic, whole)}；项目支出${t.money(project)}，占总支出的${t.share(project, whole)}。`,
      `### （四）财政拨款支出预算情况`,
      `${year}年财政拨款支出预算${t.money(t.sum(grants, 'total'))}。其中一般公共预算支出${t.money(spent)}${t.fullChange(u(spent), t.prior(u(spent)), year - 1)}。`,
      ...t
        .items(general)
        .map(
          (i, n) =>
            `${n + 1}、${t.path(i.code)}${t.money(i.total)}，主要用于：保障机构运转。${year - 1}年预算数为${t.show(t.prior(u(i.total)))}，${year}年预算安排${t.money(i.total)}。`,
        ),
    );
  }
  lines.push(...basicText(t), ...threePublicText(t), ...otherText(t));
  return lines;
}

/** 增加 x，增长 y% without 比 before it; 持平 has no amount. */
function up(t: Teller, fen: number): string {
  const now = t.units(fen);
  const before = t.prior(now);
  if (now === before) return '无增减变化';
  const [word, rate] = now > before ? ['增加', '增长'] : ['减少', '下降'];
  return `${word}${t.show(Math.abs(now - before))}，${rate}${t.percent(Math.abs(now - before), before)}`;
}

function reach(t: Teller, fen: number): string {
  const now = t.units(fen);
  return now >= t.prior(now) ? '增加' : '减少';
}

function basicText(t: Teller): string[] {
  const { m } = t;
  const general = m.source('general');
  const [basic, people, open] = (['basic', 'personnel', 'public'] as const).map((p) => t.sum(general, p));
  const kind = t.final ? '' : t.pick('', '预算');
  return [
    `### ${t.pick('（五）', '六、')}一般公共预算基本支出情况`,
    t.pick(
      `${m.year}年${t.final ? '度' : ''}一般公共预算${t.pick('', '财政拨款')}基本支出${kind}${t.money(basic!)}，其中：人员经费${t.money(people!)}，主要包括：基本工资、津贴补贴、奖金、住房公积金；公用经费${t.money(open!)}，主要包括：办公费、印刷费、差旅费。`,
      `一般公共预算基本支出${t.money(basic!)}，其中：人员经费${t.money(people!)}，占基本支出的${t.share(people!, basic!)}；日常公用经费${t.money(open!)}，占基本支出的${t.share(open!, basic!)}。`,
    ),
  ];
}

function threePublicText(t: Teller): string[] {
  const { m, voice } = t;
  const { year } = m;
  const { abroad, purchase, running, reception } = m.ledger.three;
  const fens = [abroad, purchase + running, purchase, running, reception];
  const [a, v, p, r, c] = fens.map((f) => t.units(f)) as [number, number, number, number, number];
  const before = [a, p, r, c].map((n) => t.prior(n)) as [number, number, number, number];
  const [ba, bp, br, bc] = before;
  const bv = bp + br;
  const whole = t.units(abroad + purchase + running + reception);
  const last = whole - (a - ba) - (v - bv) - (c - bc);
  const than = t.pick(`${year - 1}年预算`, '上年预算', '上年', `${year - 1}年预算数`);
  const head = `### ${t.pick('（六）', '七、')}“三公”经费预算情况`;
  const s = (n: number) => t.show(n);
  if (voice === 'national')
    return [
      head,
      `${year}年“三公”经费预算数为${s(whole)}，其中：因公出国（境）费${s(a)}，公务用车购置及运行维护费${s(v)}（其中：公务用车购置费${s(p)}，公务用车运行维护费${s(r)}），公务接待费${s(c)}。${year}年“三公”经费预算${t.change(whole, last, than).slice(1)}。`,
    ];
  if (voice === 'inland')
    return [
      head,
      `${year}年“三公”经费财政拨款预算安排${s(whole)}${t.change(whole, last, than)}。其中：`,
      `（一）因公出国（境）费用${s(a)}${t.change(a, ba, than)}。计划组织出国（境）团组1个、2人次。`,
      `（二）公务用车购置及运行费${s(v)}，其中：公务用车购置费${s(p)}；公务用车运行维护费${s(r)}。公务用车购置及运行费${t.change(v, bv, than).slice(1)}。`,
      `（三）公务接待费${s(c)}，计划接待50批次、500人次${t.change(c, bc, than)}。`,
    ];
  if (voice === 'southern')
    return [
      head,
      `本年一般公共预算安排的“三公”经费预算支出${s(whole)}${t.fullChange(whole, last, year - 1)}，主要原因是公务活动安排变化。具体为：`,
      `1.因公出国（境）经费支出预算${s(a)}${t.fullChange(a, ba, year - 1)}；`,
      `2.公务接待费支出预算${s(c)}${t.fullChange(c, bc, year - 1)}；`,
      `3.公务用车购置及运行维护费支出预算${s(v)}${t.fullChange(v, bv, year - 1)}。其中：公务用车购置费${s(p)}，公务用车运行维护费${s(r)}。`,
    ];
  return [
    head,
    `${year}年度“三公”经费预算合计${s(whole)}，与上年相比${whole === last ? '持平' : `${whole > last ? '增加' : '减少'}${s(Math.abs(whole - last))}（${whole > last ? '增长' : '下降'}${t.percent(Math.abs(whole - last), last)}），主要是车辆运行成本变化`}。因公出国（境）费预算${s(a)}，公务接待费预算${s(c)}，公务用车购置及运行费预算${s(v)}，其中公务用车购置费${s(p)}、公务用车运行费${s(r)}。`,
  ];
}

function otherText(t: Teller): string[] {
  const { m } = t;
  const { year, noun } = m;
  const open = t.units(t.sum(m.source('general'), 'public'));
  const goods = [120_000, 450_000, 90_000].map((n) => Math.round(n * (1 + (m.plan.seed % 7))) * 100);
  const buys = t.units(goods[0]! + goods[1]! + goods[2]!);
  const [x, y, z] = goods.map((g) => t.units(g)) as [number, number, number];
  const small = Math.round(buys * 0.6);
  const word = t.final ? '支出' : '预算';
  return [
    `### ${t.pick('（七）', '八、')}其他重要事项的情况说明`,
    `（一）机关运行经费。${year}年${t.final ? '度' : ''}${t.pick(`本${noun}`, m.body, `${m.body}机关及所属单位`)}的机关运行经费${t.pick('', '财政拨款')}${word}${t.show(open)}${t.change(open, t.prior(open), t.pick('上年', `${year - 1}年${t.final ? '' : '预算'}`))}。`,
    `（二）政府采购情况。${year}年${t.final ? '度' : ''}政府采购${word}总额${t.show(buys)}，其中：政府采购货物${word}${t.show(x)}、政府采购工程${word}${t.show(y)}、政府采购服务${word}${t.show(z)}。${t.final ? `授予中小企业合同金额${t.show(small)}，占政府采购支出总额的${t.percent(small, buys)}。` : `面向中小企业预留政府采购项目预算金额${t.show(small)}。`}`,
    `（三）国有资产占有使用情况。截至${t.final ? year : year - 1}年12月31日，本${noun}共有车辆3辆，其中，一般公务用车3辆；单价50万元以上通用设备0台（套），单价100万元以上专用设备0台（套）。`,
    `（四）预算绩效情况。${year}年，本${noun}按照预算绩效管理要求，对项目支出全面实施绩效目标管理。`,
  ];
}

// ---------------------------------------------------------------------------------------------------------- final accounts

function finalVoice(t: Teller): string[] {
  const { m, voice } = t;
  const { year } = m;
  const all = m.source();
  const grants = m.source(...GRANTS);
  const general = m.source('general');
  const u = (fen: number) => t.units(fen);
  const [income, spent] = [t.sum(all, 'income'), t.sum(all, 'total')];
  const whole = spent + t.sum(all, 'closing');
  const [basic, project] = [t.sum(all, 'basic'), t.sum(all, 'project')];
  const grant = t.sum(grants, 'total') + t.sum(grants, 'closing');
  const outturn = t.sum(general, 'total');
  const sources = SOURCES.filter((s) => t.sum(m.source(s), 'income') > 0);
  const names: Record<Source, string> = {
    ...SAID.inland,
    general: voice === 'coastal' ? '一般公共预算财政拨款收入' : '一般公共预算财政拨款收入',
  };
  const classes = m.classes(general).map((c) => ({
    name: nameOf(c),
    fen: t.sum((e) => general(e) && e.code.startsWith(c), 'total'),
  }));
  const items = t.items(general).map((i) => ({ ...i, budget: t.prior(u(i.total) + 1) }));
  const planned = items.reduce((n, i) => n + i.budget, 0);
  const against = (value: number, budget: number) =>
    value > budget ? '大于' : value < budget ? '小于' : '等于';
  const reason = (value: number, budget: number) =>
    `，决算数${against(value, budget)}预算数的主要原因${t.pick('是：', '：', '是')}年中调整项目经费`;
  const lines = [
    '### 一、收入支出决算总体情况说明',
    t.pick(
      `${year}年度收、支总计均为${t.money(whole)}。与${year - 1}年度相比，收、支总计各${up(t, whole)}。`,
      `${year}年度收入总计${t.money(whole)}，支出总计${t.money(whole)}。与上年相比，收、支总计各${up(t, whole)}，主要原因是项目调整。`,
      `${m.body}${year}年度收入支出总计${t.money(whole)}${t.change(u(whole), t.prior(u(whole)), `${year - 1}年度`)}。`,
    ),
    '### 二、收入决算情况说明',
    `本年收入合计${t.money(income)}，其中：${sources.map((s) => `${names[s]}${t.money(t.sum(m.source(s), 'income'))}，占${t.share(t.sum(m.source(s), 'income'), income)}`).join('；')}；经营收入0万元，占0%。`,
    '### 三、支出决算情况说明',
    `本年支出合计${t.money(spent)}，其中：基本支出${t.money(basic)}，占${t.share(basic, spent)}；项目支出${t.money(project)}，占${t.share(project, spent)}。`,
    '### 四、财政拨款收入支出决算总体情况说明',
    `${year}年度财政拨款收、支总计均为${t.money(grant)}。与${year - 1}年度相比，财政拨款收、支总计各${up(t, grant)}。`,
    '### 五、一般公共预算财政拨款支出决算情况说明',
    `（一）总体情况。${year}年度一般公共预算财政拨款支出${t.money(outturn)}，占本年支出合计的${t.share(outturn, spent)}。与${year - 1}年度相比，一般公共预算财政拨款支出${up(t, outturn)}，主要原因是人员变动。`,
    `（二）结构情况。${year}年度一般公共预算财政拨款支出${t.money(outturn)}，主要用于以下方面：${classes.map((c) => `${c.name}${t.pick('（类）', '（类）支出')}${t.money(c.fen)}，占${t.share(c.fen, outturn)}`).join('；')}。`,
    `（三）具体情况。${year}年度一般公共预算财政拨款支出年初预算为${t.show(planned)}，支出决算为${t.money(outturn)}，完成年初预算的${t.percent(u(outturn), planned)}${reason(u(outturn), planned)}。其中：`,
    ...items.map((i, n) => {
      const [value, budget] = [u(i.total), i.budget];
      const rate = t.percent(value, budget);
      const tail = `完成年初预算的${rate}${reason(value, budget)}。`;
      if (voice === 'national')
        return `${n + 1}.${t.path(i.code)}。年初预算为${t.show(budget)}，支出决算为${t.show(value)}，${tail}`;
      if (voice === 'inland')
        return `${n + 1}．${t.path(i.code)}${t.show(value)}，主要用于：机构运转。年初预算为${t.show(budget)}，支出决算为${t.show(value)}，${tail}`;
      return `${n + 1}、${t.path(i.code)}：支出决算为${t.show(value)}，年初预算为${t.show(budget)}，完成年初预算的${rate}。`;
    }),
    ...basicText(t),
    ...finalThreePublic(t),
    ...otherText(t),
  ];
  return lines;
}

function finalThreePublic(t: Teller): string[] {
  const { m, voice } = t;
  const { year } = m;
  const { final, budget } = threePublicBudget(m);
  const [whole, a, v, p, r, c] = final.map((f) => t.units(f)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [bw, ba, bv, , , bc] = budget.map((f) => t.units(f)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const done = (value: number, planned: number) =>
    planned === 0 ? '' : `，完成预算的${t.percent(value, planned)}`;
  const s = (n: number) => t.show(n);
  const [pa, pv, pc] = [a, v, c].map((n) => t.prior(n)) as [number, number, number];
  const last = whole - (a - pa) - (v - pv) - (c - pc);
  const part = (name: string, now: number, before: number) =>
    `${name}${now >= before ? '增加' : '减少'}${s(Math.abs(now - before))}${before === 0 ? '' : `，${now >= before ? '增长' : '下降'}${t.percent(Math.abs(now - before), before)}`}`;
  const head = '### 八、“三公”经费支出决算情况说明';
  const details = [
    `1.因公出国（境）费支出${s(a)}，占${t.percent(a, whole)}。全年安排因公出国（境）团组0个，累计0人次。`,
    `2.公务用车购置及运行维护费支出${s(v)}，占${t.percent(v, whole)}。其中：公务用车购置支出为${s(p)}，公务用车运行维护费支出${s(r)}。年末公务用车保有量3辆。`,
    `3.公务接待费支出${s(c)}，占${t.percent(c, whole)}。全年国内公务接待20批次，200人次。`,
  ];
  if (voice === 'national')
    return [
      head,
      `${year}年度“三公”经费财政拨款支出预算为${s(bw)}，支出决算为${s(whole)}${done(whole, bw)}，其中：因公出国（境）费支出决算为${s(a)}；公务用车购置及运行维护费支出决算为${s(v)}${done(v, bv)}；公务接待费支出决算为${s(c)}${done(c, bc)}。`,
      `${year}年度“三公”经费支出决算数比${year - 1}年${part('', whole, last)}，其中：${part('因公出国（境）费支出决算', a, pa)}；${part('公务用车购置及运行维护费支出决算', v, pv)}；${part('公务接待费支出决算', c, pc)}。`,
      ...details,
    ];
  if (voice === 'inland')
    return [
      head,
      `${year}年度“三公”经费支出${s(whole)}，年初预算为${s(bw)}，比预算${whole === bw ? '无增减变化' : `减少${s(bw - whole)}`}${t.change(whole, last, '上年')}。其中：`,
      ...details,
    ];
  return [
    head,
    `${year}年度一般公共预算财政拨款安排的“三公”经费支出决算总额为${s(whole)}，比年初预算${whole === bw ? '持平' : `减少${s(bw - whole)}`}，比去年${whole === last ? '无增减变化' : `${part('', whole, last)}，原因主要是车辆运行维护变化`}。其中：`,
    `（1）因公出国（境）费预算数为${s(ba)}，决算数为${s(a)}${done(a, ba)}；`,
    `（2）公务用车购置及运行费预算数为${s(bv)}，决算数为${s(v)}${done(v, bv)}；`,
    `（3）公务接待费预算数为${s(bc)}，决算数为${s(c)}${done(c, bc)}。`,
  ];
}
