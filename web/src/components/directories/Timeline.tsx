import { Group, SegmentedControl, Skeleton, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectorySearch } from '../../services/directories';
import { useFormats } from '../../services/format';
import { kindsOf, useTimeline, type Bucket } from '../../services/provisioning';
import figures from '../FigureTable.module.css';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';
import { PictureOrTable } from '../PictureOrTable';
import classes from './Timeline.module.css';

interface Props {
  directoryId: string;
  search: DirectorySearch;
  onChange(part: Partial<DirectorySearch>): void;
}

/** Requests over time: what changed, what failed, and the rest. */
export function Timeline({ directoryId, search: { span, view }, onChange }: Props) {
  const { t } = useTranslation();
  const { thing: buckets, trouble, retry } = useTimeline(directoryId, span);
  return (
    <Panel
      title={t('directories.timeline')}
      aside={
        <Group gap="sm">
          <SegmentedControl
            aria-label={t('directories.span')}
            data={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`directories.spans.${value}`) }))}
            value={span ?? 'day'}
            onChange={(value) => onChange({ span: value === 'day' ? undefined : (value as 'week') })}
          />
          <PictureOrTable view={view ?? 'picture'} onChange={(next) => onChange({ view: next === 'table' ? next : undefined })} />
        </Group>
      }
    >
      {trouble ? (
        <TroubleNotice trouble={trouble} onRetry={retry} />
      ) : !buckets ? (
        <Skeleton height={120} role="status" aria-label={t('list.loading')} />
      ) : view === 'table' ? (
        <BucketTable buckets={buckets} daily={span !== undefined} />
      ) : (
        <Bars buckets={buckets} daily={span !== undefined} />
      )}
    </Panel>
  );
}

interface Shown {
  buckets: Bucket[];
  daily: boolean;
}

function Bars({ buckets, daily }: Shown) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const name = useBucketName(daily);
  const most = Math.max(1, ...buckets.map(({ total }) => total));
  const sum = buckets.reduce((all, { total }) => all + total, 0);
  const failed = buckets.reduce((all, bucket) => all + kindsOf(bucket).failures, 0);
  const share = (part: number) => `${(100 * part) / most}%`;
  const first = buckets[0];
  const last = buckets.at(-1);
  return (
    <div>
      <div className={classes.picture} role="img" aria-label={t('directories.timelineText', { count: sum, failed: number(failed) })}>
        {buckets.map((bucket) => {
          const { changes, failures, others } = kindsOf(bucket);
          return (
            <span key={bucket.at} className={classes.bar} title={t('lists.pair', { label: name(bucket.at), value: number(bucket.total) })}>
              <span className={classes.others} style={{ height: share(others) }} />
              <span className={classes.changes} style={{ height: share(changes) }} />
              <span className={classes.failures} style={{ height: share(failures) }} />
            </span>
          );
        })}
      </div>
      <div className={classes.ends}>
        <span>{first && name(first.at)}</span>
        <span>{last && name(last.at)}</span>
      </div>
      <Group gap="md" mt={6}>
        {(['changes', 'failures', 'others'] as const).map((kind) => (
          <Text key={kind} size="xs" c="dimmed" className={classes.legend} data-kind={kind}>
            {t(`directories.kind.${kind}`)}
          </Text>
        ))}
      </Group>
    </div>
  );
}

const columns = ['total', 'created', 'changed', 'deleted', 'unchanged', 'previewed', 'refused', 'failed', 'read'] as const;

function BucketTable({ buckets, daily }: Shown) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const name = useBucketName(daily);
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('directories.stepsOfTime')}>
      <Table className={figures.table} verticalSpacing={4} aria-label={t('directories.timeline')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('directories.when')}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} className={figures.number}>
                {column === 'total' ? t('directories.all') : t(`directories.outcome.${column.toUpperCase() as 'READ'}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {buckets.toReversed().map((bucket) => (
            <Table.Tr key={bucket.at}>
              <Table.Td>{name(bucket.at)}</Table.Td>
              {columns.map((column) => (
                <Table.Td key={column} className={figures.number}>
                  {number(bucket[column])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function useBucketName(daily: boolean) {
  const { instant, day } = useFormats();
  return daily ? day : instant;
}
