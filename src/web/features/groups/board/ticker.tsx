import { useEvents } from '../api/list-events.ts';
import { EventList } from '../events/event-list.tsx';
import classes from './ticker.module.css';

/** The last events in words, of one group or of all, at the side of the board. */
export function Ticker({ groupId }: { readonly groupId: number | undefined }) {
  const { data: events, error } = useEvents(groupId);
  return (
    <section className={classes.ticker} aria-label='What happened' role='log' tabIndex={0}>
      {events?.length === 0 && <p className={classes.none}>Nothing has happened yet.</p>}
      {error && !events && <p className={classes.none}>{error.message}</p>}
      {events && <EventList events={events} withPlace={groupId === undefined} />}
    </section>
  );
}
