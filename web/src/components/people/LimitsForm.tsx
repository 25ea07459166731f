import { NumberInput, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { limitNames, readLimits, showLimits, useSaveLimits, type TypedLimits } from '../../services/limits';
import { useSave } from '../../services/save';
import type { UserDetails } from '../../services/user';
import { useViewer } from '../../services/viewerContext';
import { LimitField } from './LimitField';
import { SaveBar } from '../SaveBar';
import type { Compared } from '../merge';
import { useDraft } from '../useDraft';

/** Capacity and authority of a person, in the view that counts (LL-2, LL-3, LL-8). */
export function LimitsForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const { currency, limitsView } = useViewer();
  const draft = useDraft(showLimits(user.limits, locale), user.limits.version);
  const save = useSave();
  const write = useSaveLimits(limitsView);
  const { allowed, reason } = user.can('limits');
  const readOnly = !allowed;
  const limits = readLimits(draft.value, currency, locale);
  const submit = async () => {
    if (limits && (await save.run(() => write(user.id, limits, draft.version)))) draft.discard();
  };
  const figure = (value: number | null) => (value === null ? '' : String(value));
  const compare: Compared<TypedLimits>[] = [
    { field: 'maxCapacity', label: t('limits.maxCapacity'), text: ({ maxCapacity }) => figure(maxCapacity) },
    { field: 'maxDiscretionBps', label: t('limits.maxDiscretion'), text: ({ maxDiscretionBps }) => figure(maxDiscretionBps) },
    ...limitNames(limitsView).map((name) => ({
      field: name,
      label: t(`limits.${name}`),
      text: (value: TypedLimits) => (value[name].kind === 'AMOUNT' ? value[name].typed : t(`limits.kind.${value[name].kind}`)),
    })),
  ];
  return (
    <Stack gap="sm">
      {readOnly && (
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
      )}
      <NumberInput
        label={t('limits.maxCapacity')}
        description={t('limits.maxCapacityHint')}
        value={draft.value.maxCapacity ?? ''}
        onChange={(value) => draft.change({ maxCapacity: typeof value === 'number' ? value : null })}
        allowDecimal={false}
        allowNegative={false}
        max={100_000}
        readOnly={readOnly}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
      <NumberInput
        label={t('limits.maxDiscretion')}
        description={t('limits.maxDiscretionHint')}
        value={draft.value.maxDiscretionBps ?? ''}
        onChange={(value) => draft.change({ maxDiscretionBps: typeof value === 'number' ? value : null })}
        allowDecimal={false}
        allowNegative={false}
        max={10_000}
        readOnly={readOnly}
        styles={{ wrapper: { maxWidth: 160 } }}
      />
      {limitNames(limitsView).map((name) => (
        <LimitField
          key={name}
          label={t(`limits.${name}`)}
          description={t(`limits.hint.${name}`)}
          currency={currency}
          value={draft.value[name]}
          onChange={(limit) => draft.change({ [name]: limit })}
          readOnly={readOnly}
        />
      ))}
      <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={!readOnly && limits !== null} compare={compare} />
    </Stack>
  );
}
