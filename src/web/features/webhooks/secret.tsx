import { BOTH_SECRETS_HOURS, type WebhookSecret } from '../../../contract/webhook.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';

interface SecretProps {
  readonly made: WebhookSecret;
  readonly onDone: () => void;
}

/** A new signing secret, on the one occasion that it is shown. */
export function Secret({ made: { webhook, secret }, onDone }: SecretProps) {
  const also = webhook.previousSecretUntil
    ? ` The one before signs as well for ${BOTH_SECRETS_HOURS} hours: nothing is missed until the receiver has this one.`
    : ' With it the receiver checks that events come from here.';
  return (
    <ShownOnce
      words={`This is the signing secret of ${
        nameOf(webhook)
      }. Copy it now: it is shown this one time.${also}`}
      secret={secret}
      copyLabel='Copy the secret'
      onDone={onDone}
    />
  );
}

/** What people call a webhook. */
export function nameOf({ description, url }: { readonly description: string; readonly url: string }): string {
  return description || new URL(url).host;
}
