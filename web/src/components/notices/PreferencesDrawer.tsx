import { Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../services/names';
import { useNoticePreferences, useSetNoticePreference, type NoticePreference } from '../../services/noticePreferences';
import { useSave } from '../../services/save';
import { DrawerFrame } from '../DrawerFrame';
import { TroubleNotice } from '../Notice';
import { SaveTrouble } from '../SaveTrouble';

/** Which notices also come by e-mail; each is saved as it is switched. */
export function PreferencesDrawer({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { thing: preferences, trouble, retry } = useNoticePreferences();
  return (
    <DrawerFrame title={t('notices.byMail')} onClose={onClose}>
      {preferences ? <Switches preferences={preferences} /> : trouble ? <TroubleNotice trouble={trouble} onRetry={retry} /> : <Skeleton height={200} role="status" aria-label={t('list.loading')} />}
    </DrawerFrame>
  );
}

function Switches({ preferences }: { preferences: NoticePreference[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const set = useSetNoticePreference();
  const save = useSave();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('notices.byMailHint')}
      </Text>
      <SaveTrouble save={save} />
      {preferences.map(({ type, email }) => (
        <Switch
          key={type}
          label={names.noticeType(type)}
          checked={email}
          disabled={save.saving}
          onChange={(event) => void save.run(() => set({ type, email: event.currentTarget.checked }))}
        />
      ))}
      <Text size="xs" c="dimmed" role="status">
        {save.saved && t('save.saved')}
      </Text>
    </Stack>
  );
}
