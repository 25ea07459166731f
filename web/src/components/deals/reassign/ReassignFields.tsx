import { SegmentedControl, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../services/person';
import { PersonField } from '../../PersonField';

/** Where deals are to go, and why. */
export interface Target {
  pool: boolean;
  person: Person | null;
  comment: string;
}

export const noTarget: Target = { pool: false, person: null, comment: '' };

interface Props {
  value: Target;
  /** Whose deals they are: nobody takes over from themselves. */
  without?: string;
  onChange(part: Partial<Target>): void;
}

export function ReassignFields({ value: { pool, person, comment }, without, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        aria-label={t('reassign.where')}
        data={[
          { value: 'person', label: t('reassign.person') },
          { value: 'pool', label: t('reassign.pool') },
        ]}
        value={pool ? 'pool' : 'person'}
        onChange={(where) => onChange({ pool: where === 'pool' })}
      />
      {!pool && <PersonField label={t('deal.newOwner')} value={person} onChange={(chosen) => onChange({ person: chosen })} without={without} required />}
      <Text size="sm" c="dimmed">
        {t(pool ? 'reassign.poolHint' : 'deal.assignHint')}
      </Text>
      <Textarea
        size="xs"
        label={t('reassign.reason')}
        description={t('reassign.reasonHint')}
        value={comment}
        onChange={(event) => onChange({ comment: event.currentTarget.value })}
        maxLength={1000}
        minRows={2}
        autosize
        required
      />
    </>
  );
}
