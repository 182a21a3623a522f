/** The thread of reports, which dies of an account's question. */
import type { ToReports } from '../../src/report-thread/report-messages.ts';
import '../../src/report-thread/report-worker.ts';

declare const self: DedicatedWorkerGlobalScope;

const DEADLY_ACCOUNT = 666;

const answer = self.onmessage!;

self.onmessage = (event: MessageEvent<ToReports>) => {
  const { data } = event;
  if (data.kind === 'read' && data.ask.accountId === DEADLY_ACCOUNT) throw new Error('too much for it');
  answer.call(self, event);
};
