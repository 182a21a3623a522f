import { parseArgs } from 'node:util';
import { publish, render } from '../report.ts';
import { fairnessReport, fairnessRows } from './fairness-report.ts';
import type { Row } from './row.ts';

/** The rows with these ids. Throws if one does not exist. */
function selectRows(ids: string): readonly Row[] {
  return ids.split(',').map((id) => {
    const row = fairnessRows.find((each) => each.id === id.trim());
    if (!row) throw new Error(`No row ${id}. Rows: ${fairnessRows.map((each) => each.id).join(', ')}.`);
    return row;
  });
}

const { values } = parseArgs({ options: { rows: { type: 'string' } } });
if (values.rows === undefined) await publish(fairnessReport());
else console.log(render(fairnessReport(selectRows(values.rows))));
