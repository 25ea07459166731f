import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../services/account';
import { useFormats } from '../../services/format';
import { useLeaving } from '../../services/leaving';
import { useSave } from '../../services/save';
import type { UserRow } from '../../services/users';
import { CommentField } from '../CommentField';
import { DialogFrame } from '../DialogFrame';
import { SaveTrouble } from '../SaveTrouble';
import { useTell } from '../useTell';

interface Props {
  user: UserRow;
  onClose(): void;
  onDeleted?(): void;
}

/** Deletion is final: every consequence is told (LC-4), and the name is typed. */
export function DeleteDialog({ user, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const save = useSave();
  const tell = useTell();
  const { remove } = useAccount(user);
  const wanted = user.email || user.name;
  const submit = async () => {
    if (!(await save.run(() => remove(comment)))) return;
    tell(t('people.delete.done', { name: user.name }));
    // The guard of the page must know before the page is left.
    flushSync(() => (setTyped(''), setComment('')));
    onDeleted?.();
    onClose();
  };
  return (
    <DialogFrame onClose={onClose} unsaved={(comment !== '' || typed !== '') && !save.saved} size={520} title={t('people.delete.title', { name: user.name })} centered>
      <Stack gap="sm">
        <SaveTrouble save={save} />
        <Text size="sm">{t('people.delete.text')}</Text>
        <Consequences user={user} />
        <CommentField value={comment} onChange={setComment} />
        <TextInput
          label={t('people.delete.type', { text: wanted })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Group gap="xs">
          <Button color="red" loading={save.saving} disabled={typed.trim() !== wanted} onClick={() => void submit()}>
            {t('people.delete.confirm')}
          </Button>
          <Button variant="subtle" onClick={onClose}>
            {t('user.cancel')}
          </Button>
        </Group>
      </Stack>
    </DialogFrame>
  );
}

/** In the order in which it happens, with figures where the viewer may see them. */
function Consequences({ user }: { user: UserRow }) {
  const { t } = useTranslation();
  const { people } = useFormats();
  const leaving = useLeaving(user.id);
  const reports = leaving?.reports ?? [];
  const never = user.lastSignIn === null;
  return (
    <List size="sm" spacing={4} aria-busy={leaving === null}>
      <List.Item>{t('people.delete.sessions')}</List.Item>
      <List.Item>
        {reports.length > 0 ? t('people.delete.reports', { count: reports.length, names: people(reports.map(({ name }) => name)) }) : t('people.delete.noReports')}
      </List.Item>
      <List.Item>{t('people.delete.absences')}</List.Item>
      <List.Item>{leaving ? t('people.delete.owned', { count: leaving.owned }) : t('people.delete.ownedUnknown')}</List.Item>
      <List.Item>{leaving ? t('people.delete.standsIn', { count: leaving.standsIn }) : t('people.delete.standsInUnknown')}</List.Item>
      <List.Item>{t('people.delete.history')}</List.Item>
      <List.Item>{t(never ? 'people.delete.addressFree' : 'people.delete.address', { email: user.email })}</List.Item>
    </List>
  );
}
