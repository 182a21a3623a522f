import { type Format } from './formats/format.ts';
import { formatOfSuffix } from './formats/choose-format.ts';

/** What a URL of the data plane asks for. */
export interface WsPath {
  readonly target: Target;
  /** Named by a suffix; undefined leaves the choice to `Accept`. */
  readonly format: Format | undefined;
  /** What follows the question mark, still encoded. */
  readonly query: string;
}

export type Target =
  | { readonly kind: 'route'; readonly group: GroupAddress }
  | { readonly kind: 'complete'; readonly within: GroupAddress | undefined }
  /** Below `/ws/route` or `/ws/complete`, but not the address of any group. */
  | { readonly kind: 'no group' }
  | { readonly kind: 'nothing' };

/** What the URL of a group says: which account, and the secret part. */
export interface GroupAddress {
  readonly accountId: number;
  readonly key: string;
}

/** The group that a target names, if it names one. */
export function groupOf(target: Target): GroupAddress | undefined {
  if (target.kind === 'route') return target.group;
  return target.kind === 'complete' ? target.within : undefined;
}

/** Whether an absolute URL is one of the data plane. Cheap, for the listener that has to tell before anything else. */
export function isWsPath(url: string): boolean {
  const start = pathStart(url);
  if (!url.startsWith('/ws', start)) return false;
  const next = url[start + 3];
  return next === undefined || next === '/' || next === '?';
}

/** Reads the absolute URL of a request, as `Request.url` has it. Without `new URL`, which costs more than the rest. */
export function readWsPath(url: string): WsPath {
  const queryStart = url.indexOf('?');
  const query = queryStart < 0 ? '' : url.slice(queryStart + 1);
  const path = url.slice(pathStart(url), queryStart < 0 ? undefined : queryStart);
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path;
  const dot = trimmed.lastIndexOf('.');
  const format = dot < 0 ? undefined : formatOfSuffix(trimmed.slice(dot + 1));
  return { target: targetOf(format ? trimmed.slice(0, dot) : trimmed), format, query };
}

function pathStart(url: string): number {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start < 0 ? url.length : start;
}

function targetOf(path: string): Target {
  const [, , action, account, key, ...rest] = path.split('/');
  if (action !== 'route' && action !== 'complete') return NOTHING;
  if (action === 'complete' && account === undefined) return EVERYWHERE;
  if (!key || rest.length > 0 || !/^\d{1,15}$/.test(account)) return NO_GROUP;
  const group = { accountId: Number(account), key };
  return action === 'route' ? { kind: 'route', group } : { kind: 'complete', within: group };
}

const NOTHING: Target = { kind: 'nothing' };
const NO_GROUP: Target = { kind: 'no group' };
const EVERYWHERE: Target = { kind: 'complete', within: undefined };
