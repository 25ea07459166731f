import { Anchor, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../services/format';
import { ended, type PeopleJob } from '../../../services/peopleJobs';
import { WaitingChanges } from '../WaitingChanges';

/** How far a job is, and then what became of its rows: figures, and each refusal with its reason. */
export function JobProgress({ job }: { job: PeopleJob }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const share = job.total ? Math.round((100 * job.progress) / job.total) : ended(job) ? 100 : 0;
  return (
    <Stack gap="xs" data-testid="job" data-state={job.state}>
      <Group justify="space-between">
        <Text size="sm" fw={500} role="status">
          {t(`people.job.${job.state}`)}
        </Text>
        <Text size="xs" c="dimmed">
          {job.total === null ? number(job.progress) : t('people.job.of', { done: number(job.progress), total: number(job.total) })}
        </Text>
      </Group>
      <Progress.Root size="sm">
        <Progress.Section value={share} aria-label={t('people.job.label')} />
      </Progress.Root>
      {job.error && (
        <Text size="sm" c="red">
          {job.error}
        </Text>
      )}
      {ended(job) && job.state !== 'FAILED' && <Counts job={job} />}
      {job.bad.length > 0 && <Refusals job={job} />}
      <Group gap="md">
        {job.fileUrl && (
          <Anchor href={job.fileUrl} size="sm" download>
            {t('people.job.file')}
          </Anchor>
        )}
        {job.reportUrl && ended(job) && (
          <Anchor href={job.reportUrl} size="sm" download>
            {t('people.job.report')}
          </Anchor>
        )}
      </Group>
    </Stack>
  );
}

function Counts({ job: { counts, dryRun } }: { job: PeopleJob }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">{t(dryRun ? 'people.job.would' : 'people.job.did', counts)}</Text>
      <WaitingChanges count={counts.waits} done={!dryRun} />
    </>
  );
}

function Refusals({ job: { bad, counts } }: { job: PeopleJob }) {
  const { t } = useTranslation();
  return (
    <>
      <Table fz="xs" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.job.row')}</Table.Th>
            <Table.Th>{t('people.job.column')}</Table.Th>
            <Table.Th>{t('people.bulk.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bad.map(({ row, field, message }) => (
            <Table.Tr key={row}>
              <Table.Td>{row}</Table.Td>
              <Table.Td>{field || '–'}</Table.Td>
              <Table.Td>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {counts.bad > bad.length && (
        <Text size="xs" c="dimmed">
          {t('people.job.more', { count: counts.bad - bad.length })}
        </Text>
      )}
    </>
  );
}
