/** A misread cell is corrected in the workspace: seen as printed, previewed, kept, undone, reported. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvents } from './database.ts';
import { DOCUMENTS_DIR } from './fixture.ts';
import { expect, test } from './workspace-fixture.ts';

const QINGPU = join(DOCUMENTS_DIR, 'qingpu-2023.pdf');
const CLASS_TOTAL = '210 卫生健康支出·合计';

test('a reading is corrected, kept over a reload, undone, and told in the report', async ({ page }) => {
  await page.locator('input[type=file]').first().setInputFiles(QINGPU);
  await expect(page).toHaveURL(/document/);
  const row = page.locator('[data-finding]', { hasText: CLASS_TOTAL }).first();
  await row.click();
  await page.keyboard.press('t');
  // The figure that the finding is about, as read; pressed twice: first the finding, then the figure's own checks.
  const cell = page.locator('td.found.selected button').first();
  await cell.click();
  await expect(page.locator('.inspector')).toContainText('18,003,263');

  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: '原页上的样子' })).toBeVisible();
  const input = dialog.getByRole('textbox', { name: '应读作' });
  await expect(input).toBeFocused();
  await expect(input).toHaveValue('18,003,263');
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled();
  await input.fill('25,453,263');
  await expect(dialog.locator('.preview')).toContainText('这个数：相符');
  expect((await readEvents(page)).filter(({ kind }) => kind === 'figure-corrected')).toHaveLength(0);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已更正读数 1 处')).toBeVisible();
  await expect(page.locator('td del')).toHaveText('18,003,263');
  await expect(page.locator('td ins')).toHaveText('25,453,263');

  await page.reload();
  await expect(page.locator('.pdf-page canvas').first()).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.locator('td del')).toHaveText('18,003,263');
  await page.getByText('已更正读数 1 处').click();
  await expect(page.locator('.corrections')).toContainText('25,453,263');

  const here = page.url();
  await page.goto(`${here.replace(/\/document\/.*$/, '')}/report`);
  const report = page.frameLocator('iframe');
  await expect(report.getByRole('heading', { name: /更正的读数/ })).toBeVisible();
  await expect(report.locator('del').first()).toHaveText('18,003,263');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  const { publications } = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(publications[0].corrections).toMatchObject([{ corrected: '25,453,263', used: true }]);

  await page.goto(here);
  await expect(page.locator('.pdf-page canvas').first()).toBeVisible();
  await page.keyboard.press('t');
  await page.locator('td ins').click();
  await page.keyboard.press('e');
  await page.getByRole('dialog').getByRole('button', { name: '恢复原读数' }).click();
  await expect(page.locator('td del')).toHaveCount(0);
  await expect(row).toBeVisible();
  // Taking the last thing back puts the correction in force again.
  await page.keyboard.press('u');
  await expect(page.locator('td ins')).toHaveText('25,453,263');
});

test('a cell in which no amount was read can be corrected too', async ({ page }) => {
  const name = 'misread.html';
  const html = `<meta charset=utf-8><h1>2024年部门预算</h1><p>支出预算总表</p><p>单位：元</p><table>
    <tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>
    <tr><td>208</td><td>社会保障和就业支出</td><td>5O0</td><td>400</td><td>100</td></tr>
    <tr><td>20805</td><td>养老支出</td><td>300</td><td>250</td><td>50</td></tr>
    <tr><td>20810</td><td>社会福利</td><td>200</td><td>150</td><td>50</td></tr></table>`;
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/html', buffer: Buffer.from(html) });
  await expect(page).toHaveURL(/document/);
  await page.locator('td', { hasText: '5O0' }).click();
  await page.getByRole('button', { name: /更正读数/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: '应读作' }).fill('500');
  await expect(dialog.locator('.preview')).toContainText('这个数：相符');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('td ins')).toHaveText('500');
});
