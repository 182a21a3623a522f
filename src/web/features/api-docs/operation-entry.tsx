import type { ReactNode } from 'react';
import { CopyIconButton } from '../../ui/copy-button.tsx';
import { Fields } from './fields.tsx';
import classes from './operation-entry.module.css';
import type { Content, DocumentedAnswer, DocumentedOperation, DocumentedProblem } from './operations.ts';

/** Everything about one operation; its id leads to it. */
export function OperationEntry({ operation }: { readonly operation: DocumentedOperation }) {
  const { id, method, path, summary, parameters, body, answers, problems, curl } = operation;
  return (
    <article className={classes.operation} id={id} aria-labelledby={`${id}-title`}>
      <h3 className={classes.title} id={`${id}-title`}>
        <a href={`#${id}`}>
          <span className={classes.method}>{method}</span> <code>{path}</code>
        </a>
      </h3>
      <p className={classes.summary}>{summary}</p>
      <p className={classes.role}>
        <Credential operation={operation} /> · <code>{id}</code>
      </p>
      {parameters.length > 0 && (
        <Part title='Parameters'>
          <Fields fields={parameters} sent />
        </Part>
      )}
      {body && (
        <Part title='Request body' note={noteOf(body)}>
          <Fields fields={body.fields} sent />
        </Part>
      )}
      <Part title='Answers'>
        {answers.map((answer) => <AnswerEntry key={answer.status} answer={answer} />)}
        <Problems problems={problems} />
      </Part>
      {curl && (
        <Part title='Try it'>
          <div className={classes.command}>
            <pre
              className={classes.code}
              tabIndex={0}
              aria-label={`Command for ${id}`}
            ><code>{curl}</code></pre>
            <CopyIconButton text={curl} label={`Copy the command for ${id}`} />
          </div>
        </Part>
      )}
    </article>
  );
}

function Credential({ operation: { role, signedInOnly } }: { readonly operation: DocumentedOperation }) {
  if (!role) return 'Needs no credential';
  return (
    <>
      Needs the role <strong>{role}</strong>
      {signedInOnly && ', signed in: API keys are refused'}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Part({ title, note, children }: PartProps) {
  return (
    <section className={classes.part}>
      <h4 className={classes.heading}>
        {title}
        {note && <span className={classes.note}>{note}</span>}
      </h4>
      {children}
    </section>
  );
}

function noteOf({ type, mediaType }: Content): string {
  return `${type}, ${mediaType}`;
}

function AnswerEntry({ answer }: { readonly answer: DocumentedAnswer }) {
  const { status, description, headers, content } = answer;
  const line = (
    <>
      <strong className={classes.status}>{status}</strong> {description}{' '}
      {content && <span className={classes.note}>{noteOf(content)}</span>}
    </>
  );
  if (headers.length === 0 && !content?.fields.length) return <p className={classes.answer}>{line}</p>;
  return (
    <details className={classes.answer}>
      <summary>{line}</summary>
      {headers.map(({ name, description }) => (
        <p key={name} className={classes.header}>
          <code>{name}</code> {description}
        </p>
      ))}
      {content && <Fields fields={content.fields} />}
    </details>
  );
}

function Problems({ problems }: { readonly problems: readonly DocumentedProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <details className={classes.answer}>
      <summary>
        <strong className={classes.status}>Problems</strong> {problems.map(({ status }) => status).join(', ')}
      </summary>
      <ul className={classes.problems}>
        {problems.map(({ status, type, title, more }) => (
          <li key={type}>
            <strong className={classes.status}>{status}</strong> <code>{type}</code> {title}
            {more.length > 0 && <Fields fields={more} />}
          </li>
        ))}
      </ul>
    </details>
  );
}
