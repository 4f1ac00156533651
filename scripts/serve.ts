import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** Answers a request, or leaves it to the next one by returning false. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};
const PORTS_TRIED_MAX = 20;

/** The files of a folder, and of nothing above it. Pages say themselves which charset they are in. */
export function filesOf(folder: string): Route {
  return (request, response) => {
    const path = pathOf(request);
    if (path === undefined) return false;
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
    if (!file.startsWith(folder + sep)) return false;
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return false;
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': stats.size,
      'cache-control': 'no-cache',
    });
    createReadStream(file).pipe(response);
    return true;
  };
}

/** The path that a request asks for; undefined for one that nobody sends by accident. */
export function pathOf(request: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/**
 * Serves routes on loopback, on `port` or the next free one after it.
 * @returns the server and its origin
 */
export async function serve(
  routes: readonly Route[],
  port: number,
): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    if (routes.some((route) => route(request, response))) return;
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('not found');
  });
  const taken = await listen(server, port, port + PORTS_TRIED_MAX);
  return { server, origin: `http://127.0.0.1:${taken}` };
}

async function listen(server: Server, port: number, portMax: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    return port;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= portMax) throw error;
    return listen(server, port + 1, portMax);
  }
}
