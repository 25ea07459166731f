import { Button, Skeleton, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApproversOf, type Approver } from '../../services/approvers';
import type { Pages } from '../../services/pages';
import figures from '../FigureTable.module.css';
import { TroubleNotice } from '../Notice';

/** Why everybody else may not approve a deal; asked for when somebody wants to know. */
export function OtherApprovers({ dealId }: { dealId: string }) {
  const { t } = useTranslation();
  const [open, { toggle }] = useDisclosure(false);
  const Arrow = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button variant="subtle" size="compact-xs" leftSection={<Arrow size={14} aria-hidden />} aria-expanded={open} onClick={toggle}>
        {t('approval.whyNot')}
      </Button>
      {open && <OthersOfDeal dealId={dealId} />}
    </div>
  );
}

function OthersOfDeal({ dealId }: { dealId: string }) {
  return <OthersTable others={useApproversOf(dealId, true)} />;
}

/** People who may not approve, each with the reason. */
export function OthersTable({ others }: { others: Pages<Approver> }) {
  const { t } = useTranslation();
  const { rows, loading, trouble, retry, hasMore, more } = others;
  if (trouble && rows.length === 0) return <TroubleNotice trouble={trouble} onRetry={retry} />;
  if (loading && rows.length === 0) return <Skeleton height={96} mt="xs" />;
  if (rows.length === 0 && !hasMore) {
    return (
      <Text size="sm" c="dimmed" mt="xs">
        {t('approval.noOthers')}
      </Text>
    );
  }
  return (
    <>
      <Table className={figures.table} verticalSpacing={5} aria-label={t('approval.whyNot')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('why.person')}</Table.Th>
            <Table.Th>{t('why.reasonColumn')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, message, reason }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td className={figures.text}>{message ?? reason}</Table.Td>
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
