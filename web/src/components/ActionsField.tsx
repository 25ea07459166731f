import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { actionsBySubject, subjects } from '../services/actions';
import { useNames } from '../services/names';

interface Props {
  label: string;
  /** What stands there while nothing is chosen. */
  anything: string;
  description?: string;
  value: readonly string[];
  onChange(actions: string[]): void;
  /** In a bar of filters the label is only spoken. */
  bare?: boolean;
}

/** Names actions of history, by what they are about. */
export function ActionsField({ label, anything, description, value, onChange, bare = false }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const data = useMemo(
    () => subjects.map((subject) => ({ group: t(`subject.${subject}`), items: actionsBySubject[subject].map((action) => ({ value: action, label: names.action(action) })) })),
    [t, names],
  );
  const known = new Set<string>(data.flatMap(({ items }) => items.map((item) => item.value)));
  const others = value.filter((action) => !known.has(action)).map((action) => ({ value: action, label: names.action(action) }));
  return (
    <MultiSelect
      {...(bare ? { 'aria-label': label, w: { base: '100%', xs: 260 } } : { label, description })}
      placeholder={value.length === 0 ? anything : undefined}
      data={[...data, ...others]}
      value={[...value]}
      onChange={onChange}
      nothingFoundMessage={t('list.nothingFound')}
      searchable
      clearable
      hidePickedOptions
    />
  );
}
