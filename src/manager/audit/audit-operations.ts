import { z } from 'zod';
import { auditFilter, auditPage, auditQuery } from '../../contract/audit.ts';
import type { AuditLog } from '../../directory/audit/audit-log.ts';
import { type Operation, operation } from '../http/operation.ts';
import { csvResponse } from '../http/csv-stream.ts';
import { AUDIT_COLUMNS, auditPages } from './audit-export.ts';
import { auditPageOf } from './audit-output.ts';
import { auditQueryOf } from './audit-query.ts';

const AUDIT = '/api/v1/account/audit';

/** Who changed what in the account. Events are read here, and never changed. */
export function auditOperations({ audit }: { readonly audit: AuditLog }): Operation[] {
  return [
    operation({
      method: 'get',
      path: AUDIT,
      name: 'listAuditEvents',
      summary: 'Who changed what in the account, the newest first.',
      needs: 'admin',
      query: auditQuery,
      answers: { 200: { description: 'A page of events.', schema: auditPage } },
      handle: async ({ principal, query }) =>
        Response.json(await auditPageOf(await audit.find(principal.accountId, auditQueryOf(query)))),
    }),
    operation({
      method: 'get',
      path: `${AUDIT}.csv`,
      name: 'exportAuditEvents',
      summary: 'The same as comma-separated values (RFC 4180), all pages in one file.',
      needs: 'admin',
      query: auditFilter,
      answers: {
        200: {
          description:
            'A line per event. Texts that a spreadsheet would take for a formula begin with an apostrophe.',
          schema: z.string(),
          mediaType: 'text/csv',
        },
      },
      handle: ({ request, principal, query }) =>
        csvResponse(request.method, {
          name: 'audit.csv',
          columns: AUDIT_COLUMNS,
          pages: () => auditPages(audit, principal.accountId, query),
        }),
    }),
  ];
}
