import type { HtmlNode } from './html-tree.ts';

/**
 * What of a web page belongs to the site and not to the publication: navigation, breadcrumbs, the line of date and
 * source, share and print links, the list of attachments, footers. It is kept as furniture and never checked.
 */
export function isFurnitureElement(node: HtmlNode, insideArticle: boolean): boolean {
  const { role, class: classes = '', id = '' } = node.attributes ?? {};
  if (node.tag === 'nav' || node.tag === 'aside') return true;
  if ((node.tag === 'header' || node.tag === 'footer') && !insideArticle) return true;
  if (role && /^(navigation|banner|contentinfo|search|complementary|menu|menubar|toolbar)$/.test(role))
    return true;
  return [...classes.split(/\s+/), id].some((name) => SITE_NAME.test(name));
}

/** Names that portals give to the parts of the site around an article. */
const SITE_NAME =
  /^(?:[a-z]+[-_])?(?:bread-?crumbs?|crumbs?|nav|navbar|navigation|menu|sidebar|site-?(?:header|footer)|foot|footer|copyright|share|sharebar|bdshare\w*|pagination|pager|toolbar|print-?bar|search-?(?:bar|box|form))(?:[-_][a-z]+)?$/i;

const SITE_TEXT = [
  /^(?:相关)?附件(?:下载|列表)?\s*[:：]?$/,
  /^(?:您?(?:现在|当前)?(?:的|所在)*位置|你现在的位置|you are here)\s*[:：]/i,
  /^(?:网站|本站)?(?:首页|主页|home)\s*(?:[>＞»›/]|-\s)/i,
  /^(?:上|下)一(?:篇|条|页)\s*[:：]?/,
  /^(?:【|\[|［)?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|列表)?|我要纠错|收藏|扫一扫.*|分享到?.*)\s*(?:】|\]|］)?$/,
  /(?:ICP\s*(?:备|证)|公网安备|网站标识码|版权所有|copyright\b|all rights reserved|©)/i,
  /^(?:skip to|print this page|back to top|share (?:this|on)|site ?map|privacy policy|terms of use)\b/i,
];

/** The line under an article's title: date, source, clicks, font size. */
const INFO_WORDS =
  /(发布|发文|公开|成文|更新)(时间|日期)|来\s*源|浏览次数|点击(数|量|次数)|阅读(次数|量)?|访问(次数|量)|字体|字号|published( on)?:|last updated/gi;

/**
 * @param linked Share of the characters that are links to other pages, 0 to 1.
 */
export function isFurnitureText(text: string, linked: number): boolean {
  if (text.length > 300) return false;
  if (SITE_TEXT.some((pattern) => pattern.test(text))) return true;
  if (linked > 0.6 && text.length < 120) return true;
  const info = text.match(INFO_WORDS) ?? [];
  return (
    text.length < 120 &&
    (info.length > 1 ||
      (info.length === 1 &&
        /^[^。；]*[:：]/.test(text) &&
        /\d{4}\s*[-年./]\s*\d{1,2}/.test(text) &&
        !/[元%]/.test(text)))
  );
}

/** Labels of the index table that portals print over a publication (索引号, 发布机构 …). */
const INDEX_LABEL =
  /^(?:索引号|信息索引号?|发布(?:机构|日期|时间|单位)|发文(?:机关|日期|字号|文号|单位)|文号|公文(?:种类|文号)|标题|名称|信息名称|主题(?:分类|词)|体裁分类|组配分类|有效性|效力状态|生成日期|成文日期|公开(?:日期|方式|范围|形式|类别|时限)|关键词|信息(?:来源|类别|分类)|来源|分类|服务对象|废止(?:日期|时间)|生效日期|主题|著录日期|内容概述)$/;

/** True for texts of a table that only indexes the publication: at least three labels, and a label in most rows. */
export function isIndexTable(rows: readonly (readonly string[])[]): boolean {
  const isLabel = (text: string) => INDEX_LABEL.test(text.replace(/[\s:：\u3000]/g, ''));
  const labels = rows.flat().filter(isLabel).length;
  return labels >= 3 && rows.filter((row) => row.some(isLabel)).length * 3 >= rows.length * 2;
}
