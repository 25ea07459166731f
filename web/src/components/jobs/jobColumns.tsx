import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { Formats } from '../../services/format';
import { shareOf, type Job } from '../../services/jobs';
import { columnsOf, type Columns } from '../lists/columns';
import classes from '../lists/DataTable.module.css';
import { JobProgress } from './JobProgress';
import { JobStateText } from './JobStateText';

const column = columnsOf<Job>();

/** The columns of the list of jobs, which comes newest first. */
export function jobColumns(t: TFunction<'console'>, formats: Formats): Columns<Job> {
  return [
    column.accessor((job) => whatOf(job, t), {
      id: 'KIND',
      header: t('jobs.what'),
      cell: ({ row }) => (
        <Link to="/jobs/$jobId" params={{ jobId: row.original.id }} search className={classes.link}>
          {whatOf(row.original, t)}
        </Link>
      ),
      meta: { track: 'minmax(190px, 1.6fr)' },
    }),
    column.accessor((job) => t(`jobs.state.${job.state}`), {
      id: 'STATE',
      header: t('jobs.is'),
      cell: ({ row }) => <JobStateText job={row.original} />,
      meta: { track: 'minmax(150px, 1fr)' },
    }),
    column.accessor((job) => shareOf(job), {
      id: 'PROGRESS',
      header: t('jobs.progress'),
      cell: ({ row }) => <JobProgress job={row.original} slim />,
      meta: { track: 'minmax(100px, 0.8fr)', text: (share: number | null) => (share === null ? '' : formats.percent(Math.round(share * 100))) },
    }),
    column.accessor('progress', { id: 'ROWS', header: t('jobs.rowCount'), cell: (info) => formats.number(info.getValue()), meta: { track: 'minmax(80px, 0.5fr)', align: 'end' } }),
    column.accessor((job) => job.startedBy?.name ?? t('jobs.aKey'), {
      id: 'BY',
      header: t('jobs.startedBy'),
      meta: { track: 'minmax(130px, 1fr)' },
    }),
    column.accessor('createdAt', { id: 'AT', header: t('jobs.createdAt'), cell: (info) => formats.instant(info.getValue()), meta: { track: 'minmax(170px, 1fr)', text: formats.instant } }),
  ];
}

/** What a job does, in words. */
export const whatOf = ({ kind, dryRun }: Job, t: TFunction<'console'>): string => t(`jobs.kind.${kind}`) + (dryRun ? ` (${t('jobs.dryRun')})` : '');
