/** A small portal as a district has it: a list of publications, articles with tables, attachments, and a link that expired. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { filesOf, pathOf, type Route } from '../../scripts/serve.ts';

const DOCUMENTS = resolve(import.meta.dirname, '../documents');

const ENTRIES: readonly (readonly [address: string, title: string, date: string])[] = [
  ['qingpu-2023.html', '上海市青浦区2023年区级单位预算', '2023-02-19'],
  ['qingpu-2023.pdf', '上海市青浦区2023年区级单位预算（PDF）', '2023-02-19'],
  ['mancheng-2024.gbk.html', '保定市满城区医疗保障局本级2024年单位预算信息公开', '2024-03-01'],
  ['baoshan-2024.clean.html', '上海市宝山区2024年区级部门预算', '2024-02-06'],
  ['scanned-2023.pdf', '上海市青浦区2023年区级单位预算（扫描件）', '2023-02-19'],
  ['expired.pdf', '上海市青浦区2022年区级单位预算（链接已失效）', '2022-02-20'],
];

export const portalRoutes: readonly Route[] = [home, expired, filesOf(DOCUMENTS)];

function home(...[request, response]: Parameters<Route>): boolean {
  if (pathOf(request) !== '/') return false;
  const items = ENTRIES.map(
    ([address, title, date]) => `<li><a href="${address}">${title}</a> <span>${date}</span></li>`,
  );
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>财政预决算公开-区人民政府门户网站（示例）</title>
<style>
body { margin: 0; background: #f4f6f8; font: 14px/2 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 880px; margin: 0 auto; background: #fff; padding: 24px 40px; }
h1 { font-size: 22px; color: #c00; border-bottom: 2px solid #c40000; }
li span { float: right; color: #888; }
</style>
</head>
<body><main><h1>财政预决算公开</h1><ul>
${items.join('\n')}
</ul></main></body>
</html>
`);
  return true;
}

/** Answers 200 with a login page where a PDF was: what many sites do. */
function expired(...[request, response]: Parameters<Route>): boolean {
  if (pathOf(request) !== '/expired.pdf') return false;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(readFileSync(resolve(DOCUMENTS, 'login.html')));
  return true;
}
