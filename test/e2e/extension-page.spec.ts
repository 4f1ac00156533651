import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Review } from '../../core/model/review.ts';
import { readBlobText, readEvents } from './database.ts';
import { DOCUMENTS_DIR, type ExtensionBrowser, expect, test } from './fixture.ts';
import { OverlayNodes } from './overlay-nodes.ts';

const run = promisify(execFile);
const root = join(DOCUMENTS_DIR, '../..');

/** What the command line says of a file. */
async function reviewByCommandLine(file: string): Promise<Review> {
  const args = [
    'workers/node/tieout.ts',
    'review',
    file,
    '--format',
    'json',
    '--with-checks',
    '--fail-on',
    'never',
  ];
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 1 << 28 });
  return JSON.parse(stdout) as Review;
}

/** The last review in the extension's own database. */
async function storedReview(chrome: ExtensionBrowser): Promise<Review> {
  const page = await chrome.openOwnPage();
  const reviewed = (await readEvents(page)).findLast(({ kind }) => kind === 'reviewed');
  const json = await readBlobText(page, String(reviewed?.body.review));
  await page.close();
  return JSON.parse(json) as Review;
}

/** What must be the same wherever a document is reviewed. */
const essence = ({ publications }: Review) =>
  publications.map(({ figures, checks, findings, ledger }) => ({
    figures,
    checks,
    findings: findings.map(({ id, rule, severity, message, stated, expected, where }) => ({
      id,
      rule,
      severity,
      message,
      stated,
      expected,
      places: where.map(({ quote, selector }) => ({ quote, selector })),
    })),
    ledger: ledger?.map(({ place, stated, state }) => [place.selector, stated, state]),
  }));

const FAULTY = 'qingpu-2023.html';

/** A page of the portal, checked: the panel shows its findings, the page its marks. */
async function openReviewed(chrome: ExtensionBrowser, address: string) {
  const page = await chrome.context.newPage();
  await page.goto(address);
  const panel = await chrome.openPanel(page);
  await panel.waitForText('在工作台打开');
  return { page, panel, overlay: new OverlayNodes(page) };
}

test('a portal page is captured, reviewed, and its doubtful figures lit up in place', async ({
  chrome,
  portal,
}) => {
  const { page, panel, overlay } = await openReviewed(chrome, `${portal.origin}/${FAULTY}`);
  await overlay.waitForText('应为');

  await panel.click('[data-finding]', '卫生健康支出·合计');
  const text = await overlay.waitForText('7,450,000');
  // The arithmetic stands beside the cell: the addends, their sum, what is printed, the difference.
  for (const amount of ['10,448,833', '1,054,430', '12,750,000', '1,200,000', '25,453,263', '18,003,263']) {
    expect(text).toContain(amount);
  }
  await page.waitForTimeout(500);
  const cells = page.locator('td', { hasText: /^\s*18,003,263\s*$/ });
  const places = await Promise.all((await cells.all()).map((cell) => cell.boundingBox()));
  const [lit] = await overlay.boxes('lit');
  const under = places.find(
    (place) => place && lit && Math.abs(place.x - lit.x) < 4 && Math.abs(place.y - lit.y) < 4,
  );
  expect(under).toBeTruthy();
  // The popover never covers the figure that it explains.
  const [popover] = await overlay.boxes('pop');
  if (!popover || !lit) throw new Error('no popover');
  const isApart =
    popover.x >= lit.x + lit.width ||
    popover.x + popover.width <= lit.x ||
    popover.y >= lit.y + lit.height ||
    popover.y + popover.height <= lit.y;
  expect(isApart).toBe(true);
});

for (const name of [FAULTY, 'baoshan-2024.clean.html', 'mancheng-2024.gbk.html']) {
  test(`findings and ids of ${name} in the browser are those of the command line`, async ({
    chrome,
    portal,
  }) => {
    await openReviewed(chrome, `${portal.origin}/${name}`);
    const expected = essence(await reviewByCommandLine(join(DOCUMENTS_DIR, name)));
    expect(expected[0]?.figures.total).toBeGreaterThan(100);
    expect(essence(await storedReview(chrome))).toEqual(expected);
  });
}

test('marks follow the page when it scrolls, and closing them leaves nothing behind', async ({
  chrome,
  portal,
}) => {
  const page = await chrome.context.newPage();
  await page.goto(`${portal.origin}/${FAULTY}`);
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  const panel = await chrome.openPanel(page);
  await panel.waitForText('在工作台打开');
  const overlay = new OverlayNodes(page);
  await panel.click('[data-finding]', '卫生健康支出·合计');
  await overlay.waitForText('7,450,000');
  await page.waitForTimeout(500);
  const [atFirst] = await overlay.boxes('lit');
  await page.mouse.wheel(0, 90);
  await page.waitForTimeout(300);
  const [scrolled] = await overlay.boxes('lit');
  expect(Math.round((atFirst?.y ?? 0) - (scrolled?.y ?? 0))).toBe(90);

  await overlay.click('ib', '关闭标记');
  expect(await overlay.isThere()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
});

test('the page can neither style nor reach the marks', async ({ chrome, portal }) => {
  const hostile = `<style>
    * { color: rgb(255, 0, 0) !important; font-size: 40px !important; }
    html > *, tieout-overlay { display: none !important; opacity: 0 !important; transform: scale(3) !important; }
    body, body * { display: revert !important; opacity: 1 !important; transform: none !important; }
  </style>
  <script>
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) { const made = attach.call(this, init); window.stolen = made; return made; };
  </script>`;
  const html = readFileSync(join(DOCUMENTS_DIR, FAULTY), 'utf8').replace('</head>', `${hostile}</head>`);
  const page = await chrome.context.newPage();
  await page.goto(portal.serve('/hostile.html', html));
  const panel = await chrome.openPanel(page);
  await panel.waitForText('在工作台打开');
  const overlay = new OverlayNodes(page);
  await overlay.waitForText('应为');
  const [bar] = await overlay.boxes('bar');
  expect(bar?.height).toBe(40);
  expect(bar && bar.x > 0 && bar.x + bar.width <= 1280).toBe(true);
  const seen = await page.evaluate(() => ({
    stolen: 'stolen' in window,
    root: document.querySelector('tieout-overlay')?.shadowRoot ?? null,
  }));
  expect(seen).toEqual({ stolen: false, root: null });
});

test('text of a document never becomes an element, in the page, the marks or the panel', async ({
  chrome,
  portal,
}) => {
  const attack = '&lt;img src=x onerror="document.title=`owned`"&gt;';
  const html = readFileSync(join(DOCUMENTS_DIR, FAULTY), 'utf8').replaceAll(
    '卫生健康支出',
    `卫生健康支出${attack}`,
  );
  const page = await chrome.context.newPage();
  await page.goto(portal.serve('/attack.html', html));
  const panel = await chrome.openPanel(page);
  await panel.waitForText('在工作台打开');
  await panel.waitForText('<img src=x');
  const overlay = new OverlayNodes(page);
  await panel.click('[data-finding]', '18,003,263');
  await overlay.waitForText('<img src=x');
  expect([...(await overlay.elementNames())]).not.toContain('img');
  expect(await panel.evaluate('document.querySelectorAll("img").length')).toBe(0);
  expect(await page.title()).not.toBe('owned');
});

test('a figure that changes after the review is told, never matched by likeness', async ({
  chrome,
  portal,
}) => {
  const { page, panel } = await openReviewed(chrome, `${portal.origin}/${FAULTY}`);
  await page.evaluate(() => {
    const cell = [...document.querySelectorAll('td')].find(
      ({ textContent }) => textContent?.trim() === '10,448,833',
    );
    if (cell) cell.textContent = '10,448,838';
  });
  await panel.waitForText('这一页在核对后改动过：1 个数变了，0 个找不到了。已标出，原证据不变。');
});

test('a page that draws its tables anew keeps marks that answer to the pointer', async ({
  chrome,
  portal,
}) => {
  const { page, panel, overlay } = await openReviewed(chrome, `${portal.origin}/${FAULTY}`);
  await overlay.waitForText('应为');
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    for (const table of document.querySelectorAll('table')) table.replaceWith(table.cloneNode(true));
  });
  // Longer than a page needs to come to rest.
  await page.waitForTimeout(1_200);
  expect(await panel.text()).not.toContain('改动过');
  const figure = page.getByText('12,750,000', { exact: true }).first();
  await figure.scrollIntoViewIfNeeded();
  await figure.hover();
  await overlay.waitForText('12,750,000');
  const [box] = await overlay.boxes('box');
  expect(box?.width).toBeGreaterThan(10);
});

test('a decision made on the page is recorded, and can be taken back', async ({ chrome, portal }) => {
  const { page, panel, overlay } = await openReviewed(chrome, `${portal.origin}/${FAULTY}`);
  await panel.click('[data-finding]', '卫生健康支出·合计');
  await overlay.waitForText('7,450,000');
  await page.waitForTimeout(400);
  await overlay.click('button', '属实');
  await panel.waitForText('已记为属实');
  await panel.waitForText('已定 1/');
  // Dismissing needs a reason: its line opens in the panel, where the page cannot listen.
  await overlay.click('button', '排除');
  await panel.waitForText('取消');
  expect(await panel.evaluate('document.activeElement?.tagName')).toBe('INPUT');
  await panel.click('button', '取消');
  await panel.click('button', '撤销');
  await panel.waitForText('已撤销');
});

test('a jump within the page keeps the review, another page ends it', async ({ chrome, portal }) => {
  const { page, panel, overlay } = await openReviewed(chrome, `${portal.origin}/${FAULTY}`);
  await overlay.waitForText('应为');
  await page.evaluate(() => {
    location.hash = 'tables';
    history.pushState({}, '', '?page=2');
  });
  await page.waitForTimeout(800);
  expect(await panel.text()).toContain('在工作台打开');
  expect(await overlay.isThere()).toBe(true);
  await page.goto(portal.serve('/other.html', '<!doctype html><title>other</title>'));
  await panel.waitForText('这个标签页换了一页');
});

test('long work shows how far it is and can be cancelled', async ({ chrome, portal }) => {
  const row = (cells: readonly (string | number)[]) =>
    `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  const rows = Array.from({ length: 60 }, (_, index) =>
    row([`项目${index}`, index * 10, index * 7, index * 3]),
  );
  const table = `<p>支出预算表</p><p>单位：元</p><table border=1>${row(['项目', '合计', '基本支出', '项目支出'])}${rows.join('')}</table>`;
  const page = await chrome.context.newPage();
  await page.goto(
    portal.serve('/long.html', `<!doctype html><meta charset=utf-8><title>长</title>${table.repeat(400)}`),
  );
  const panel = await chrome.openPanel(page);
  await panel.waitForText('取消');
  expect(await panel.evaluate('document.querySelectorAll("[role=progressbar]").length')).toBe(1);
  await panel.click('button', '取消');
  await panel.waitForText('已取消。');
  await page.waitForTimeout(500);
  expect(await panel.text()).not.toContain('在工作台打开');
});
