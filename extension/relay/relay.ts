/**
 * Firefox only, on the workspace's origin alone: carries sync messages between the page and the background, because pages
 * cannot message an extension there. The page posts `{tieoutRequest: id, message}` and gets `{tieoutReply: id, answer}`. It
 * looks into no message; the background checks the sender's origin and every field. Imports nothing, so that it stays one script.
 */
const extension = (globalThis as unknown as { readonly browser: typeof chrome }).browser;

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('tieoutRequest' in data)) return;
  const { tieoutRequest, message } = data as { readonly tieoutRequest: unknown; readonly message?: unknown };
  const reply = (answer: unknown) =>
    window.postMessage({ tieoutReply: tieoutRequest, answer }, window.location.origin);
  extension.runtime.sendMessage(message).then(reply, () => reply(undefined));
});

// The page looks for this mark before it asks.
document.documentElement.dataset.tieoutRelay = '';
