import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLeaveChanges, type LeaveOutcome, type Warning } from '../../services/absenceChanges';
import type { Leave } from '../../services/absences';
import type { LocalDate } from '../../services/dates';
import { useFormats } from '../../services/format';
import { fullNameOf } from '../../services/person';
import { useSave } from '../../services/save';
import type { Compared } from '../merge';
import { PersonField } from '../PersonField';
import { SaveTrouble } from '../SaveTrouble';
import { StaleNotice } from '../StaleNotice';
import type { Draft } from '../useDraft';
import { LeaveState } from './LeaveState';
import { RangeFields } from './RangeFields';
import { WarningList } from './WarningList';
import { slipOf, type Wanted } from './wanted';

interface Props {
  leave: Leave;
  today: LocalDate;
  draft: Draft<Wanted>;
}

/** First and last day, and who stands in; an absence that goes on is ended here too. */
export function LeaveForm({ leave, today, draft }: Props) {
  const { t } = useTranslation();
  const [warnings, setWarnings] = useState<Warning[]>([]);
  const { date } = useFormats();
  const save = useSave();
  const changes = useLeaveChanges(leave.id);
  const { allowed, reason } = leave.can('outOfOffice');
  const { start, end, delegate } = draft.value;
  const { absence } = leave;
  const slip = slipOf(draft.value, today);
  const compare: Compared<Wanted>[] = [
    { field: 'start', label: t('absence.from'), text: (form) => date(form.start) },
    { field: 'end', label: t('absence.to'), text: (form) => date(form.end) },
    { field: 'delegate', label: t('absence.delegate'), text: (form) => (form.delegate ? fullNameOf(form.delegate) : '') },
  ];
  const run = async (change: () => Promise<LeaveOutcome>) => {
    setWarnings([]);
    const written = await save.run(async () => {
      const outcome = await change();
      setWarnings(outcome.warnings);
      return outcome;
    });
    if (written) draft.discard();
  };
  return (
    <Stack gap="sm">
      <LeaveState leave={leave} />
      {!allowed && reason && (
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
      )}
      <RangeFields value={draft.value} today={today} slip={draft.dirty ? slip : null} readOnly={!allowed} onChange={draft.change} />
      <PersonField
        label={t('absence.delegate')}
        description={t('absence.delegateHint')}
        value={delegate}
        onChange={(person) => draft.change({ delegate: person })}
        without={leave.id}
        readOnly={!allowed}
      />
      <div aria-live="polite">
        {draft.stale && <StaleNotice draft={draft} compare={compare} />}
        <SaveTrouble save={save} merges />
        <WarningList warnings={warnings} />
        <Group gap="xs">
          <Button
            onClick={() => void run(() => changes.set(start, end, delegate?.id ?? null, draft.version))}
            loading={save.saving}
            disabled={!allowed || draft.stale || slip !== null || !delegate || (!draft.dirty && absence !== null)}
          >
            {t(absence ? 'absence.save' : start <= today ? 'absence.startNow' : 'absence.plan')}
          </Button>
          {draft.dirty && (
            <Button variant="subtle" onClick={draft.discard} disabled={save.saving}>
              {t('save.revert')}
            </Button>
          )}
          {absence && (
            <Button variant="default" onClick={() => void run(() => changes.end(absence.version))} loading={save.saving} disabled={!allowed}>
              {t(absence.state === 'ACTIVE' ? 'absence.endNow' : 'absence.cancel')}
            </Button>
          )}
          {save.saved && !draft.dirty && (
            <Text size="sm" c="dimmed">
              {t('save.saved')}
            </Text>
          )}
        </Group>
      </div>
    </Stack>
  );
}
