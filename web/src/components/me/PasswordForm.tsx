import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { SignIn } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

const blank = { present: '', password: '', again: '' };

/** Changes one's own password; sessions elsewhere end. */
export function PasswordForm({ signIn, login }: { signIn: SignIn; login: string }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [typed, setTyped] = useState(blank);
  const changes = useMeChanges();
  const save = useSave();
  const differs = typed.again !== '' && typed.again !== typed.password;
  const short = typed.password !== '' && [...typed.password].length < signIn.passwordMinLength;
  useUnsaved(Object.values(typed).some(Boolean));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save.run(() => changes.password(typed.present, typed.password))) setTyped(blank);
  };
  return (
    <Panel title={t('me.password.title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm" maw={420}>
          {signIn.passwordChangedAt && (
            <Text size="sm" c="dimmed">
              {t('me.password.since', { day: day(signIn.passwordChangedAt) })}
            </Text>
          )}
          {/* A password manager needs to know whose password it is. */}
          <input type="text" autoComplete="username" value={login} readOnly hidden />
          <PasswordInput label={t('me.password.present')} value={typed.present} onChange={(event) => setTyped({ ...typed, present: event.currentTarget.value })} autoComplete="current-password" required />
          <PasswordInput
            label={t('me.password.new')}
            description={t('me.password.rule', { count: signIn.passwordMinLength })}
            error={short && t('me.password.short', { count: signIn.passwordMinLength })}
            value={typed.password}
            onChange={(event) => setTyped({ ...typed, password: event.currentTarget.value })}
            autoComplete="new-password"
            required
          />
          <PasswordInput label={t('me.password.again')} error={differs && t('me.password.differs')} value={typed.again} onChange={(event) => setTyped({ ...typed, again: event.currentTarget.value })} autoComplete="new-password" required />
          <SaveTrouble save={save} />
          <Group gap="sm">
            <Button type="submit" loading={save.saving} disabled={!typed.present || !typed.password || short || typed.again !== typed.password}>
              {t('me.password.change')}
            </Button>
            {save.saved && (
              <Text size="sm" c="dimmed" role="status">
                {t('me.password.changed')}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
