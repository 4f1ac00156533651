/** Files by the dozen: sorted into cases, cancelled, searched; two tabs; no room left. */

import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { readEvents } from './database.ts';
import { expect, test } from './workspace-fixture.ts';

/** A small publication: a body, a year, a table whose class total is 60 too high where it says so. */
function publication(body: string, year: number, wrong = false): Buffer {
  return Buffer.from(`<meta charset=utf-8><title>${body}${year}年部门预算</title><h1>${body}${year}年部门预算</h1>
    <p>${year}年部门支出预算总表</p><p>编制部门：${body}</p><p>单位：元</p><table>
    <tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
    <tr><td>208</td><td>社会保障和就业支出</td><td>${wrong ? 560 : 500}</td><td>400</td><td>100</td></tr>
    <tr><td>20805</td><td>养老支出</td><td>300</td><td>250</td><td>50</td></tr>
    <tr><td>20810</td><td>社会福利</td><td>200</td><td>150</td><td>50</td></tr></table>`);
}

/** One that takes some seconds to read. */
function longPublication(): Buffer {
  const row = '<tr><td>20805</td><td>养老支出</td><td>300</td><td>250</td><td>50</td></tr>';
  return Buffer.from(
    publication('长区医疗保障局', 2024)
      .toString()
      .replace('</table>', `${row.repeat(20_000)}</table>`),
  );
}

const NAMES = [...'江河湖海山林溪桥石泉'];

const html = (name: string, buffer: Buffer) => ({ name, mimeType: 'text/html', buffer });

async function give(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.locator('input[type=file]').first().setInputFiles(files);
}

const caseRows = (page: Page) => page.locator('tbody .case-row');

test('files are proposed as cases by body and year; the reviewer moves one and names a case', async ({
  page,
}) => {
  const zip = zipSync({
    '甲区2024.html': publication('甲区医疗保障局', 2024),
    '乙区2024.html': publication('乙区医疗保障局', 2024, true),
  });
  await give(
    page,
    { name: '预算.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) },
    html('甲区2023.html', publication('甲区医疗保障局', 2023)),
    html('甲区说明.html', Buffer.from('<meta charset=utf-8><p>部门预算编制说明</p>')),
  );
  await expect(page.getByRole('heading', { name: '认出 2 个单位、4 份文件' })).toBeVisible();
  const proposed = page.locator('.proposed-cases > li');
  await expect(proposed).toHaveCount(4);
  expect((await readEvents(page)).length).toBe(0);
  // The note without a body goes to its tables.
  await page.getByRole('combobox', { name: '甲区说明.html 归入' }).selectOption({ label: '案卷 1' });
  await expect(proposed).toHaveCount(3);
  await page.getByRole('textbox', { name: '案卷 1 的名称' }).fill('甲区，本年');
  await page.getByRole('button', { name: '建 3 个案卷并核对' }).click();
  await expect(caseRows(page)).toHaveCount(3);
  await expect(page.getByText('已建 3 个案卷。')).toBeVisible();
  await expect(page.getByRole('link', { name: '甲区，本年' })).toBeVisible();
  await expect(caseRows(page).filter({ hasText: '甲区，本年' })).toContainText('2 份文件');
  await page.getByRole('link', { name: /乙区/ }).click();
  await expect(page.locator('.document-card .severity-count').first()).toBeVisible();
});

test('a hundred files: progress, cases, search, all of them there after a reload', async ({ page }) => {
  test.setTimeout(180_000);
  const files = Array.from({ length: 100 }, (_, index) => {
    const body = `${NAMES[Math.floor(index / 10)]}${NAMES[index % 10]}区医疗保障局`;
    return html(`${body}.html`, publication(body, 2024, index % 10 === 0));
  });
  await give(page, ...files);
  await expect(page.getByText(/第 \d+ 份，共 100 份/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '认出 100 个单位、100 份文件' })).toBeVisible({
    timeout: 90_000,
  });
  await page.getByRole('button', { name: '建 100 个案卷并核对' }).click();
  await expect(page.getByText('已建 100 个案卷。')).toBeVisible({ timeout: 90_000 });
  await expect(caseRows(page)).toHaveCount(100);
  await page.getByRole('searchbox').fill('溪江区');
  await expect(caseRows(page)).toHaveCount(1);
  await expect(caseRows(page).locator('.severity-count')).toHaveCount(1);
  await page.reload();
  await expect(caseRows(page)).toHaveCount(100);
});

test('cancelled on the way, what was read is offered and the rest is named', async ({ page }) => {
  const files = Array.from({ length: 60 }, (_, index) =>
    html(
      `${index + 1}.html`,
      index === 3 ? longPublication() : publication(`第${index + 1}区医疗保障局`, 2024),
    ),
  );
  await give(page, ...files);
  await expect(page.getByText('第 4 份，共 60 份')).toBeVisible();
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByText(/已取消，还有 \d+ 份没有读/)).toBeVisible();
  await page.getByRole('button', { name: '不要了' }).click();
  await expect(page.locator('.proposal')).toHaveCount(0);
  expect((await readEvents(page)).length).toBe(0);
});

test('two tabs: a decision made in one stands in the other, and neither loses anything', async ({
  page,
  context,
}) => {
  await give(page, html('甲.html', publication('甲区医疗保障局', 2024, true)));
  await expect(page).toHaveURL(/document/);
  await expect(page.locator('[data-finding]')).toHaveCount(1);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('.card')).toBeVisible();
  // Both decide at once, each in sight of the same state: both stand.
  await Promise.all([page.keyboard.press('1'), other.keyboard.press('1')]);
  await expect(page.locator('.card').getByRole('radio', { name: '属实' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await page.bringToFront();
  await page.keyboard.press('a');
  await expect(page.locator('.card textarea')).toBeFocused();
  await page.keyboard.type('两处都看得见');
  await page.keyboard.press('Control+Enter');
  await expect(other.locator('.note')).toContainText('两处都看得见');
  const events = await readEvents(page);
  expect(events.filter(({ kind }) => kind === 'decided')).toHaveLength(2);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test('no room left: said in a sentence, and nothing that was saved before is lost', async ({ page }) => {
  await give(page, html('甲.html', publication('甲区医疗保障局', 2024)));
  await expect(page).toHaveURL(/document/);
  const before = await readEvents(page);
  await page.goto(page.url().replace(/#.*$/, '#/'));
  await expect(caseRows(page)).toHaveCount(1);
  await page.evaluate(() => {
    // The browser's own refusal, as it comes when the disk is full.
    const put = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function add(...given) {
      if (this.name === 'blobs') throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await give(
    page,
    html('乙.html', publication('乙区医疗保障局', 2024)),
    html('丙.html', publication('丙区医疗保障局', 2024)),
  );
  await page.getByRole('button', { name: '建 2 个案卷并核对' }).click();
  await expect(page.getByRole('alert')).toContainText('这份文件存不下');
  // What could not be stored is still offered; what was stored is as it was.
  await expect(page.locator('.proposed-cases > li')).toHaveCount(2);
  expect(await readEvents(page)).toEqual(before);
});
