import { Link } from 'wouter';
import type { GroupLive, GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { formatSoon } from '../../../lib/format-time.ts';
import { CopyIconButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton, IconLink } from '../../../ui/icon-button.tsx';
import { LevelLine } from '../../../ui/level-line/level-line.tsx';
import { liveFigures } from '../../../ui/level-line/level.ts';
import { LinkIcon } from '../../../ui/link-icon.tsx';
import { useLive } from '../api/watch-live.ts';
import { LeakHint } from '../leaks/leak-hint.tsx';
import { tierLevels } from '../level-parts.ts';
import { StatesLink } from '../states/states-link.tsx';
import { useDeletion } from '../link-stop/use-deletion.tsx';
import classes from './group-list.module.css';

interface GroupRowProps {
  readonly group: GroupOutput;
  /** Whether it is the one to be looked at. */
  readonly shown: boolean;
}

/** One route group in the list. */
export function GroupRow({ group, shown }: GroupRowProps) {
  const live = useLive(group.id);
  return (
    <article className={classes.row} data-shown={shown || undefined}>
      <h2 className={classes.name}>
        <Link href={`/groups/${group.id}`}>{group.name}</Link>
      </h2>
      <InProgress group={group} live={live} />
      <RouteLink group={group} />
      <Actions group={group} />
      <Level group={group} live={live} />
      <LeakHint group={group} />
    </article>
  );
}

function InProgress({ group, live }: { readonly group: GroupOutput; readonly live: GroupLive | undefined }) {
  const count = live?.active ?? 0;
  return (
    <span className={classes.progress} data-busy={count > 0 || undefined}>
      {live && <span className={classes.count}>{`${count.toLocaleString()} in progress`}</span>}
      {group.nextChangeAt && <NextChange group={group} at={group.nextChangeAt} />}
      {live && <StatesLink group={group} destinations={live.destinations} />}
    </span>
  );
}

/** When the group changes by itself; its page says what. */
function NextChange({ group, at }: { readonly group: GroupOutput; readonly at: string }) {
  return (
    <Link
      href={`/groups/${group.id}`}
      className={classes.nextChange}
      title={formatSoon(at)}
      aria-label={`${group.name} changes by itself on ${formatSoon(at)}`}
    >
      <Icon name='clock' size={15} />
      <span>{formatSoon(at)}</span>
    </Link>
  );
}

function RouteLink({ group: { name, url } }: { readonly group: GroupOutput }) {
  return (
    <span className={classes.link}>
      <span className={classes.url}>{new URL(url).pathname}</span>
      <LinkIcon url={url} label={`Link of ${name}`} />
      <CopyIconButton text={url} label={`Copy the link of ${name}`} />
    </span>
  );
}

function Actions({ group }: { readonly group: GroupOutput }) {
  const deletion = useDeletion(group);
  if (!useMayEdit()) return null;
  return (
    <span className={classes.actions}>
      <IconLink icon='edit' label={`Edit ${group.name}`} href={`/groups/${group.id}/edit`} />
      <IconButton
        icon='delete'
        label={`Delete ${group.name}`}
        aria-busy={deletion.isAsking}
        onClick={deletion.start}
      />
      {deletion.dialog}
    </span>
  );
}

function Level({ group, live }: { readonly group: GroupOutput; readonly live: GroupLive | undefined }) {
  const [first, ...others] = tierLevels(group, live);
  if (!first) {
    return (
      <p className={classes.noDestinations}>
        No destinations yet: calls get the application’s own backup number.
      </p>
    );
  }
  const figures = liveFigures(first.parts);
  return (
    <>
      <div className={classes.level}>
        <LevelLine parts={first.parts} size='row' labelled title={group.name} />
        <div className={classes.figures} aria-hidden='true'>
          <span>target</span>
          <span>{figures && `live ${figures}`}</span>
        </div>
      </div>
      {others.length > 0 && <p className={classes.tiers}>{backupSentence(others)}</p>}
    </>
  );
}

function backupSentence(others: ReturnType<typeof tierLevels>): string {
  const names = others.flatMap(({ parts }) => parts.map(({ name }) => name));
  return `When none of these can take a call: ${names.join(', ')}.`;
}
