import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Approval } from '../../services/approval';
import { useFormats } from '../../services/format';

/** What became of a request for approval, one line for each who was asked. */
export function RequestText({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { places, requestedBy, createdAt } = approval;
  return (
    <>
      {places.map(({ approver, state, decidedAt, comment }, place) => (
        <div key={place}>
          {t(`approval.told.${state}`, {
            name: approver?.name ?? t('approval.somebody'),
            by: requestedBy?.name ?? t('approval.somebody'),
            at: instant(decidedAt ?? createdAt),
          })}
          {comment && (
            <Text component="q" size="sm" ml={6}>
              {comment}
            </Text>
          )}
        </div>
      ))}
    </>
  );
}
