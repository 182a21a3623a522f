import { deepEqual } from 'node:assert/strict';
import { setupInput } from '../../../src/contract/auth.ts';
import { ProblemError } from '../../../src/web/lib/fetch-json.ts';
import { faultsOfError, faultsOfIssues, FormError } from '../../../src/web/lib/form-faults.ts';

Deno.test('every faulty field says the first of what is wrong with it', () => {
  const read = setupInput.safeParse({
    token: 't',
    accountName: '\n',
    email: 'nobody',
    password: 'long enough for all',
  });
  deepEqual(faultsOfIssues(read.error?.issues ?? []), {
    accountName: 'Enter a name for the account.',
    email: 'Enter an e-mail address, such as ann@example.com.',
  });
});

Deno.test('what the service finds wrong stands beside the same fields', () => {
  const type = 'invalid';
  const errors = [{ pointer: '/password', detail: 'Choose a password.' }];
  deepEqual(faultsOfError(new ProblemError({ type, title: 'Some fields', status: 422, errors })), {
    password: 'Choose a password.',
  });
  deepEqual(faultsOfError(new FormError({ name: 'Taken.' })), { name: 'Taken.' });
});

Deno.test('a refusal that belongs to no field is beside none', () => {
  deepEqual(faultsOfError(new ProblemError({ type: 'conflict', title: 'No', status: 409 })), {});
});
