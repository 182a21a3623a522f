import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * The fields that were left, whose faults may be said. While a button is being pressed nothing is said yet: words that
 * appear then would push the button away from under the pointer, and the press would miss it.
 */
export function useLeftFields() {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const pressed = useRef(false);
  useEffect(() => {
    const press = () => pressed.current = true;
    const release = () => pressed.current = false;
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    globalThis.addEventListener('pointerdown', press, options);
    globalThis.addEventListener('pointerup', release, options);
    globalThis.addEventListener('pointercancel', release, options);
    return () => listening.abort();
  }, []);

  const leave = useCallback((field: string) => {
    const say = () => setLeft((fields) => new Set(fields).add(field));
    if (!pressed.current) say();
    else globalThis.addEventListener('pointerup', () => setTimeout(say), { once: true });
  }, []);
  return { left, leave };
}
