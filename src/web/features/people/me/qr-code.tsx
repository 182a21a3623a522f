import encodeQR from 'qr';
import classes from './qr-code.module.css';

/** ISO/IEC 18004 §9.1: four modules of quiet on every side. */
const QUIET = 4;

/** A QR code, always dark on light, as some scanners read nothing else. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, 'raw', { border: QUIET, ecc: 'low' });
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering='crispEdges'
      role='img'
      aria-label={label}
    >
      <rect width='100%' height='100%' fill='#fff' />
      <path d={rows.map(rowPath).join('')} fill='#000' />
    </svg>
  );
}

/** The dark modules of a row, each one unit wide and high. */
function rowPath(modules: readonly boolean[], y: number): string {
  return modules.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : '').join('');
}
