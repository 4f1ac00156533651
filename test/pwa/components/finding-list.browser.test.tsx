import { render } from 'preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { FindingList } from '../../../pwa/components/FindingList.tsx';
import { arrangeFindings } from '../../../pwa/components/finding-groups.ts';
import { zh } from '../../../pwa/i18n/zh.ts';
import { finding } from '../fixtures.ts';
import '../../../pwa/components/components.css';

const COUNT = 10_000;

function List({ count }: { readonly count: number }) {
  const [selected, setSelected] = useState('n0');
  const items = Array.from({ length: count }, (_, index) => ({ finding: finding(`n${index}`) }));
  const groups = arrangeFindings(
    items,
    { grouping: 'severity', hideDecided: false, query: '' },
    new Map(),
    zh,
    'zh',
  );
  return (
    <div style={{ display: 'flex', height: '600px', width: '360px' }}>
      <FindingList
        groups={groups}
        selected={selected}
        onSelect={setSelected}
        renderCard={({ finding: { title } }) => <section class="card">{title.zh}</section>}
        names={new Map()}
        empty="nothing"
      />
      <button type="button" onClick={() => setSelected('n9000')}>
        far
      </button>
    </div>
  );
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 300));
const place = document.createElement('div');
document.body.append(place);
afterEach(() => render(null, place));

describe('FindingList', () => {
  it('keeps only what is near the screen of ten thousand findings in the page', async () => {
    render(<List count={COUNT} />, place);
    await settle();
    expect(place.querySelectorAll('[role=option]').length).toBeLessThan(400);
    expect(place.querySelector('[role=option]')?.getAttribute('aria-setsize')).toBe(String(COUNT));
  });

  it('brings a far finding into view when it is chosen, and its position is told', async () => {
    render(<List count={COUNT} />, place);
    await settle();
    place.querySelector<HTMLButtonElement>('button')?.click();
    await settle();
    await settle();
    const card = place.querySelector('.card');
    const list = place.querySelector('.finding-scroll')!.getBoundingClientRect();
    expect(card?.textContent).toBe('标题n9000');
    const box = card!.getBoundingClientRect();
    expect(box.top).toBeGreaterThanOrEqual(list.top);
    expect(box.bottom).toBeLessThanOrEqual(list.bottom + 1);
    expect(place.querySelector('#finding-n9000')?.getAttribute('aria-posinset')).toBe('9001');
  });

  it('is one tab stop, whose arrows move the selection', async () => {
    render(<List count={5} />, place);
    await settle();
    const listbox = place.querySelector<HTMLElement>('[role=listbox]')!;
    listbox.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
      listbox.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settle();
    }
    expect(listbox.getAttribute('aria-activedescendant')).toBe('finding-n1');
    expect(listbox.getAttribute('aria-owns')?.split(' ')).toHaveLength(5);
    expect(document.activeElement).toBe(listbox);
  });
});
