import { useEffect, useRef } from 'preact/hooks';

/** What a key does, by `KeyboardEvent.key`; `Ctrl+k` for combinations with Ctrl. */
export type KeyMap = Readonly<Record<string, (() => void) | undefined>>;

/** Whether typing goes into a field: then no single key may act. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]') !==
      null
  );
}

/**
 * Single keys for the whole screen. None acts while a field has the focus, with a modifier held, or when `enabled` is false
 * (they can be switched off in the settings).
 */
export function useKeys(keys: KeyMap, enabled = true): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.metaKey) return;
      const name = event.ctrlKey ? `Ctrl+${event.key}` : event.key;
      const action = current.current[name];
      if (!action || (!enabled && name.length === 1)) return;
      if (isTyping(event.target) && !event.ctrlKey && name !== 'Escape') return;
      // Enter and space belong to the button that has the focus.
      if (
        (name === 'Enter' || name === ' ') &&
        event.target instanceof Element &&
        event.target.closest('button, a, summary, [role=listbox]')
      )
        return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
