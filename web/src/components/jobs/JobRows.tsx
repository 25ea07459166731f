import { Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { useJobRows, type Job, type JobRow } from '../../services/jobs';
import { useOnChange } from '../../services/onChange';
import { jobOutcomes, type JobsSearch } from '../../services/jobsSearch';
import figures from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import { Status, type Tone } from '../Status';
import { TroubleBar } from '../TroubleBar';

const tones: Record<JobRow['outcome'], Tone> = { CREATED: 'good', CHANGED: 'good', UNCHANGED: 'quiet', REFUSED: 'bad', WAITS: 'warn' };

interface Props {
  job: Job;
  outcome: JobsSearch['outcome'];
  onOutcome(outcome: JobsSearch['outcome']): void;
}

/** The report of a job, row by row; it grows while the job is under way. */
export function JobRows({ job, outcome, onOutcome }: Props) {
  const { t } = useTranslation();
  const rows = useJobRows(job.id, outcome);
  useOnChange(`${job.state} ${job.progress}`, rows.retry);
  return (
    <section aria-label={t('jobs.byRow')}>
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t('jobs.byRow')}</Title>
        <Select
          aria-label={t('jobs.outcomes')}
          placeholder={t('jobs.anyOutcome')}
          data={jobOutcomes.map((value) => ({ value, label: t(`jobs.outcome.${value}`) }))}
          value={outcome ?? null}
          onChange={(value) => onOutcome((value as JobsSearch['outcome']) ?? undefined)}
          w={170}
          clearable
        />
      </Group>
      {rows.trouble && <TroubleBar trouble={rows.trouble} onRetry={rows.retry} />}
      {rows.rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {rows.loading ? t('list.loading') : t('jobs.noRows')}
        </Text>
      ) : (
        <RowTable rows={rows.rows} />
      )}
      {rows.hasMore && (
        <Button variant="subtle" mt="xs" onClick={rows.more} loading={rows.loading}>
          {t('list.more')}
        </Button>
      )}
    </section>
  );
}

function RowTable({ rows }: { rows: JobRow[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('jobs.allRows')}>
      <Table className={figures.table} verticalSpacing={5} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={figures.number}>{t('jobs.row')}</Table.Th>
            <Table.Th>{t('jobs.became')}</Table.Th>
            <Table.Th>{t('jobs.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, row, outcome, field, message, targetId }) => (
            <Table.Tr key={id}>
              <Table.Td className={figures.number}>{number(row)}</Table.Td>
              <Table.Td>
                <Status tone={tones[outcome]}>{t(`jobs.outcome.${outcome}`)}</Status>
              </Table.Td>
              <Table.Td className={figures.text}>
                {[field, message].filter(Boolean).join(': ')}
                {!message && targetId?.startsWith('usr_') && <PersonLink id={targetId} name={targetId} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
