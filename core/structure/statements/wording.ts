/** How explanations word changes, comparisons, budgets and limits. */

export const UP = /(?:增加|增长|上升|提高|调增|上调|增|(?:比|较)(?!.*(?:至多|最多)).*多(?:安排|支出|收入)?)$/;
export const DOWN =
  /(?:减少|下降|降低|压减|调减|下调|节约|压缩|核减|减|降|(?:比|较)(?!.*(?:至少|最少|减少)).*少(?:安排|支出|收入)?)$/;
/** The direction alone: what 比上年多 compares stands before it. */
export const UP_WORD = /(?:增加|增长|上升|提高|调增|上调|增|多(?:安排|支出|收入)?)$/;
export const DOWN_WORD = /(?:减少|下降|降低|压减|调减|下调|节约|压缩|核减|减|降|少(?:安排|支出|收入)?)$/;
/** 增减额为 -5.20 万元: the sign of the number is the direction. */
export const EITHER = /(?:增减|变动|变化)(?:变化)?(?:额|数|率|幅度|比例|情况)?(?:为|约|是)?:?$/;
export const CHANGE_TAIL = /(?:了|额|数|额度|幅度|率|幅|比例)?(?:为|约|达|各|均|共|共计|合计|计)?:?$/;
/** 增加到 5,312 万元 gives the amount itself, not its change. */
export const REACHES =
  /(?:(?:增加|增长|上升|提高|提升|调增|减少|下降|降低|压减|调减|核减|调整|变动|变化)了?[到至]|(?:降|升|增|减|调整|变)为)(?:20\d{2}年度?的?)?:?$/;
const YEAR_BEFORE = '(?:上年度?|去年|上一年度?|上一度|20\\d{2}年度?)(?:的)?';
export const COMPARE = new RegExp(
  `(?:与|比|较|同|和|相比|对比)${YEAR_BEFORE}(?:年初|当年|同期|财政拨款|批复|调整|公开)*(?:部门|单位)?(?:总)?(?:收入|支出|收支)?(?:总)?(?:预算|决算)?(?:执行|完成|实际|支出|安排)?(?:总)?(?:数字?|额)?(?:相比|比较|对比|相较|比)?|${YEAR_BEFORE}(?:年初|当年|同期)?(?:预算|决算)?(?:执行|完成|实际)?(?:数|额)?(?:相比|比较|对比|相较|比)?|同比|(?:按)?(?:可比|同)口径`,
  'g',
);
/** The year that a comparison names, which is not that of what it compares. */
export const COMPARE_YEAR = /(?:与|比|较|同|和)20\d{2}年/g;
/** Words right before an amount of last year inside a comparison: 比2022年预算数 280.00 万元. */
export const COMPARED_BASE =
  /(?:比|较|与|同)(?:上年度?|去年|上一年度?|20\d{2}年度?)(?:的)?[\u4e00-\u9fa5]{0,14}?(?:为|是)?:?$/;
/** 由2022年的 5,100 万元, with the words before it. */
export const FROM_BASE =
  /^(.*?)[由从](?:上年度?|去年|上一年度?|20\d{2}年度?)(?:的)?(?:预算|决算|执行)?(?:数|额)?(?:的)?$/;
/** 决算数大于预算数 55.93 万元. */
export const ABOVE_BUDGET = /(?:决算数?|支出数?)?(大于|高于|超出|小于|低于)(?:年初|全年|当年)?预算数?:?$/;
/** A change against this year's own budget: 比年初预算增加. */
export const AGAINST_BUDGET =
  /(?:与|比|较|同)(?:年初|全年|当年|本年|调整)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比)?$/;
/** 与2021年度预算相比, with the year that it names. */
export const OWN_YEAR_BUDGET =
  /(?:与|比|较|同|和)(20\d{2})年度?(?:年初|全年|当年|调整)?(?:部门|单位|财政拨款)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比|相较)?(?:持平|一致|相同|相等|保持不变|无变化|无增减|没有.{0,6}变化|未发生.{0,6}变化)?(?:变化|变动)?$/;
/** 比年初预算数 180.00 万元: a budget inside a comparison. */
export const COMPARED_BUDGET =
  /(?:比|较|与|同)(?:年初|全年|当年|本年|调整后?)?(?:部门|财政拨款|支出|收入)?预算(?:安排)?(?:数|额)?的?(?:为|是)?:?$/;
/** 与年初预算相比收入总计: the comparison stands first. */
export const BUDGET_FIRST =
  /^(?:与|比|较|同)(?:年初|全年|当年|本年|调整后?)?(?:支出|收入)?预算(?:安排)?(?:数|额)?(?:相比|比较|对比|相较)(.+)$/;
/** A year alone at the head of a sentence. */
export const LEADING_YEAR =
  /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(20\d{2})\s*年(?:度)?\s*[，,]/;
/** 2022年预算执行情况：收入 80 万元. */
export const EXECUTION = /^[^，。；]{0,12}?(20\d{2})\s*年(?:度)?[^，。；：]{0,12}(?:执行|完成)情况[:：，]/;
/** 某县资料室：基本支出 8 万元. */
export const BODY_LEAD =
  /^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?([\u4e00-\u9fa5（）()]{2,30}(?:[局委会办院处厅署部所站校队府室镇乡馆园团社]|中心|街道|机关|大学|单位|本级))[:：]/;
/** A part of a year. */
export const PERIOD = /\d{1,2}\s*月?\s*[-—–~～至到]\s*\d{1,2}\s*月|[上下]半年|[一二三四]季度/;
export const LAST_YEAR = /^(?:上年度?|去年|上一年度?)(?!.{0,4}(?:结转|结余))/;
/**
 * The body whose money a subject speaks of: 下属单位 in 下属单位基本支出. Names of the classification have such words too
 * (机关事业单位基本养老保险, 公立医院支出), so the words behind must be those of a budget's own sums.
 */
export const OWNER =
  /^.{2,40}?(?:(?:[局委会办院处厅署部所站校队府室镇乡馆园团社]|中心|街道|机关|大学|单位|部门|企业|本级|本部)的?(?=(?:年度|年初)?(?:基本支出|项目支出|收支|收、支|财政拨款|一般公共|政府性基金|政府采购|国有资|总收|总支|预算|决算|"?三公|公务接待|公务用车|因公|会议费|培训费|机关运行|运行经费|人员经费|公用经费|资产总|事业收入|其他收入|上级补助|经营[收支]))|(?:[局委办厅处镇乡]|中心|街道|单位|部门|本级)的?(?=(?:年度|年初)?(?:收入|支出)))/;
/** 完成年初预算 27 万元的, 为年初预算数 27 万元的. */
export const OF_BUDGET =
  /(?:完成|达到?|为)了?(?:年初|全年|当年|本年|年度|调整后?|支出)*预算(?:安排)?(?:数|额|总额)?(?:的|为|是)?$/;
/** 差值为 0.9 万元, after a budget and its outturn. */
export const GAP = /^(?:两者|二者)?(?:差值|差额|相差|差异)(?:数|额)?(?:为|是)?:?$/;
/** A comparison with the year before the one that the amount is of. */
export const RELATIVE = /同比|[比较与]上年|[比较与]去年/;
/** “三公”经费财政拨款支出决算中, before what it is made of. */
export const WITHIN = /^(?:在)?(.{2,40}(?:支出|收入|经费|预算|决算|资金|采购|总额|费用?))中$/;
/** How a sentence opens that goes on with the statement of the one before. */
export const GOES_ON =
  /^\s*(?:收、?支(?:[与比较同]|总)|(?:(?:该项|此项|本项)?(?:预算|决算|支出|收入|经费|金额)?(?:数|额|总额)?)?(?:与|比|较|同|和)|完成|占|增长|下降|增加|减少|按?可比口径|20\d{2}年[^，。；]{0,24}?[与比较])/;
/** Words that name no thing of their own: the item's heading, or the statement before, says what is meant. */
export const GENERIC =
  /^(?:(?:当年|本年|年度|全年|年初|支出|预算|决算|安排|执行|资金|金额|经费|总|共|计|合计|数|额|为|了|实际|完成|此项|该项|本项)*)$/;
export const LIMIT_AFTER = /^\s*(?:[（(]含[）)]|以上|以下|以内|及以上|～|~|至\d|[-—]\s*\d|左右的)/;
export const LIMIT_BEFORE =
  /(?:单价|单位价值|价值|超过|不足|低于|高于|达到|～|~|至|≥|≤|>=|<=|>|<|不超过|限额|以)$/;
export const RATE_AFTER =
  /^\s*(?:[/／]\s*(?:人|月|年|天|日|次|户|个|台|套|箱|平|㎡|辆|份|张)|每|[*×xX＊]|（?每[人月年])/;
export const RATE_BEFORE = /(?:每人|人均|每月|每年|单价|标准|定额|每\S{1,2})[^，。；]{0,10}$|[*×xX＊/]\s*$/;
