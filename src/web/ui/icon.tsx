/** Strokes on a 20 by 20 grid. */
const shapes = {
  account: 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17c.6-3.3 3.2-5 6.5-5s5.9 1.7 6.5 5',
  add: 'M10 4v12M4 10h12',
  back: 'M12 4l-6 6 6 6',
  check: 'M4 10.5l4 4 8-9',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM10 6.5V10l2.5 2',
  close: 'M5 5l10 10M15 5L5 15',
  copy: 'M7 7h9.5v9.5H7zM4 13H3.5V3.5H13V4',
  delete: 'M3.5 5.5h13M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  down: 'M5 7.5l5 5 5-5',
  download: 'M10 3v10M5.5 9l4.5 4.5L14.5 9M4 16.5h12',
  edit: 'M4 16l.8-3.2L13.3 4.3a1.3 1.3 0 0 1 1.9 0l.5.5a1.3 1.3 0 0 1 0 1.9L7.2 15.2zM11.5 6l2.5 2.5',
  enlarge: 'M12 3.5h4.5V8M8 16.5H3.5V12M16.5 3.5l-5 5M3.5 16.5l5-5',
  grip: 'M8 5v.01M12 5v.01M8 10v.01M12 10v.01M8 15v.01M12 15v.01',
  link:
    'M8.5 11.5a3 3 0 0 0 4.3 0l2.9-2.9a3 3 0 1 0-4.3-4.3L10.2 5.5M11.5 8.5a3 3 0 0 0-4.3 0l-2.9 2.9a3 3 0 1 0 4.3 4.3l1.2-1.2',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  moon: 'M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z',
  pause: 'M7 4.5v11M13 4.5v11',
  next: 'M8 4l6 6-6 6',
  phone:
    'M6.5 3.5l2 3.5-1.5 1.5c.8 1.8 2.2 3.2 4 4l1.5-1.5 3.5 2v2.5c0 .6-.4 1-1 1C8.8 16.5 3.5 11.2 3.5 5c0-.6.4-1.5 1-1.5z',
  play: 'M6.5 4.5v11l9-5.5z',
  restore: 'M4 8.5h8a4 4 0 0 1 0 8H8M7.5 5L4 8.5 7.5 12',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  shrink: 'M16 8.5h-4.5V4M4 11.5h4.5V16M11.5 8.5l5-5M8.5 11.5l-5 5',
  sun:
    'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  system: 'M3 4.5h14v9H3zM7.5 16.5h5',
  warning: 'M10 3.5l7 12.5H3zM10 8v4M10 14v.01',
} as const;

export type IconName = keyof typeof shapes;

/** A sign beside or instead of words; whatever holds it says its meaning. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox='0 0 20 20' fill='none' aria-hidden='true' focusable='false'>
      <path
        d={shapes[name]}
        stroke='currentColor'
        strokeWidth={name === 'grip' ? 2.2 : 1.6}
        strokeLinecap='round'
        strokeLinejoin='round'
      />
    </svg>
  );
}

/** The product's mark: a level line with its live mark. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return <img src='/mark.svg' width={size} height={size} alt='' />;
}
