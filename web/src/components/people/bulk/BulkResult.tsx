import { ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BulkLine, BulkReport } from '../../../services/bulk';
import { useJobNow } from '../../../services/peopleJobs';
import { Status, type Tone } from '../../Status';
import { JobProgress } from '../files/JobProgress';
import { WaitingChanges } from '../WaitingChanges';

const tones: Record<BulkLine['outcome'], Tone> = { CHANGED: 'good', WAITS: 'warn', UNCHANGED: 'quiet', REFUSED: 'bad', NOT_TRIED: 'warn' };
const order: BulkLine['outcome'][] = ['REFUSED', 'NOT_TRIED', 'WAITS', 'CHANGED', 'UNCHANGED'];

/** What would become, or became, of each person: refusals first, with their reason. */
export function BulkResult({ report, done }: { report: BulkReport; done: boolean }) {
  const { t } = useTranslation();
  const job = useJobNow(report.job);
  if (job) return <JobProgress job={job} />;
  const count = (outcome: BulkLine['outcome']) => report.lines.filter((line) => line.outcome === outcome).length;
  const lines = [...report.lines].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return (
    <Stack gap="xs" role="status" aria-label={t('people.bulk.report')}>
      <Text size="sm" fw={500}>
        {t(done ? 'people.bulk.did' : 'people.bulk.would', { changed: count('CHANGED'), same: count('UNCHANGED'), refused: count('REFUSED') })}
      </Text>
      <WaitingChanges count={count('WAITS')} done={done} />
      <ScrollArea.Autosize mah={280} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Table fz="xs" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('user.person')}</Table.Th>
              <Table.Th>{t('people.bulk.outcome')}</Table.Th>
              <Table.Th>{t('people.bulk.reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ id, name, outcome, reason }) => (
              <Table.Tr key={id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  <Status tone={tones[outcome]}>{t(done ? `people.bulk.became.${outcome}` : `people.bulk.becomes.${outcome}`)}</Status>
                </Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Stack>
  );
}
