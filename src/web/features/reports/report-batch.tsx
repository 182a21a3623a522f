import { Failure } from '../../ui/failure.tsx';
import { useReport } from './api/read-report.ts';
import { GroupSection, ReportSpan } from './group-section.tsx';
import classes from './reports.module.css';

interface ReportBatchProps {
  /** What to ask for. */
  readonly search: string;
  /** The first of several says which time they are about. */
  readonly isFirst: boolean;
}

/** The report of some groups, and how far it is meanwhile. */
export function ReportBatch({ search, isFirst }: ReportBatchProps) {
  const { data: report, error, refetch, done } = useReport(search);
  if (error) return <Failure error={error} onRetry={refetch} />;
  if (!report) return <Progress done={done} />;
  return (
    <>
      {isFirst && <ReportSpan report={report} />}
      {report.groups.map((group) => <GroupSection key={group.id} report={report} group={group} />)}
    </>
  );
}

function Progress({ done }: { readonly done: number }) {
  return (
    <div className={classes.progress} role='status'>
      <span>Reading what happened …</span>
      <progress aria-label='Progress of the report' max={1} value={done} />
    </div>
  );
}
