/**
 * Runs in a portal's page, put there by a click: takes the page when asked, and shows the marks of its review. Built as one
 * classic script without shared parts (vite.config.ts, mode `inject`); a second injection replaces the first.
 */
import * as v from 'valibot';
import { onExtensionMessage, sendToExtension } from '../browser-api.ts';
import { explanation, type ToPanel, toContent } from '../messages.ts';
import { capturePage } from './capture.ts';
import { createOverlay, type Overlay, type OverlayCalls } from './overlay.ts';

interface Running {
  readonly stop: () => void;
}

/** Content scripts of one extension share a global of their own, which the page cannot see. */
const place = globalThis as unknown as { tieoutContent?: Running };

function start(): Running {
  const ending = new AbortController();
  let overlay: Overlay | undefined;

  const tell = (message: ToPanel) => void sendToExtension(message);
  const ask = async (message: ToPanel) => {
    const reply = v.safeParse(v.nullable(explanation), await sendToExtension(message));
    return reply.success ? reply.output : null;
  };
  const calls: OverlayCalls = {
    explainFinding: (finding) => ask({ to: 'panel', type: 'explain-finding', finding }),
    explainFigure: (figure) => ask({ to: 'panel', type: 'explain-figure', figure }),
    selected: (finding) => tell({ to: 'panel', type: 'selected', finding }),
    popover: (open) => tell({ to: 'panel', type: 'popover', open }),
    decide: (finding, decision) => tell({ to: 'panel', type: 'decide', finding, decision }),
    pageChanged: (changed, missing) => tell({ to: 'panel', type: 'page-changed', changed, missing }),
    closed: () => {
      overlay = undefined;
      tell({ to: 'panel', type: 'closed' });
    },
  };

  onExtensionMessage((message) => {
    const read = v.safeParse(toContent, message);
    if (!read.success) return undefined;
    const request = read.output;
    switch (request.type) {
      case 'ping':
        return Promise.resolve({ found: true });
      case 'capture':
        return Promise.resolve(capturePage(document, new Set(overlay ? [overlay.host] : [])));
      case 'show':
        overlay?.close(false);
        overlay = createOverlay(document, request.model, calls);
        return Promise.resolve(overlay.shown);
      case 'light':
        return Promise.resolve({ found: overlay?.light(request.finding) ?? false });
      case 'point':
        return Promise.resolve({ found: overlay?.point(request.spot) ?? false });
      case 'marks':
        overlay?.setMarks(request.shown);
        return Promise.resolve({ found: overlay !== undefined });
      case 'decided':
        overlay?.decided(request.finding, request.decision);
        return Promise.resolve({ found: overlay !== undefined });
      case 'close':
        overlay?.close(false);
        overlay = undefined;
        return Promise.resolve({ found: true });
    }
  }, ending.signal);

  return {
    stop: () => {
      overlay?.close(false);
      ending.abort();
    },
  };
}

place.tieoutContent?.stop();
place.tieoutContent = start();
