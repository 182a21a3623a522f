import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../ui/loaded.tsx';
import { Page } from '../../../ui/page.tsx';
import { meQuery } from '../api/read-me.ts';
import { OwnName } from './own-name.tsx';
import { OwnPassword } from './own-password.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { OwnSingleSignOn } from './own-single-sign-on.tsx';
import { TwoFactor } from './two-factor.tsx';

/** What concerns oneself alone, whatever the account. */
export function MePage() {
  const { data, error, refetch } = useQuery(meQuery);
  return (
    <Page title='Your profile'>
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={320} />}>
        {(me) => (
          <>
            <OwnName me={me} />
            <OwnPassword me={me} />
            <TwoFactor me={me} />
            <OwnSingleSignOn />
            <OwnSessions />
          </>
        )}
      </Loaded>
    </Page>
  );
}
