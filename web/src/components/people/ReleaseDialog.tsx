import { useTranslation } from 'react-i18next';
import { DialogFrame } from '../DialogFrame';
import { ReleaseForm } from './ReleaseForm';

/** Frees a reserved address: the one given, or one that is typed where none is known any more. */
export function ReleaseDialog({ email, onClose }: { email: string | null; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <DialogFrame onClose={onClose} title={email ? t('reserved.releaseOf', { email }) : t('people.release.menu')} centered>
      <ReleaseForm email={email ?? undefined} />
    </DialogFrame>
  );
}
