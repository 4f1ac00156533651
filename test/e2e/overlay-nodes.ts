import type { Page } from '@playwright/test';

interface DomNode {
  readonly nodeId: number;
  readonly nodeName: string;
  readonly nodeValue?: string;
  readonly attributes?: readonly string[];
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly DomNode[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Our marks on a page stand in a closed shadow tree: neither the page nor Playwright's selectors reach it, the browser's
 * debugging protocol does.
 */
export class OverlayNodes {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async isThere(): Promise<boolean> {
    return this.#with(async (root) => root !== undefined);
  }

  /** All text of the overlay, one line an element with text. */
  async text(): Promise<string> {
    return this.#with(async (root) => (root ? textOf(root) : ''));
  }

  async waitForText(wanted: string, timeout = 10_000): Promise<string> {
    const end = Date.now() + timeout;
    let text = '';
    while (Date.now() < end) {
      text = await this.text();
      if (text.includes(wanted)) return text;
      await this.#page.waitForTimeout(100);
    }
    throw new Error(`the overlay does not say ${wanted}; it says:\n${text}`);
  }

  /** Names of the elements in the overlay, to see that nothing of the document became one. */
  async elementNames(): Promise<ReadonlySet<string>> {
    return this.#with(
      async (root) => new Set(root ? all(root).map(({ nodeName }) => nodeName.toLowerCase()) : []),
    );
  }

  /** Boxes on the screen of the overlay's elements with a class, those that are drawn. */
  async boxes(name: string): Promise<readonly Box[]> {
    return this.#with(async (root, send) => {
      const boxes: Box[] = [];
      for (const node of root ? all(root).filter((one) => hasClass(one, name)) : []) {
        const model = await send('DOM.getBoxModel', { nodeId: node.nodeId }).catch(() => undefined);
        const border = (model as { model?: { border: number[] } } | undefined)?.model?.border;
        if (!border) continue;
        const [x = 0, y = 0, right = 0, , , bottom = 0] = border;
        boxes.push({ x, y, width: right - x, height: bottom - y });
      }
      return boxes;
    });
  }

  /** Clicks, with the mouse, the first drawn element of a class whose label or text holds the words. */
  async click(name: string, words = ''): Promise<void> {
    const spot = await this.#with(async (root, send) => {
      for (const node of root ? all(root) : []) {
        if (!hasClass(node, name) && node.nodeName.toLowerCase() !== name) continue;
        const label = attribute(node, 'aria-label') ?? '';
        if (!label.includes(words) && !textOf(node).includes(words)) continue;
        const model = await send('DOM.getBoxModel', { nodeId: node.nodeId }).catch(() => undefined);
        const border = (model as { model?: { border: number[] } } | undefined)?.model?.border;
        if (!border) continue;
        const [x = 0, y = 0, right = 0, , , bottom = 0] = border;
        return { x: (x + right) / 2, y: (y + bottom) / 2 };
      }
      return undefined;
    });
    if (!spot) throw new Error(`nothing in the overlay is ${name} with ${words}`);
    await this.#page.mouse.click(spot.x, spot.y);
  }

  async #with<T>(
    act: (
      root: DomNode | undefined,
      send: (method: string, params: Record<string, unknown>) => Promise<unknown>,
    ) => Promise<T>,
  ): Promise<T> {
    const session = await this.#page.context().newCDPSession(this.#page);
    try {
      const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as {
        root: DomNode;
      };
      const host = all(root).find(({ nodeName }) => nodeName.toLowerCase() === 'tieout-overlay');
      const send = (method: string, params: Record<string, unknown>) =>
        session.send(method as never, params as never) as Promise<unknown>;
      return await act(host?.shadowRoots?.[0], send);
    } finally {
      await session.detach();
    }
  }
}

function all(node: DomNode): readonly DomNode[] {
  return [node, ...(node.shadowRoots ?? []).flatMap(all), ...(node.children ?? []).flatMap(all)];
}

function attribute({ attributes = [] }: DomNode, name: string): string | undefined {
  const at = attributes.findIndex((text, index) => index % 2 === 0 && text === name);
  return at < 0 ? undefined : attributes[at + 1];
}

function hasClass(node: DomNode, name: string): boolean {
  const classes = (attribute(node, 'class') ?? '').split(/\s+/);
  return classes.includes(name) && !classes.includes('hidden');
}

function textOf(node: DomNode): string {
  if (node.nodeName === '#text') return node.nodeValue ?? '';
  const inner = (node.children ?? []).map(textOf).join('');
  return /^(div|p|tr|li|section|button|ul|table)$/i.test(node.nodeName) ? `${inner}\n` : inner;
}
