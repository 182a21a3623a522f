import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Loaded } from '../../../ui/loaded.tsx';
import { Section } from '../../../ui/section.tsx';
import { useEvents } from '../api/list-events.ts';
import { EventList } from './event-list.tsx';

/** How many are shown at first. */
const FEW = 5;

/** What happened by itself to a group, its destinations and the service. */
export function GroupEvents({ groupId }: { readonly groupId: number }) {
  const { data: events, error, refetch } = useEvents(groupId);
  const [isLong, setLong] = useState(false);
  return (
    <Section title='What happened by itself'>
      <Loaded data={events} error={error} onRetry={refetch} waiting={<Skeleton height={60} />}>
        {(events) => (
          <>
            {events.length === 0 && <p>Nothing yet: no cap was reached and no destination failed.</p>}
            <EventList events={isLong ? events : events.slice(0, FEW)} withPlace={false} />
            {!isLong && events.length > FEW && (
              <Button variant='subtle' mt='sm' onClick={() => setLong(true)}>Show more</Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
