import { createTransport } from 'nodemailer';
import type { Log } from '../../log.ts';

export interface MailOptions {
  /** The mail server: `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl: string;
  /** Whom our mail is from, such as `Plum Routes <routes@example.com>`. */
  readonly from: string;
}

export interface Message {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail to people. */
export interface Mailer {
  /** Whether the mail server took the message; why not is in the log. */
  send(message: Message): Promise<boolean>;
}

/** A mail server that does not answer must not keep people waiting for a page. */
const PATIENCE_MS = 10_000;

export function createMailer({ smtpUrl, from }: MailOptions, log: Log): Mailer {
  const transport = createTransport(smtpUrl);
  return {
    async send(message) {
      try {
        await transport.sendMail({ from, ...message, signal: AbortSignal.timeout(PATIENCE_MS) });
        return true;
      } catch (error) {
        log.error('A mail could not be sent. Check SMTP_URL and SMTP_FROM.', {
          to: message.to,
          subject: message.subject,
          error: String(error),
        });
        return false;
      }
    },
  };
}

export function passwordMail(to: string, link: string): Message {
  return {
    to,
    subject: 'Set a new password for Plum Routes',
    text: `Open this link within a day to set a new password:\n${link}\n\n` +
      'If you did not ask for it, nothing has to be done: your password stays as it is.\n',
  };
}

export interface InvitationMail {
  readonly accountName: string;
  readonly invitedBy: string;
  readonly link: string;
}

export function invitationMail(to: string, { accountName, invitedBy, link }: InvitationMail): Message {
  return {
    to,
    subject: `You are invited to ${accountName} on Plum Routes`,
    text: `${invitedBy} invites you to the account ${accountName} on Plum Routes.\n\n` +
      `Open this link within seven days to join:\n${link}\n`,
  };
}
