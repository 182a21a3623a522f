import { type PointerEvent, useRef, useState } from 'react';

/**
 * Moves a row of a list while it is dragged by its grip, with mouse, pen or finger. `move` puts the row with that key
 * at another place.
 */
export function useRowDrag(move: (key: number, place: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number>();

  const start = (event: PointerEvent<HTMLElement>, key: number) => {
    if (event.button !== 0) return;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    setDragged(key);
    grip.onpointermove = ({ clientY }) => move(key, placeAt(list.current, clientY));
    grip.onlostpointercapture = () => {
      grip.onpointermove = null;
      setDragged(undefined);
    };
  };
  return { list, dragged, start };
}

/** The place in the list at this height of the screen. */
function placeAt(list: HTMLElement | null, y: number): number {
  const rows = [...list?.children ?? []].map((row) => row.getBoundingClientRect());
  const place = rows.findIndex(({ bottom }) => y < bottom);
  return place < 0 ? rows.length - 1 : place;
}
