import { Alert, Button, Group, Table } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Draft } from './useDraft';

/** One field of a form, as people read it. */
export interface Compared<Value> {
  label: string;
  text(value: Value): string;
}

interface Props<Value> {
  draft: Draft<Value>;
  compare?: readonly Compared<Value>[];
}

/** Somebody else saved first: both stand side by side, and the input stays until the person chooses. */
export function StaleNotice<Value extends object>({ draft, compare = [] }: Props<Value>) {
  const { t } = useTranslation();
  return (
    <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('save.staleTitle')} mb="sm">
      {t('save.staleText')}
      <Differences draft={draft} compare={compare} />
      <Group gap="xs" mt="xs">
        <Button variant="default" onClick={draft.keep}>
          {t('save.keepMine')}
        </Button>
        <Button variant="subtle" onClick={draft.discard}>
          {t('save.takeTheirs')}
        </Button>
      </Group>
    </Alert>
  );
}

function Differences<Value extends object>({ draft: { value, present }, compare }: Required<Props<Value>>) {
  const { t } = useTranslation();
  const lines = compare.map(({ label, text }) => ({ label, mine: text(value), theirs: text(present) })).filter(({ mine, theirs }) => mine !== theirs);
  if (lines.length === 0) return null;
  return (
    <Table mt="xs" fz="xs" withRowBorders={false} horizontalSpacing={0} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.merge.field')}</Table.Th>
          <Table.Th>{t('people.merge.mine')}</Table.Th>
          <Table.Th>{t('people.merge.theirs')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map(({ label, mine, theirs }) => (
          <Table.Tr key={label}>
            <Table.Td>{label}</Table.Td>
            <Table.Td fw={500}>{mine || '–'}</Table.Td>
            <Table.Td>{theirs || '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
