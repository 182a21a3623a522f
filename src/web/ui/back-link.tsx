import { Link } from 'wouter';
import { Icon } from './icon.tsx';
import classes from './back-link.module.css';

/** The way up, above a page's title. */
export function BackLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link href={href} className={classes.back}>
      <Icon name='back' size={16} />
      {children}
    </Link>
  );
}
