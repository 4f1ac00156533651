import type { CDPSession } from '@playwright/test';

/**
 * A side panel that the browser really opened. Playwright does not list it among its pages, so it is driven over the
 * browser's own debugging session: a target attached without flattening, its messages wrapped in those of the browser.
 */
export class PanelTarget {
  readonly #browser: CDPSession;
  readonly #session: string;
  readonly #pending = new Map<number, (message: Reply) => void>();
  #lastId = 0;

  private constructor(browser: CDPSession, session: string) {
    this.#browser = browser;
    this.#session = session;
    browser.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      if (sessionId !== session) return;
      const reply = JSON.parse(message) as Reply;
      if (reply.id !== undefined) this.#pending.get(reply.id)?.(reply);
    });
  }

  /** Attaches to the panel whose address begins so; waits until there is one. */
  static async attach(browser: CDPSession, address: string): Promise<PanelTarget> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { targetInfos } = await browser.send('Target.getTargets');
      const info = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(address));
      if (info) {
        const { sessionId } = await browser.send('Target.attachToTarget', {
          targetId: info.targetId,
          flatten: false,
        });
        return new PanelTarget(browser, sessionId);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no panel at ${address} opened`);
  }

  async send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Reply>((resolve) => this.#pending.set(id, resolve));
    await this.#browser.send('Target.sendMessageToTarget', {
      sessionId: this.#session,
      message: JSON.stringify({ id, method, params }),
    });
    const { result, error } = await answer;
    this.#pending.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Evaluates an expression in the panel; a promise is awaited. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    })) as { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'failed in the panel');
    return result.value;
  }

  /** The panel's visible text. */
  text(): Promise<string> {
    return this.evaluate<string>('document.body?.innerText ?? ""');
  }

  async waitForText(wanted: string | RegExp, timeout = 20_000): Promise<string> {
    const end = Date.now() + timeout;
    let text = '';
    while (Date.now() < end) {
      text = await this.text();
      if (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the panel does not say ${wanted}; it says:\n${text}`);
  }

  /** Clicks the first element that fits the selector and holds the text. */
  async click(selector: string, text = ''): Promise<void> {
    const found = await this.evaluate<boolean>(`(() => {
      const fitting = [...document.querySelectorAll(${JSON.stringify(selector)})];
      const element = fitting.find((one) => one.textContent.includes(${JSON.stringify(text)}));
      element?.click();
      return element !== undefined;
    })()`);
    if (!found) throw new Error(`nothing in the panel is ${selector} with ${text}:\n${await this.text()}`);
  }

  async press(key: string): Promise<void> {
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, ...(type === 'keyDown' ? { text: key } : {}) });
    }
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data as string, 'base64');
  }
}

interface Reply {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}
