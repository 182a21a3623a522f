import { Skeleton, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { useDocument } from './api/read-document.ts';
import { Contents } from './contents.tsx';
import { Fields } from './fields.tsx';
import type { OpenApiDocument } from './openapi.ts';
import { OperationEntry } from './operation-entry.tsx';
import { commonProblemFields, operationsOf, searchTopics } from './operations.ts';
import classes from './api-docs.module.css';

/** The REST API, drawn from the document that programs read. */
export function ApiDocsPage() {
  const { data: document, error, refetch } = useDocument();
  return (
    <Page title='REST API'>
      <div className={classes.words}>
        <p>
          Everything that the Route Manager does, it does through this API. Send an API key of your account as
          {' '}
          <code>Authorization: Bearer KEY</code>; an admin makes keys in the account, under API keys. Words in
          capitals in the commands below are yours to fill in.
        </p>
        <p>
          Programs read the same from <a href='/api/openapi.json'>the OpenAPI document</a>.
        </p>
      </div>
      {document && <Reference document={document} />}
      {!document && (error ? <Failure error={error} onRetry={refetch} /> : <Skeleton height={420} />)}
    </Page>
  );
}

function Reference({ document }: { readonly document: OpenApiDocument }) {
  const operations = useMemo(() => operationsOf(document, globalThis.location.origin), [document]);
  const [text, setText] = useState('');
  const topics = useMemo(() => searchTopics(operations, text), [operations, text]);
  useEffect(goToNamedPart, []);
  return (
    <div className={classes.reference}>
      <div className={classes.aside}>
        <TextInput
          type='search'
          aria-label='Filter operations'
          placeholder='Filter by words or path'
          leftSection={<Icon name='search' size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Contents topics={topics} />
      </div>
      <div className={classes.entries}>
        <p role='status' className={topics.length > 0 ? classes.quiet : classes.none}>
          {topics.length === 0 ? `No operation has “${text.trim()}”.` : ''}
        </p>
        {topics.map(({ name, operations }) => (
          <section key={name} className={classes.topic}>
            <h2 className={classes.heading}>{name}</h2>
            {operations.map((operation) => <OperationEntry key={operation.id} operation={operation} />)}
          </section>
        ))}
        <ProblemSection document={document} />
      </div>
    </div>
  );
}

/** The browser looks for the part that an address names before it is drawn. */
function goToNamedPart() {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

function ProblemSection({ document }: { readonly document: OpenApiDocument }) {
  return (
    <section className={classes.topic} id='problems'>
      <h2 className={classes.heading}>problems</h2>
      <p className={classes.words}>
        Whatever fails is answered with problem details (RFC 9457) as{' '}
        <code>application/problem+json</code>. The last part of <code>type</code>{' '}
        is the name that each operation lists.
      </p>
      <Fields fields={commonProblemFields(document)} />
    </section>
  );
}
