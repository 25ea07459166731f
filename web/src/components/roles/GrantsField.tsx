import { MultiSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRoles } from '../../services/catalogue';
import { useNames } from '../../services/names';

interface Props {
  value: string[];
  readOnly: boolean;
  onChange(grants: string[]): void;
}

/** The roles that holders of this one may grant; none that the viewer may not grant (RO-4). */
export function GrantsField({ value, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const roles = useRoles();
  if (value.includes('*')) return <Text size="sm">{t('roles.grantsEvery')}</Text>;
  const offered = roles.filter(({ name, grantable }) => grantable || value.includes(name));
  return (
    <MultiSelect
      maw={560}
      label={t('roles.column.grants')}
      description={t('roles.grantsHint')}
      placeholder={value.length === 0 ? t('roles.grantsNone') : undefined}
      data={offered.map(({ name, grantable }) => ({ value: name, label: names.role(name), disabled: !grantable }))}
      value={value}
      onChange={onChange}
      readOnly={readOnly}
      searchable
      hidePickedOptions
    />
  );
}
