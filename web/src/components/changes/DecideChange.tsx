import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDecide, type AskedChange } from '../../services/changes';
import { useSave } from '../../services/save';
import { AbilityButton } from '../AbilityButton';
import { CommentField } from '../CommentField';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

/** Confirms a change, or rejects it with a reason; one's own is confirmed by somebody else. */
export function DecideChange({ change }: { change: AskedChange }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<string | null>(null);
  const save = useSave();
  const decide = useDecide();
  useUnsaved(Boolean(reason) && !save.saved);
  return (
    <Stack gap="xs">
      <SaveTrouble save={save} />
      {reason === null ? (
        <Group gap="xs">
          <AbilityButton ability={change.can('confirm')} label={t('changes.confirm')} variant="filled" loading={save.saving} onClick={() => void save.run(() => decide.confirm(change))} />
          <AbilityButton ability={change.can('reject')} label={t('changes.reject')} onClick={() => setReason('')} />
        </Group>
      ) : (
        <>
          <CommentField value={reason} onChange={setReason} description={t('changes.reasonHint')} />
          <Group gap="xs">
            <Button color="red" variant="outline" loading={save.saving} disabled={reason.trim() === ''} onClick={() => void save.run(() => decide.reject(change, reason.trim()))}>
              {t('changes.rejectIt')}
            </Button>
            <Button variant="subtle" onClick={() => setReason(null)}>
              {t('user.cancel')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
