import { Button, Skeleton, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Approver } from '../../services/approvers';
import { compareAmounts } from '../../services/comparison';
import { useFormats } from '../../services/format';
import type { Pages } from '../../services/pages';
import figures from '../FigureTable.module.css';
import { TroubleNotice } from '../Notice';
import { PersonLink } from '../PersonLink';

/** Who may approve, each with what is left of the tightest limit. */
export function ApproverTable({ approvers }: { approvers: Pages<Approver> }) {
  const { t } = useTranslation();
  const room = useRoom();
  const { rows, loading, trouble, retry, hasMore, more } = approvers;
  if (trouble && rows.length === 0) return <TroubleNotice trouble={trouble} onRetry={retry} />;
  if (loading && rows.length === 0) return <Skeleton height={96} />;
  if (rows.length === 0) return <Text size="sm">{t('who.nobody')}</Text>;
  return (
    <>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('who.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('why.person')}</Table.Th>
            <Table.Th className={figures.number}>{t('compare.headroom')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((approver) => (
            <Table.Tr key={approver.id}>
              <Table.Td>
                <PersonLink id={approver.id} name={approver.name} />
              </Table.Td>
              <Table.Td className={figures.number}>{room(approver)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {hasMore && (
        <Button variant="subtle" size="compact-xs" mt="xs" onClick={more} loading={loading}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

/** The smallest headroom in money; without any bound it is unlimited. */
function useRoom(): (approver: Approver) => string {
  const { t } = useTranslation();
  const { money } = useFormats();
  return ({ comparisons }) => {
    if (comparisons.length === 0) return '–';
    const rooms = comparisons.flatMap(({ compared }) => (compared.kind === 'money' && compared.headroom ? [compared.headroom] : []));
    const least = rooms.sort((a, b) => compareAmounts(a.amount, b.amount))[0];
    return least ? money(least) : t('limits.kind.UNLIMITED');
  };
}
