/**
 * Firefox by its own Marionette protocol: a session over a socket, messages `length:[type, id, command, parameters]`. Unlike
 * WebDriver BiDi it opens pages of an extension, and reaches the browser's own windows for a click on the extension's button.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface FirefoxSetting {
  readonly executablePath: string;
  readonly language: string;
  /** The id under which the extension's pages stand, so that they can be named. */
  readonly extensionId: string;
  readonly extensionUuid: string;
}

interface Waiting {
  readonly resolve: (value: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

const START_MS_MAX = 60_000;

export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #received = Buffer.alloc(0);
  #lastId = 0;

  private constructor(process: ChildProcess, profile: string, socket: Socket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('data', (data) => this.#take(data));
  }

  static async start(setting: FirefoxSetting): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'tieout-firefox-'));
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const preferences = {
      'marionette.port': port,
      'extensions.webextensions.uuids': JSON.stringify({ [setting.extensionId]: setting.extensionUuid }),
      'intl.accept_languages': setting.language,
      'browser.shell.checkDefaultBrowser': false,
      'browser.startup.homepage_override.mstone': 'ignore',
      'datareporting.policy.dataSubmissionEnabled': false,
    };
    const lines = Object.entries(preferences).map(
      ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, 'user.js'), lines.join('\n'));
    const flags = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote'];
    const started = spawn(setting.executablePath, [...flags, '--profile', profile], { stdio: 'ignore' });
    const firefox = new Firefox(started, profile, await socketTo(port));
    await firefox.send('WebDriver:NewSession');
    return firefox;
  }

  send(command: string, parameters: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    const text = JSON.stringify([0, id, command, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  async goto(url: string): Promise<void> {
    await this.send('WebDriver:Navigate', { url });
  }

  async address(): Promise<string> {
    return String((await this.send('WebDriver:GetCurrentURL')).value);
  }

  /** Runs the body of a function in the page that is shown. */
  async run(body: string): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1];
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = await this.send('WebDriver:ExecuteAsyncScript', {
      script,
      args: [],
      scriptTimeout: 30_000,
    });
    const outcome = value as { readonly value?: unknown; readonly error?: string };
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  }

  /** The same in the browser's own window. */
  async runInBrowser(body: string): Promise<unknown> {
    await this.send('Marionette:SetContext', { value: 'chrome' });
    try {
      return await this.run(body);
    } finally {
      await this.send('Marionette:SetContext', { value: 'content' });
    }
  }

  /** Waits until a condition in the page holds; says which it was when it does not. */
  async until(what: string, condition: string, ms = 45_000): Promise<void> {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      // A page that is being left has no answer.
      if (await this.run(`return Boolean(${condition})`).catch(() => false)) return;
      await wait(250);
    }
    throw new Error(
      `in vain: ${what}; at ${await this.address()}: ${await this.run('return document.body.innerText.slice(0, 600)')}`,
    );
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#socket.destroy();
    this.#process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #take(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      // The first message is a greeting, no answer.
      if (Array.isArray(message)) this.#answer(message);
    }
  }

  #answer([, id, error, result]: readonly unknown[]): void {
    const waiting = this.#waiting.get(id as number);
    this.#waiting.delete(id as number);
    if (error) waiting?.reject(new Error((error as { readonly message: string }).message));
    else waiting?.resolve((result ?? {}) as Record<string, unknown>);
  }
}

async function socketTo(port: number): Promise<Socket> {
  const end = Date.now() + START_MS_MAX;
  for (;;) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.once('error', reject);
      });
    } catch (error) {
      if (Date.now() > end) throw error;
      await wait(250);
    }
  }
}
