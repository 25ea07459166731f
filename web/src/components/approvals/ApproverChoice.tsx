import { Button, Checkbox, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApproversOf, type Approver } from '../../services/approvers';
import type { Person } from '../../services/person';
import { TroubleNotice } from '../Notice';
import { OtherApprovers } from './OtherApprovers';

interface Props {
  dealId: string;
  /** One approver, or two different ones (AP-9). */
  needed: 1 | 2;
  /** Who has approved already and stays one of them. */
  approved: readonly Person[];
  value: string[];
  onChange(ids: string[]): void;
}

/** Who may approve now; behind it why the others may not (AP-5). */
export function ApproverChoice({ dealId, needed, approved, value, onChange }: Props) {
  const { t } = useTranslation();
  const approvers = useApproversOf(dealId);
  const { rows, loading, trouble, retry, hasMore, more } = approvers;
  if (trouble && rows.length === 0) return <TroubleNotice trouble={trouble} onRetry={retry} />;
  if (loading && rows.length === 0) return <Skeleton height={96} />;
  const fixed = new Set(approved.map(({ id }) => id));
  const offered = [...approved.filter(({ id }) => !rows.some((row) => row.id === id)), ...rows];
  return (
    <Stack gap="xs">
      {offered.length === 0 && <Text size="sm">{t('approval.nobody')}</Text>}
      {offered.length > 0 && needed === 1 && (
        <Radio.Group label={t('approval.approver')} value={value[0] ?? null} onChange={(id) => onChange([id])} size="xs">
          <Stack gap={8} mt={6}>
            {offered.map((person) => (
              <Radio key={person.id} value={person.id} label={person.name} description={emailOf(person)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {offered.length > 0 && needed === 2 && (
        <Checkbox.Group label={t('approval.approvers')} value={value} onChange={onChange} size="xs">
          <Stack gap={8} mt={6}>
            {offered.map((person) => (
              <Checkbox
                key={person.id}
                value={person.id}
                label={person.name}
                description={fixed.has(person.id) ? t('approval.hasApproved') : emailOf(person)}
                disabled={fixed.has(person.id) || (value.length >= needed && !value.includes(person.id))}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {hasMore && (
        <div>
          <Button variant="subtle" size="compact-xs" onClick={more} loading={loading}>
            {t('list.more')}
          </Button>
        </div>
      )}
      <OtherApprovers dealId={dealId} />
    </Stack>
  );
}

const emailOf = (person: Person | Approver): string | undefined => ('email' in person ? person.email : undefined);
