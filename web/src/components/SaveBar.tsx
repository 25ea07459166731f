import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Save } from '../services/save';
import type { Compared } from './merge';
import { SaveTrouble } from './SaveTrouble';
import { StaleNotice } from './StaleNotice';
import type { Draft } from './useDraft';

interface Props<Value> {
  draft: Draft<Value>;
  save: Save;
  onSave(): void;
  /** False while a field holds something that can't be sent. */
  valid: boolean;
  /** The fields that stand side by side when somebody else saved first. */
  compare: readonly Compared<Value>[];
}

/** Save and take back, for one form. */
export function SaveBar<Value extends object>({ draft, save, onSave, valid, compare }: Props<Value>) {
  const { t } = useTranslation();
  return (
    <div aria-live="polite">
      {draft.stale && <StaleNotice draft={draft} compare={compare} />}
      <SaveTrouble save={save} merges />
      <Group gap="xs">
        <Button onClick={onSave} loading={save.saving} disabled={!draft.dirty || draft.stale || !valid}>
          {t('save.save')}
        </Button>
        {draft.dirty && (
          <Button variant="subtle" onClick={draft.discard} disabled={save.saving}>
            {t('save.revert')}
          </Button>
        )}
        {save.saved && !draft.dirty && (
          <Text size="sm" c="dimmed">
            {t('save.saved')}
          </Text>
        )}
      </Group>
    </div>
  );
}
