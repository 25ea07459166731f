import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../DialogFrame';
import { ReleaseForm } from './ReleaseForm';

/** Frees a reserved address that is typed. */
export function ReleaseDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame onClose={onClose} title={t('people.release.menu')} centered>
      <ReleaseForm />
    </DialogFrame>
  );
}
