import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Leave } from '../../services/absences';
import { useFormats } from '../../services/format';
import { Status } from '../Status';

/** Whether somebody is there, will be away, or is. */
export function LeaveState({ leave: { absence, active } }: { leave: Leave }) {
  const { t } = useTranslation();
  const { date, dates } = useFormats();
  const name = absence?.delegate?.name ?? t('absence.noDelegate');
  return (
    <Text component="p" size="sm" m={0} data-testid="leave">
      {!active && <Status tone="quiet">{t('absence.state.inactive')}</Status>}
      {active && !absence && <Status tone="good">{t('absence.state.present')}</Status>}
      {absence?.state === 'SCHEDULED' && (
        <Status tone="calm">{t('absence.state.planned', { dates: dates(absence.startDate, absence.endDate), name })}</Status>
      )}
      {absence?.state === 'ACTIVE' && <Status tone="warn">{t('absence.state.away', { date: date(absence.endDate), name })}</Status>}
    </Text>
  );
}
