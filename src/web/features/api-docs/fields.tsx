import type { Field } from './describe-schema.ts';
import classes from './fields.module.css';

interface FieldsProps {
  readonly fields: readonly Field[];
  /** Whether leaving a field out is worth a word, as it is in what one sends. */
  readonly sent?: boolean;
}

/** The fields of an object, those within them indented. */
export function Fields({ fields, sent = false }: FieldsProps) {
  const used = fields.filter(({ readOnly }) => !readOnly);
  const unused = fields.filter(({ readOnly }) => readOnly);
  return (
    <>
      {used.length > 0 && (
        <ul className={classes.fields}>
          {used.map((field) => <FieldItem key={field.name} field={field} sent={sent} />)}
        </ul>
      )}
      {unused.length > 0 && (
        <p className={classes.words}>
          May be sent back as they were read, and are not used: {unused.map(({ name }) => name).join(', ')}.
        </p>
      )}
    </>
  );
}

function FieldItem({ field, sent }: { readonly field: Field; readonly sent: boolean }) {
  const { name, type, required, facts, description, fields } = field;
  return (
    <li className={classes.field}>
      <p className={classes.line}>
        <code className={classes.name}>{name}</code>
        <span className={classes.type}>{type}</span>
        {sent && required && <strong className={classes.required}>required</strong>}
        {!sent && !required && <span className={classes.type}>may be missing</span>}
        {facts.length > 0 && <span className={classes.facts}>{facts.join(' · ')}</span>}
      </p>
      {description && <p className={classes.words}>{description}</p>}
      {fields.length > 0 && (
        <details className={classes.within} open={sent}>
          <summary>Fields of {name}</summary>
          <Fields fields={fields} sent={sent} />
        </details>
      )}
    </li>
  );
}
