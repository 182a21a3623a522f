import type { CallStepOutput, CallTimeline, DecisionOutput } from '../../contract/call.ts';
import { describeStep } from '../../contract/describe-step.ts';
import { toBasisPoints } from '../../contract/group.ts';
import { formatPercent } from '../../routing/route-group.ts';
import { type Column, formatTable } from '../table.ts';
import { printable } from '../terminal.ts';
import { wrap } from './wrap.ts';

/** The steps of a call in the order of time: what happened, why, and the figures behind it. */
export function drawCall({ session, steps, hasEarlier }: CallTimeline, columns: number): string {
  const earlier = hasEarlier ? 'There were earlier steps, which are not shown.\n' : '';
  return `Session ${printable(session)}\n${earlier}${
    steps.map((step) => `\n${drawStep(step, columns)}`).join('')
  }`;
}

function drawStep(step: CallStepOutput, columns: number): string {
  return [
    `${step.at}  ${headline(step)}\n`,
    ...wrap(printable(step.because), columns - INDENT.length).map((line) => `${INDENT}${line}\n`),
    ...drawDecision(step),
  ].join('');
}

const INDENT = '  ';

function headline(step: CallStepOutput): string {
  const { group, number, node } = step;
  const where = step.kind === 'attempt'
    ? `attempt ${number} → ${[step.destination.name, step.destination.uri].filter(Boolean).join(', ')}`
    : `request ${number}`;
  const name = group.name === '' ? `Group ${group.id}` : `${group.name} (${group.id})`;
  const from = node === null ? '' : `, node ${node}`;
  return printable(`${name}, version ${group.version}${from}: ${where}; ${describeStep(step)}`);
}

/** In the order of the group, with a mark before the one that was chosen. */
function drawDecision({ decision, group }: CallStepOutput): string[] {
  const { candidates, excluded, others } = decision;
  const rows = [...candidates.map((each) => candidateCells(each)), ...excluded.map(excludedCells)];
  if (rows.length === 0) return [];
  const table = formatTable(columnsOf(group.balance), rows);
  const more = others > 0 ? `${INDENT}and ${others} more\n` : '';
  return [table.replace(/^(?=.)/gm, INDENT), more];
}

function columnsOf(balance: CallStepOutput['group']['balance']): readonly Column[] {
  return [
    { title: '' },
    { title: 'DESTINATION' },
    { title: 'PERCENT', align: 'end' },
    { title: 'IN PROGRESS', align: 'end' },
    { title: balance === 'calls' ? 'OWED' : 'BELOW ITS SHARE', align: 'end' },
    { title: '' },
  ];
}

function candidateCells(candidate: DecisionOutput['candidates'][number]): string[] {
  const { name, percent, weight, active, deficit, heldBack, chosen } = candidate;
  const remarks = [
    heldBack && 'held back',
    weight < percent && `counted with ${formatPercent(toBasisPoints(weight))}`,
  ];
  return [
    chosen ? '>' : ' ',
    name,
    formatPercent(toBasisPoints(percent)),
    String(active),
    deficit.toFixed(2),
    remarks.filter(Boolean).join(', '),
  ];
}

function excludedCells({ name, percent, because }: DecisionOutput['excluded'][number]): string[] {
  return [' ', name, formatPercent(toBasisPoints(percent)), '', '', because];
}
