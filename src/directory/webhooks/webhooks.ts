/**
 * Where events are sent to, per account. What was deleted is not there any more. Methods throw only when storage fails.
 */
export interface Webhooks {
  /** Those of an account, the oldest first. */
  list(accountId: number): Promise<Webhook[]>;

  read(accountId: number, id: number): Promise<Webhook | undefined>;

  /** Undefined when the account has as many as `most` already. */
  add(webhook: NewWebhook, most: number): Promise<Webhook | undefined>;

  /** The webhook as it is then; undefined when there is none. What is left out stays. */
  edit(accountId: number, id: number, changes: WebhookChanges): Promise<Webhook | undefined>;

  /** Nothing is sent to it any more, and its secrets are gone. Whether it was there. */
  remove(accountId: number, id: number): Promise<boolean>;

  /** Those that are not disabled, over all accounts. */
  enabled(): Promise<Webhook[]>;

  /** A delivery went well: the webhook is not failing. */
  succeeded(id: number, at: Date): Promise<void>;

  /** A delivery failed: unless it was failing already, the webhook is from now on. */
  failed(id: number, at: Date): Promise<void>;

  /** Disables a webhook that is not disabled yet and has been failing since this time or longer; else undefined. */
  disable(id: number, disabling: Disabling): Promise<Webhook | undefined>;
}

export interface NewWebhook extends WebhookContent {
  readonly accountId: number;
  readonly sealedSecret: string;
  readonly at: Date;
  /** Who made it, by name. */
  readonly createdBy: string;
}

export interface WebhookContent {
  readonly url: string;
  readonly description: string;
  /** Null for all, here and below. */
  readonly kinds: readonly string[] | null;
  readonly groupIds: readonly number[] | null;
}

export interface WebhookChanges extends Partial<WebhookContent> {
  /** Enabling forgets since when it was failing: it is tried afresh. */
  readonly enabled?: { readonly is: boolean; readonly at: Date };
  /** The present secret becomes the one before. */
  readonly rotate?: { readonly sealedSecret: string; readonly bothUntil: Date };
}

export interface Webhook extends WebhookContent {
  readonly id: number;
  readonly accountId: number;
  /** Encrypted, as is the one before. */
  readonly sealedSecret: string;
  /** Signs as well until this time. */
  readonly previous: { readonly sealedSecret: string; readonly until: Date } | null;
  /** What happened earlier is not sent to it. */
  readonly activeSince: Date;
  readonly failingSince: Date | null;
  readonly lastDeliveredAt: Date | null;
  /** Without a reason, somebody did it. */
  readonly disabled: { readonly at: Date; readonly because: string | null } | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface Disabling {
  readonly at: Date;
  readonly failingSince: Date;
  readonly because: string;
}
