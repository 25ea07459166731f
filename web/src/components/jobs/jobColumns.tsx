import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import { shareOf, type Job } from '../../services/jobs';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { JobProgress } from './JobProgress';
import { JobStateText } from './JobStateText';

const column = columnsOf<Job>();

/** The columns of the list of jobs, which is always newest first. */
export function jobColumns(t: TFunction<'console'>, formats: Formats): Columns<Job> {
  return [
    column.accessor('kind', {
      id: 'KIND',
      enableSorting: false,
      header: t('jobs.what'),
      cell: ({ row }) => (
        <Link to="/jobs/$jobId" params={{ jobId: row.original.id }} search className={classes.link}>
          {t(`jobs.kind.${row.original.kind}`)}
          {row.original.dryRun && ` (${t('jobs.dryRun')})`}
        </Link>
      ),
      meta: { track: 'minmax(190px, 1.6fr)' },
    }),
    column.accessor((job) => t(`jobs.state.${job.state}`), {
      id: 'STATE',
      enableSorting: false,
      header: t('jobs.is'),
      cell: ({ row }) => <JobStateText job={row.original} />,
      meta: { track: 'minmax(150px, 1fr)' },
    }),
    column.accessor((job) => shareOf(job) ?? '', {
      id: 'PROGRESS',
      enableSorting: false,
      header: t('jobs.progress'),
      cell: ({ row }) => <JobProgress job={row.original} slim />,
      meta: { track: 'minmax(100px, 0.8fr)' },
    }),
    column.accessor('progress', { id: 'ROWS', enableSorting: false, header: t('jobs.rowCount'), cell: (info) => formats.number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor((job) => job.startedBy?.name ?? '', {
      id: 'BY',
      enableSorting: false,
      header: t('jobs.startedBy'),
      cell: (info) => info.getValue() || t('jobs.aKey'),
      meta: { track: 'minmax(130px, 1fr)' },
    }),
    column.accessor('createdAt', { id: 'AT', enableSorting: false, header: t('jobs.createdAt'), cell: (info) => formats.instant(info.getValue()), meta: { track: 'minmax(170px, 1fr)' } }),
  ];
}
