import type { Webhook } from './webhooks.ts';

/**
 * What is sent to webhooks: a queue that any number of nodes work on, and a log. Methods throw only when storage fails.
 */
export interface Deliveries {
  /** How far a source of events was read; 0 at first. */
  position(source: Source): Promise<number>;

  /** Puts deliveries into the queue; what a webhook has under the same key already is left as it is. */
  add(deliveries: readonly NewDelivery[]): Promise<void>;

  /** Remembers how far a source was read, unless another node is further. */
  advance(source: Source, position: number): Promise<void>;

  /**
   * Takes what is due, at most one of each webhook, the longest due first: no other node tries it before `until`. Each
   * take is the delivery's next try.
   */
  claim(wish: ClaimWish): Promise<Claimed[]>;

  /** Puts one into the queue that the caller tries at once. */
  addClaimed(delivery: NewDelivery, until: Date): Promise<Delivery>;

  /** Whether the try was still the delivery's last one: another node may have taken it over. */
  record(delivery: Pick<Delivery, 'id' | 'attempts'>, result: TryResult): Promise<boolean>;

  /** The deliveries of a webhook, the newest first. */
  page(webhookId: number, wish: PageWish): Promise<DeliveryRows>;

  /** The delivery is due at once, as if it had never been tried. Undefined when the webhook has no such one. */
  sendAgain(webhookId: number, id: number, at: Date): Promise<Delivery | undefined>;

  /** Deletes some of those that were made before this time, or whose webhook was deleted. How many. */
  deleteSome(before: Date, most: number): Promise<number>;
}

/** What happened by itself, or what was edited. */
export type Source = 'event' | 'edit';

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'given_up';

export interface NewDelivery {
  readonly webhookId: number;
  /** Which event it tells of: a webhook gets nothing twice. */
  readonly eventKey: string;
  /** What receivers know it by. */
  readonly messageId: string;
  readonly kind: string;
  readonly body: string;
  readonly at: Date;
}

export interface Delivery extends Omit<NewDelivery, 'at' | 'eventKey'> {
  readonly id: number;
  readonly createdAt: Date;
  readonly state: DeliveryState;
  /** Which try was the last; also while that is under way. */
  readonly attempts: number;
  /** How many tries were made before it was sent again by hand. */
  readonly attemptsBefore: number;
  /** When it is due, or when the try under way counts as lost. Null when it is not tried any more. */
  readonly nextAt: Date | null;
  readonly last: Outcome | null;
}

/** How a try went. */
export interface Outcome {
  readonly at: Date;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly response: string | null;
  /** Null when it went well. */
  readonly error: string | null;
  readonly tookMs: number;
}

export interface Claimed {
  readonly webhook: Webhook;
  readonly delivery: Delivery;
}

export interface ClaimWish {
  readonly at: Date;
  readonly until: Date;
  /** Webhooks of which nothing is taken. */
  readonly except: ReadonlySet<number>;
  readonly most: number;
}

export interface TryResult {
  readonly state: DeliveryState;
  readonly nextAt: Date | null;
  readonly outcome: Outcome;
}

export interface PageWish {
  /** Older than the delivery with this id. */
  readonly before?: number | undefined;
  readonly state?: DeliveryState | undefined;
  readonly limit: number;
}

export interface DeliveryRows {
  readonly deliveries: readonly Delivery[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: number | undefined;
}
