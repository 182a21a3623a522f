import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { GroupOutput } from '../../../contract/group.ts';
import { Icon } from '../../ui/icon.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { useGroups } from './api/list-groups.ts';
import { attemptsUrl, reportTableUrl } from './api/read-report.ts';
import { ReportBatch } from './report-batch.tsx';
import { readWish, type ReportWish, unitOf, writeWish } from './report-wish.ts';
import { Wishes } from './wishes.tsx';

/** How many groups are shown at a time. */
const BATCH = 20;

/** What happened to calls over a time: the page's address says which, so that it can be sent to somebody. */
export function ReportsPage() {
  const [search, setSearch] = useSearchParams();
  const wish = readWish(search, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const { data, error, refetch } = useGroups();
  const written = String(writeWish(wish));
  const isWritten = search.toString() === written;
  useEffect(() => {
    if (!isWritten) setSearch(written, { replace: true });
  }, [isWritten, written]);
  return (
    <Page title='Reports' actions={<Downloads wish={wish} />}>
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={240} />}>
        {(groups) => (
          <>
            <Wishes
              wish={wish}
              groups={groups}
              unit={unitOf(wish, Date.now())}
              onChange={(wish) => setSearch(writeWish(wish), { replace: true })}
            />
            {groups.length === 0 && wish.groups.length === 0
              ? <NoGroups />
              : <Batches key={written} wish={wish} groups={groups} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Downloads({ wish }: { readonly wish: ReportWish }) {
  const search = writeWish({ ...wish, by: unitOf(wish, Date.now()) });
  return (
    <>
      <Button
        component='a'
        variant='default'
        leftSection={<Icon name='download' />}
        href={reportTableUrl(search)}
        download
      >
        Report as CSV
      </Button>
      <Button
        component='a'
        variant='default'
        leftSection={<Icon name='download' />}
        href={attemptsUrl(search)}
        download
      >
        Attempts as CSV
      </Button>
    </>
  );
}

function NoGroups() {
  return (
    <p>
      No route groups yet. <Link href='/groups/new'>Add one</Link>, and its calls are reported here.
    </p>
  );
}

interface BatchesProps {
  readonly wish: ReportWish;
  readonly groups: readonly GroupOutput[];
}

/** Some groups at a time: a report of thousands would be read for nobody. */
function Batches({ wish, groups }: BatchesProps) {
  const [shown, setShown] = useState(1);
  const ids = wish.groups.length > 0 ? wish.groups : groups.map(({ id }) => id);
  const batches = Array.from(
    { length: Math.ceil(ids.length / BATCH) },
    (_, index) => searchOf(wish, ids.slice(index * BATCH, (index + 1) * BATCH)),
  );
  const left = ids.length - shown * BATCH;
  return (
    <>
      {batches.slice(0, shown).map((search, index) => (
        <ReportBatch key={search} search={search} isFirst={index === 0} />
      ))}
      {left > 0 && (
        <Button variant='default' onClick={() => setShown(shown + 1)}>
          Show {Math.min(left, BATCH)} more of {ids.length} groups
        </Button>
      )}
    </>
  );
}

function searchOf(wish: ReportWish, groups: readonly number[]): string {
  const search = writeWish({ ...wish, groups, by: unitOf(wish, Date.now()) });
  search.set('compare', 'before');
  return String(search);
}
