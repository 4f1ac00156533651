import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawPage } from '../../core/tables/draw-page.ts';
import { pageToSheet } from '../../core/tables/page/sheet.ts';
import { pageToLayout } from '../../core/tables/page-to-layout.ts';
import type { FileInput } from '../api.ts';
import type { EngineSetting } from '../engine.ts';
import { readFile, unpackFile } from '../readers/read-file.ts';

/**
 * Draws what was read on each page of a PDF (words, lines, cells, tables) into a folder, one SVG a page:
 * `NAME.page-3.svg`. Files without pages are passed over, as are those that cannot be read: reading them says why.
 */
export async function drawPages(file: FileInput, folder: string, setting: EngineSetting): Promise<void> {
  const files = await unpackFile(file);
  for (const each of files.ok ? files.value : []) {
    const source = await readFile(each, setting);
    if (!source.ok || source.value.content.kind !== 'pages') continue;
    const name = each.name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '_');
    for (const page of source.value.content.pages) {
      const drawing = drawPage(pageToLayout(pageToSheet(page)));
      await writeFile(join(folder, `${name}.page-${page.number}.svg`), drawing);
    }
  }
}
