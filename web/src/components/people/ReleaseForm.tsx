import { Alert, Anchor, Button, Group, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelease } from '../../services/account';
import { useSave } from '../../services/save';
import { CommentField } from '../CommentField';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';

/** Frees the address of somebody who was deleted, so that somebody new may have it (LC-5); `beside` another form it also leads to the list, in a window of its own. */
export function ReleaseForm({ email: given, beside = false }: { email?: string; beside?: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const [freed, setFreed] = useState<string | null>(null);
  const save = useSave();
  const release = useRelease();
  const email = given ?? typed.trim();
  useUnsaved((typed !== '' || comment !== '') && freed === null);
  const submit = async () => {
    if (await save.run(() => release(email, comment))) setFreed(email);
  };
  if (freed === email && freed) {
    return (
      <Alert color="green" variant="outline" py={8} role="status">
        {t('people.release.done', { email })}
      </Alert>
    );
  }
  return (
    <Alert color="orange" variant="outline" title={t('people.release.title')}>
      <Stack gap="xs">
        {t('people.release.text')}
        {given !== undefined && beside && (
          <Anchor size="sm" renderRoot={(look) => <Link {...look} to="/users/reserved" search={{ q: given }} target="_blank" />}>
            {t('people.release.list')}
          </Anchor>
        )}
        <SaveTrouble save={save} />
        {given === undefined && <TextInput label={t('people.field.email')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
        <CommentField value={comment} onChange={setComment} />
        <Group>
          <Button variant="default" loading={save.saving} disabled={!email} onClick={() => void submit()}>
            {t('people.release.submit')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
