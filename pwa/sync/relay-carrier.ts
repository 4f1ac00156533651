import type { Carrier } from './synchronise.ts';

/** The mark that the extension's relay leaves on the workspace's page where pages cannot message an extension (Firefox). */
export const RELAY_MARK = 'tieoutRelay';
/** An extension that was updated or taken away leaves its mark behind and answers no more. */
const ANSWER_MS_MAX = 10_000;

/** What of the window the carrier uses. */
export type RelayWindow = Pick<Window, 'postMessage' | 'addEventListener' | 'removeEventListener'> & {
  readonly location: Pick<Location, 'origin'>;
  readonly document: { readonly documentElement: { readonly dataset: DOMStringMap } };
};

/** Carries messages to the extension through its relay, where there is one. */
export function relayCarrier(page: RelayWindow): Carrier | undefined {
  if (page.document.documentElement.dataset[RELAY_MARK] === undefined) return undefined;
  return (message) =>
    new Promise((resolve) => {
      const tieoutRequest = crypto.randomUUID();
      const end = (answer: unknown) => {
        clearTimeout(timer);
        page.removeEventListener('message', onMessage);
        resolve(answer);
      };
      const onMessage = ({ origin, data }: MessageEvent<unknown>) => {
        if (origin !== page.location.origin || typeof data !== 'object' || data === null) return;
        if ('tieoutReply' in data && data.tieoutReply === tieoutRequest) {
          end('answer' in data ? data.answer : undefined);
        }
      };
      const timer = setTimeout(() => end(undefined), ANSWER_MS_MAX);
      page.addEventListener('message', onMessage);
      page.postMessage({ tieoutRequest, message }, page.location.origin);
    });
}
