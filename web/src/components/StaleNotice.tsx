import { Alert, Button, Group, Radio, Table } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { differencesOf, mergedOf, type Compared, type Difference, type Side } from './merge';
import type { Draft } from './useDraft';

interface Props<Value> {
  draft: Draft<Value>;
  compare: readonly Compared<Value>[];
}

/** Somebody else saved first: both stand side by side, and the input stays until the person has chosen, field by field or as a whole. */
export function StaleNotice<Value extends object>({ draft, compare }: Props<Value>) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlyMap<keyof Value, Side>>(new Map());
  const differences = differencesOf(draft, compare);
  const sides = new Map(differences.map(({ field, likely }) => [field, chosen.get(field) ?? likely]));
  const merge = () => draft.merge(mergedOf(draft, compare, sides));
  return (
    <Alert color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} title={t('save.staleTitle')} mb="sm">
      {t('save.staleText')}
      {differences.length > 0 && <Choice differences={differences} sides={sides} onChoose={(field, side) => setChosen(new Map(chosen).set(field, side))} />}
      <Group gap="xs" mt="sm">
        {differences.length > 1 && <Button onClick={merge}>{t('save.merge')}</Button>}
        <Button variant="default" onClick={draft.keep}>
          {t('save.keepMine')}
        </Button>
        <Button variant={differences.length > 1 ? 'default' : 'subtle'} onClick={draft.discard}>
          {t('save.takeTheirs')}
        </Button>
      </Group>
    </Alert>
  );
}

interface ChoiceProps<Value> {
  differences: readonly Difference<Value>[];
  sides: ReadonlyMap<keyof Value, Side>;
  onChoose(field: keyof Value, side: Side): void;
}

function Choice<Value>({ differences, sides, onChoose }: ChoiceProps<Value>) {
  const { t } = useTranslation();
  return (
    <Table mt="xs" fz="xs" withRowBorders={false} horizontalSpacing={4} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.merge.field')}</Table.Th>
          <Table.Th>{t('people.merge.mine')}</Table.Th>
          <Table.Th>{t('people.merge.theirs')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map((difference) => (
          <Table.Tr key={String(difference.field)}>
            <Table.Th scope="row" fw={400}>
              {difference.label}
            </Table.Th>
            {(['mine', 'theirs'] as const).map((side) => (
              <Table.Td key={side}>
                <Radio
                  size="xs"
                  name={`merge-${String(difference.field)}`}
                  label={difference[side] || '–'}
                  aria-label={t('lists.pair', { label: `${difference.label}, ${t(`people.merge.${side}`)}`, value: difference[side] || '–' })}
                  checked={sides.get(difference.field) === side}
                  onChange={() => onChoose(difference.field, side)}
                />
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
