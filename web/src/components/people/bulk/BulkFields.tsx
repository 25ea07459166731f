import { MultiSelect, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../../../services/catalogue';
import { useNames } from '../../../services/names';
import { ManagerField } from '../ManagerField';
import type { BulkKind, Wish } from './kinds';
import { LimitsWishes } from './LimitsWishes';
import { ListsWishes } from './ListsWishes';

interface Props {
  kind: BulkKind;
  wish: Wish;
  onChange(part: Partial<Wish>): void;
}

/** What each kind of change has to be told. */
export function BulkFields({ kind, wish, onChange }: Props) {
  const { t } = useTranslation();
  switch (kind) {
    case 'activate':
    case 'deactivate':
      return <Text size="sm">{t(`people.bulk.text.${kind}`)}</Text>;
    case 'manager':
      return <ManagerField label={t('user.manager')} value={wish.manager} onChange={(manager) => onChange({ manager })} />;
    case 'roles':
      return <RoleFields wish={wish} onChange={onChange} />;
    case 'capacity':
      return (
        <NumberInput
          label={t('limits.maxCapacity')}
          description={t('people.bulk.text.capacity')}
          value={wish.capacity ?? ''}
          onChange={(value) => onChange({ capacity: typeof value === 'number' ? value : null })}
          allowDecimal={false}
          allowNegative={false}
          max={100_000}
          maw={220}
        />
      );
    case 'limits':
      return (
        <>
          <Hint text={t('people.bulk.text.touched')} />
          <LimitsWishes wish={wish.limits} onChange={(limits) => onChange({ limits })} />
        </>
      );
    case 'preferences':
      return (
        <>
          <Hint text={t('people.bulk.text.lists')} />
          <ListsWishes wish={wish.lists} onChange={(lists) => onChange({ lists })} />
        </>
      );
    default:
      return (
        <SegmentedControl
          aria-label={t(`people.bulk.kind.${kind}`)}
          data={[
            { value: 'on', label: t(`people.bulk.on.${kind}`) },
            { value: 'off', label: t(`people.bulk.off.${kind}`) },
          ]}
          value={wish.on ? 'on' : 'off'}
          onChange={(value) => onChange({ on: value === 'on' })}
        />
      );
  }
}

const Hint = ({ text }: { text: string }) => (
  <Text size="xs" c="dimmed">
    {text}
  </Text>
);

function RoleFields({ wish, onChange }: Omit<Props, 'kind'>) {
  const { t } = useTranslation();
  const names = useNames();
  const data = useRoles()
    .filter(({ grantable }) => grantable)
    .map(({ id, name }) => ({ value: id, label: names.role(name) }));
  return (
    <>
      <MultiSelect label={t('people.bulk.give')} data={data} value={wish.give} onChange={(give) => onChange({ give })} searchable hidePickedOptions />
      <MultiSelect label={t('people.bulk.take')} data={data} value={wish.take} onChange={(take) => onChange({ take })} searchable hidePickedOptions />
    </>
  );
}
