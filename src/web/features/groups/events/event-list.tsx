import { describeEvent, eventPlace } from '../../../../contract/describe-event.ts';
import type { ServiceEvent } from '../../../../contract/event.ts';
import { formatClock, formatNear } from '../../../lib/format-time.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import classes from './event-list.module.css';
import { eventTone } from './event-tone.ts';

const ICONS = { bad: 'warning', waiting: 'clock', good: 'check' } as const satisfies Record<string, IconName>;

interface EventListProps {
  readonly events: readonly ServiceEvent[];
  /** Whether each says in which group it happened. */
  readonly withPlace: boolean;
}

/** What happened, in words, the newest first. */
export function EventList({ events, withPlace }: EventListProps) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id} className={classes.event} data-tone={eventTone(event)}>
          <Icon name={ICONS[eventTone(event)]} />
          <div>
            <div className={classes.head}>
              <time dateTime={event.at}>{formatNear(event.at)}</time>
              {withPlace && <strong className={classes.place}>{eventPlace(event)}</strong>}
            </div>
            <span>{describeEvent(event, formatClock)}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
