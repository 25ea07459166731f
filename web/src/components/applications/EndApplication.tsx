import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApplicationChanges, type Application } from '../../services/applications';
import { useSave } from '../../services/save';
import { EndPanel } from '../EndPanel';

/** Switches an application off, or removes it: its tokens are dead at once. */
export function EndApplication({ application, onRemoved }: { application: Application; onRemoved(): void }) {
  const { t } = useTranslation();
  const changes = useApplicationChanges();
  const save = useSave();
  const off = application.state === 'DISABLED';
  const remove = async () => {
    if (await save.run(() => changes.remove(application))) onRemoved();
  };
  return (
    <EndPanel
      title={t('applications.end.title')}
      text={t('applications.end.text')}
      save={save}
      name={application.name}
      typeName={t('applications.end.typeName', { name: application.name })}
      remove={t('applications.end.remove')}
      removeConfirm={t('applications.end.removeConfirm')}
      onRemove={() => void remove()}
    >
      <Button variant="default" loading={save.saving} onClick={() => void save.run(() => changes.update(application, { disabled: !off }))}>
        {t(off ? 'applications.end.on' : 'applications.end.off')}
      </Button>
    </EndPanel>
  );
}
