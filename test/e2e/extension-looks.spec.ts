/** The side panel and the marks in both languages and schemes: no barrier, nothing that does not fit. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from './fixture.ts';
import { OverlayNodes } from './overlay-nodes.ts';
import type { PanelTarget } from './panel-target.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(panel: PanelTarget): Promise<readonly string[]> {
  await panel.evaluate(`(() => { ${AXE} })()`);
  return panel.evaluate<string[]>(`(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations, passes } = await axe.run({ runOnly: tags, iframes: false });
    if (passes.length < 10) return ['the inspector found nothing to inspect'];
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ': ' + html.slice(0, 160) + ' ' + (failureSummary.split('\\n')[1] ?? '')));
  })()`);
}

for (const language of ['zh-CN', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${language} ${colorScheme}`, () => {
      test.use({ language, colorScheme });
      test('panel', async ({ chrome, portal }) => {
        const page = await chrome.context.newPage();
        await page.goto(`${portal.origin}/qingpu-2023.html`);
        const panel = await chrome.openPanel(page);
        const features = [{ name: 'prefers-color-scheme', value: colorScheme }];
        await panel.send('Emulation.setEmulatedMedia', { features });
        await panel.waitForText(language === 'en' ? 'Open in workspace' : '在工作台打开');
        for (const width of [360, 280]) {
          const size = { width, height: 800, deviceScaleFactor: 1, mobile: false };
          await panel.send('Emulation.setDeviceMetricsOverride', size);
          for (const tab of [1, 2, 3, 4]) {
            await panel.click(`[role=tab]:nth-of-type(${tab})`);
            await page.waitForTimeout(200);
            expect(await violations(panel), `tab ${tab} at ${width}`).toEqual([]);
            const over = await panel.evaluate<number>(
              'document.documentElement.scrollWidth - document.documentElement.clientWidth',
            );
            expect(over, `tab ${tab} at ${width} is wider than the panel`).toBeLessThanOrEqual(0);
          }
        }
        // In the narrowest window the popover still leaves its figure free, and the bar stays.
        await panel.click('[role=tab]:nth-of-type(1)');
        await page.setViewportSize({ width: 360, height: 740 });
        await panel.click('[data-finding]', '卫生健康支出·合计');
        const overlay = new OverlayNodes(page);
        await overlay.waitForText('7,450,000');
        await page.waitForTimeout(800);
        const [[popover], [lit], [bar]] = [
          await overlay.boxes('pop'),
          await overlay.boxes('lit'),
          await overlay.boxes('bar'),
        ];
        if (!popover || !lit || !bar) throw new Error('popover, figure or bar is not drawn');
        expect(popover.y >= lit.y + lit.height || popover.y + popover.height <= lit.y).toBe(true);
        expect(popover.y).toBeGreaterThanOrEqual(bar.y + bar.height);
        expect(popover.x + popover.width).toBeLessThanOrEqual(360);
      });
    });
  }
}
